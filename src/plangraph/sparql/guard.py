"""What a visitor's query may contain: it is read here, word by word, before any engine sees it.

The engine reads without a separate tokenizer: it takes `SERVICE` wherever its grammar allows one, glued to the word
before or not, and decides from the context whether `<` opens an IRI. So every doubt is decided against the query.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice, pairwise
from typing import Final, Literal, TypeAlias, get_args

from plangraph.errors import (
    AmbiguousIri,
    DatasetRefused,
    GraphNotInCatalogue,
    LoadRefused,
    QueryTooLong,
    ServiceRefused,
    UpdateRefused,
)
from plangraph.namespaces import BASE, GRAPH
from plangraph.sparql.fixes import Edit, Fix
from plangraph.sparql.mistakes import syntax
from plangraph.sparql.mistakes.mistake import depths
from plangraph.sparql.reading.terms import resolved
from plangraph.sparql.tokens import Prologue, Token, first_token, place, prologue, tokens

Form: TypeAlias = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: Final[tuple[Form, ...]] = get_args(Form)
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})
_OPERANDS: Final = frozenset({"variable", "blank", "prefixed", "iri", "word", "string", "language", "number"})
# Read as a comparison, such text hides a keyword, a comment or a quotation mark. It cannot be one after `//`.
_HIDING: Final = re.compile(r"<(?:(?!//)[^#'])*?(?:#|'|service|from)", re.IGNORECASE)
_LONGEST: Final = 200  # characters of the IRI of a graph for which another one is looked for


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query reads, as absolute IRIs: those of its default graph, and those that GRAPH finds."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guarded:
    """A query that may be run; without a dataset it reads all graphs and, outside of GRAPH, their union."""

    text: str
    form: Form
    dataset: Dataset | None = None

    @property
    def kind(self) -> Literal["rows", "graph"]:
        """What the answer is: rows (of SELECT and ASK) or a graph (of CONSTRUCT and DESCRIBE)."""
        return "rows" if self.form in ("SELECT", "ASK") else "graph"


def check(text: str, graphs: Collection[str], limit: int, dataset: Dataset | None = None) -> Guarded:
    """Read a query of at most `limit` characters over these `graphs`. Raises a subclass of QueryRefused.

    A `dataset` that the request names beside its query takes the place of FROM and FROM NAMED (SPARQL 1.1 Protocol,
    section 2.1.4).
    """
    if len(text) > limit:
        raise QueryTooLong(length=len(text), limit=limit)
    declared = prologue(text, BASE)
    form = _form(text, first_token(text, declared.end))
    dataset = _checked(dataset or Dataset(), graphs)
    lowered = text.lower()
    if "service" not in lowered and "from" not in lowered:
        return Guarded(text, form, dataset)
    words = tokens(text, declared.end)
    _refuse_ambiguous_iri(text, words)
    _refuse_service(text, words)
    return Guarded(text, form, dataset or _dataset(text, words, declared, graphs))


def _checked(dataset: Dataset, graphs: Collection[str]) -> Dataset | None:
    for parameter, given in (("default-graph-uri", dataset.default), ("named-graph-uri", dataset.named)):
        for graph in given:
            if graph not in graphs:
                raise DatasetRefused(graph=graph, parameter=parameter)
    return _merged(dataset.default, dataset.named)


def _merged(default: Sequence[str], named: Sequence[str]) -> Dataset | None:
    """The dataset of these graphs, if there are any: a graph named twice would be read twice by the engine."""
    return Dataset(tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named))) if default or named else None


def _form(text: str, first: Token) -> Form:
    word = first.text.upper()
    if word in _UPDATES:
        kind = LoadRefused if word == "LOAD" else UpdateRefused
        raise kind(keyword=word, **_span(text, first.start, first.end))
    for form in _FORMS:
        if word.startswith(form):
            return form
    raise syntax.beginning(text, first)


def _refuse_ambiguous_iri(text: str, words: list[Token]) -> None:
    opened: list[str] = []
    for before, token in pairwise(words):
        if before.text in ("(", "{", "["):
            opened.append(before.text)
        elif before.text in (")", "}", "]") and opened:
            opened.pop()
        if token.kind == "iri" and _may_be_comparison(before, opened) and _HIDING.match(token.text):
            edits = (Edit(token.start, token.start + 1, " < "),)
            fixes = (Fix("「<」の前後に空白を入れる", "Put spaces around <", edits),)
            raise AmbiguousIri(fixes=fixes, **_span(text, token.start, token.end))


def _may_be_comparison(before: Token, opened: list[str]) -> bool:
    """Only a round bracket holds comparisons, and only after an operand; `<<` opens a triple term anywhere."""
    operand = before.kind in _OPERANDS or before.text in (")", "}", "]", ">")
    return before.text == "<" or (operand and opened[-1:] == ["("])


def _refuse_service(text: str, words: list[Token]) -> None:
    for token, following in pairwise(words):
        # The engine falls back from the name `SERVICEex:a` to SERVICE and `ex:a` when a group follows.
        glued = token.kind == "prefixed" and following.text == "{"
        searched = token.text if token.kind == "word" else token.prefix if glued else ""
        if (at := searched.lower().find("service")) >= 0:
            start = token.start + at
            raise ServiceRefused(fixes=_without_service(words, token), **_span(text, start, start + len("service")))


def _dataset(text: str, words: list[Token], declared: Prologue, graphs: Collection[str]) -> Dataset | None:
    default: list[str] = []
    named: list[str] = []
    for token, following, third in _outermost(words):
        if token.kind == "prefixed" and "from" in token.prefix.lower():
            raise _no_graph(text, token, token.text, ())
        if token.kind != "word" or "from" not in token.text.lower():
            continue
        apart = following.text.upper() == "NAMED"
        graph = third if apart else following
        if graph.kind in ("iri", "prefixed"):
            into = named if apart or token.text.upper().endswith("NAMED") else default
            into.append(_graph(text, graph, declared, graphs))
    return _merged(default, named)


def _outermost(words: list[Token]) -> Iterable[tuple[Token, Token, Token]]:
    """Every word outside all brackets, where alone FROM may stand, with the two after it."""
    depth = 0
    padded = [*words, words[-1], words[-1]]
    for token, following, third in zip(words, padded[1:], padded[2:], strict=False):
        depth += (token.text in ("(", "{", "[")) - (token.text in (")", "}", "]"))
        if depth == 0:
            yield token, following, third


def _graph(text: str, token: Token, declared: Prologue, graphs: Collection[str]) -> str:
    if token.kind == "prefixed" and token.prefix not in declared.prefixes:
        raise syntax.undeclared(text, token)
    graph = resolved(token, declared)
    if graph not in graphs:
        raise _no_graph(text, token, graph, graphs)
    return graph


def _no_graph(text: str, token: Token, graph: str, graphs: Collection[str]) -> GraphNotInCatalogue:
    near = get_close_matches(graph, graphs, 2, 0.8) if len(graph) <= _LONGEST else []
    named = [(each, each.removeprefix(GRAPH)) for each in near]
    fixes = tuple(
        Fix(f"{name} に直す", f"Write {name}", (Edit(token.start, token.end, f"<{each}>"),)) for each, name in named
    )
    return GraphNotInCatalogue(graph=graph, fixes=fixes, **_span(text, token.start, token.end))


def _span(text: str, start: int, end: int) -> dict[str, int]:
    line, column = place(text, start)
    return {"line": line, "column": column, "start": start, "end": end}


def _without_service(words: list[Token], service: Token) -> tuple[Fix, ...]:
    """What leaves out the whole group that SERVICE begins, where that is plain."""
    index = words.index(service)
    opening = next((at for at in range(index, min(index + 4, len(words))) if words[at].text == "{"), None)
    if opening is None or service.text.upper() != "SERVICE":
        return ()
    deep = depths(words)
    ends = (
        each.end
        for each, depth in zip(words[opening + 1 :], deep[opening + 1 :], strict=True)
        if depth == deep[opening]
    )
    edits = tuple(Edit(service.start, end, "") for end in islice(ends, 1))
    return (Fix("SERVICE の部分を消す", "Remove the SERVICE part", edits),) if edits else ()
