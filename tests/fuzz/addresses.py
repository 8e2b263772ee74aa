"""What stands in the first line of a request: methods, paths and parameters, each of which may be odd."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote_plus

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from fuzz.texts import texts
from fuzz.words import CATALOGUED, GOAL, weighted

_METHODS: Final = ["HEAD", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "QUERY"]
SHORT: Final = [
    *("/graph-store", "/graph-store/", "/graph", "/graph/", "/graph/nothing", "/graph/ichinoseki/plan/2026/stated"),
    *("/graph-store?default", "/graph-store?graph=https://w3id.org/plangraph/graph/ichinoseki/doubts"),
    "/graph-store?graph=x",
    *("/graph/ichinoseki/doubts", "/.well-known/void", "/.well-known/void/", "/.well-known/", "/query", "/query/"),
    *("/id/ichinoseki", "/id/ichinoseki/plan/2026/goal/20", "/id/ichinoseki/plan/2026/goal/20.ttl"),
    "/id/ichinoseki.exe",
    *("/id/ichinoseki.rdf", "/id/ichinoseki.nt", "/id/ichinoseki.jsonld", "/id/ichinoseki.html", "/id/", "/id"),
    "/id//",
    *("/id/../../etc/passwd", "/id/%2e%2e/%2e%2e/etc/passwd", "/id/%00", "/id/%ff", "/id/a%0d%0aX-Injected:%20yes"),
    *("/", "/plans", "/plans/", "/plans//", "/region", "/sources/", "/shapes", "/population.csv", "/%zz"),
    *("/static/icon.svg", "/static/../app.py", "/static/%2e%2e/app.py", "/static/", "/static/dist/", "/favicon.ico"),
    "/%",
    *("//evil.invalid/", "//evil.invalid/plans", "/%2f%2fevil.invalid", "/sparql/", "/SPARQL", "/sparql%00"),
    "/sparql;x",
]
"""Paths; /shapes/ and /quality are not among them, as they check the whole data when they are asked first."""
_LONG: Final = [
    *("/" + "a" * 9000, "/id/" + "%E5%B7%A5" * 900, "/" + "a/" * 1000, "/." * 500, "/id/" + "." * 3000),
    "/graph/" + "x/" * 2000,
]
_NAMES: Final = [
    *("query", "format", "timeout", "default-graph-uri", "named-graph-uri", "graph", "default", "update", "language"),
    *("focus", "lang", "using-graph-uri", "", "%zz", "query[]", "Query", "q" * 3000, "%E5%B7%A5", "union", "page"),
]
_VALUES: Final = [
    *("json", "csv", "xml", "tsv", "turtle", "ntriples", "jsonld", "rdfxml", "html", "pickle", "0.2", "0.3", "0", "-1"),
    *("1e400", "nan", "inf", "9" * 400, "0x1", "１", CATALOGUED, GOAL, "default", "", "file:///etc/passwd", "ja", "en"),
    *("http://evil.invalid/", "ichinoseki/plan/2026/goal/20", "../../etc/passwd", "\x00", "工業", "\ud800", "ASK {}"),
]
_RAW_VALUES: Final = [
    *("%", "%z", "%zz", "%ff", "%00", "%u5de5", "%0d%0aX-Injected:%20yes", "+", "", "%ED%A0%80", "%C0%AF", "a%26b"),
    *("=", ";"),
]

Pairs = SearchStrategy[list[str]]


def encoded(value: str) -> str:
    """Percent-encoded; half a surrogate pair becomes bytes that are no UTF-8."""
    return quote_plus(value, errors="surrogatepass")


def _pair(name: str, value: str) -> str:
    return f"{name}={value}"


methods: SearchStrategy[str] = weighted((8, st.just("GET")), (7, st.just("POST")), (3, st.sampled_from(_METHODS)))
paths: SearchStrategy[str] = weighted(
    (12, st.just("/sparql")), (7, st.sampled_from(SHORT)), (1, st.sampled_from(_LONG))
)
asked: Pairs = texts.map(lambda text: [_pair("query", encoded(text))])
oddities: Pairs = st.lists(
    st.builds(
        _pair, st.sampled_from(_NAMES), st.one_of(st.sampled_from(_VALUES).map(encoded), st.sampled_from(_RAW_VALUES))
    ),
    max_size=3,
)
parameters: Pairs = weighted((3, asked), (2, st.builds(lambda one, other: one + other, asked, oddities)), (1, oddities))
"""The parameters of a query or of something else, encoded, each with its name."""
