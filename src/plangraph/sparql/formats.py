"""The formats of an answer: rows (SELECT, ASK) and graphs (CONSTRUCT, DESCRIBE)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from pyoxigraph import QueryResultsFormat, RdfFormat

from plangraph.errors import FormatUnknown

Kind: TypeAlias = Literal["rows", "graph"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what a user calls it, what HTTP calls it, how its files end, and what the engine calls it.

    Clients have other media types (`aliases`) and other short names (`nicknames`) for some.
    """

    name: str
    kind: Kind
    media_type: str
    suffix: str
    engine: QueryResultsFormat | RdfFormat
    aliases: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()

    @property
    def essence(self) -> str:
        """The media type without its parameters."""
        return self.media_type.partition(";")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that means this format where one of its kind is asked for."""
        return self.name, self.suffix, self.essence, *self.nicknames, *self.aliases


# The first of each kind is what a client gets that does not choose.
FORMATS: Final = (
    Format("json", "rows", "application/sparql-results+json", "json", QueryResultsFormat.JSON, ("application/json",)),
    Format(
        "xml", "rows", "application/sparql-results+xml", "xml", QueryResultsFormat.XML, ("application/xml", "text/xml")
    ),
    Format("csv", "rows", "text/csv; charset=utf-8", "csv", QueryResultsFormat.CSV),
    Format("tsv", "rows", "text/tab-separated-values; charset=utf-8", "tsv", QueryResultsFormat.TSV),
    Format(
        "turtle", "graph", "text/turtle; charset=utf-8", "ttl", RdfFormat.TURTLE, ("application/x-turtle",), ("n3",)
    ),
    Format("ntriples", "graph", "application/n-triples", "nt", RdfFormat.N_TRIPLES, ("text/plain",), ("n-triples",)),
    Format(
        "jsonld",
        "graph",
        "application/ld+json",
        "jsonld",
        RdfFormat.JSON_LD,
        ("application/json",),
        ("json-ld", "json"),
    ),
    Format(
        "rdfxml",
        "graph",
        "application/rdf+xml",
        "rdf",
        RdfFormat.RDF_XML,
        ("application/xml", "text/xml"),
        ("rdf+xml", "xml"),
    ),
)


def named(name: str, kind: Kind) -> Format:
    """The format that users or clients call `name`. Raises FormatUnknown with the names there are."""
    offered = [each for each in FORMATS if each.kind == kind]
    for each in offered:
        if name.lower() in each.names:
            return each
    raise FormatUnknown(wanted=name, available=", ".join(each.name for each in offered))
