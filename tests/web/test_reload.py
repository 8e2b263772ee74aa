"""Changed files are taken in while the server runs: every answer is of one version, and no request fails."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit
from weakref import ref

import pytest
from asking import WHOLE
from broken_data import INFERRED, PLAN, STATED
from flask import Flask
from running_server import ENDLESS, Server, running_server, until

from plangraph import control
from plangraph.errors import BrokenTurtle, MissingPath, PlangraphError, ReloadFailed, ServerStopping
from plangraph.namespaces import ID
from plangraph.settings import Settings
from plangraph_web import create_app
from plangraph_web.desk import Desk, Desks, desk
from plangraph_web.turns import Turns

NOTES = f"SELECT ?one ?other {{ <{ID}one> <x:note> ?one . <{ID}other> <x:note> ?other }}"
SETTINGS = Settings(workers=1, warm=0)


def note(root: Path, number: int) -> None:
    """Have two files say the same number, after what they say else."""
    for file, name in ((STATED, "one"), (INFERRED, "other")):
        path = root / file
        text = path.read_text(encoding="utf-8").partition("\n# note")[0]
        path.write_text(f"{text}\n# note\n<{ID}{name}> <x:note> {number} .\n", encoding="utf-8")


def spoil(root: Path) -> None:
    with (root / INFERRED).open("a", encoding="utf-8") as file:
        file.write("<x:> <y:>")


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where servers leave word for their user."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state/plangraph"


@contextmanager
def serving(root: Path) -> Iterator[Server]:
    note(root, 0)
    with running_server("--root", str(root), PLANGRAPH_WARM="0", PLANGRAPH_WORKERS="1") as server:
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
    (line,) = capfd.readouterr().err.splitlines()
    assert INFERRED in line
    assert "old data are still served" in line


def command(server: Server) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "plangraph", "reload", "--port", str(port(server))]
    return subprocess.run(
        words, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "PLANGRAPH_LANG": "en"}
    )


def test_when_its_terminal_hangs_up_the_server_ends() -> None:
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
        assert process.wait(10) == 0


@pytest.fixture
def app(root: Path) -> Iterator[Flask]:
    note(root, 0)
    made = create_app(SETTINGS, root)
    yield made
    made.extensions["plangraph"].close()


def test_a_request_keeps_its_data_from_its_beginning_to_its_end(app: Flask) -> None:
    desks: Desks = app.extensions["plangraph"]
    with app.test_request_context():
        first = desk()
        desks.reload()
        assert desk() is first is not desks.current
        assert first.service.answer("ASK {}", "csv").body == b"true"
    with pytest.raises(ServerStopping):
        first.service.answer("ASK {}", "csv")
    with app.test_request_context():
        assert desk() is desks.current


def test_an_answer_on_its_way_comes_to_its_end(app: Flask) -> None:
    desks: Desks = app.extensions["plangraph"]
    answer = desks.current.service.answer(WHOLE, "csv")
    assert answer.size is None
    desks.reload()
    assert len(answer.body) > 18_000_000


def test_the_old_data_are_let_go(app: Flask) -> None:
    desks: Desks = app.extensions["plangraph"]
    assert desks.current.samples["ja"].get()
    assert desks.current.in_tree(f"{PLAN}/goal/20", PLAN)
    old = ref(desks.current), ref(desks.current.store), ref(desks.current.service)
    desks.reload()
    assert [each() for each in old] == [None] * 3


@pytest.mark.parametrize(
    ("harm", "kind"),
    [(spoil, BrokenTurtle), (lambda root: (root / "data").rename(root / "elsewhere"), MissingPath)],
    ids=["broken file", "missing folder"],
)
def test_what_cannot_be_loaded_changes_nothing(
    app: Flask, root: Path, harm: Callable[[Path], object], kind: type[PlangraphError]
) -> None:
    desks: Desks = app.extensions["plangraph"]
    before = desks.current
    harm(root)
    with pytest.raises(kind):
        desks.reload()
    assert desks.current is before
    assert before.service.answer("ASK {}", "csv").body == b"true"


def test_a_folder_of_documents_that_is_gone_changes_nothing(root: Path, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    desks = Desks(partial(Desk.open, SETTINGS, root, documents))
    documents.rmdir()
    with pytest.raises(MissingPath):
        desks.reload()
    desks.close()


def test_nothing_is_loaded_any_more_when_the_server_ends(app: Flask) -> None:
    desks: Desks = app.extensions["plangraph"]
    desks.close()
    with pytest.raises(ServerStopping):
        desks.reload()


def test_who_asks_while_others_are_served_is_served_with_all_who_wait() -> None:
    begun, go_on = Event(), Event()
    times: list[int] = []

    def work() -> int:
        begun.set()
        assert go_on.wait(10)
        times.append(1)
        return len(times)

    turns = Turns("test", work)
    first = turns.ask()
    assert begun.wait(10)
    later = [turns.ask() for _ in range(5)]
    later[0].cancel()
    go_on.set()
    assert first.result(10) == 1
    assert [each.result(10) for each in later[1:]] == [2] * 4
