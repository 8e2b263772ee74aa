"""Whatever may stand where a query is expected."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from fuzz.grammar import Grammar
from fuzz.mutants import mutants
from fuzz.words import TAME, WILD, Text, weighted

NESTED: Final = [
    ("SELECT * {", "{", "", "}", "}"),
    ("ASK { FILTER(", "(", "1", ")", ") }"),
    ("ASK { FILTER(", "!", "1", "", ") }"),
    ("ASK { FILTER(", "1+", "1", "", ") }"),
    ("ASK { ?s ", "(", "<p>", ")*", " ?o }"),
    ("ASK { ?s ?p ", "[ ?p ", "?o", " ]", " }"),
    ("ASK { ?s ?p ", "(", "1", ")", " }"),
    ("ASK { ?s ?p ", "<<( ?s ?p ", "?o", " )>>", " }"),
    ("SELECT * ", "{ SELECT * ", "{}", " }", ""),
    ("ASK ", "{ OPTIONAL ", "{}", " }", ""),
    ("ASK ", "{ FILTER NOT EXISTS ", "{}", " }", ""),
    ("ASK { BIND(", "STR(", "1", ")", " AS ?x) }"),
    ("ASK {", "?s ?p ?o . ", "", "", "}"),
    ("ASK { VALUES ?x {", "1 ", "", "", "} }"),
    ("PREFIX a: <", "a/", "b", "", "> ASK {}"),
    ("ASK { ?s <p", "/../", "", "", "> ?o }"),
]
"""Beginning, opening, middle, closing and end of queries that can be made as deep or long as one likes."""


def extremes() -> Text:
    """Queries of a simple shape that nest deep or go on for long."""

    def drawn(shape: tuple[str, str, str, str, str], times: int) -> str:
        begin, opening, middle, closing, end = shape
        return begin + opening * times + middle + closing * times + end

    return st.builds(drawn, st.sampled_from(NESTED), st.sampled_from([1, 50, 120, 130, 500, 3000, 9000]))


def _texts() -> Text:
    tame, wild = Grammar(TAME), Grammar(WILD)
    rare = st.one_of(tame.updates, wild.services, extremes(), st.text(max_size=30), st.just(""))
    return weighted((8, tame.queries), (3, mutants()), (2, wild.queries), (2, rare))


texts: Final = _texts()
"""Queries: two thirds can be run, the others stumble somewhere between the first byte and the last."""
