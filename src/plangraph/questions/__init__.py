"""The catalogue of questions: one Turtle file beside this one is one question with its SPARQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, RdfFormat
from pyoxigraph import Store as Engine

from plangraph.errors import Language, NotFound
from plangraph.namespaces import ID
from plangraph.store import Row, Store

PREFIX = ID + "question/"

_QUESTIONS = """
SELECT ?question ?title ?explanation ?sparql ?language WHERE {
  ?question a pg:Question ; pg:order ?order ; rdfs:label ?title ; dcterms:description ?explanation ; sh:select ?sparql .
  FILTER ( LANG(?title) = ?language && LANG(?explanation) = ?language )
} ORDER BY ?order
"""
_COLUMNS = """
SELECT ?question ?variable ?heading ?language WHERE {
  ?question pg:column ?column .
  ?column pg:order ?order ; pg:variable ?variable ; rdfs:label ?heading .
  FILTER ( LANG(?heading) = ?language )
} ORDER BY ?order
"""
_ASKS_FOR_JAPANESE = re.compile(r'(\bLANG\(\?\w+\) = )"ja"')


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the graph answers; `columns` maps each variable of its SELECT to a heading.

    The files ask for Japanese texts by `LANG(?text) = "ja"`, written just so; for another language the SPARQL asks
    for texts in that one, and nothing else of it changes.
    """

    slug: str
    title: str
    explanation: str
    sparql: str
    columns: dict[str, str]


@cache
def questions(language: Language) -> tuple[Question, ...]:
    """All questions in their order, with their texts in the language."""
    catalogue = _catalogue()
    wanted = Literal(language)
    columns = catalogue.select(_COLUMNS, language=wanted)
    return tuple(_question(row, columns, language) for row in catalogue.select(_QUESTIONS, language=wanted))


def question(slug: str, language: Language) -> Question:
    """The question of that name. Raises NotFound."""
    for each in questions(language):
        if each.slug == slug:
            return each
    raise NotFound(name=slug)


def _catalogue() -> Store:
    engine = Engine()
    for path in sorted(Path(__file__).parent.glob("*.ttl")):
        engine.load(path=path, format=RdfFormat.TURTLE)
    return Store(engine, {}, "")


def _question(row: Row, columns: list[Row], language: Language) -> Question:
    headings = {
        each["variable"].value: each["heading"].value for each in columns if each["question"] == row["question"]
    }
    sparql = _ASKS_FOR_JAPANESE.sub(rf'\1"{language}"', row["sparql"].value)
    return Question(
        row["question"].value.removeprefix(PREFIX), row["title"].value, row["explanation"].value, sparql, headings
    )
