"""Example queries that are answered by a graph: data beside the questions, as any SPARQL editor finds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal as Text

from plangraph.errors import Language
from plangraph.store import Store

_GRAPHS: Final = """
SELECT ?title ?explanation ?sparql ?language WHERE {
  ?example a sh:SPARQLConstructExecutable ; sh:construct ?sparql ; rdfs:label ?title ; rdfs:comment ?explanation .
  FILTER ( LANG(?title) = ?language && LANG(?explanation) = ?language )
} ORDER BY ?example
"""


@dataclass(frozen=True, slots=True)
class GraphExample:
    """A CONSTRUCT query to begin with, called and explained in one language."""

    title: str
    explanation: str
    sparql: str


def graph_examples(store: Store, language: Language) -> tuple[GraphExample, ...]:
    """Those that the data bring, by their IRIs."""
    return store.once(_found, language)


def _found(store: Store, language: Language) -> tuple[GraphExample, ...]:
    rows = store.select(_GRAPHS, language=Text(language))
    return tuple(GraphExample(*(row[each].value for each in ("title", "explanation", "sparql"))) for row in rows)
