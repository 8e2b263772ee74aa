"""Answers are kept as long as they are right, and no longer than there is room."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from pools import job

from plangraph.answer_cache import AnswerCache, Making
from plangraph.errors import ClientGone, DeadlinePassed, EvaluationFailed, PlangraphError, WorkersBusy
from plangraph.query import Client
from plangraph.sandbox.admission import OURSELVES
from plangraph.sandbox.answers import Answer
from plangraph.sparql import formats
from plangraph.sparql.guard import Dataset

MEGABYTE = 1 << 20
ROWS = job("SELECT * { ?s ?p ?o }")


def whole(body: bytes = b"x", truncated: int | None = None) -> Answer:
    return Answer(formats.named("json", "rows"), body, truncated)


def made(cache: AnswerCache, asked: str = ROWS.text, body: bytes = b"x") -> None:
    making, ours = cache.claim(replace(ROWS, text=asked))
    assert making
    assert ours
    cache.settle(making, whole(body))


def test_what_is_kept_is_found_again() -> None:
    cache = AnswerCache(MEGABYTE, "1")
    made(cache)
    found, ours = cache.claim(ROWS)
    assert found
    assert found.answer
    assert (found.answer.body, ours) == (b"x", False)
    state = cache.state
    assert (state.entries, state.hits, state.misses) == (1, 1, 1)


@pytest.mark.parametrize(
    "other",
    [
        replace(ROWS, text=ROWS.text + " "),
        replace(ROWS, dataset=Dataset(("http://g/0",))),
        replace(ROWS, format=formats.named("csv", "rows")),
        replace(ROWS, rows=ROWS.rows - 1),
        replace(ROWS, megabytes=ROWS.megabytes - 1),
    ],
)
def test_another_query_dataset_format_or_cap_has_another_answer(other: object) -> None:
    cache = AnswerCache(MEGABYTE, "1")
    made(cache)
    assert isinstance(other, type(ROWS))
    assert cache.claim(other)[1]
    assert cache.etag(other) != cache.etag(ROWS)


def test_only_the_patience_of_who_asks_does_not_matter() -> None:
    cache = AnswerCache(MEGABYTE, "1")
    assert cache.etag(replace(ROWS, deadline=1.0, in_parts=True)) == cache.etag(ROWS)


def test_a_tag_belongs_to_a_version_of_the_data() -> None:
    assert AnswerCache(MEGABYTE, "1").etag(ROWS) != AnswerCache(MEGABYTE, "2").etag(ROWS)
    assert AnswerCache(MEGABYTE, "1").etag(ROWS) == AnswerCache(0, "1").etag(ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (RAND() AS ?x) {}",
        "SELECT (now() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (strUUID() AS ?x) {}",
        "SELECT (NOW # at once\n() AS ?x) {}",
        r"SELECT (\u004eOW() AS ?x) {}",
    ],
)
def test_what_changes_by_itself_is_neither_kept_nor_tagged(text: str) -> None:
    cache, asked = AnswerCache(MEGABYTE, "1"), replace(ROWS, text=text)
    assert cache.claim(asked) == (None, True)
    cache.settle(None, whole())
    assert (cache.etag(asked), cache.state.entries) == (None, 0)


def test_the_answers_used_last_stay() -> None:
    cache = AnswerCache(MEGABYTE, "1")
    body = b"x" * 120_000
    for number in range(8):
        made(cache, f"ASK {{}} #{number}", body)
    assert not cache.claim(replace(ROWS, text="ASK {} #0"))[1]
    made(cache, "ASK {} #8", body)
    assert not cache.claim(replace(ROWS, text="ASK {} #0"))[1]
    assert cache.claim(replace(ROWS, text="ASK {} #1"))[1]
    assert cache.state.bytes <= cache.state.most == 1 << 20


def test_one_answer_may_not_take_the_place_of_all_but_is_shared() -> None:
    cache = AnswerCache(MEGABYTE, "1")
    making, _ = cache.claim(ROWS)
    waiting, ours = cache.claim(ROWS)
    assert making is waiting
    assert making
    assert not ours
    cache.settle(making, whole(b"x" * 200_000))
    answer = making.result(ROWS, OURSELVES)
    assert answer
    assert answer.size == 200_000
    assert cache.state.entries == 0


def test_without_room_nothing_is_kept_or_shared() -> None:
    cache = AnswerCache(0, "1")
    assert cache.claim(ROWS) == (None, True)
    assert cache.claim(ROWS) == (None, True)


def waited(making: Making, client: Client = OURSELVES) -> Future[Answer | None]:
    with ThreadPoolExecutor() as threads:
        return threads.submit(making.result, ROWS, client)


@pytest.mark.parametrize("error", [DeadlinePassed(seconds=5.0), EvaluationFailed(reason="no")])
def test_what_would_happen_to_everybody_is_told_to_who_waits(error: PlangraphError) -> None:
    cache = AnswerCache(MEGABYTE, "1")
    making, _ = cache.claim(ROWS)
    assert making
    cache.settle(making, error=error)
    failure = waited(making).exception()
    assert type(failure) is type(error)
    assert failure is not error
    assert making.result(replace(ROWS, deadline=60.0), OURSELVES) is None, "who has more time may fare better"
    assert cache.claim(ROWS)[1], "the next one tries again"


@pytest.mark.parametrize("error", [WorkersBusy(seconds=1), ClientGone(), MemoryError()])
def test_what_happened_to_one_is_not_told_to_another(error: BaseException) -> None:
    cache = AnswerCache(MEGABYTE, "1")
    making, _ = cache.claim(ROWS)
    assert making
    cache.settle(making, error=error)
    assert waited(making).result() is None


def test_who_has_gone_waits_no_longer() -> None:
    making, _ = AnswerCache(MEGABYTE, "1").claim(ROWS)
    assert making
    assert isinstance(waited(making, Client("", lambda: True)).exception(), ClientGone)


def test_who_does_not_wait_is_told_also_if_late() -> None:
    cache, told = AnswerCache(MEGABYTE, "1"), list[str]()
    making, _ = cache.claim(ROWS)
    assert making
    making.tell(lambda: told.append("early"))
    cache.settle(making, whole())
    making.tell(lambda: told.append("late"))
    assert told == ["early", "late"]


def test_who_waits_longer_than_they_have_time_is_told_so() -> None:
    making, _ = AnswerCache(MEGABYTE, "1").claim(ROWS)
    assert making
    with pytest.raises(DeadlinePassed):
        making.result(replace(ROWS, deadline=0.1), OURSELVES)


def test_nobody_waits_for_what_comes_in_parts() -> None:
    cache = AnswerCache(MEGABYTE, "1")
    making, _ = cache.claim(ROWS)
    rest: Any = iter([b"y"])
    cache.settle(making, Answer(formats.named("json", "rows"), b"x", rest=rest))
    assert making
    assert making.result(ROWS, OURSELVES) is None
    assert cache.claim(ROWS) == (None, True)
    assert cache.claim(ROWS) == (None, True)
