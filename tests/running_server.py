"""A real `plangraph serve` on loopback, and a small client to talk to it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

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


@contextmanager
def running_server(*options: str, ending: int = 0, **environment: str) -> Iterator[Server]:
    """Start it on a free port, with these options and variables in its environment; end it politely.

    `ending` is the exit status that it must have then.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "plangraph", "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
        cwd=ROOT,
    ) as process:
        try:
            yield Server(_address(process), process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(timeout=10)
    assert status == ending


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://[\d.]+:\d+", line):
            return found[0]
    raise AssertionError("the server ended before it told its address")
