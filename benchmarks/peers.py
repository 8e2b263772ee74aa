"""plangraph and those it is measured against, each started on loopback with the same data.

`make peers` installs them. Each is a context manager that gives the address of its SPARQL endpoint.
"""

from __future__ import annotations

import http.client
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from peers_process import free_port, running
from peers_virtuoso import virtuoso

from plangraph.descriptions import write
from plangraph.store import Store

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from running_server import running_server

_BIN = Path(__file__).parents[1] / "build" / "peers" / "bin"


def dump(root: Path, file: Path) -> Path:
    """Write as N-Quads what plangraph's endpoint serves of the data below `root`; returns the file."""
    with ProcessPoolExecutor(1) as aside:  # which gives all its memory back
        aside.submit(_dump, root, file).result()
    return file


@contextmanager
def plangraph(root: Path, cache: int = 0) -> Iterator[str]:
    """What is measured, with so many megabytes of kept answers, and limits that no query here meets."""
    limits = ("--deadline", "600", "--rows", "1000000", "--access-log", "0", "--cache", str(cache))
    with running_server("--root", str(root), *limits) as server:
        yield f"{server.url}/sparql"


@contextmanager
def oxigraph(quads: Path) -> Iterator[str]:
    """The server of Oxigraph, in memory; its default graph is the union of all."""
    port = free_port()
    command = [str(_BIN / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    url = f"http://127.0.0.1:{port}/query"
    with running(command, url):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        with quads.open("rb") as file:
            headers = {"Content-Type": "application/n-quads", "Content-Length": str(quads.stat().st_size)}
            connection.request("POST", "/store?no_transaction", file, headers)
        if (status := connection.getresponse().status) >= 300:
            raise ConnectionError(f"oxigraph does not load the data: {status}")
        connection.close()
        yield url


@contextmanager
def rdflib_endpoint(quads: Path) -> Iterator[str]:
    """rdflib-endpoint on a Dataset in memory whose default graph is the union of all, run by uvicorn."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with running([str(_BIN / "python"), str(Path(__file__).with_name("rdflib_server.py")), str(quads), str(port)], url):
        yield url


def _dump(root: Path, file: Path) -> None:
    with file.open("wb") as opened:
        write(Store.load(root), opened)


PEERS = {"oxigraph": oxigraph, "rdflib-endpoint": rdflib_endpoint, "virtuoso": virtuoso}
