"""The questions that the graph answers, each with its SPARQL: data like all else, in `data/ttl/questions.ttl`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from plangraph.errors import Language, NotFound
from plangraph.namespaces import ID
from plangraph.store import Row, Store

PREFIX: Final = ID + "question/"

_QUESTIONS: Final = """
SELECT ?question ?title ?explanation ?sparql ?language WHERE {
  ?question a pg:Question ; pg:order ?order ; rdfs:label ?title ; rdfs:comment ?explanation ; sh:select ?sparql .
  FILTER ( LANG(?title) = ?language && LANG(?explanation) = ?language )
} ORDER BY ?order
"""
_COLUMNS: Final = """
SELECT ?question ?variable ?heading ?language WHERE {
  ?question pg:column ?column .
  ?column pg:order ?order ; pg:variable ?variable ; rdfs:label ?heading .
  FILTER ( LANG(?heading) = ?language )
} ORDER BY ?order
"""
_ASKS_FOR_JAPANESE: Final = re.compile(r'(\bLANG\(\?\w+\) = )"ja"')


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the graph answers; `columns` maps each variable of its SELECT to a heading.

    The file asks for Japanese texts by `LANG(?text) = "ja"`, written just so; for another language the SPARQL asks
    for texts in that one, and nothing else of it changes.
    """

    slug: str
    title: str
    explanation: str
    sparql: str
    columns: dict[str, str]


def questions(store: Store, language: Language) -> tuple[Question, ...]:
    """All questions of the data in their order, with their texts in the language."""
    return store.once(_questions, language)


def question(store: Store, slug: str, language: Language) -> Question:
    """The question of that name. Raises NotFound."""
    for each in questions(store, language):
        if each.slug == slug:
            return each
    raise NotFound(name=slug)


def _questions(store: Store, language: Language) -> tuple[Question, ...]:
    columns: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.select(_COLUMNS, language=Literal(language)):
        columns[row["question"].value][row["variable"].value] = row["heading"].value
    found = store.select(_QUESTIONS, language=Literal(language))
    return tuple(_question(row, columns[row["question"].value], language) for row in found)


def _question(row: Row, columns: dict[str, str], language: Language) -> Question:
    sparql = _ASKS_FOR_JAPANESE.sub(rf'\1"{language}"', row["sparql"].value)
    slug = row["question"].value.removeprefix(PREFIX)
    return Question(slug, row["title"].value, row["explanation"].value, sparql, columns)
