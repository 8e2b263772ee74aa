"""The formats of an answer."""

from __future__ import annotations

import pytest

from plangraph.errors import FormatUnknown
from plangraph.sparql import formats
from plangraph.sparql.formats import FORMATS, Kind


def test_text_types_say_their_charset() -> None:
    assert {each.media_type for each in FORMATS if each.media_type.startswith("text/")} == {
        "text/csv; charset=utf-8",
        "text/tab-separated-values; charset=utf-8",
        "text/turtle; charset=utf-8",
    }


def test_media_types_are_those_of_the_engine() -> None:
    assert {each.essence for each in FORMATS} == {each.engine.media_type.partition(";")[0] for each in FORMATS}


def test_a_format_is_found_by_its_name() -> None:
    assert formats.named("csv", "rows").suffix == "csv"
    assert formats.named("turtle", "graph").suffix == "ttl"


def test_a_format_of_the_other_kind_is_unknown_and_the_error_lists_what_there_is() -> None:
    with pytest.raises(FormatUnknown) as caught:
        formats.named("turtle", "rows")
    assert "json, xml, csv, tsv" in caught.value.sentence("ja")


@pytest.mark.parametrize(
    ("accept", "kind", "expected"),
    [
        (None, "rows", "json"),
        ("", "graph", "turtle"),
        ("*/*", "rows", "json"),
        ("text/*", "rows", "csv"),
        ("text/csv", "rows", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", "rows", "xml"),
        ("application/json", "rows", "json"),
        ("application/json", "graph", "jsonld"),
        ("TEXT/TURTLE; charset=utf-8", "graph", "turtle"),
        ("text/turtle;q=0.1, application/n-triples; q=0.2, */*;q=0.05", "graph", "ntriples"),
        ("application/sparql-results+json;q=0, */*", "rows", "xml"),
        ("text/html, application/rdf+xml;q=0.9", "graph", "rdfxml"),
    ],
)
def test_negotiation_takes_what_the_client_likes_best(accept: str | None, kind: Kind, expected: str) -> None:
    found = formats.negotiate(accept, kind)
    assert found is not None
    assert found.name == expected


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "text/csv;q=much", "text/turtle"])
def test_negotiation_finds_nothing_where_nothing_fits(accept: str) -> None:
    assert formats.negotiate(accept, "rows") is None
