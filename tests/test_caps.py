"""Answers that are cut: valid documents with exactly as many rows as the cap."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable
from typing import IO
from xml.etree import ElementTree as ET

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from plangraph.errors import AnswerTooLarge
from plangraph.sandbox import caps
from plangraph.sandbox.caps import ROWS

NASTY = [
    '},{', '}]}},{"', '\\"},{', '"', '""', "\\", "\r\n", 'a"\r\n"b', "\n", "</result><result>", "&lt;/result>", ",",
    "あ", "", "\\n", '",\r\n', "\t", "]]>", '"}},{"s":', "'", "},{" * 3000, "\r\n" * 5000, '"\n' * 5000,
]  # fmt: skip
SORTED = "SELECT ?i ?o { ?i <http://p> ?o } ORDER BY STR(?i)"
TRIPLES = "CONSTRUCT { ?i <http://p> ?o } WHERE { ?i <http://p> ?o } ORDER BY STR(?i)"
PLENTY = 64 << 20


def store(values: list[str]) -> pyoxigraph.Store:
    engine = pyoxigraph.Store()
    for index, value in enumerate(values):
        engine.add(Quad(NamedNode(f"http://s/{index:05}"), NamedNode("http://p"), Literal(value)))
    return engine


def cut(engine: pyoxigraph.Store, name: str, rows: int, most: int = PLENTY, query: str = "") -> tuple[str, int | None]:
    found = engine.query(query or (TRIPLES if name == "ntriples" else SORTED))
    body, truncated = caps.cut(lambda buffer: write(found, name, buffer), ROWS[name], rows, most)
    return body.decode(), truncated


def write(found: object, name: str, buffer: IO[bytes]) -> None:
    if isinstance(found, QueryTriples):
        found.serialize(buffer, format=RdfFormat.N_TRIPLES)
    else:
        assert isinstance(found, QuerySolutions)
        found.serialize(buffer, format=getattr(QueryResultsFormat, name.upper()))


def normalized(values: list[str]) -> list[str]:
    """With line feeds only: the engine writes line ends into XML as they are, and every XML parser normalizes them."""
    return [value.replace("\r\n", "\n") for value in values]


def from_json(text: str) -> list[str]:
    return [row["o"]["value"] for row in json.loads(text)["results"]["bindings"]]


def from_xml(text: str) -> list[str]:
    path = "{*}results/{*}result/{*}binding[@name='o']/{*}literal"
    return [each.text or "" for each in ET.fromstring(text).iterfind(path)]


def from_csv(text: str) -> list[str]:
    heading, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert heading == ["i", "o"]
    return [value for _, value in rows]


def from_tsv(text: str) -> list[str]:
    heading, *lines = text.removesuffix("\n").split("\n")
    assert heading == "?i\t?o"
    return [json.loads(line.partition("\t")[2]) for line in lines]


def from_ntriples(text: str) -> list[str]:
    found = pyoxigraph.parse(text, RdfFormat.N_TRIPLES)
    return [each.object.value for each in found if isinstance(each.object, Literal)]


READERS: dict[str, Callable[[str], list[str]]] = {
    "json": from_json, "xml": from_xml, "csv": from_csv, "tsv": from_tsv, "ntriples": from_ntriples,
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("cap", range(1, len(NASTY) + 2))
def test_nasty_literals_are_cut_exactly(name: str, cap: int) -> None:
    text, truncated = cut(store(NASTY), name, cap)
    assert normalized(READERS[name](text)) == normalized(NASTY[:cap])
    assert truncated == (cap if cap < len(NASTY) else None)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize(("rows", "truncated"), [(999, None), (1000, None), (1001, 1000)])
def test_one_row_below_at_and_above_the_cap(name: str, rows: int, truncated: int | None) -> None:
    values = [f"value {index}" for index in range(rows)]
    text, struck = cut(store(values), name, 1000)
    assert READERS[name](text) == values[:1000]
    assert struck == truncated


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("most", [9_000, 20_000, 50_000])
def test_the_byte_cap_cuts_at_a_whole_row(name: str, most: int) -> None:
    values = [f"value {index}" + '"},{"\r\n' for index in range(3000)]
    text, truncated = cut(store(values), name, 10_000, most)
    found = READERS[name](text)
    assert normalized(found) == normalized(values[: len(found)])
    assert truncated == len(found)
    assert most - 200 < len(text) <= most + len(ROWS[name].closing)


@pytest.mark.parametrize("name", ROWS)
def test_an_answer_of_which_no_row_fits_is_refused(name: str) -> None:
    with pytest.raises(AnswerTooLarge):
        cut(store(["x" * 50_000, "y"]), name, 10, 20_000)


@pytest.mark.parametrize("name", ROWS)
def test_an_empty_answer_stays_as_it_is(name: str) -> None:
    text, truncated = cut(store([]), name, 1)
    assert (READERS[name](text), truncated) == ([], None)


def test_rows_without_any_value_are_counted() -> None:
    query = "SELECT * { VALUES () { () () () } }"
    assert cut(store([]), "json", 2, query=query) == ('{"head":{"vars":[]},"results":{"bindings":[{},{}]}}', 2)
    assert cut(store([]), "csv", 2, query=query) == ("\r\n\r\n\r\n", 2)
    assert cut(store([]), "tsv", 3, query=query) == ("\n\n\n\n", None)


def test_a_long_row_is_not_read_anew_at_every_chunk() -> None:
    long = ["a", "b", "},{" * 1_000_000]
    start = time.process_time()
    text, truncated = cut(store(long), "json", 3)
    assert (from_json(text), truncated) == (long, None)
    text, truncated = cut(store([*long, "d"]), "json", 3)
    assert (from_json(text), truncated) == (long, 3)
    assert time.process_time() - start < 2
