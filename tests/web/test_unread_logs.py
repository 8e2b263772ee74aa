"""A log that nobody reads, or that has no room, holds nobody up."""

from __future__ import annotations

import fcntl
import json
import os
import select
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from logs import lines, logging_server
from running_server import until

from plangraph_web import writer
from plangraph_web.journal import Entry, Journal

ANSWERED = Entry("GET", "/sparql", 200, 0.25, 17, "computed", None, "192.0.2.7", "ASK {}")


@pytest.fixture
def unread(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A pipe that takes little and that nobody reads."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)
    yield path, reader
    os.close(reader)


def full(pipe: Path) -> bool:
    """Whether it takes nothing more."""
    out = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    try:
        return not select.select([], [out], [], 0)[1]
    finally:
        os.close(out)


def taken(reader: int, before: bytearray) -> bytearray:
    """What was read before from a pipe, with what it holds now."""
    with suppress(BlockingIOError):
        while part := os.read(reader, 1 << 16):
            before += part
    return before


def test_nobody_waits_for_a_log_that_is_not_read(unread: tuple[Path, int]) -> None:
    pipe, reader = unread
    with logging_server(pipe, level=2) as server:
        for index in range(50):
            assert server.ask(f"ASK {{}} # {index}" + "x" * 1000).status == 200
            assert server.get("/plans/").status == 200
        assert until(lambda: full(pipe))
        for each in server.workers():
            each.kill()  # about which the program has something to say
        assert until(lambda: server.ask("ASK {} # at last").status == 200)
        text = bytearray()
        assert until(lambda: b"at last" in taken(reader, text))
    assert text.count(b'"route": "/plans/"') == 50


def test_the_server_ends_although_nobody_reads_its_log(unread: tuple[Path, int]) -> None:
    pipe, _ = unread
    with logging_server(pipe, level=2) as server:
        for index in range(30):
            assert server.ask(f"ASK {{}} # {index}" + "x" * 1000).status == 200
        assert until(lambda: full(pipe))


def test_the_server_goes_on_and_ends_when_the_reader_of_its_log_has_gone(unread: tuple[Path, int]) -> None:
    pipe, reader = unread
    with logging_server(pipe) as server:
        other = os.open(os.devnull, os.O_RDONLY)
        os.dup2(other, reader)
        os.close(other)
        assert [server.get("/plans/").status for _ in range(5)] == [200] * 5
        assert until(lambda: "plangraph_log_lines_lost_total 0.0" not in server.get("/metrics").text)


def test_lines_that_cannot_be_written_are_counted_and_told_later(tmp_path: Path) -> None:
    log = tmp_path / "log"
    out = os.open("/dev/full", os.O_WRONLY)
    with Journal(1, out=out) as journal:
        for _ in range(3):
            journal.note(ANSWERED)
        assert until(lambda: journal.tallies.counts.lines_lost == 3)
        there = os.open(log, os.O_WRONLY | os.O_CREAT)
        os.dup2(there, out)
        journal.note(ANSWERED)
    assert [each.get("lost", each.get("route")) for each in lines(log)] == ["/sparql", 3]
    os.close(there)
    os.close(out)


def test_what_waits_is_bounded_and_the_rest_is_counted() -> None:
    reader, out = os.pipe()
    with Journal(1, out=out) as journal:
        for _ in range(4 * writer.MOST_WAITING):
            journal.note(ANSWERED)
        lost = journal.tallies.counts.lines_lost
        assert lost >= writer.MOST_WAITING
        found: list[bytes] = []
        reading = Thread(target=lambda: found.extend(iter(lambda: os.read(reader, 1 << 16), b"")))
        reading.start()
    os.close(out)
    reading.join()
    os.close(reader)
    written = [json.loads(line) for line in b"".join(found).splitlines()]
    assert sum(each.get("lost", 1) for each in written) == 4 * writer.MOST_WAITING
    assert sum(each.get("lost", 0) for each in written) == lost
