"""What ordinary visitors ask: queries in many forms, whole graphs, pages, and what is refused."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Final
from urllib.parse import quote, urlencode

from load_editions import GOAL, PLAN, Edition
from load_requests import ANYTHING, Judge, Request, asked, graph, page, query, refused, text

from plangraph.namespaces import GRAPH, ID, ONTOLOGY

_PREFIXES: Final = f"PREFIX pg: <{ONTOLOGY}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
_NAMES: Final = (
    f'SELECT ?ja ?en{{}} {{{{ <{ID}{GOAL}> rdfs:label ?ja , ?en FILTER(LANG(?ja) = "ja" && LANG(?en) = "en") }}}}'
)
"""The name of the goal in two languages, which stand in two files."""
_GOALS: Final = (
    f"SELECT ?number ?name {{ ?goal pg:atLevel <{ID}{PLAN}/level/middle-goal> ; pg:number ?number ; rdfs:label ?name"
    " FILTER(LANG(?name) = 'ja') } ORDER BY ?number"
)
_STATED: Final = f"{GRAPH}{PLAN}/stated"
_VISION: Final = "ひとりひとりが輝く 挑戦しつづけるまち いちのせき"
_VISION_EN: Final = f"{_VISION} (Each of us shining, a town that keeps taking on challenges: Ichinoseki)"
_PAGES: Final = (
    (4, f"/id/{GOAL}", "20 {ja}", "20 {ja} ({en})"),
    (3, "/", "計画のことばで探す", "Search in the words of the plans"),
    (2, "/plans/", "計画", "Plans"),
    (
        2,
        f"/plans/{PLAN}",
        _VISION,
        _VISION_EN,
    ),
    (1, "/graph", "計画のネットワーク", "The plan as a network"),
    (1, "/population", "人口: 数値・目標・見通し", "Population: figures, targets and outlook"),
    (1, "/region", "一関・平泉定住自立圏", "一関・平泉定住自立圏 (Ichinoseki–Hiraizumi settlement region)"),
    (1, "/quality", "文書の食い違い", "Where the documents disagree"),
    (1, "/sources/", "出典の文書", "Source documents"),
    (2, "/query", "SPARQLで問う", "Ask in SPARQL"),
)


@dataclass(frozen=True)
class Mix:
    """Requests with how often each is drawn, and queries that nobody has asked before."""

    requests: list[Request]
    weights: list[int]
    editions: list[Edition]
    whole: Request
    """The largest answer, for who reads slowly."""
    changed: list[Request]
    """Those whose answers differ from edition to edition most plainly."""

    def draw(self, chance: Random) -> Request:
        """Any of them; one in ten is a query that nobody has asked before."""
        if chance.random() < 0.1:
            return fresh(chance.randrange(10**9), self.editions)
        return chance.choices(self.requests, self.weights)[0]


def mix(editions: list[Edition]) -> Mix:
    """All requests with their right answers in each edition."""
    found = [*_lookups(editions), *_shipped(editions), *_graphs(editions), *_pages(editions), *_refusals(editions)]
    found += [(2, text("health", "/healthz", "ok\n", editions)), (2, text("metrics", "/metrics", "# HELP", editions))]
    whole = graph("slow reader", "/graph-store?default", None, "ntriples", editions)
    requests = [each for _, each in found]
    changed = [each for each in requests if each.kind == "SELECT one row" or each.target.startswith(f"/id/{GOAL}?")]
    return Mix(requests, [weight for weight, _ in found], editions, whole, changed)


def fresh(number: int, editions: list[Edition]) -> Request:
    """A query with a number in it that comes back, so that nobody else's answer can be right."""
    sparql = _PREFIXES + _NAMES.format(f" ({number} AS ?n)")
    right: dict[Hashable, frozenset[int]] = {_row(each, number): frozenset({each.number}) for each in editions}
    return asked("SELECT never asked before", sparql, "form", Judge(200, "text/csv", bytes, right), "text/csv")


