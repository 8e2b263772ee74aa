"""A disk that takes nothing more, descriptors that run out: the server serves on, and one line says what is wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from adversity import limited, messages, pipe
from running_server import Server, received, running_server, until

LARGE = "SELECT * { ?s ?p ?o }"
NO_FILES = {"PYTHONDONTWRITEBYTECODE": "1"}
QUERY = b"ASK { FILTER ( true ) } #" + b"x" * 700_000
ROOM = {"PLANGRAPH_QUERY_LENGTH": "1000000"}


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where servers leave word for their user."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "plangraph"


def exchange(server: Server) -> None:
    """A large query, a large answer, and a larger one that nobody reads before it is finished."""
    assert server.send("POST", "/sparql", QUERY, {"Content-Type": "application/sparql-query"}).status == 200
    answer = server.ask(LARGE, "text/tab-separated-values")  # in which a row is a line
    assert (answer.status, answer.text.count("\n")) == (200, 10_001)
    assert server.get("/population.xlsx").status == 200
    head = b"GET /graph-store?default HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: application/n-triples\r\n\r\n"
    whole = server.get("/graph-store?default", "application/n-triples").body
    with server.connection(head, received_at_once=4096) as connection:
        assert server.get("/plans/").status == 200
        late = received(connection).partition(b"\r\n\r\n")[2]
    assert len(whole) > 5_000_000
    assert late == whole


@pytest.mark.parametrize("blocks", [0, 400], ids=["no file can be made", "files end before they hold all"])
def test_without_room_for_temporary_files_everything_is_answered_and_one_line_says_so(
    blocks: int, tmp_path: Path
) -> None:
    with pipe(tmp_path / "log") as told:
        with running_server(under=limited("-f", blocks, tmp_path / "log"), **NO_FILES, **ROOM) as server:
            exchange(server)
        log = messages(told.result())
    assert [each for each in log if each.startswith("No temporary file can be written (")] == log[-1:]


def test_where_there_is_room_nothing_is_said_and_nothing_left(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with running_server(TMPDIR=str(temporary), **ROOM) as server:
        exchange(server)
        assert not list(temporary.iterdir())
    assert messages(capfd.readouterr().err) == []


def test_a_server_that_cannot_leave_word_for_its_user_serves_and_says_so(state: Path, tmp_path: Path) -> None:
    with pipe(tmp_path / "log") as told:
        with running_server(under=limited("-f", 0, tmp_path / "log"), **NO_FILES) as server:
            assert server.ask("ASK {}").status == 200
            assert not list(state.iterdir())
        (line,) = messages(told.result())
    assert "“plangraph reload” will not find this server" in line
    assert "SIGHUP" in line


def test_a_server_serves_although_its_log_cannot_be_written() -> None:
    with running_server(under=("sh", "-c", 'exec "$@" 2>/dev/full', "sh"), PLANGRAPH_ACCESS_LOG="1") as server:
        assert all(server.get("/nowhere").status == 404 for _ in range(3))
        assert server.ask("ASK {}").status == 200


def test_a_server_serves_although_what_it_prints_cannot_be_written(state: Path) -> None:
    command = [sys.executable, "-m", "plangraph", "serve", "--port", "0", "--warm", "0", "--access-log", "0"]
    with (
        Path("/dev/full").open("w") as full,
        subprocess.Popen(command, stdout=full, stderr=subprocess.PIPE, text=True) as process,
    ):
        assert until(lambda: list(state.glob("*.json")))
        (word,) = state.iterdir()
        (port,) = re.findall(r"-(\d+)\.json$", word.name)
        assert Server(f"http://127.0.0.1:{port}", process.pid).ask("ASK {}").status == 200
        process.terminate()
        _, log = process.communicate(timeout=20)
    assert process.returncode == 0
    (line,) = messages(log)
    assert line == "Nothing more is printed: standard output cannot be written (No space left on device)."


def test_where_the_system_allows_few_files_few_connections_are_kept_and_one_line_says_so(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with running_server(under=limited("-n", 64), **ROOM) as server, ExitStack() as held:
        for _ in range(60):
            held.enter_context(server.connection())
        exchange(server)
        assert server.get("/").status == server.get("/graph").status == 200
        assert server.process.num_fds() < 40
    (line,) = messages(capfd.readouterr().err)
    assert line == "The system allows 64 open files, so 8 connections may be open, not 500."
