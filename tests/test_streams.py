"""Answers too large to be kept back as a whole: they come in parts, and a limit that strikes then breaks them off."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pyoxigraph
import pytest
from pools import answers, of
from pools import job as whole_job
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from plangraph.errors import AddressBusy, AnswerCut, AnswerTooLarge, DeadlinePassed, PlangraphError, TooManyQueries
from plangraph.sandbox.admission import Client
from plangraph.sandbox.caps import HELD
from plangraph.sandbox.evaluation import Job
from plangraph.sandbox.workers import WorkerPool
from plangraph.settings import Settings

ROWS = 3000
LONG = 6000  # characters; all rows are 18 MB
EVERY = "SELECT ?o { ?s ?p ?o } ORDER BY ?s"
GRAPH = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"


def job(text: str, deadline: float = 5.0, format_name: str = "json", rows: int = 1000, megabytes: int = 4) -> Job:
    return replace(whole_job(text, deadline, format_name, None, rows, megabytes), in_parts=True)


def value(index: int) -> str:
    return f'{index}}},{{"\r\n' + "長" * 20 + "x" * LONG


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    store = pyoxigraph.Store()
    store.extend(
        Quad(NamedNode(f"http://s/{index:04}"), NamedNode("http://p"), Literal(value(index)), NamedNode("http://g"))
        for index in range(ROWS)
    )
    store.add(Quad(NamedNode("http://s/7"), NamedNode("http://p"), Literal("v7"), NamedNode("http://g")))
    with WorkerPool(of(store), Settings(workers=1, queries=3, queries_per_address=2, deadline=10)) as running:
        yield running


def test_a_large_table_comes_in_parts_that_make_the_whole(pool: WorkerPool) -> None:
    for name in ("json", "csv", "tsv"):
        answer = pool.run(job(EVERY, format_name=name, rows=ROWS + 1, megabytes=64))
        assert (answer.size, answer.truncated) == (None, None)
        parts = list(answer)
        assert len(parts) > 10
        assert max(map(len, parts)) <= HELD + (1 << 20)
        assert values(name, b"".join(parts).decode()) == [value(index) for index in range(ROWS)] + ["v7"]


def values(name: str, text: str) -> list[str]:
    if name == "json":
        return [row["o"]["value"] for row in json.loads(text)["results"]["bindings"]]
    if name == "csv":
        return [row[0] for row in list(csv.reader(io.StringIO(text, newline="")))[1:]]
    return [json.loads(line) for line in text.splitlines()[1:]]


@pytest.mark.parametrize(("name", "syntax"), [("turtle", RdfFormat.TURTLE), ("ntriples", RdfFormat.N_TRIPLES)])
def test_a_large_graph_comes_in_parts_that_make_the_whole(pool: WorkerPool, name: str, syntax: RdfFormat) -> None:
    answer = pool.run(job(GRAPH, format_name=name, rows=ROWS + 1, megabytes=64))
    assert answer.size is None
    assert len(list(pyoxigraph.parse(answer.body, syntax))) == ROWS + 1


@pytest.mark.parametrize("name", ["xml", "rdfxml"])
def test_xml_comes_as_a_whole_since_only_the_whole_shows_whether_it_is_fit(pool: WorkerPool, name: str) -> None:
    answer = pool.run(job(EVERY if name == "xml" else GRAPH, format_name=name, rows=ROWS + 1, megabytes=64))
    assert answer.size == len(answer.body) > HELD


@pytest.mark.parametrize(
    ("text", "name", "limits", "struck"),
    [
        (EVERY, "json", (2500, 64), AnswerCut),
        (GRAPH, "ntriples", (2500, 64), AnswerCut),
        (EVERY, "csv", (5000, 12), AnswerCut),
        (GRAPH, "turtle", (5000, 12), AnswerTooLarge),
    ],
)
def test_a_cap_that_strikes_in_the_middle_breaks_the_answer_off(
    pool: WorkerPool, text: str, name: str, limits: tuple[int, int], struck: type[PlangraphError]
) -> None:
    rows, megabytes = limits
    answer = pool.run(job(text, format_name=name, rows=rows, megabytes=megabytes))
    assert answer.size is None
    with pytest.raises(struck):
        list(answer)
    assert answers(pool)


def test_a_deadline_that_strikes_in_the_middle_breaks_the_answer_off(pool: WorkerPool) -> None:
    text = "SELECT ?o { { ?s ?p ?o } UNION { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(CONCAT(?c, ?l) = '') } }"
    answer = pool.run(job(text, deadline=1.0, format_name="csv", rows=ROWS * 2, megabytes=64))
    assert answer.size is None
    with pytest.raises(DeadlinePassed):
        list(answer)
    assert answers(pool)


def test_who_reads_no_further_frees_the_worker(pool: WorkerPool) -> None:
    for _ in range(2):
        answer = pool.run(job(EVERY, format_name="csv", rows=ROWS + 1, megabytes=64))
        next(iter(answer))
        assert pool.lending.idle == 0
        answer.close()
        answer.close()
        assert pool.lending.idle == 1
    assert answers(pool)


def test_so_many_queries_at_once_and_no_more(pool: WorkerPool) -> None:
    here, there, elsewhere = (Client(f"192.0.2.{number}", lambda: False) for number in range(3))
    with WorkerPool(of(pyoxigraph.Store()), Settings(workers=3, queries=2, queries_per_address=1)) as small:
        with small.admission.one_more(here):
            with pytest.raises(AddressBusy):
                small.run(job("ASK {}"), here)
            with small.admission.one_more(there), pytest.raises(TooManyQueries):
                small.run(job("ASK {}"), elsewhere)
        assert small.run(job("ASK {}"), here).size
    answer = pool.run(job(EVERY, format_name="csv", rows=ROWS + 1, megabytes=64), here)
    assert pool.admission._asking == {here.address: 1}
    assert len(list(answer)) > 10
    assert not pool.admission._asking


def test_a_pool_that_retires_ends_with_its_last_answer() -> None:
    store = pyoxigraph.Store()
    store.extend(
        Quad(NamedNode(f"http://s/{index}"), NamedNode("http://p"), Literal("x" * 9000)) for index in range(2000)
    )
    retiring = WorkerPool(of(store), Settings(workers=1))
    answer = retiring.run(job(EVERY, format_name="csv", rows=ROWS, megabytes=64))
    retiring.retire()
    assert not retiring._closed
    assert len(answer.body) > HELD
    assert retiring._closed


def test_a_reader_that_cannot_see_a_broken_end_gets_a_whole_that_is_cut(pool: WorkerPool) -> None:
    answer = pool.run(replace(job(EVERY, format_name="csv", rows=2500, megabytes=64), in_parts=False))
    assert (answer.size, answer.truncated) == (len(answer.body), 2500)
    assert len(answer.body) > HELD


@pytest.mark.parametrize(("name", "end"), [("json", "]}}"), ("csv", ""), ("tsv", "")])
def test_what_comes_before_a_cap_is_every_row_up_to_it_and_no_end(pool: WorkerPool, name: str, end: str) -> None:
    answer = pool.run(job(EVERY, format_name=name, rows=2500, megabytes=64))
    parts: list[bytes] = []
    with pytest.raises(AnswerCut):
        parts.extend(answer)
    text = b"".join(parts).decode()
    assert values(name, text + end) == [value(index) for index in range(2500)]
    assert not end or not text.endswith(end)
