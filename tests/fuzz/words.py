"""The smallest parts of a query: variables, IRIs, literals, functions, and what may stand between two words.

TAME are words that an engine reads, so that most queries are run; WILD are also those that make it stumble.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from plangraph.namespaces import BASE, GRAPH, ID, ONTOLOGY

Drawn = TypeVar("Drawn")
Text = SearchStrategy[str]

GOAL: Final = ID + "ichinoseki/plan/2026/goal/20"
CATALOGUED: Final = GRAPH + "ichinoseki/plan/2026/stated"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
STRANGE: Final = (
    "\x07\x1b\x7f\x85\xa0\xad\u200b\u202e\u2028\ufeff\ufffd\ufffe\U0001f5fe\U000e0041\U0010ffffＡ＜：工ｶﾞが゙é"
)
BROKEN: Final = STRANGE + "\x00\ud800\udbff\udc00\udfff'\"\\\r\n"
DECLARED: Final = (
    f"PREFIX pg: <{ONTOLOGY}>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nPREFIX xsd: <{XSD}>\n"
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
)


@dataclass(frozen=True)
class Words:
    """The words of one kind of query."""

    variables: Text
    names: Text
    graphs: Text
    literals: Text
    strings: Text
    nodes: Text
    gaps: Text
    calls: SearchStrategy[tuple[str, int]]
    operators: Text
    prologues: Text


def weighted(*choices: tuple[int, SearchStrategy[Drawn]]) -> SearchStrategy[Drawn]:
    """One of these, each as often as its weight says; `st.one_of` would count what it is given twice but once."""
    return st.sampled_from([strategy for weight, strategy in choices for _ in range(weight)]).flatmap(
        lambda strategy: strategy
    )


def _quoted(characters: str) -> Text:
    return st.text(characters, max_size=12).map(lambda text: f'"{text}"')


_variables: Final = ["?s", "?p", "?o", "?s", "?p", "?o", "?x", "$y", "?目標", "?_1", "?" + "v" * 300]
_names: Final = [
    *("pg:number", "rdfs:label", "pg:contributesTo", "rdf:type", "pg:", "pg:目標", "pg:a\\/b", "pg:%E5%B7%A5"),
    *(f"<{GOAL}>", f"<{ONTOLOGY}contributesTo>", f"<{BASE}id/工業>", "<>", "<#>", "<../../../etc/passwd>"),
    *("<file:///etc/passwd>", "<http://127.0.0.1:1/>", "<urn:\\u5DE5\\U00010000>", "<urn:" + "x" * 5000 + ">"),
]
_wild_names: Final = [
    *("a", ":", "nowhere:x", "市:x", "<urn:\\uD800>", "<urn:\\U00110000>", "<urn: space>", "<http://[::1/>"),
    *("<//evil.invalid>", "<urn:a{b}|^`>", "<urn:x", "<<", "SERVICE", "<javascript:alert(1)>", "pg:\\x"),
]
_graphs: Final = [f"<{CATALOGUED}>", f"<{GRAPH}ichinoseki/plan/2026/inferred>", f"<{GRAPH}ichinoseki/doubts>"]
_wild_graphs: Final = [
    *(f"<{GRAPH}ichinoseki/plan/2026/st\\u0061ted>", "<graph/ichinoseki/plan/2026/stated>", "pg:stated", "DEFAULT"),
    *("<http://evil.invalid/graph>", "<file:///etc/passwd>", "<>", "nowhere:stated", "?g"),
]
_literals: Final = [
    *('"工業"', "'ja'@ja", '""', "''''''", '"""a"b\n"""', '"\\n\\t\\\\"', '"x"@en-US', "true"),
    *("0", "1", "-1", "007", "1.5", ".5", "1e400", "-0.0e0", "9223372036854775808", "9" * 400, '"x"@ja-Hrkt'),
    *(f'"1"^^<{XSD}integer>', f'"x"^^<{XSD}date>', f'"-9999999999-13-45"^^<{XSD}dateTime>', f'"INF"^^<{XSD}double>'),
    *(f'"P1Y2M"^^<{XSD}duration>', '"2026-04-01"^^xsd:date', '"x"^^<urn:x>', "1" + "0" * 40 + ".1"),
]
_wild_literals: Final = [
    *('"\\x"', '"\\uD83D\\uDDFE"', '"open', "'a\nb'", '"x"@', "'x'@x-" + "y" * 300, "1..2", "UNDEF", '"x"^^'),
    "'''a''",
]
_functions: Final = [
    *(("STR", 1), ("LANG", 1), ("DATATYPE", 1), ("IRI", 1), ("ABS", 1), ("CEIL", 1), ("STRLEN", 1), ("UCASE", 1)),
    *(("ENCODE_FOR_URI", 1), ("CONTAINS", 2), ("STRSTARTS", 2), ("STRBEFORE", 2), ("YEAR", 1), ("TIMEZONE", 1)),
    *(("NOW", 0), ("UUID", 0), ("RAND", 0), ("SHA512", 1), ("MD5", 1), ("COALESCE", 2), ("IF", 3), ("CONCAT", 3)),
    *(("SUBSTR", 3), ("REPLACE", 3), ("REGEX", 2), ("LANGMATCHES", 2), ("SAMETERM", 2), ("ISNUMERIC", 1)),
    *(("STRDT", 2), ("STRLANG", 2), ("BNODE", 1), ("xsd:integer", 1), ("xsd:dateTime", 1), ("xsd:decimal", 1)),
]
_wild_functions: Final = [
    *(("STR", 0), ("IF", 1), ("<urn:f>", 1), ("<http://127.0.0.1:1/f>", 2), ("xsd:nothing", 1), ("ＳＴＲ", 1)),
    *(("TRIPLE", 3), ("ADJUST", 2), ("BNODE", 0), ("COUNT", 1), ("EXISTS", 1), ("REPLACE", 4), ("NOW", 1)),
]
_wild_prologues: Final = [
    *(f"BASE <{BASE}>", "BASE <file:///etc/>", "BASE <x>", "PREFIX : <>", "PREFIX SERVICE: <urn:x>", "VERSION '1.2'"),
    *("PREFIX 市: <urn:\\u5E02>", "PREFIX pg <urn:x>", "# comment", "\ufeff", "PREFIX pg: <urn:\\uDFFF>"),
]
_wild_gaps: Final = ["\n", "\t", "\r\n", "", "  # ?s { SERVICE\n", "\u3000", "\u00a0", "\u2028", "\x0c", "\x00"]

