"""Taking a query apart, word by word; the engine has read it before, so what is not understood is given up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from plangraph.namespaces import BASE
from plangraph.sparql.reading import terms
from plangraph.sparql.reading.patterns import Clause, Group, Kind, Part, Query
from plangraph.sparql.reading.terms import Term
from plangraph.sparql.reading.triples import TriplesReader
from plangraph.sparql.tokens import Token, prologue, tokens

_CLAUSES: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def parts_of(text: str) -> Query | None:
    """The query taken apart; None for a text that is not a whole query, or that is written in no known way."""
    declared = prologue(text, BASE)
    try:
        return _Reader(text, tokens(text, declared.end), declared).query()
    except (ValueError, IndexError, RecursionError):
        return None


class _Reader(TriplesReader):
    def query(self) -> Query:
        start = self.here.start
        form = self.take().text.upper()
        if form not in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            raise ValueError(form)
        template = self._template() if form == "CONSTRUCT" and self.here.text == "{" else None
        described = tuple(self._described()) if form == "DESCRIBE" else ()
        datasets = tuple(self._datasets())
        where = self.group() if self.here.text == "{" or form != "DESCRIBE" else None
        return Query(form, start, where, (*datasets, *self._clauses()), template, described)

    def _datasets(self) -> Iterator[Clause]:
        """FROM and FROM NAMED, on the way over the columns to the `{` of the group; a DESCRIBE may end before."""
        while self.here.text not in ("{", "}") and self.here.kind != "end":
            first = self.here
            if first.text == "(":
                self.bracketed()
            elif self.here.keyword == "FROM":
                self.take()
                if self.here.keyword == "NAMED":
                    self.take()
                self.take()
                yield Clause("FROM", first.start, self.end_before)
            else:
                self.take()

    def _described(self) -> Iterator[Term]:
        while self.here.kind in ("iri", "prefixed", "variable"):
            yield self.term()

    def _template(self) -> Group:
        start = self.take("{").start
        parts: list[Part] = []
        while self.here.text != "}":
            parts += self.triples_block()
        return Group(start, self.take("}").start + 1, tuple(parts))

    def group(self) -> Group:
        start = self.take("{").start
        if self.here.keyword == "SELECT":
            inner = self.query()
            return Group(start, self.take("}").start + 1, query=inner)
        parts: list[Part] = []
        while self.here.text != "}":
            parts += self._parts()
        return Group(start, self.take("}").start + 1, tuple(parts))

    def _parts(self) -> list[Part]:
        match self.here.keyword:
            case "OPTIONAL" | "MINUS" as word:
                start = self.take().start
                return [self._with_groups("optional" if word == "OPTIONAL" else "minus", start, [self.group()])]
            case "GRAPH":
                start, name = self.take().start, self.term()
                return [replace(self._with_groups("graph", start, [self.group()]), name=name)]
            case "BIND":
                start, terms = self.take().start, self._constants(self.bracketed())
                return [replace(self.part("bind", start), terms=terms)]
            case "FILTER":
                return [self._filter()]
            case "VALUES":
                return [self._values()]
        return [self._groups()] if self.here.text == "{" else self.triples_block()

    def _with_groups(self, kind: Kind, start: int, groups: list[Group]) -> Part:
        return replace(self.part(kind, start), groups=tuple(groups))

    def _groups(self) -> Part:
        start, found = self.here.start, [self.group()]
        while self.here.keyword == "UNION":
            self.take()
            found.append(self.group())
        kind: Kind = "union" if len(found) > 1 else "select" if found[0].query else "group"
        return self._with_groups(kind, start, found)

    def _filter(self) -> Part:
        start = self.take().start
        inside: list[Token] = []
        while self.here.text not in ("(", "{"):
            self.take()  # NOT, EXISTS or the name of a function
        if self.here.text == "{":
            groups = [self.group()]
        else:
            inside = self.bracketed()
            groups = list(self._groups_in(inside))
        return replace(self._with_groups("filter", start, groups), terms=self._constants(inside))

    def _values(self) -> Part:
        start = self.take().start
        several = self.here.text == "("
        names = self._names() if several else [self.term()]
        self.take("{")
        rows = list(self._rows(several))
        self.take("}")
        columns = ((name, tuple(each for row in rows if (each := row[at]))) for at, name in enumerate(names))
        return replace(self.part("values", start), columns=tuple(columns))

    def _names(self) -> list[Term]:
        self.take("(")
        found = []
        while self.here.text != ")":
            found.append(self.term())
        self.take(")")
        return found

    def _rows(self, many: bool) -> Iterator[list[Term | None]]:
        while self.here.text != "}":
            if not many:
                yield [self.value()]
                continue
            self.take("(")
            row = []
            while self.here.text != ")":
                row.append(self.value())
            self.take(")")
            yield row

    def _clauses(self) -> Iterator[Clause]:
        """The clauses after WHERE, each until the next one begins."""
        while self.here.keyword in _CLAUSES:
            first = self.take()
            while self.here.kind != "end" and self.here.text != "}" and self.here.keyword not in _CLAUSES:
                if self.here.text in ("(", "{"):
                    self.bracketed()
                else:
                    self.take()
            yield Clause(first.text.upper(), first.start, self.end_before)

    def _groups_in(self, inside: list[Token]) -> Iterator[Group]:
        """The groups of EXISTS in an expression."""
        depth = first = 0
        for at, token in enumerate(inside):
            if token.text == "{" and not depth:
                first = at
            depth += (token.text == "{") - (token.text == "}")
            if token.text == "}" and not depth:
                yield _Reader(self.text, [*inside[first : at + 1], self.words[-1]], self.declared).group()

    def _constants(self, inside: list[Token]) -> tuple[Term, ...]:
        """The IRIs of an expression that are not names of functions, datatypes or in an EXISTS."""
        found, depth, before = [], 0, ""
        for at, token in enumerate(inside):
            depth += (token.text == "{") - (token.text == "}")
            called = at + 1 < len(inside) and inside[at + 1].text == "("
            if token.kind in ("iri", "prefixed") and not depth and before != "^^" and not called:
                found.append(terms.named(token, self.declared))
            before = token.text
        return tuple(found)
