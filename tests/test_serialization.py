"""What a format cannot hold is refused, not written wrongly."""

from __future__ import annotations

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from plangraph.errors import FormatUnfit
from plangraph.namespaces import ID, ONTOLOGY, PREFIXES
from plangraph.sandbox.evaluation import Job, evaluate
from plangraph.serialization import serialize_graph
from plangraph.sparql import formats
from plangraph.sparql.formats import Kind
from plangraph.store import Store
from plangraph.things import description

SUBJECT = NamedNode("http://x.y/s")


def run(text: str, name: str, kind: Kind) -> bytes:
    job = Job(text, None, formats.named(name, kind), rows=10, megabytes=1, deadline=5)
    return bytes(evaluate(pyoxigraph.Store(), job)[0])


@pytest.mark.parametrize("iri", ["http://x.y/1", f"{ID}goal/20", "http://x.y/a?b&c=1", PREFIXES["schema"]])
def test_rdf_xml_refuses_a_predicate_that_ends_in_no_name(iri: str) -> None:
    graph = [Triple(SUBJECT, NamedNode(iri), Literal("a"))]
    with pytest.raises(FormatUnfit) as caught:
        serialize_graph(graph, formats.named("rdfxml", "graph"))
    assert f"<{iri}>" in caught.value.sentence("ja")
    assert iri.encode() in serialize_graph(graph, formats.named("turtle", "graph"))
    with pytest.raises(FormatUnfit):
        run(f"CONSTRUCT {{ <x:s> <{iri}> 1 }} {{}}", "rdfxml", "graph")


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_xml_refuses_characters_that_it_cannot_hold(character: str) -> None:
    word = f'"\\u{ord(character):04X}"'
    with pytest.raises(FormatUnfit, match=f"U\\+{ord(character):04X}.*Turtle"):
        run(f"CONSTRUCT {{ <x:s> <x:p> {word} }} {{}}", "rdfxml", "graph")
    with pytest.raises(FormatUnfit, match="JSON"):
        run(f"SELECT ({word} AS ?x) {{}}", "xml", "rows")
    assert run(f"SELECT ({word} AS ?x) {{}}", "json", "rows")


def test_markup_in_literals_is_no_predicate() -> None:
    graph = [Triple(SUBJECT, NamedNode("http://x.y/名"), Literal('<a: xmlns:a="b"> \t\n\ufffd'))]
    body = serialize_graph(graph, formats.named("rdfxml", "graph"))
    assert [quad.object for quad in pyoxigraph.parse(body, RdfFormat.RDF_XML)] == [graph[0].object]


@pytest.mark.parametrize("name", ["turtle", "rdfxml"])
def test_only_prefixes_that_are_used_are_declared(store: Store, name: str) -> None:
    body = serialize_graph(description(store, "ichinoseki/plan/2026/goal/20"), formats.named(name, "graph")).decode()
    assert ONTOLOGY in body
    assert not any(PREFIXES[prefix] in body for prefix in ("sh", "prov", "dqv", "org", "owl"))
