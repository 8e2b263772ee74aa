"""How desks take each other's place, and how work in the background is done once for many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event
from typing import NoReturn
from weakref import ref

import pytest
from asking import WHOLE
from broken_data import PLAN, spoil
from flask import Flask

from plangraph.control import Loaded
from plangraph.errors import BrokenTurtle, MissingPath, PlangraphError, ServerStopping, Unexpected
from plangraph.settings import Settings
from plangraph.systemd import Manager
from plangraph_web import create_app
from plangraph_web.desk import Desk, Desks, desk
from plangraph_web.server import renew
from plangraph_web.turns import Turns

SETTINGS = Settings(workers=1, warm=0)


@pytest.fixture
def app(root: Path) -> Iterator[Flask]:
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
        first.service.answer("ASK { }", "csv")
    with app.test_request_context():
        assert desk() is desks.current


def test_an_answer_on_its_way_comes_to_its_end(app: Flask) -> None:
    desks: Desks = app.extensions["plangraph"]
    answer = desks.current.service.answer(WHOLE, "csv", in_parts=True)
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


class Panic(BaseException):
    """What a library in Rust raises where its own code fails."""


@pytest.mark.parametrize("fault", [ZeroDivisionError(), Panic(), SystemExit()], ids=lambda fault: type(fault).__name__)
def test_whatever_fails_in_the_background_who_waits_is_told_and_the_next_is_served(
    fault: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    faults = [fault]

    def work() -> str:
        if faults:
            raise faults.pop()
        return "done"

    turns = Turns("test", work)
    with pytest.raises(Unexpected):
        turns.ask().result(10)
    assert not turns.busy
    assert type(fault).__name__ in caplog.text
    assert turns.ask().result(10) == "done"
    assert not turns.busy


def test_data_that_are_served_are_never_told_to_have_failed(app: Flask) -> None:
    desks: Desks = app.extensions["plangraph"]
    before = desks.current

    def nobody_reads(found: Loaded) -> NoReturn:
        raise OSError(found.sentence("en"))

    found = renew(desks, nobody_reads, Manager())
    assert found.version == desks.current.store.version
    assert desks.current is not before


def test_what_the_next_visitors_ask_for_is_worked_out_before_they_do(root: Path) -> None:
    desks = Desks(partial(Desk.open, Settings(workers=1, warm=1), root))
    try:
        assert not desks.current.reports["ja"].known
        assert desks.reload().reports["ja"].known
    finally:
        desks.close()
