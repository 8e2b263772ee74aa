"""The formats of an answer: rows (SELECT, ASK) and graphs (CONSTRUCT, DESCRIBE)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from pyoxigraph import QueryResultsFormat, RdfFormat

from plangraph.errors import FormatUnknown

Kind: TypeAlias = Literal["rows", "graph"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what a user calls it, what HTTP calls it, how its files end, and what the engine calls it."""

    name: str
    kind: Kind
    media_type: str
    suffix: str
    engine: QueryResultsFormat | RdfFormat
    aliases: tuple[str, ...] = ()

    @property
    def essence(self) -> str:
        """The media type without its parameters."""
        return self.media_type.partition(";")[0]


# The first of each kind is what a client gets that does not choose.
FORMATS: Final = (
    Format("json", "rows", "application/sparql-results+json", "json", QueryResultsFormat.JSON, ("application/json",)),
    Format(
        "xml", "rows", "application/sparql-results+xml", "xml", QueryResultsFormat.XML, ("application/xml", "text/xml")
    ),
    Format("csv", "rows", "text/csv; charset=utf-8", "csv", QueryResultsFormat.CSV),
    Format("tsv", "rows", "text/tab-separated-values; charset=utf-8", "tsv", QueryResultsFormat.TSV),
    Format("turtle", "graph", "text/turtle; charset=utf-8", "ttl", RdfFormat.TURTLE, ("application/x-turtle",)),
    Format("ntriples", "graph", "application/n-triples", "nt", RdfFormat.N_TRIPLES, ("text/plain",)),
    Format("jsonld", "graph", "application/ld+json", "jsonld", RdfFormat.JSON_LD, ("application/json",)),
    Format("rdfxml", "graph", "application/rdf+xml", "rdf", RdfFormat.RDF_XML, ("application/xml", "text/xml")),
)


def named(name: str, kind: Kind) -> Format:
    """The format that users call `name`. Raises FormatUnknown with the names there are."""
    offered = {each.name: each for each in FORMATS if each.kind == kind}
    if name not in offered:
        raise FormatUnknown(wanted=name, available=", ".join(offered))
    return offered[name]
