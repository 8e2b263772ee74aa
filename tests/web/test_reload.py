"""Changed files are taken in while the server runs: every answer is of one version, and no request fails."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
from broken_data import INFERRED, STATED, spoil
from running_server import ENDLESS, Server, running_server, until

from plangraph import control
from plangraph.errors import ReloadFailed
from plangraph.namespaces import ID

NOTES = f"SELECT ?one ?other {{ <{ID}one> <x:note> ?one . <{ID}other> <x:note> ?other }}"


def note(root: Path, number: int) -> None:
    """Have two files say the same number, after what they say else."""
    for file, name in ((STATED, "one"), (INFERRED, "other")):
        path = root / file
        text = path.read_text(encoding="utf-8").partition("\n# note")[0]
        path.write_text(f"{text}\n# note\n<{ID}{name}> <x:note> {number} .\n", encoding="utf-8")


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where servers leave word for their user."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state/plangraph"


@contextmanager
def serving(root: Path, **environment: str) -> Iterator[Server]:
    note(root, 0)
    with running_server("--root", str(root), PLANGRAPH_WORKERS="1", **environment) as server:
        yield server


def reload(server: Server) -> control.Loaded:
    return control.reload("127.0.0.1", port(server))


def port(server: Server) -> int:
    return urlsplit(server.url).port or 0


def noted(server: Server) -> tuple[int, int]:
    """The numbers in the two files, as one answer gives them."""
    answer = server.ask(NOTES, format="csv")
    assert answer.status == 200, answer.text
    one, other = answer.text.split()[1].split(",")
    return int(one), int(other)


@pytest.mark.slow
def test_every_answer_is_of_one_version_and_none_fails(root: Path, state: Path) -> None:
    with serving(root) as server, ThreadPoolExecutor(4) as visitors:
        assert noted(server) == (0, 0)
        descriptors = server.process.num_fds()
        over = Event()
        asked = [visitors.submit(visit, server, over) for _ in range(4)]
        for number in range(1, 6):
            note(root, number)
            loaded = reload(server)
            assert noted(server) == (number, number)
            assert loaded.version in server.get("/").text
        spoil(root)
        with pytest.raises(ReloadFailed, match=INFERRED):
            reload(server)
        assert noted(server) == (5, 5)
        over.set()
        seen = [pair for each in asked for pair in each.result()]
        assert {one for one, _ in seen} == set(range(6))
        assert all(one == other for one, other in seen)
        assert until(lambda: server.process.num_fds() <= descriptors)
        assert len(server.process.children(recursive=True)) == 2
    assert list(state.iterdir()) == []


def visit(server: Server, over: Event) -> list[tuple[int, int]]:
    """Ask on and on, and look at pages in between."""
    seen = []
    while not over.is_set():
        seen.append(noted(server))
        assert server.get("/plans/").status == 200
    return seen


@pytest.mark.usefixtures("state")
def test_what_runs_is_answered_from_the_old_data_and_keeps_nobody_waiting(root: Path) -> None:
    with serving(root) as server, ThreadPoolExecutor() as visitors:
        running = visitors.submit(server.ask, ENDLESS, timeout="4")
        assert until(server.runs)
        note(root, 1)
        reload(server)
        assert noted(server) == (1, 1)
        assert not running.done()
        assert "deadline-passed" in running.result().text
        assert until(lambda: len(server.process.children()) == 1)


@pytest.mark.usefixtures("state")
def test_the_hang_up_signal_reloads_and_the_command_tells_what_came_of_it(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(root) as server:
        note(root, 1)
        server.process.send_signal(signal.SIGHUP)
        assert until(lambda: noted(server) == (1, 1))
        told = command(server)
        assert (told.returncode, told.stderr) == (0, "")
        assert " graphs, " in told.stdout
        spoil(root)
        told = command(server)
        assert (told.returncode, told.stdout) == (1, "")
        assert INFERRED in told.stderr
        assert "goes on with the data that it had" in told.stderr
        assert noted(server) == (1, 1)
    line, end = capfd.readouterr().err.splitlines()
    assert INFERRED in line
    assert "old data are still served" in line
    assert "SIGTERM" in end


@pytest.mark.usefixtures("state")
def test_a_reload_succeeds_although_nobody_reads_what_the_server_prints(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(root, PYTHONUNBUFFERED="") as server:
        assert server.printed
        server.printed.close()
        for number in (1, 2):
            note(root, number)
            assert reload(server).graphs > 1
            assert noted(server) == (number, number)
    (end,) = capfd.readouterr().err.splitlines()
    assert "SIGTERM" in end


def command(server: Server) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "plangraph", "reload", "--port", str(port(server))]
    return subprocess.run(
        words, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "PLANGRAPH_LANG": "en"}
    )


def test_when_its_terminal_hangs_up_the_server_ends_however_often_it_is_told() -> None:
    controller, terminal = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "plangraph", "serve", "--port", "0"],
        stdin=terminal,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PLANGRAPH_WARM": "0"},
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    ) as process:
        os.close(terminal)
        assert process.stdout is not None
        assert b"http://" in process.stdout.readline()
        os.close(controller)

        def ended() -> bool:
            process.send_signal(signal.SIGHUP)  # as the shell does after the kernel
            return process.poll() is not None

        assert until(ended)
    assert process.returncode == 0
