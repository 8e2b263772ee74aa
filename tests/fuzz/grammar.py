"""Queries from the grammar of SPARQL 1.1 (section 19.8), updates and a little of SPARQL 1.2 included."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from hypothesis import strategies as st

from fuzz.words import Text, Words, weighted

DEPTH: Final = 3


def several(part: Text, most: int = 3, separator: str = " ", least: int = 1) -> Text:
    """One part after the other."""
    return st.lists(part, min_size=least, max_size=most).map(separator.join)


def maybe(part: Text) -> Text:
    """The part, or more often nothing."""
    return weighted((2, st.just("")), (1, part))


class Grammar:
    """The grammar over one set of words, which nests no deeper than `depth`."""

    def __init__(self, words: Words, depth: int = DEPTH) -> None:
        self.words = words
        self.depth = depth

    @cached_property
    def inner(self) -> Grammar:
        """The same one level further in."""
        return Grammar(self.words, max(self.depth - 1, 0))

    def joined(self, *parts: Text | str) -> Text:
        """These parts after each other, with a gap between each two."""
        drawn = [st.just(part) if isinstance(part, str) else part for part in parts]
        return st.tuples(*[each for part in drawn for each in (self.words.gaps, part)][1:]).map("".join)

    @cached_property
    def paths(self) -> Text:
        """Property paths."""
        if self.depth == 0:
            return self.words.names
        inner = self.inner.paths
        return st.one_of(
            inner,
            st.builds("({}){}".format, inner, st.sampled_from("*+?")),
            st.builds("^({})".format, inner),
            st.builds("!({}|^{})".format, self.words.names, self.words.names),
            st.builds("({}{}{})".format, inner, st.sampled_from(["/", "|", "/^"]), inner),
        )

    @cached_property
    def triples(self) -> Text:
        """One or more triple patterns."""
        words = self.words
        terms = weighted((3, words.variables), (2, words.names), (1, words.nodes))
        verb = st.one_of(words.variables, words.names, self.paths)
        ending = st.sampled_from([" .", " .", " ; pg:number 1 .", ", ?x ."])
        return several(st.builds("{} {} {}{}".format, terms, verb, st.one_of(terms, words.literals), ending))

    @cached_property
    def expressions(self) -> Text:
        """Expressions without aggregates."""
        atoms = st.one_of(self.words.variables, self.words.literals, self.words.names)
        if self.depth == 0:
            return atoms
        inner = self.inner.expressions
        call = self.words.calls.flatmap(
            lambda called: several(inner, called[1], ", ", called[1]).map((called[0] + "({})").format)
        )
        return st.one_of(
            atoms,
            call,
            st.builds("({} {} {})".format, inner, self.words.operators, inner),
            st.builds("({}{})".format, st.sampled_from(["!", "-", "+", "!!!"]), inner),
            st.builds("({} NOT IN ({}))".format, inner, several(inner, 3, ", ")),
            st.builds("{} {}".format, st.sampled_from(["EXISTS", "NOT EXISTS"]), self.inner.groups),
        )

    @cached_property
    def aggregates(self) -> Text:
        """Aggregates over a variable or an expression."""
        name, value = (
            st.sampled_from(["COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE"]),
            Grammar(self.words, 1).expressions,
        )
        plain = st.builds("{}({}{})".format, name, st.sampled_from(["", "DISTINCT "]), value)
        listed = st.builds("GROUP_CONCAT({}; SEPARATOR={})".format, value, self.words.strings)
        return weighted((3, plain), (1, listed), (1, st.just("COUNT(*)")))

    @cached_property
    def values(self) -> Text:
        """VALUES of one variable or of two."""
        data = st.one_of(self.words.literals, self.words.names, st.just("UNDEF"))
        row = st.builds("({} {})".format, data, data)
        return st.one_of(
            st.builds("VALUES {} {{ {} }}".format, self.words.variables, several(data, 5, least=0)),
            st.builds("VALUES (?s {}) {{ {} }}".format, st.sampled_from(["?o", "?other"]), several(row, 5, least=0)),
        )

    @cached_property
    def groups(self) -> Text:
        """Group graph patterns: all that may stand between two braces."""
        if self.depth == 0:
            return st.builds("{{ {} }}".format, self.triples)
        inner, where, expression = self.inner.groups, self.inner.triples, self.inner.expressions
        others = st.one_of(
            self.joined("FILTER", expression.map("({})".format)),
            self.joined("OPTIONAL", inner),
            self.joined(inner, "UNION", inner),
            self.joined("MINUS", inner),
            self.joined("GRAPH", st.one_of(self.words.variables, self.words.graphs), inner),
            self.joined("BIND", st.builds("({} AS ?bound{})".format, expression, st.integers(0, 99))),
            self.values,
            self.inner.selects().map("{{ {} }}".format),
            inner,
        )
        return st.builds("{{ {} }}".format, several(weighted((1, where), (1, others)), 4, least=0))

    @cached_property
    def modifiers(self) -> Text:
        """ORDER BY, LIMIT, OFFSET, VALUES."""
        key = Grammar(self.words, 1).expressions
        order = st.builds("{}({})".format, st.sampled_from(["", "ASC", "DESC"]), key)
        bounds = st.sampled_from(["LIMIT 10", "LIMIT 0", "OFFSET 3 LIMIT 2", "LIMIT 9999999999", "OFFSET 99999999999"])
        return self.joined(maybe(self.joined("ORDER BY", order)), maybe(bounds), maybe(self.values))

    def selects(self, dataset: str | Text = "") -> Text:
        """SELECT, also as a sub-select, which has no dataset."""
        begin = self.joined("SELECT", st.sampled_from(["", "", "DISTINCT", "REDUCED"]))
        computed = st.builds("({} AS ?column{})".format, self.expressions, st.integers(0, 99))
        counted = st.builds("({} AS ?number{})".format, self.aggregates, st.integers(0, 99))
        where = self.joined(dataset, st.sampled_from(["WHERE", ""]), self.groups)
        grouping = maybe(self.joined("HAVING", self.aggregates.map("({})".format)))
        return st.one_of(
            self.joined(begin, "*", where, self.modifiers),
            self.joined(begin, several(st.one_of(self.words.variables, computed)), where, self.modifiers),
            self.joined(begin, several(counted), where, grouping),
            self.joined(begin, "?s", counted, where, "GROUP BY ?s", grouping, self.modifiers),
        )

    @cached_property
    def queries(self) -> Text:
        """Whole queries of all forms."""
        named = st.builds("FROM {} {}".format, st.sampled_from(["", "NAMED"]), self.words.graphs)
        dataset = maybe(several(named))
        template = st.builds("{{ {} }}".format, Grammar(self.words, 0).triples)
        described = st.one_of(self.words.names, st.just("*"))
        forms = weighted(
            (5, self.selects(dataset)),
            (1, self.joined("ASK", dataset, self.groups)),
            (2, self.joined("CONSTRUCT", template, dataset, "WHERE", self.groups, self.modifiers)),
            (1, self.joined("CONSTRUCT", dataset, "WHERE", template)),
            (2, self.joined("DESCRIBE", described, dataset, "WHERE", self.groups, self.modifiers)),
        )
        return st.builds("{}{}".format, self.words.prologues, forms)

    @cached_property
    def services(self) -> Text:
        """Queries that call another endpoint, openly or nearly so."""
        call = st.sampled_from(
            ["SERVICE", "SERVICE SILENT", "service", "trueSERVICE", "SERVICESILENT", "ＳＥＲＶＩＣＥ"]
        )
        where = st.one_of(self.words.names, self.words.variables)
        group = self.joined("{ ?s ?p ?o .", call, where, self.inner.inner.groups, "}")
        return st.builds("{}SELECT * {}".format, self.words.prologues, group)

    @cached_property
    def updates(self) -> Text:
        """SPARQL 1.1 Update, all of which is refused."""
        data = st.builds("{{ {} }}".format, Grammar(self.words, 0).triples)
        silent, graphs = maybe(st.just("SILENT")), self.words.graphs
        commands = st.one_of(
            self.joined(st.sampled_from(["INSERT DATA", "DELETE WHERE", "DELETE DATA"]), data),
            self.joined("DELETE", data, "INSERT", data, "WHERE", data),
            self.joined("LOAD", silent, self.words.names, maybe(st.just("INTO GRAPH <urn:g>"))),
            self.joined(st.sampled_from(["CLEAR", "DROP"]), silent, st.sampled_from(["ALL", "DEFAULT", "NAMED"])),
            self.joined(st.sampled_from(["COPY", "MOVE", "ADD"]), silent, "DEFAULT TO", graphs),
            self.joined("WITH", graphs, "DELETE", data, "WHERE", data),
        )
        return st.builds("{}{}".format, self.words.prologues, commands)
