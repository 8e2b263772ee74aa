"""Why answers are empty."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest
from command import plangraph
from empty_answers import PROLOGUE, Empty, empty_answer, empty_answers

from plangraph.emptiness import Explanation, explain
from plangraph.errors import Language
from plangraph.query import QueryService
from plangraph.questions import Question, questions
from plangraph.settings import Settings
from plangraph.sparql.fixes import mended
from plangraph.sparql.reading.patterns import every_part
from plangraph.sparql.reading.splitting import parts_of
from plangraph.store import Store

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def service(store: Store) -> Iterator[QueryService]:
    with QueryService(store, Settings(workers=1)) as asked:
        yield asked


def explained(store: Store, service: QueryService, text: str, language: Language = "ja") -> Explanation:
    return explain(store, service, service.check(text), language)


def rows(service: QueryService, text: str) -> int:
    table = service.table(text)
    return 0 if table.rows and table.rows[0][0] and table.rows[0][0].value == "false" else len(table.rows)


@pytest.mark.parametrize("empty", empty_answers(), ids=lambda each: each.name)
def test_the_culprit_is_named_and_what_is_offered_gives_rows(store: Store, service: QueryService, empty: Empty) -> None:
    assert rows(service, empty.text) == 0
    found = explained(store, service, empty.text)
    assert empty.text[found.causes[0].start : found.causes[0].end] == empty.culprit
    assert found.causes[0].ways
    assert {way.rows: min(rows(service, mended(empty.text, way.fix)), 1_000) for way in found.causes[0].ways} == {
        way.rows: way.rows for way in found.causes[0].ways
    }


def broken(question: Question, chance: random.Random) -> tuple[str, str, str]:
    """The SPARQL of a question with a slip in one name that every row needs; the name, and what has become of it."""
    query = parts_of(question.sparql)
    assert query
    needed = (triple for part, own in every_part(query.where) if own for triple in part.triples)
    terms = {each for triple in needed for each in (*triple.properties, triple.object) if ":" in each.written}
    names = sorted(
        (each for each in terms if each.kind == "iri" and "<" not in each.written), key=lambda each: each.start
    )
    term = chance.choice(names)
    prefix, _, local = term.written.partition(":")
    at = chance.randrange(1, len(local))
    slip = f"{prefix}:" + chance.choice([local[:at] + local[at + 1 :], local[:at] + local[at - 1 :], local.swapcase()])
    return question.sparql[: term.start] + slip + question.sparql[term.end :], term.written, slip


@pytest.mark.parametrize("seed", SEEDS)
def test_a_slip_in_any_question_is_the_one_that_is_named(store: Store, service: QueryService, seed: int) -> None:
    chance, named, seen = random.Random(seed), [], 0
    for question in questions(store, "ja"):
        text, name, slip = broken(question, chance)
        if rows(service, text):
            continue  # what counts has a row in any case
        seen += 1
        cause = explained(store, service, text).causes[0]
        if text[cause.start : cause.end] == slip and any(name in mended(text, way.fix) for way in cause.ways):
            named.append(slip)
    assert seen > 20
    assert len(named) == seen


def test_two_mistakes_behind_each_other(store: Store, service: QueryService) -> None:
    text = f"{PROLOGUE}SELECT ?measure {{ ?measure a pg:Mesure ; pg:number ?number }}"
    first, second = explained(store, service, text).causes
    assert [text[each.start : each.end] for each in (first, second)] == ["pg:Mesure", "pg:number ?number"]
    assert first.ways == second.ways
    assert rows(service, mended(text, first.ways[0].fix)) == first.ways[0].rows > 0


def test_things_of_another_kind_are_told_and_taken(store: Store, service: QueryService) -> None:
    text = f'{PROLOGUE}SELECT * {{ ?x rdfs:label "医療"@ja . ?x a pg:Goal }}'
    (cause,) = explained(store, service, text).causes
    assert text[cause.start : cause.end] == "?x a pg:Goal"
    assert "分野" in cause.ja
    assert "field of cooperation" in cause.en
    assert "?x a pg:Field" in mended(text, cause.ways[0].fix)


@pytest.mark.parametrize(
    ("condition", "mend"),
    [
        ("FILTER (?label = '一関市総合計画')", "STR(?label) = '一関市総合計画'"),
        ("FILTER (STRSTARTS(?label, '総合計画'))", "CONTAINS"),
        ("FILTER (LANGMATCHES(LANG(?label), 'jp'))", '"ja"'),
        ("FILTER REGEX(?plan, '2026')", "REGEX(STR ( ?plan )"),
        ("FILTER CONTAINS(?label, '２０１６')", "CONTAINS(?label, '2016')"),
        ("FILTER CONTAINS(?plan, '2016')", "CONTAINS(STR ( ?plan ), '2016')"),
    ],
)
def test_comparisons_are_mended(store: Store, service: QueryService, condition: str, mend: str) -> None:
    text = f"{PROLOGUE}SELECT * {{ ?plan a pg:Plan ; rdfs:label ?label . {condition} }}"
    (cause,) = explained(store, service, text).causes
    assert text[cause.start : cause.end] == condition
    mends = [mended(text, way.fix).replace(" ", "") for way in cause.ways]
    assert any(mend.replace(" ", "") in each for each in mends)


def test_nothing_is_told_of_what_is_not_understood(store: Store, service: QueryService) -> None:
    text = f"{PROLOGUE}SELECT * {{ ?x rdf:reifies <<( ?s ?p ?o )>> }}"
    assert rows(service, text) == 0
    assert explained(store, service, text) == Explanation((), complete=True)


def test_what_empties_where_comes_before_what_comes_after_it(store: Store, service: QueryService) -> None:
    text = "SELECT * { FILTER (false) } LIMIT 0"
    assert [each.kind for each in explained(store, service, text).causes] == ["filter"]


def test_the_budget_ends_it(store: Store, service: QueryService) -> None:
    every_triple = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i ."
    text = f"SELECT * {{ {every_triple} FILTER (STRLEN(CONCAT(STR(?a), STR(?f), STR(?i))) < 0) FILTER (?b = ?h) }}"
    began = time.monotonic()
    found = explained(store, service, text)
    assert not found.complete
    assert time.monotonic() - began < 4


def test_the_words_are_in_both_languages(store: Store, service: QueryService) -> None:
    for empty in empty_answers():
        for cause in explained(store, service, empty.text, "en").causes:
            assert any("ぁ" <= each <= "龠" for each in cause.ja)
            assert cause.en.endswith(".")
            assert all(way.fix.ja != way.fix.en for way in cause.ways)


def test_the_command_tells_it_beside_the_answer(language: Language) -> None:
    empty = empty_answer("a property with a letter too few")
    done = plangraph("query", "-", language=language, given=empty.text.encode())
    assert done.returncode == 0
    told = done.stderr.decode()
    assert "pg:contributeTo " in told
    assert "^" * len(empty.culprit) in told
    assert "    pg:contributesTo <https://w3id.org/plangraph/id/ichinoseki/plan/2026/goal/09> ;" in told
    assert "12" in told
    assert "contribute" not in done.stdout.decode()
