"""How fast servers for WSGI answer with nothing to do: what plangraph's, of waitress, costs beside the others.

    .venv/bin/python benchmarks/wsgi_servers.py [runs]

`make peers` installs the others. All serve the same small application on this machine, each with one process and four
threads, or with as many processes as there are cores; runs alternate. Prints a Markdown table of requests in a second
on four connections.
"""

from __future__ import annotations

import os
import socket
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from peers_process import free_port, running
from sparql_client import rate, request
from wsgi_app import app

from plangraph.settings import Settings

BIN = Path(__file__).parents[1] / "build" / "peers" / "bin"
THREADS = 4


def main(runs: int) -> None:
    """Time all servers and print the table."""
    found: dict[str, list[float]] = {}
    with ExitStack() as stack:
        urls = {name: stack.enter_context(serving(port)) for name, serving in SERVERS.items() for port in [free_port()]}
        for _ in range(runs):
            for name, url in urls.items():
                found.setdefault(name, []).append(rate(url, [request(url, "ASK {}", "*/*")], 4, 1.0))
    print("| server | median /s | lowest | highest |\n|---|--:|--:|--:|")
    for name, rates in found.items():
        print(f"| {name} | {statistics.median(rates):,.0f} | {min(rates):,.0f} | {max(rates):,.0f} |")


@contextmanager
def ours(port: int) -> Iterator[str]:
    """Our connections, in a process of their own."""
    with running([sys.executable, __file__, "serve", str(port)], f"http://127.0.0.1:{port}/"):
        yield f"http://127.0.0.1:{port}/"


def _serve(port: int) -> None:
    from plangraph_web.connections import Connections

    with socket.create_server(("127.0.0.1", port)) as listener:
        Connections(app, listener, Settings(queries=1, pages=THREADS - 1)).run()  # type: ignore[arg-type]


def peer(*command: str) -> Callable[[int], AbstractContextManager[str]]:
    """A server of the peers' environment; PORT stands for its port."""

    @contextmanager
    def serving(port: int) -> Iterator[str]:
        os.environ["PYTHONPATH"] = str(Path(__file__).parent)
        words = [str(BIN / command[0]), *(word.replace("PORT", str(port)) for word in command[1:])]
        with running(words, f"http://127.0.0.1:{port}/"):
            yield f"http://127.0.0.1:{port}/"

    return serving


_GUNICORN = ("gunicorn", "--bind", "127.0.0.1:PORT", "--log-level", "error", "--no-control-socket", "wsgi_app:app")
_GTHREAD = (*_GUNICORN, "--worker-class", "gthread", "--threads", str(THREADS))
SERVERS = {
    "plangraph's, of waitress 3": ours,
    "gunicorn, gthread": peer(*_GTHREAD),
    "gunicorn, gthread, one process a core": peer(*_GTHREAD, "--workers", str(os.cpu_count())),
    "granian": peer(
        "granian", "--interface", "wsgi", "--port", "PORT", "--blocking-threads", str(THREADS), "wsgi_app:app"
    ),
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        _serve(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
