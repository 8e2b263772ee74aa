"""Queries that people break: what is said about each, where, and what one click makes of it."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plangraph.errors import PlangraphError, QueryRefused, QuerySyntax
from plangraph.query import QueryService
from plangraph.settings import Settings
from plangraph.sparql import guard
from plangraph.sparql.fixes import Edit, Fix, mended, offered
from plangraph.sparql.mistakes.syntax import explain
from plangraph.sparql.parsing import refusal
from plangraph.store import Store

BROKEN: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "broken_queries.toml").read_text(encoding="utf-8")
)["query"]
MENDED = [each for each in BROKEN if "mended" in each]
SIGNS = "'\"(){}[]<>@?$,.;&|=\n \u3000`“」"
PIECES = [*SIGNS, "AS", "LIMIT", "ORDER", "BY", "NOT", "IS", "LIKE", "FROM", "?x", "&lt;", ""]
"""What a slip of the hand may put into a query."""


@pytest.fixture(scope="module")
def service() -> Iterator[QueryService]:
    with QueryService(Store.load(None), Settings(workers=1)) as asked:
        yield asked


def refused(service: QueryService, text: str) -> QueryRefused:
    with pytest.raises(QueryRefused) as caught:
        service.read(service.check(text))
    return caught.value


@pytest.mark.parametrize("broken", BROKEN, ids=[each["name"] for each in BROKEN])
def test_a_broken_query_is_explained_at_its_place(service: QueryService, broken: dict[str, Any]) -> None:
    text, error = broken["query"], refused(service, broken["query"])
    fields = error.fields
    assert (fields["line"], fields["column"]) == (broken["line"], broken["column"])
    assert text[fields["start"] : fields["end"]] == broken["marked"]
    assert broken["ja"] in error.what("ja")
    assert broken["en"] in error.what("en")
    assert error.hint("ja")
    assert error.hint("en")
    fixes = offered(error)
    assert [mended(text, each) for each in fixes[:1]] == ([broken["mended"]] if "mended" in broken else [])
    assert all(each.ja and each.en for each in fixes)


@pytest.mark.parametrize("broken", MENDED, ids=[each["name"] for each in MENDED])
def test_a_mended_query_has_an_answer(service: QueryService, broken: dict[str, Any]) -> None:
    assert service.table(broken["mended"]).rows


def test_most_broken_queries_can_be_mended_by_a_click() -> None:
    assert len(BROKEN) >= 36
    assert len(MENDED) >= 0.6 * len(BROKEN)
    assert len({each["query"] for each in BROKEN}) == len(BROKEN)


def test_edits_are_those_of_the_text_as_it_was() -> None:
    fix = Fix("", "", (Edit(4, 5, "!"), Edit(0, 1, "abc"), Edit(2, 2, "-")))
    assert mended("01234", fix) == "abc1-23!"


def explained(text: str) -> QueryRefused | None:
    """The error of a text, found in this process."""
    try:
        guard.check(text, (), 10_000)
    except QueryRefused as error:
        return error
    message = refusal(text)
    return explain(text, message) if message else None


def test_whatever_is_broken_is_explained() -> None:
    chance = random.Random(20261122)
    mends = 0
    for _ in range(1_500):
        text = chance.choice(BROKEN)["query"]
        for _ in range(chance.randint(1, 3)):
            start = chance.randint(0, len(text))
            text = text[:start] + chance.choice(PIECES) + text[start + chance.choice((0, 0, 1, 4)) :]
        error = explained(text)
        if error is None:
            continue
        assert 0 <= error.fields["start"] <= error.fields["end"] <= len(text)  # type: ignore[operator]
        assert error.sentence("ja") != error.sentence("en")
        for fix in offered(error):
            mends += 1
            assert mended(text, fix) != text
    assert mends > 500


def test_reading_runs_nothing() -> None:
    values = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(300)))} }}" for name in "abcd")
    assert refusal(f"ASK {{ {values} FILTER(?a + ?b + ?c + ?d < 0) }}") == ""
    assert refusal("SELECT * { BIND(<urn:no-such-function>(1) AS ?x) }") == ""


def test_a_fix_that_does_not_help_is_not_offered() -> None:
    error = explained("SELECT * { ?s ?p 'a' ?q ?r 'b' } } ) ] x y z (((")
    assert isinstance(error, QuerySyntax)
    assert offered(error) == ()


def test_names_keep_the_full_width_characters_that_they_may_have() -> None:
    text = "PREFIX ex: <u:>\nSELECT ？s { ？s ex:医療（福祉） '（１）' } # （注）"
    error = explained(text)
    assert error
    assert mended(text, offered(error)[0]) == text.replace("？", "?")


def test_an_error_keeps_its_fixes_on_the_way_from_a_worker(service: QueryService) -> None:
    (fix,) = offered(refused(service, "SELECT * { ?s ?p ?o };"))
    assert fix == Fix("「;」を消す", "Remove “;”", (Edit(21, 22, ""),))
    assert offered(PlangraphError(detail="")) == ()
