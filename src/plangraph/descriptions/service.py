"""What the service at an address can do (https://www.w3.org/TR/sparql11-service-description/), limits included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import Field, fields
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from plangraph.descriptions.dataset import dataset, description, graphs, measured
from plangraph.descriptions.terms import facts, term, texts
from plangraph.namespaces import RDF_TYPE, RDFS_LABEL
from plangraph.settings import Settings
from plangraph.sparql.formats import FORMATS
from plangraph.store import Store

W3C_FORMATS: Final = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}
"""How our formats are called below http://www.w3.org/ns/formats/."""


_UNION_JA: Final = "グラフを指定しないクエリは、データの全グラフと、それらを説明するグラフを合わせたものを見ます。"
_UNION_EN: Final = (
    "A query that names no graph sees the union of all graphs: the data and the graph that describes them."
)


def service(store: Store, settings: Settings, root: str) -> list[Triple]:
    """The sd:Service of these data under these limits below `root`, the address of the site, `/` at its end."""
    endpoint = NamedNode(root + "sparql")
    return [
        *_endpoint(store, settings, endpoint, NamedNode(root + ".well-known/void")),
        *_served(store, endpoint),
        *_named(store),
        *_limits(settings, endpoint),
        *_examples(store, endpoint),
    ]


def default_graph(endpoint: NamedNode) -> NamedNode:
    """The IRI of what a query sees that names no graph."""
    return _part(endpoint, "default-graph")


def union_of_all(store: Store, union: NamedNode) -> Iterator[Triple]:
    """What a query sees that names no graph: the data and their description."""
    return facts(
        union,
        {
            "rdf:type": "sd:Graph",
            "rdfs:label": texts("すべてのグラフを合わせたもの", "Union of all graphs"),
            "dcterms:description": texts(_UNION_JA, _UNION_EN),
            "void:triples": len(store) + len(description(store)),
        },
    )


def w3c_format(name: str) -> NamedNode:
    """The IRI of the format that we call so: https://www.w3.org/ns/formats/."""
    return NamedNode("http://www.w3.org/ns/formats/" + W3C_FORMATS[name])


def about(store: Store, thing: NamedNode) -> Iterator[Triple]:
    """What is said of a thing, but for what has no name of its own."""
    said = store.match(thing)
    return (Triple(thing, each.predicate, each.object) for each in said if not isinstance(each.object, BlankNode))


def _endpoint(store: Store, settings: Settings, endpoint: NamedNode, void: NamedNode) -> Iterator[Triple]:
    return facts(
        endpoint,
        {
            "rdf:type": ["sd:Service", "dcat:DataService"],
            "rdfs:label": texts("plangraph の SPARQL サービス", "SPARQL service of plangraph"),
            "rdfs:comment": texts(
                f"読み取り専用です。更新と SERVICE は受け付けません。{_UNION_JA}",
                f"It only reads: updates and SERVICE are refused. {_UNION_EN}",
            ),
            "sd:endpoint": endpoint,
            "dcat:endpointURL": endpoint,
            "sd:supportedLanguage": "sd:SPARQL11Query",
            "sd:resultFormat": [w3c_format(form.name) for form in FORMATS],
            "sd:feature": "sd:UnionDefaultGraph",
            "sd:defaultEntailmentRegime": NamedNode("http://www.w3.org/ns/entailment/Simple"),
            "sd:defaultDataset": _part(endpoint, "dataset"),
            "sd:availableGraphs": _part(endpoint, "dataset"),
            "dcat:servesDataset": dataset(store),
            "schema:additionalProperty": [_part(endpoint, f"limit-{row.name}") for row in _rows(settings)],
            "rdfs:seeAlso": void,
        },
    )


def _served(store: Store, endpoint: NamedNode) -> Iterator[Triple]:
    """The RDF dataset of a query that names none."""
    union = default_graph(endpoint)
    yield from facts(
        _part(endpoint, "dataset"),
        {
            "rdf:type": "sd:Dataset",
            "rdfs:label": texts("問い合わせの対象", "What queries see"),
            "sd:defaultGraph": union,
            "sd:namedGraph": [NamedNode(graph) for graph in graphs(store)],
        },
    )
    yield from union_of_all(store, union)


def _named(store: Store) -> Iterator[Triple]:
    """The named graphs, each called as its content is: a graph has one name wherever it is served."""
    sizes: dict[object, list[Triple]] = defaultdict(list)
    for each in (*description(store), *measured(store)):
        sizes[each.subject].append(each)
    for graph in map(NamedNode, graphs(store)):
        yield from about(store, graph)
        yield from sizes[graph]
        yield from facts(graph, {"rdf:type": ["sd:NamedGraph", "sd:Graph"], "sd:name": graph, "sd:graph": graph})


def _limits(settings: Settings, endpoint: NamedNode) -> Iterator[Triple]:
    for row in _rows(settings):
        yield from facts(
            _part(endpoint, f"limit-{row.name}"),
            {
                "rdf:type": "schema:PropertyValue",
                "rdfs:label": texts(row.name, row.name),
                "schema:name": Literal(row.name),
                "schema:value": getattr(settings, row.name),
                "schema:unitText": [Literal(row.metadata["unit"])] if row.metadata["unit"] else [],
                "schema:description": texts(row.metadata["ja"], row.metadata["en"]),
            },
        )


def _rows(settings: Settings) -> list[Field[Any]]:
    """The settings that are limits; the others are switches, 0 or 1."""
    return [row for row in fields(settings) if row.metadata.get("most", 0) > 1]


def _examples(store: Store, endpoint: NamedNode) -> Iterator[Triple]:
    """The example queries, which are data, with where they can be asked, which the data cannot know."""
    executable = term("sh:SPARQLExecutable")
    for each in store.match(None, RDF_TYPE, executable):
        if isinstance(each.subject, NamedNode):
            yield Triple(each.subject, RDF_TYPE, executable)
            yield Triple(each.subject, term("schema:target"), endpoint)
            for named in store.match(each.subject, RDFS_LABEL):
                yield Triple(each.subject, named.predicate, named.object)


def _part(endpoint: NamedNode, name: str) -> NamedNode:
    return NamedNode(f"{endpoint.value}#{name.replace('_', '-')}")
