"""What systemd hands over and is told, and that a restart with its socket loses nothing."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from running_server import ROOT, Server, running_server

PATH = "/sparql?format=csv&query=SELECT+?n+{+VALUES+?n+{+%d+}+}"
RIGHT = b"n\r\n%d\r\n"

# What systemd does between fork and exec: the socket becomes descriptor 3, and LISTEN_PID says whose it is.
HAND_OVER = """
import os, sys
number, *command = sys.argv[1:]
os.dup2(int(number), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execv(command[0], command)
"""


@pytest.fixture
def opened() -> Iterator[socket.socket]:
    """A socket as a socket unit opens it."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as made:
        made.set_inheritable(True)
        yield made


@contextmanager
def activated(listening: socket.socket, **environment: str) -> Iterator[Server]:
    """A server to which this socket is handed over."""
    with subprocess.Popen(
        [sys.executable, "-c", HAND_OVER, str(listening.fileno()), sys.executable, "-m", "plangraph", "serve"],
        pass_fds=[listening.fileno()],
        env={**os.environ, "PLANGRAPH_WARM": "0", "PLANGRAPH_ACCESS_LOG": "0", **environment},
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
    ) as process:
        try:
            yield Server(f"http://127.0.0.1:{listening.getsockname()[1]}", process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(timeout=20)
    assert status == 0


def asked(server: Server, number: int = 7) -> bytes:
    return server.get(PATH % number).body


def ask(connection: http.client.HTTPConnection, number: int) -> bool:
    """Ask for a number, which has to come; whether the connection may be used again."""
    connection.request("GET", PATH % number)
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, RIGHT % number)
    return not response.will_close


def visit(server: Server, over: Event, keeps: bool) -> tuple[int, int]:
    """Ask on and on, each time anew or on one connection: how often, and how often a kept one was closed.

    A request on a kept connection that nobody answers is sent once more on a new one (RFC 9112, section 9.3.1).
    """
    number, closed, kept = 0, 0, False
    made = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=60)
    while not over.is_set():
        number += 1
        try:
            more = ask(made, number)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            if not kept:
                raise
            made.close()
            closed += 1
            more = ask(made, number)
        kept = keeps and more
        if not kept:
            made.close()
    made.close()
    return number, closed


@pytest.mark.slow
def test_a_restart_with_the_socket_of_systemd_loses_no_request(opened: socket.socket) -> None:
    over, starts = Event(), 3
    with ThreadPoolExecutor() as visitors:
        visits: list[Future[tuple[int, int]]] = []
        for start in range(starts):
            with activated(opened) as server:
                assert asked(server) == RIGHT % 7
                visits = visits or [visitors.submit(visit, server, over, keeps) for keeps in (False, False, True, True)]
                assert [asked(server, number) for number in range(20)] == [RIGHT % number for number in range(20)]
                if start == starts - 1:
                    over.set()
                    found = [each.result() for each in visits]
    assert all(number > 20 and closed < starts for number, closed in found)


def test_who_comes_while_nothing_runs_is_answered_by_the_next(opened: socket.socket) -> None:
    with activated(opened) as server:
        assert asked(server) == RIGHT % 7
    with ThreadPoolExecutor() as visitors:
        waiting = visitors.submit(asked, server)
        with activated(opened):
            assert waiting.result() == RIGHT % 7


def test_the_workers_know_nothing_of_systemd(opened: socket.socket) -> None:
    with activated(opened) as server:
        assert asked(server) == RIGHT % 7
        inode = os.fstat(opened.fileno()).st_ino
        for each in server.process.children(recursive=True):
            assert not {"LISTEN_PID", "LISTEN_FDS"} & each.environ().keys()
            held = [entry.stat().st_ino for entry in Path(f"/proc/{each.pid}/fd").iterdir() if entry.exists()]
            assert inode not in held


def test_what_is_meant_for_another_process_is_left_alone() -> None:
    with running_server(LISTEN_PID="1", LISTEN_FDS="1") as server:
        assert asked(server) == RIGHT % 7


WRONG = {
    "no socket": ("open('/dev/null')", "1", "no socket"),
    "a socket that does not listen": ("socket.socket()", "1", "AF_INET, SOCK_STREAM"),
    "datagrams": ("socket.socket(type=socket.SOCK_DGRAM)", "1", "SOCK_DGRAM"),
    "a socket of files": ("socket.socketpair()[0]", "1", "AF_UNIX"),
    "two": ("socket.socket()", "2", "2 sockets"),
}


@pytest.mark.parametrize(("opening", "number", "told"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_listened_on_is_one_sentence(opening: str, number: str, told: str) -> None:
    program = (
        f"import os, socket, sys; found = {opening}; os.dup2(os.dup(found.fileno()), 3);"
        f"os.environ |= dict(LISTEN_PID=str(os.getpid()), LISTEN_FDS='{number}', PLANGRAPH_LANG='en');"
        "os.execv(sys.executable, [sys.executable, '-m', 'plangraph', 'serve'])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert told in line
    assert "ListenStream=" in line


@pytest.mark.parametrize("abstract", [True, False])
def test_systemd_is_told_when_it_is_ready_reloads_and_ends(abstract: bool, tmp_path: Path) -> None:
    name = f"@plangraph-{os.getpid()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(name.replace("@", "\0"))
        manager.settimeout(30)
        with running_server(NOTIFY_SOCKET=name, XDG_STATE_HOME=str(tmp_path)) as server:
            assert manager.recv(4096).startswith(b"READY=1\nSTATUS=" + server.url.encode())
            server.process.send_signal(signal.SIGHUP)
            reloading = dict(line.split("=") for line in manager.recv(4096).decode().splitlines())
            assert reloading["RELOADING"] == "1"
            assert int(reloading["MONOTONIC_USEC"]) > 0
            assert manager.recv(4096).startswith(b"READY=1\n")
        assert manager.recv(4096) == b"STOPPING=1"


def test_a_manager_that_is_gone_keeps_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with running_server(NOTIFY_SOCKET=str(tmp_path / "nobody")) as server:
        assert asked(server) == RIGHT % 7
    assert "READY=1" in capfd.readouterr().err