TAME: Final = Words(
    variables=st.sampled_from(_variables),
    names=st.sampled_from(_names),
    graphs=st.sampled_from(_graphs),
    literals=st.one_of(st.sampled_from(_literals), _quoted(STRANGE)),
    strings=_quoted(STRANGE),
    nodes=st.sampled_from(["[]", "()", "(1 2)", "[ rdfs:label ?o ]", "<<( ?s ?p ?o )>>"]),
    gaps=st.sampled_from([" ", " ", "\n", "\t", "  # ?s { }\n"]),
    calls=st.sampled_from(_functions),
    operators=st.sampled_from(["=", "!=", "<", ">", "<=", ">=", "&&", "||", "+", "-", "*", "/"]),
    prologues=st.just(DECLARED),
)
WILD: Final = Words(
    variables=st.sampled_from([*_variables, "?０", "??", "?\U0001f5fe", "?" + "v" * 20_000]),
    names=st.sampled_from(_names + _wild_names),
    graphs=st.sampled_from(_graphs + _wild_graphs),
    literals=st.one_of(st.sampled_from(_literals), st.sampled_from(_wild_literals), _quoted(BROKEN)),
    strings=_quoted(BROKEN),
    nodes=st.sampled_from(["[]", "_:b", "_:工", "(", "[ rdfs:label", "<< ?s ?p ?o >>", "<<( ?s ?p ?o )>>"]),
    gaps=st.sampled_from([" "] * 20 + _wild_gaps),
    calls=st.sampled_from(_functions + _wild_functions),
    operators=st.sampled_from(["=", "!=", "<", ">", "&&", "||", "+", "-", "*", "/", "<>", "==", "**", "^", "IN"]),
    prologues=st.lists(st.sampled_from(_wild_prologues), max_size=3).map("\n".join).map((DECLARED + "{}\n").format),
)
