"""What a worker answers: from which graphs, in how many rows, and what it says of a query that is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pools import SETTINGS, data, job

from plangraph.errors import AnswerTooLarge, EvaluationFailed, QuerySyntax
from plangraph.sandbox.workers import WorkerPool
from plangraph.sparql.guard import Dataset


@pytest.fixture(scope="module")
def shared() -> Iterator[WorkerPool]:
    with WorkerPool(data(), SETTINGS) as pool:
        yield pool


@pytest.mark.parametrize(
    ("dataset", "default", "named"),
    [
        (None, 3000, 3),
        (Dataset(("http://g/1",)), 1000, 0),
        (Dataset(("http://g/1", "http://g/2")), 2000, 0),
        (Dataset((), ("http://g/1",)), 0, 1),
        (Dataset(("http://g/1",), ("http://g/0", "http://g/2")), 1000, 2),
    ],
)
def test_a_dataset_replaces_the_union_and_what_the_query_names(
    shared: WorkerPool, dataset: Dataset | None, default: int, named: int
) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    graphs = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    other = count.replace("{", "FROM <http://g/0> {", 1)
    asked = [count, graphs] if dataset is None else [count, graphs, other]
    found = [shared.run(job(text, format_name="csv", dataset=dataset)).body for text in asked]
    assert found == [f"n\r\n{number}\r\n".encode() for number in (default, named, default)][: len(asked)]


def test_relative_iris_have_our_base(shared: WorkerPool) -> None:
    asked = job("SELECT (<id/x> AS ?x) {}", format_name="csv")
    assert shared.run(asked).body == b"x\r\nhttps://w3id.org/plangraph/id/x\r\n"


def test_rows_and_triples_are_cut_at_the_cap(shared: WorkerPool) -> None:
    rows = shared.run(job("SELECT * { ?s ?p ?o }"))
    assert (len(json.loads(rows.body)["results"]["bindings"]), rows.truncated) == (1000, 1000)
    graph = shared.run(job("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", format_name="ntriples"))
    assert (graph.body.count(b" .\n"), graph.truncated) == (1000, 1000)
    whole = shared.run(job("CONSTRUCT { ?s ?p ?o } { GRAPH <http://g/1> { ?s ?p ?o } }", format_name="ntriples"))
    assert (whole.body.count(b" .\n"), whole.truncated) == (1000, None)


def test_a_graph_that_is_too_large_is_refused(shared: WorkerPool) -> None:
    text = "CONSTRUCT { ?s ?p ?long } { ?s ?p ?o BIND(REPLACE('" + "x" * 9000 + "', 'y', STR(?o)) AS ?long) }"
    with pytest.raises(AnswerTooLarge):
        shared.run(job(text, format_name="turtle"))


def test_what_is_wrong_with_the_query_comes_back_from_the_worker(shared: WorkerPool) -> None:
    with pytest.raises(QuerySyntax) as syntax:
        shared.run(job("SELECT * {\n ?s pg:x ?o }"))
    assert syntax.value.fields["line"] == 2
    with pytest.raises(EvaluationFailed, match="not supported"):
        shared.run(job("SELECT (<http://f>(1) AS ?x) {}"))