def _row(edition: Edition, number: int) -> bytes:
    return f"ja,en,n\r\n{edition.names['ja']},{edition.names['en']},{number}\r\n".encode()


def _lookups(editions: list[Edition]) -> list[tuple[int, Request]]:
    names, goals = _PREFIXES + _NAMES.format(""), _PREFIXES + _GOALS
    about, count = f"DESCRIBE <{ID}{GOAL}>", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    measures = _PREFIXES + f"CONSTRUCT {{ ?m rdfs:label ?l }} {{ ?m pg:contributesTo <{ID}{GOAL}> ; rdfs:label ?l }}"
    named = _PREFIXES + f"ASK {{ <{ID}{GOAL}> rdfs:label ?name FILTER ( CONTAINS(?name, '工業')) }}"
    return [
        *((8, query("SELECT one row", names, form, editions, way, True)) for form, way in _ROWS),
        *((4, query("SELECT sorted", goals, form, editions, way, True)) for form, way in _ROWS),
        *((3, query("ASK", named, form, editions, way, True)) for form, way in _ROWS if form in ("json", "xml")),
        (2, query("SELECT counted", count, "json", editions, exact=True)),
        *((3, query("DESCRIBE", about, form, editions, way)) for form, way in _TRIPLES),
        *((3, query("CONSTRUCT", measures, form, editions, way)) for form, way in _TRIPLES),
    ]


_ROWS: Final = (("json", "get"), ("csv", "form"), ("tsv", "direct"), ("xml", "get"))
_TRIPLES: Final = (("turtle", "get"), ("ntriples", "form"), ("jsonld", "direct"), ("rdfxml", "get"))


def _shipped(editions: list[Edition]) -> list[tuple[int, Request]]:
    """The example queries, in an order that need not be the same."""
    return [
        (3, query("example query", sparql, form, editions, way))
        for sparql, (form, way) in zip(editions[0].questions.values(), cycle(_ROWS))
    ]


def _graphs(editions: list[Edition]) -> list[tuple[int, Request]]:
    store = "/graph-store?" + urlencode({"graph": _STATED})
    direct = "/" + quote(_STATED.removeprefix(GRAPH.removesuffix("graph/")))
    return [
        (3, graph("graph store", store, _STATED, "turtle", editions)),
        (2, graph("graph store", store, _STATED, "ntriples", editions)),
        (2, graph("graph store", direct, _STATED, "turtle", editions)),
    ]


def _pages(editions: list[Edition]) -> list[tuple[int, Request]]:
    return [
        (weight, page("page", path, heading, language, editions))
        for weight, path, *headings in _PAGES
        for language, heading in zip(("ja", "en"), headings, strict=True)
    ]


def _refusals(editions: list[Edition]) -> list[tuple[int, Request]]:
    def bad(sparql: str, way: str = "get", accept: str = "*/*") -> Request:
        return asked("", sparql, way, ANYTHING, accept)

    cases = [
        ("not found", Request("", ANYTHING, "/nothing/here"), 404, "page-missing"),
        ("not found", Request("", ANYTHING, f"/id/{PLAN}/goal/2O", "text/turtle"), 404, "not-found"),
        ("not found", Request("", ANYTHING, f"/graph-store?graph={GRAPH}nothing"), 404, "not-found"),
        ("refused", bad("SELECT * { ?s ?p }"), 400, "query-syntax"),
        ("refused", bad("SELECT ?n { ?goal pg:number ?n }", "form"), 400, "query-syntax"),
        ("refused", bad("DROP ALL", "direct"), 400, "update-refused"),
        ("refused", bad("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"), 400, "service-refused"),
        ("refused", bad("ASK {}", accept="image/png"), 406, "format-unknown"),
        ("refused", Request("", ANYTHING, "/sparql?timeout=never&query=ASK%20%7B%7D"), 400, "timeout-wrong"),
    ]
    return [(3, refused(kind, request, status, code, editions)) for kind, request, status, code in cases]
