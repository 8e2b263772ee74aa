"""What happens a thousand times a second stands in the log once a minute."""

from __future__ import annotations

import logging

import pytest

from plangraph.seldom import Seldom

LOG = logging.getLogger("plangraph")


def test_of_many_only_the_first_is_told(caplog: pytest.LogCaptureFixture) -> None:
    event = Seldom(LOG, logging.ERROR)
    for number in range(1000):
        event.tell("It failed (%d).", number)
    assert [(each.levelname, each.message) for each in caplog.records] == [("ERROR", "It failed (0).")]


def test_of_two_kinds_of_events_each_is_told(caplog: pytest.LogCaptureFixture) -> None:
    for text in ("One.", "Another."):
        Seldom(LOG).tell(text)
    assert caplog.messages == ["One.", "Another."]


def test_its_end_is_told_once_and_only_if_it_was_told(caplog: pytest.LogCaptureFixture) -> None:
    event = Seldom(LOG)
    event.over("It works.")
    event.tell("It failed.")
    for _ in range(3):
        event.over("It works again.")
    event.tell("It failed again within the same minute.")
    event.over("It works again.")
    assert caplog.messages == ["It failed.", "It works again."]
