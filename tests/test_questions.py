"""The catalogue of questions: each is answered, in both languages, by rows that were read before."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode

from plangraph.errors import Language, NotFound
from plangraph.labels import label
from plangraph.namespaces import ID, ONTOLOGY, RDF_TYPE
from plangraph.questions import _ASKS_FOR_JAPANESE, question, questions
from plangraph.store import Store

LANGUAGES: tuple[Language, ...] = ("ja", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_texts_and_an_answer_with_exactly_its_columns(store: Store, language: Language) -> None:
    for each in questions(store, language):
        rows = store.select(each.sparql)
        assert rows, each.slug
        assert all(list(row) == list(each.columns) for row in rows), each.slug
        assert each.title
        assert each.explanation
        assert all(each.columns.values())


def test_titles_differ_by_language(store: Store) -> None:
    assert all(ja.title != en.title for ja, en in zip(questions(store, "ja"), questions(store, "en"), strict=True))


def test_how_many(store: Store) -> None:
    rows = store.select(question(store, "how-many", "ja").sparql)
    answer = [(label(store, row["kind"].value, "ja"), row["count"].value, row["plan"].value) for row in rows]
    newest = f"{ID}ichinoseki/plan/2026"
    assert answer[:5] == [
        ("基本目標", "3", newest),
        ("大目標", "11", newest),
        ("中目標", "24", newest),
        ("施策", "58", newest),
        ("重点プロジェクト", "4", newest),
    ]
    assert ("連携する具体的な取組", "32", f"{ID}ichinoseki-hiraizumi/plan/3") in answer
    assert answer[-1] == ("分野", "35", f"{ID}ichinoseki/plan/before-2016")


def test_most_measures(store: Store) -> None:
    first, second, *_ = store.select(question(store, "most-measures", "ja").sparql)
    assert (first["number"].value, first["measures"].value) == ("09", "4")
    assert (second["number"].value, second["measures"].value) == ("01", "3")


@pytest.mark.parametrize("language", LANGUAGES)
def test_not_stated_shows_every_explained_statement_with_reason_and_confidence(
    store: Store, language: Language
) -> None:
    rows = store.select(question(store, "not-stated", language).sparql)
    assert len(rows) == len(store.match(None, RDF_TYPE, NamedNode(ONTOLOGY + "ExplainedStatement")))
    confidences = [float(row["confidence"].value) for row in rows]
    assert confidences == sorted(confidences)
    assert all(row["rationale"].language == language for row in rows)  # type: ignore[union-attr]


def test_only_the_wanted_language_changes_with_the_reader(store: Store) -> None:
    for ja, en in zip(questions(store, "ja"), questions(store, "en"), strict=True):
        assert re.sub(r'(LANG\(\?\w+\) = )"en"', r'\1"ja"', en.sparql) == ja.sparql
    assert _ASKS_FOR_JAPANESE.sub(r'\1"en"', 'FILTER (LANG(?a) = "ja" && ?b = "ja")') == (
        'FILTER (LANG(?a) = "en" && ?b = "ja")'
    )


def test_an_unknown_question_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="why-not"):
        question(store, "why-not", "en")
