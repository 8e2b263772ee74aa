"""What the service says of itself comes in every format, is true of what is served, and is found by clients."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, get_args
from urllib.parse import urlsplit

import pytest
from pyoxigraph import RdfFormat, parse
from pyoxigraph import Store as Engine
from running_server import Server

from plangraph import catalog
from plangraph.descriptions import DESCRIPTION
from plangraph.engines import faults
from plangraph.errors import Language
from plangraph.namespaces import GRAPH, ID, PREFIXES
from plangraph.questions import graph_examples, questions
from plangraph.rules import Rules
from plangraph.sparql.formats import FORMATS
from plangraph.store import Store

GRAPH_FORMATS = [form for form in FORMATS if form.kind == "graph"]
DOCUMENTS = ("/sparql", "/.well-known/void")

# What the editor of SIB Swiss Institute of Bioinformatics (sparql-editor) asks every endpoint.
EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query
WHERE {
  ?sq a sh:SPARQLExecutable ;
    rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|sh:describe ?query .
} ORDER BY ?sq"""
NAMESPACES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace
WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix}
ORDER BY ?prefix"""
CLASSES = """PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype
WHERE {
  {
    ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
    ?pp void:property ?prop .
    OPTIONAL {
      { ?pp void:classPartition [ void:class ?objectClass ] . }
      UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] . }
    }
  } UNION {
    ?linkset void:subjectsTarget [ void:class ?subjectClass ] ;
      void:linkPredicate ?prop ;
      void:objectsTarget [ void:class ?objectClass ] .
  }
}"""


def asked(server: Server, query: str) -> list[dict[str, str]]:
    """The rows of an answer."""
    answer = server.ask(query, "application/sparql-results+json")
    assert answer.status == 200, answer.text
    assert "X-Result-Truncated" not in answer.headers
    rows: list[dict[str, Any]] = json.loads(answer.body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def triples(server: Server, query: str) -> int:
    """How many triples the answer has."""
    answer = server.ask(query, "application/n-triples")
    assert answer.status == 200, answer.text
    return len(list(parse(answer.body, RdfFormat.N_TRIPLES)))


def served(server: Server, *paths: str) -> Engine:
    """The documents at these addresses, read together."""
    engine = Engine()
    for path in paths:
        engine.load(server.get(path, "text/turtle").body, RdfFormat.TURTLE)
    return engine


def found(engine: Engine, query: str) -> list[tuple[str, ...]]:
    """The values in each row of our own SELECT."""
    return [tuple(term.value for term in row) for row in engine.query(query, prefixes=PREFIXES)]  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def described(server: Server) -> Engine:
    """Both documents."""
    return served(server, *DOCUMENTS)


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_each_description_comes_in_every_format_for_graphs(server: Server, path: str, form: Any) -> None:
    answer = server.get(path, form.essence)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == form.media_type
    assert "Accept" in answer.headers["Vary"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    engine = Engine()
    engine.load(answer.body, form.engine)
    endpoints = "SELECT ?endpoint { ?of sd:endpoint|void:sparqlEndpoint ?endpoint }"
    assert (f"{server.url}/sparql",) in found(engine, endpoints)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_format_that_no_graph_has_is_not_acceptable(server: Server, path: str) -> None:
    answer = server.get(path, "text/csv")
    assert answer.status == 406
    assert "text/turtle" in answer.text


def test_a_description_comes_in_the_format_that_the_address_names(server: Server) -> None:
    answer = server.get("/.well-known/void?format=ntriples", "text/turtle")
    assert answer.headers["Content-Type"] == "application/n-triples"


@pytest.mark.parametrize("path", DOCUMENTS)
def test_addresses_are_those_of_the_host_that_was_asked(server: Server, path: str) -> None:
    answer = server.get(path, "text/turtle", Host="plans.example:8080")
    assert "<http://plans.example:8080/sparql>" in answer.text
    assert urlsplit(server.url).netloc not in answer.text


@pytest.mark.parametrize("path", DOCUMENTS)
def test_what_no_host_can_be_called_is_refused(server: Server, path: str) -> None:
    assert server.get(path, "text/turtle", Host='a"><b').status == 400


def test_the_description_counts_what_queries_count(server: Server, described: Engine) -> None:
    (everything,) = asked(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    size = "SELECT ?n { [] sd:defaultDataset/sd:defaultGraph/void:triples ?n }"
    assert found(described, size) == [(everything["n"],)]
    graphs = asked(server, "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph")
    sizes = "SELECT ?name ?n { [] sd:namedGraph ?graph . ?graph sd:name ?name ; sd:graph/void:triples ?n }"
    assert set(found(described, sizes)) == {(row["graph"], row["n"]) for row in graphs}


def test_the_dumps_of_everything_that_has_some_are_as_large_as_it(server: Server, described: Engine) -> None:
    dumps, sizes = defaultdict(set), {}
    for of, count, address in found(described, "SELECT ?of ?n ?dump { ?of void:triples ?n ; void:dataDump ?dump }"):
        sizes[of] = int(count)
        dumps[of].add(address)
    fetched = {each: lines_at(server, each) for each in set.union(*dumps.values())}
    assert {f"{ID}dataset", f"{server.url}/sparql#default-graph", DESCRIPTION.value, f"{GRAPH}questions"} < set(dumps)
    assert {of: sum(map(fetched.__getitem__, each)) for of, each in dumps.items()} == sizes


def lines_at(server: Server, address: str) -> int:
    """The number of triples that can be fetched there."""
    return len(server.get(address.removeprefix(server.url), "application/n-triples").text.splitlines())


# Each count is that of a query over the graphs of the data alone, named one by one (FROM): triples of a property as
# COUNT(*), entities of a class as COUNT(DISTINCT ?s). Without FROM, the graph that describes the data counts, too.
@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ("SELECT (COUNT(*) AS ?n) {from} { ?s ?p ?o }", "void:triples ?n"),
        (
            "SELECT ?p (COUNT(*) AS ?n) {from} { ?s ?p ?o } GROUP BY ?p",
            "void:propertyPartition [ void:property ?p ; void:triples ?n ]",
        ),
        (
            "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) {from} { ?s a ?c } GROUP BY ?c",
            "void:classPartition [ void:class ?c ; void:entities ?n ]",
        ),
    ],
    ids=["all", "properties", "classes"],
)
def test_the_dataset_is_counted_as_by_a_query_over_its_own_graphs(
    server: Server, store: Store, described: Engine, counted: str, told: str
) -> None:
    clauses = "\n".join(f"FROM <{graph}>" for graph in store.graphs())
    rows = asked(server, counted.replace("{from}", clauses))
    names = " ".join(f"?{name}" for name in rows[0])
    assert set(found(described, f"SELECT {names} {{ <{ID}dataset> {told} }}")) == {(*row.values(),) for row in rows}


def test_every_address_of_ours_that_is_given_is_answered(server: Server, described: Engine) -> None:
    nodes = {value for row in found(described, "SELECT * { ?subject ?predicate ?object }") for value in row}
    ours = {node.partition("#")[0] for node in nodes if node.startswith(server.url) and "graph=" not in node}
    assert {f"{server.url}{path}" for path in DOCUMENTS} < ours
    assert {each: server.get(each.removeprefix(server.url), "*/*").status for each in ours} == dict.fromkeys(ours, 200)


def test_a_query_may_name_every_graph_that_is_described(server: Server, described: Engine) -> None:
    graphs = found(described, "SELECT ?name { [] sd:namedGraph/sd:name ?name }")
    clauses = "\n".join(f"FROM NAMED <{name}>" for (name,) in graphs)
    (row,) = asked(server, f"SELECT (COUNT(DISTINCT ?g) AS ?n) {clauses} {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    assert int(row["n"]) == len(graphs)


def test_the_served_descriptions_keep_our_rules(store: Store, described: Engine) -> None:
    rules = Rules(catalog.root())
    rules.chosen = frozenset(rule for rule, topic in rules.topics.items() if topic == "service")
    engine = Engine()
    engine.extend({*store.engine, *described})
    assert len(rules.chosen) > 20
    assert faults(store, rules, described=Store(engine, {}, "served")) == []


def test_an_editor_finds_every_question_and_graph_in_both_languages(server: Server, store: Store) -> None:
    rows, told, ours = asked(server, EXAMPLES), set(), set()
    for language in get_args(Language):
        for each in questions(store, language):
            told.add(each.explanation)
            ours.add(each.sparql)
        for graph in graph_examples(store, language):
            told.add(graph.explanation)
            ours.add(graph.sparql)
    assert {row["comment"] for row in rows} == told
    assert {row["query"] for row in rows} == ours


def test_every_example_that_a_client_finds_gives_rows_or_triples(server: Server, store: Store) -> None:
    graphs = {each.sparql for each in graph_examples(store, "ja")}
    assert graphs
    for query in {row["query"] for row in asked(server, EXAMPLES)}:
        assert triples(server, query) if query in graphs else asked(server, query), query


def test_the_service_says_where_each_example_can_be_asked(server: Server, described: Engine) -> None:
    targets = found(described, "SELECT ?example ?target { ?example a sh:SPARQLExecutable ; schema:target ?target }")
    assert {each for each, _ in targets} == {row["sq"] for row in asked(server, EXAMPLES)}
    assert {target for _, target in targets} == {f"{server.url}/sparql"}


def test_an_editor_finds_our_prefixes(server: Server) -> None:
    assert {row["prefix"]: row["namespace"] for row in asked(server, NAMESPACES)} == PREFIXES


def test_an_editor_finds_which_class_leads_where(server: Server) -> None:
    rows = asked(server, CLASSES)
    goal, pg = PREFIXES["pg"] + "Goal", PREFIXES["pg"]
    leads = {
        (row["prop"], row.get("objectClass") or row.get("objectDatatype"))
        for row in rows
        if row["subjectClass"] == goal
    }
    assert (f"{pg}contributesTo", f"{pg}Vision") in leads
    assert (f"{pg}order", PREFIXES["xsd"] + "integer") in leads
    assert (f"{pg}contributesTo", f"{pg}Municipality") not in leads
