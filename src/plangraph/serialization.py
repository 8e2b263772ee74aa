"""Writing graphs and rows in a format, and refusing what the engine writes although the format cannot hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Final

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat, Triple

from plangraph.errors import FormatUnfit
from plangraph.namespaces import PREFIXES
from plangraph.sparql.formats import Format

XML: Final = (RdfFormat.RDF_XML, QueryResultsFormat.XML)
_NO_CHARACTER: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")  # XML 1.0, section 2.2
# A predicate whose IRI does not end in a name: the engine writes a prefix with nothing behind it.
_NAMELESS: Final = re.compile(rb'<([\w.-]+):(?: xmlns:[\w.-]+="([^"]*)"|[ />])')


def serialize_graph(triples: Sequence[Triple], form: Format) -> bytes:
    """A graph that is known to be small, declaring only the prefixes that it uses. Raises FormatUnfit."""
    assert isinstance(form.engine, RdfFormat)  # noqa: S101 - what a graph is written in
    text = "\n".join(map(str, triples))
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
    body = pyoxigraph.serialize(triples, format=form.engine, prefixes=used)
    assert body is not None  # noqa: S101 - it is, where no file is given
    refuse_unfit(body, form)
    return body


def refuse_unfit(body: bytes | bytearray, form: Format) -> None:
    """Look through a document of the engine for what XML cannot hold. Raises FormatUnfit."""
    if form.engine not in XML:
        return
    instead = "Turtle" if form.kind == "graph" else "JSON"
    if character := _NO_CHARACTER.search(body):
        found = f"U+{ord(character[0].decode()):04X}"
        raise FormatUnfit(found=found, wanted=form.name, instead=instead)
    if form.kind == "graph" and (predicate := _NAMELESS.search(body)):
        known = PREFIXES.get(predicate[1].decode(), "")
        found = f"<{unescape(predicate[2].decode()) if predicate[2] else known}>"
        raise FormatUnfit(found=found, wanted=form.name, instead=instead)
