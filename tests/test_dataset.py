"""The graphs that a query reads: those that it names, or those that the request names beside it."""

from __future__ import annotations

import pyoxigraph
import pytest

from plangraph.errors import AmbiguousIri, DatasetRefused, GraphNotInCatalogue, QuerySyntax
from plangraph.namespaces import GRAPH
from plangraph.sparql import guard
from plangraph.sparql.guard import Dataset, Guarded

STATED = GRAPH + "a/stated"
INFERRED = GRAPH + "a/inferred"


def check(text: str, dataset: Dataset | None = None) -> Guarded:
    return guard.check(text, {STATED, INFERRED}, 10_000, dataset)


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * FROM <{STATED}> FROM NAMED <{INFERRED}> {{ ?s ?p ?o }}",
        f"BASE <{GRAPH}> SELECT*FROM<a/stated>FROM#\nNAMED<a/inferred>{{}}",
        f"PREFIX g: <{GRAPH}a/> ASK FROM g:stated from named g:inferred {{ }}",
        "PREFIX g: <graph/> CONSTRUCT { ?s ?p ?o } FROM g:a\\/stated FROM NAMED <graph/a/inferred> WHERE { ?s ?p ?o }",
        f"DESCRIBE ?s FROM <{GRAPH}a\\u002Fstated> FROMNAMED <{INFERRED}> {{ ?s ?p ?o }}",
    ],
)
def test_the_dataset_is_resolved(text: str) -> None:
    guarded = check(text)
    assert guarded.dataset == Dataset((STATED,), (INFERRED,))
    pyoxigraph.Store().query(text, base_iri="nowhere://base/")  # and the engine reads it, too


def test_a_graph_that_is_named_twice_counts_once() -> None:
    text = f"SELECT * FROM <{STATED}> FROM NAMED <{STATED}> FROM <{STATED}> FROM NAMED <{STATED}> {{ ?s ?p ?o }}"
    once = Dataset((STATED,), (STATED,))
    assert check(text).dataset == once
    assert check("ASK { }", Dataset((STATED, STATED), (STATED, STATED))).dataset == once


@pytest.mark.parametrize("query", ["SELECT * { }", f"SELECT * FROM <{STATED}> FROM NAMED <u:nowhere> {{ }}"])
@pytest.mark.parametrize("given", [Dataset((INFERRED,)), Dataset((), (INFERRED,)), Dataset((INFERRED,), (STATED,))])
def test_a_dataset_beside_the_query_replaces_that_of_the_query(query: str, given: Dataset) -> None:
    assert check(query, given).dataset == given


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        (Dataset((STATED, "file:///etc/passwd")), "default-graph-uri"),
        (Dataset((STATED,), ("file:///etc/passwd",)), "named-graph-uri"),
    ],
)
def test_a_dataset_outside_the_catalogue_is_refused_whatever_the_query(given: Dataset, parameter: str) -> None:
    for query in ("ASK { }", f"ASK FROM <{STATED}> {{ }}"):
        with pytest.raises(DatasetRefused) as caught:
            check(query, given)
        assert caught.value.fields == {"graph": "file:///etc/passwd", "parameter": parameter}


def test_a_dataset_that_names_no_graph_is_none() -> None:
    assert check("ASK { }", Dataset()).dataset is None
    assert check(f"ASK FROM <{STATED}> {{ }}", Dataset()).dataset == Dataset((STATED,))


@pytest.mark.parametrize(
    ("text", "graph"),
    [
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "file:///etc/passwd"),
        ("SELECT*FROM<../../etc>{ ?s ?p ?o }", "https://w3id.org/etc"),
        ("ASK FROM NAMED <http://x/> { }", "http://x/"),
        (f"SELECT * FROM <{STATED}> FROM <{STATED}x> {{ ?s ?p ?o }}", STATED + "x"),
        ("PREFIX : <u:> ASKFROM:g{}", "ASKFROM:g"),
        ("PREFIX FROM: <u:> SELECT * FROM:g {}", "FROM:g"),
    ],
)
def test_a_graph_outside_the_catalogue_is_refused(text: str, graph: str) -> None:
    with pytest.raises(GraphNotInCatalogue) as caught:
        check(text)
    assert caught.value.fields["graph"] == graph


def test_an_undeclared_prefix_after_from_is_a_syntax_error() -> None:
    with pytest.raises(QuerySyntax) as caught:
        check("SELECT * FROM pg:a { ?s ?p ?o }")
    assert "PREFIX pg: <https://w3id.org/plangraph/ontology#>" in caught.value.sentence("ja")


def test_a_comparison_that_hides_from_is_ambiguous() -> None:
    with pytest.raises(AmbiguousIri) as caught:
        check("PREFIX : <nowhere://a/>\nSELECT(?a<1AS?c)FROM:g#>\n{?a ?b ?d}")
    assert (caught.value.fields["line"], caught.value.fields["column"]) == (2, 10)


@pytest.mark.parametrize("keyword", ["FROM", "FROM NAMED"])
def test_a_graph_that_is_not_there_is_named_with_its_place(keyword: str) -> None:
    with pytest.raises(GraphNotInCatalogue) as caught:
        check(f"SELECT *\n{keyword} <http://nowhere/> {{ ?s ?p ?o }}")
    assert (caught.value.fields["line"], caught.value.fields["column"]) == (2, len(keyword) + 2)
    assert "http://nowhere/" in caught.value.sentence("ja")
