"""How the server comes and goes, and what it can still do when its workers cannot."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from running_server import ENDLESS, Answer, Server, running_server


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, listed) for each in (child, *children(child))]


def refused(*options: str) -> str:
    command = [sys.executable, "-m", "plangraph", "serve", *options]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    return ended.stderr


def test_a_port_in_use_is_one_sentence(server: Server) -> None:
    port = server.url.rsplit(":", 1)[1]
    assert port in refused("--port", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b"])
def test_an_address_that_is_not_ours_is_one_sentence(host: str) -> None:
    assert host in refused("--host", host, "--port", "0")


def test_sigterm_ends_the_server_and_its_workers() -> None:
    with running_server() as server:
        assert server.get("/query").status == 200
        workers = children(server.pid)
        assert workers
    assert not [pid for pid in workers if Path(f"/proc/{pid}/cmdline").exists()]


@contextmanager
def all_workers_busy(server: Server) -> Iterator[list[Future[Answer]]]:
    """Endless queries, one for each worker, all of them running."""
    workers = [each for each in children(server.pid) if not children(each)]
    with ThreadPoolExecutor() as visitors:
        asked = [visitors.submit(server.ask, ENDLESS) for _ in workers]
        while not all(ticks(each) > 5 for each in workers):
            server.get("/plans/")
        yield asked


def ticks(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11])


def test_the_first_page_needs_no_worker() -> None:
    with running_server() as server, all_workers_busy(server) as asked:
        text = server.get("/").text
        assert text.count('<article class="card">') == 3
        assert not any(each.done() for each in asked)
        os.kill(server.pid, signal.SIGTERM)


def test_who_waits_when_the_server_stops_is_told_so_at_once() -> None:
    with running_server() as server, all_workers_busy(server) as asked:
        begin = time.monotonic()
        os.kill(server.pid, signal.SIGTERM)
        answers = [each.result() for each in asked]
        assert time.monotonic() - begin < 4  # the queries would run for 10 s, an idle connection for 5
    assert [each.status for each in answers] == [503, 503]
    assert all(int(each.headers["Retry-After"]) > 0 and "detail" in each.text for each in answers)


def test_without_workers_the_server_ends_so_that_it_can_be_started_anew(capfd: pytest.CaptureFixture[str]) -> None:
    with running_server(ending=1) as server:
        for each in children(server.pid):
            os.kill(each, signal.SIGKILL)
        assert server.ask("ASK {}").status == 503
    assert len(capfd.readouterr().err.splitlines()) == 1
