"""A real `plangraph serve` on loopback, and a small client to talk to it."""

from __future__ import annotations

import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlencode, urlsplit

import psutil

ROOT = Path(__file__).parents[1]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    """A running `plangraph serve`."""

    url: str
    pid: int
    printed: IO[str] | None = None
    """What it prints from now on."""

    def get(self, path: str, accept: str = "*/*", method: str = "GET", **headers: str) -> Answer:
        return self.send(method, path, headers={"Accept": accept, **headers})

    def ask(self, query: str, accept: str = "*/*", **parameters: str) -> Answer:
        return self.get("/sparql?" + urlencode({"query": query, **parameters}), accept)

    def send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def connection(self, sent: bytes = b"", received_at_once: int = 0) -> socket.socket:
        """A connection on which this has been sent; the system takes in about so many bytes beforehand, where given."""
        address = urlsplit(self.url)
        made = socket.socket()
        if received_at_once:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, received_at_once)
        made.settimeout(30)
        made.connect((address.hostname, address.port))
        made.sendall(sent)
        return made

    def listens(self) -> bool:
        """Whether it takes connections."""
        address = urlsplit(self.url)
        with socket.socket() as made:
            return made.connect_ex((address.hostname, address.port)) == 0

    @property
    def process(self) -> psutil.Process:
        return psutil.Process(self.pid)

    def workers(self) -> list[psutil.Process]:
        """The processes that run queries, once there are any."""
        return [each for each in self.process.children(recursive=True) if not each.children()]

    def runs(self, queries: int = 1) -> bool:
        """Whether so many workers have been busy for a while."""
        return sum(each.cpu_times().user > 0.05 for each in self.workers()) >= queries


def received(connection: socket.socket) -> bytes:
    """All that is still sent on a connection, until the other side closes it."""
    return b"".join(iter(lambda: connection.recv(1 << 20), b""))


def until(true: Callable[[], object], within: float = 10.0) -> bool:
    """Whether this comes true in time, which is in seconds."""
    end = time.monotonic() + within
    while not (found := true()) and time.monotonic() < end:
        select.select([], [], [], 0.01)  # others want the processor, too
    return bool(found)


@contextmanager
def running_server(*options: str, under: Sequence[str] = (), **environment: str) -> Iterator[Server]:
    """Start it on a free port, with these options and variables in its environment; end it politely.

    It may run `under` another command, which has to leave its process number and its standard output to it.
    """
    with subprocess.Popen(
        [*under, sys.executable, "-m", "plangraph", "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PLANGRAPH_WARM": "0", "PLANGRAPH_ACCESS_LOG": "0", **environment},
        cwd=ROOT,
    ) as process:
        try:
            yield Server(_address(process), process.pid, process.stdout)
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(timeout=10)
    assert status == 0


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://([\d.]+|\[[\da-f:]+\]):\d+", line):
            return found[0]
    raise AssertionError("the server ended before it told its address")
