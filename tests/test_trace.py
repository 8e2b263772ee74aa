"""What the system sees of it: whatever is asked, no query opens a file, makes a connection or starts a program."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from running_server import ENDLESS, ROOT, Server, running_server, until

pytestmark = pytest.mark.slow

CALLS = "open,openat,openat2,creat,socket,connect,execve,execveat,prlimit64,setrlimit"
OUTWARD = frozenset({"open", "openat", "openat2", "creat", "socket", "connect", "execve", "execveat"})
LIMITED = re.compile(r"RLIMIT_NOFILE, \{rlim_cur=\d,")
LINE = re.compile(r"(?P<time>\d+\.\d+) (?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\w+)(?P<remark>.*)")

HOSTILE = [
    "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <http://127.0.0.1:PORT/> } SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:PORT/>{ ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE<http://127.0.0.1:PORT/>{ ?s ?p ?o } }",
    "PREFIX SERVICEx: <http://127.0.0.1:PORT/> SELECT * { SERVICEx:y { ?s ?p ?o } }",
    "SELECT * { ?s ?p <http://x/#\\u0041> . SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:PORT/> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
    "SELECT * { GRAPH <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "DESCRIBE <file:///etc/passwd>",
    "CONSTRUCT { <file:///etc/passwd> ?p ?o } { <http://127.0.0.1:PORT/> ?p ?o }",
    "SELECT (<http://127.0.0.1:PORT/>(1) AS ?x) {}",
    "LOAD <file:///etc/passwd>",
    "LOAD <http://127.0.0.1:PORT/> INTO GRAPH <urn:x>",
    "INSERT DATA { <urn:s> <urn:p> <file:///etc/passwd> }",
    "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p <shadow> }",
]
"""What people try who want the server to read or call something; PORT is that of a listener."""

QUERY_TYPE = {"Content-Type": "application/sparql-query"}

PAST_THE_GUARD = """
from pools import SETTINGS, data, job
from plangraph.errors import PlangraphError
from plangraph.sandbox.workers import WorkerPool
import dataclasses, sys

with WorkerPool(data(), dataclasses.replace(SETTINGS, spawn=int(sys.argv[1]))) as pool:
    for text in sys.argv[2:]:
        try:
            print(len(pool.run(job(text)).body))
        except PlangraphError as error:
            print(type(error).__name__)
"""


@dataclass(frozen=True)
class Call:
    """One system call of one thread: when, what, with what, and whether the system did it."""

    time: float
    name: str
    arguments: str
    done: bool

    @property
    def path(self) -> str:
        """The path that an opening or starting call names."""
        quoted = re.search(r'"((?:[^"\\]|\\.)*)"', self.arguments)
        return quoted[1] if quoted else ""


class Trace:
    """The calls of each thread of a program and of all that it starts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def command(self) -> list[str]:
        """What to run a program under: the tracer is its child, so that it has its own process number."""
        strace = shutil.which("strace")
        assert strace, "These tests need strace; `make tools` installs it, or says how."
        prefix = str(self._folder / "trace")
        return [
            strace,
            "-D",
            "-ff",
            "--seccomp-bpf",
            "--quiet=all",
            "-ttt",
            "-s",
            "300",
            "-e",
            f"trace={CALLS}",
            "-o",
            prefix,
        ]

    def calls(self) -> list[list[Call]]:
        """The calls, in order, of each thread."""
        return [list(self._read(path)) for path in sorted(self._folder.iterdir())]

    def confined(self) -> list[list[Call]]:
        """For each worker, what it did after it had given up its descriptors."""
        found = []
        for calls in self.calls():
            limits = [at for at, call in enumerate(calls) if call.done and LIMITED.search(call.arguments)]
            if limits:
                found.append(calls[limits[0] + 1 :])
        return found

    def _read(self, path: Path) -> Iterator[Call]:
        for line in path.read_text().splitlines():
            if match := LINE.fullmatch(line):
                yield Call(float(match["time"]), match["name"], match["arguments"], not match["result"].startswith("-"))


@pytest.fixture
def trace(tmp_path: Path) -> Trace:
    """An empty trace."""
    (tmp_path / "trace").mkdir()
    return Trace(tmp_path / "trace")


@contextmanager
def listener() -> Iterator[socket.socket]:
    """Somebody who would notice a connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def aimed(texts: Sequence[str], at: socket.socket) -> list[str]:
    """The queries with the port of a listener in them."""
    return [text.replace("PORT", str(at.getsockname()[1])) for text in texts]


def unheard(listening: socket.socket) -> bool:
    """Whether nobody has connected."""
    try:
        listening.accept()[0].close()
    except BlockingIOError:
        return True
    return False


@pytest.mark.parametrize("spawn", ["0", "1"], ids=["forked", "spawned"])
def test_past_the_guard_a_worker_tries_to_open_a_socket_and_cannot(trace: Trace, spawn: str) -> None:
    with listener() as listening:
        texts = aimed([text for text in HOSTILE if text.startswith("SELECT")], listening)
        command = [*trace.command(), sys.executable, "-c", PAST_THE_GUARD, spawn, *texts]
        path = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), *sys.path])}
        ran = subprocess.run(command, env=path, capture_output=True, text=True, timeout=30, check=True)
        assert unheard(listening)
    assert len(ran.stdout.split()) == len(texts)
    assert ran.stdout.count("EvaluationFailed") >= 4
    assert until(lambda: any(call.name == "socket" for calls in trace.confined() for call in calls))
    assert outward(trace.confined()) == []


def test_nothing_that_is_sent_makes_the_server_open_a_file_or_a_connection(trace: Trace) -> None:
    with listener() as listening, running_server(under=trace.command(), PLANGRAPH_WARM="0") as server:
        ask_all(server, ["SELECT * { ?s ?p ?o }", *aimed(HOSTILE, listening)])
        begin = time.time()
        statuses = ask_all(server, aimed(HOSTILE, listening))
        assert len(server.ask("SELECT * { ?s ?p ?o . ?s ?q ?r }").body) > 1_000_000
        assert server.send("POST", "/sparql", b"ASK {} #" + b"x" * 700_000, QUERY_TYPE).status == 413
        end = time.time()
        assert unheard(listening)
    assert any(call.path.endswith("data/ttl/catalog.ttl") for calls in trace.calls() for call in calls)
    assert {200, 400, 503} >= set(statuses)
    assert statuses.count(400) >= 10
    assert len(trace.confined()) >= 2
    assert outward(trace.confined()) == []
    meanwhile = [[call for call in calls if begin < call.time < end] for calls in trace.calls()]
    assert [call for call in outward(meanwhile) if not allowed(call)] == []


def ask_all(server: Server, texts: Sequence[str]) -> list[int]:
    """Ask one after the other, and an endless query at last, whose worker has to be replaced; the statuses."""
    return [server.ask(text, timeout="0.5").status for text in [*texts, ENDLESS, "ASK {}"]]


def outward(traced: list[list[Call]]) -> list[Call]:
    """The calls that reached something."""
    return [call for calls in traced for call in calls if call.done and call.name in OUTWARD]


def allowed(call: Call) -> bool:
    """What a server may open besides the data, and why.

    A new worker looks how much memory it has and which descriptors, before it is confined; it has nothing but
    /dev/null in the place of its standard streams. Requests that are too large to be kept in memory wait in
    temporary files.
    """
    return call.name == "openat" and (
        call.path in ("/proc/self/statm", "/dev/fd", "/dev/null") or call.path.startswith(tempfile.gettempdir())
    )
