"""How `plangraph reload` finds a server of the same user, and what it says where there is none."""

from __future__ import annotations

import errno
import json
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from running_server import running_server

from plangraph import control
from plangraph.control import Control, Loaded
from plangraph.errors import (
    BrokenTurtle,
    Language,
    PlangraphError,
    ReloadFailed,
    ServerAbsent,
    ServerForeign,
    ServerSilent,
)

HOST, PORT = "127.0.0.1", 8000
LOADED = Loaded("1.0", 2, 3000, 0.5)


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where servers leave word for their user."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "plangraph"


def done() -> Future[Loaded]:
    future: Future[Loaded] = Future()
    future.set_result(LOADED)
    return future


def failed() -> Future[Loaded]:
    future: Future[Loaded] = Future()
    future.set_exception(BrokenTurtle(path="x.ttl", line=1, column=2, reason="why"))
    return future


def word(state: Path) -> Path:
    """The one file that a server has left."""
    (file,) = state.iterdir()
    return file


@contextmanager
def instead(state: Path, says: bytes) -> Iterator[None]:
    """Something else that listens where a server did, says this to whoever comes, and leaves."""
    with socket.create_server((HOST, 0)) as listener:

        def answer() -> None:
            channel, _ = listener.accept()
            with channel:
                channel.sendall(says)
                channel.recv(1000 if says else 0)

        with Control(HOST, PORT, done):
            file = word(state)
            file.write_text(json.dumps(json.loads(file.read_text()) | {"port": listener.getsockname()[1]}))
            speaking = threading.Thread(target=answer)
            speaking.start()
            yield
            speaking.join()


def refused() -> PlangraphError:
    with pytest.raises(PlangraphError) as caught:
        control.reload(HOST, PORT)
    return caught.value


def test_who_asks_learns_what_has_been_loaded(language: Language) -> None:
    with Control(HOST, PORT, done):
        loaded = control.reload(HOST, PORT)
    assert loaded == LOADED
    assert all(each in loaded.sentence(language) for each in ("1.0", "2", "3,000", "0.5"))


def test_who_asks_learns_why_nothing_has_been_loaded(language: Language) -> None:
    with Control(HOST, PORT, failed):
        error = refused()
    assert isinstance(error, ReloadFailed)
    assert "x.ttl" in error.sentence(language)


def test_only_the_user_of_the_server_can_read_its_secret(state: Path) -> None:
    with Control(HOST, PORT, done):
        assert stat.S_IMODE(word(state).stat().st_mode) == 0o600
        assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_a_server_takes_its_word_away_when_it_ends_but_not_that_of_its_successor(state: Path) -> None:
    with Control(HOST, PORT, done):
        with Control(HOST, PORT, failed):
            assert len(list(state.iterdir())) == 1
        assert not list(state.iterdir())
    with Control(HOST, PORT, done), Control("::1", PORT, done):
        assert len(list(state.iterdir())) == 2
    with Control(HOST, PORT, done):
        word(state).write_text("of another")
    assert word(state).read_text() == "of another"


ABSENT = '{"port": "x", "secret": 1, "reply": 2}'


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"port": 1, "secret": ""}', ABSENT])
def test_where_no_server_is_there_is_a_sentence(state: Path, text: str) -> None:
    assert isinstance(refused(), ServerAbsent)
    with Control(HOST, PORT, done):
        kept = word(state)
    kept.write_text(text)
    assert isinstance(refused(), ServerAbsent)


@pytest.mark.parametrize(
    ("says", "kind"),
    [
        (b"", ServerSilent),
        (b"refused\n", ServerForeign),
        (b"\xff\xfe\n", ServerForeign),
        (b"220 mail ready\nwhat?\n", ServerForeign),
        (b'{"version": "9", "graphs": 1, "triples": 1, "seconds": 1}\n', ServerForeign),
        (b"x" * 5000, ServerForeign),
    ],
)
def test_what_is_no_server_is_not_believed(state: Path, says: bytes, kind: type[PlangraphError]) -> None:
    with instead(state, says):
        assert isinstance(refused(), kind)


def test_without_the_secret_nothing_is_reloaded(state: Path) -> None:
    asked: list[int] = []

    def reload() -> Future[Loaded]:
        asked.append(1)
        return done()

    with Control(HOST, PORT, reload):
        file = word(state)
        file.write_text(json.dumps(json.loads(file.read_text()) | {"secret": "guessed"}))
        error = refused()
        assert isinstance(error, ServerForeign)
        assert str(file) in error.sentence("en")
    assert not asked


def test_a_server_that_ends_meanwhile_says_so_by_its_silence(caplog: pytest.LogCaptureFixture) -> None:
    begun = threading.Event()

    def reload() -> Future[Loaded]:
        begun.set()
        return Future()

    errors: list[PlangraphError] = []
    asking = threading.Thread(target=lambda: errors.append(refused()))
    with Control(HOST, PORT, reload):
        asking.start()
        assert begun.wait(10)
    asking.join(10)
    assert isinstance(errors[0], ServerSilent)
    assert not caplog.records, "nothing is wrong with the server"


def test_who_says_nothing_or_nonsense_keeps_nobody_from_reloading(state: Path) -> None:
    with Control(HOST, PORT, done):
        port = json.loads(word(state).read_text())["port"]
        with ExitStack() as opened:
            silent = [opened.enter_context(socket.create_connection((HOST, port), 3)) for _ in range(40)]
            assert [each.recv(1) for each in silent[:24]] == [b""] * 24
            babbling = opened.enter_context(socket.create_connection((HOST, port)))
            babbling.sendall(b"x" * 200_000)
            assert control.reload(HOST, PORT) == LOADED


@pytest.mark.slow
def test_neither_side_waits_long_for_who_does_not_show_what_it_knows(state: Path) -> None:
    with Control(HOST, PORT, done), socket.create_server((HOST, 0)) as speechless:
        known = json.loads(word(state).read_text())
        with socket.create_connection((HOST, known["port"]), 30) as silent:
            word(state).write_text(json.dumps(known | {"port": speechless.getsockname()[1]}))
            assert isinstance(refused(), ServerSilent)
            assert silent.recv(1) == b""


BARE = """
import resource
from plangraph.control import Control
with Control("127.0.0.1", 8000, None):
    print("It runs.")
"""
NO_DESCRIPTORS = "resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))\nwith "


def test_a_server_without_the_means_to_listen_runs_and_says_what_to_do_instead() -> None:
    command = [sys.executable, "-c", BARE.replace("with ", NO_DESCRIPTORS)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert (ran.returncode, ran.stdout) == (0, "It runs.\n")
    line, *_ = ran.stderr.splitlines()  # asyncio may complain, too
    assert "SIGHUP" in line
    assert os.strerror(errno.EMFILE) in line


def test_a_server_whose_user_has_no_place_for_a_secret_runs_and_says_what_to_do_instead(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    with running_server(PLANGRAPH_WARM="0", XDG_STATE_HOME=str(tmp_path / "file")) as server:
        assert server.get("/plans/").status == 200
    line, end = capfd.readouterr().err.splitlines()
    assert "SIGHUP" in line
    assert os.strerror(20) in line
    assert "SIGTERM" in end
