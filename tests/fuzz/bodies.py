"""Whether a body is what its media type says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Final
from xml.etree import ElementTree

import pyoxigraph
from pyoxigraph import RdfFormat


def _json_rows(body: bytes) -> None:
    document = json.loads(body)
    if "boolean" not in document:
        names = set(document["head"]["vars"])
        if not all(names >= set(row) for row in document["results"]["bindings"]):
            raise ValueError("a row has a column that the heading has not")


def _xml_rows(body: bytes) -> None:
    if ElementTree.fromstring(body).tag != "{http://www.w3.org/2005/sparql-results#}sparql":
        raise ValueError("another root")


def _tab_separated(body: bytes) -> None:
    if len({line.count("\t") for line in body.decode().split("\n")[:-1]}) > 1:
        raise ValueError("rows of different length")


def _comma_separated(body: bytes) -> None:
    csv.field_size_limit(1 << 30)
    if len({len(row) for row in csv.reader(io.StringIO(body.decode(), newline=""), strict=True) if row}) > 1:
        raise ValueError("rows of different length")


def _graph(syntax: RdfFormat) -> Callable[[bytes], None]:
    def read(body: bytes) -> None:
        for _ in pyoxigraph.parse(body, syntax):
            pass

    return read


def _page(body: bytes) -> None:
    text = body.decode().strip().lower()
    if not (text.startswith("<!doctype html") and text.endswith("</html>")):
        raise ValueError("no whole page")


READERS: Final[dict[str, Callable[[bytes], object]]] = {
    "application/sparql-results+json": _json_rows,
    "application/sparql-results+xml": _xml_rows,
    "text/csv": _comma_separated,
    "text/tab-separated-values": _tab_separated,
    "text/turtle": _graph(RdfFormat.TURTLE),
    "application/n-triples": _graph(RdfFormat.N_TRIPLES),
    "application/rdf+xml": _graph(RdfFormat.RDF_XML),
    "application/ld+json": _graph(RdfFormat.JSON_LD),
    "application/json": json.loads,
    "image/svg+xml": ElementTree.fromstring,
    "text/html": _page,
    "text/plain": bytes.decode,
}


def readable(media_type: str, body: bytes) -> str:
    """What is wrong with the body, or nothing."""
    reader = READERS.get(media_type)
    if reader is None:
        return "no such type is expected"
    try:
        reader(body)
    except (ValueError, SyntaxError, KeyError, csv.Error, ElementTree.ParseError) as error:
        return f"{type(error).__name__} {error}"[:150]
    return ""
