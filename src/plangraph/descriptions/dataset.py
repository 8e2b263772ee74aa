"""What the loaded data are, counted (VoID, https://www.w3.org/TR/void/), as a graph beside those of the files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, RdfFormat, Triple, serialize
from pyoxigraph import Store as Engine

from plangraph import namespaces
from plangraph.descriptions.terms import facts, term, texts
from plangraph.namespaces import BASE, ID, PREFIXES, RDF_TYPE
from plangraph.store import Store

DESCRIPTION: Final = NamedNode(namespaces.DESCRIPTION)
"""The graph that visitors' queries see besides those of the files."""

# A part is named by a digest of what it is made of, so that every query that speaks of it finds its name.
_SIZES: Final = """
CONSTRUCT {{
  {node} void:triples ?triples ; void:properties ?properties ; void:distinctSubjects ?subjects ;
    void:distinctObjects ?objects ; void:entities ?entities ; void:classes ?classes .
}} WHERE {{
  {{
    SELECT {graph} (COUNT(*) AS ?triples) (COUNT(DISTINCT ?p) AS ?properties)
      (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
    WHERE {{ {within} {{ ?s ?p ?o }} }} {group}
  }} UNION {{
    SELECT {graph} (COUNT(DISTINCT ?s) AS ?entities)
    WHERE {{ {within} {{ ?s ?p ?o }} FILTER ( STRSTARTS(STR(?s), STR(base:)) ) }} {group}
  }} UNION {{
    SELECT {graph} (COUNT(DISTINCT ?class) AS ?classes)
    WHERE {{ {within} {{ ?s a ?class }} }} {group}
  }}
}}"""
_OF_ALL: Final = _SIZES.format(node="dataset:", graph="", within="", group="")
_OF_EACH_GRAPH: Final = _SIZES.format(
    node="dataset: void:subset ?graph . ?graph a void:Dataset ;",
    graph="?graph",
    within="GRAPH ?graph",
    group="GROUP BY ?graph",
)
_VOCABULARIES: Final = """
CONSTRUCT { dataset: void:vocabulary ?vocabulary } WHERE {
  { SELECT DISTINCT ?term { ?s ?term ?o } } UNION { SELECT DISTINCT ?term { ?s a ?term } }
  BIND ( IRI(REPLACE(STR(?term), "[^/#]*$", "")) AS ?vocabulary )
}"""
_PROPERTIES: Final = """
CONSTRUCT {
  dataset: void:propertyPartition ?node .
  ?node void:property ?p ; void:triples ?n ; void:distinctSubjects ?subjects ; void:distinctObjects ?objects .
} WHERE {
  { SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
    { ?s ?p ?o } GROUP BY ?p }
  BIND ( IRI(CONCAT(STR(this:), SUBSTR(MD5(CONCAT(" ", STR(?p))), 1, 12))) AS ?node )
}"""
_CLASSES: Final = """
CONSTRUCT { dataset: void:classPartition ?node . ?node void:class ?class ; void:entities ?n } WHERE {
  { SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class }
  BIND ( IRI(CONCAT(STR(this:), SUBSTR(MD5(STR(?class)), 1, 12))) AS ?node )
}"""
_OF_CLASSES: Final = """
CONSTRUCT { ?of void:propertyPartition ?node . ?node void:property ?p ; void:triples ?n } WHERE {
  { SELECT ?class ?p (COUNT(*) AS ?n) { ?s a ?class ; ?p ?o } GROUP BY ?class ?p }
  BIND ( IRI(CONCAT(STR(this:), SUBSTR(MD5(STR(?class)), 1, 12))) AS ?of )
  BIND ( IRI(CONCAT(STR(this:), SUBSTR(MD5(CONCAT(STR(?class), " ", STR(?p))), 1, 12))) AS ?node )
}"""
_RANGES: Final = """
CONSTRUCT {{ ?of {partition} ?node . ?node {kind} ?k }} WHERE {{
  {{ SELECT DISTINCT ?class ?p ?k {{ ?s a ?class ; ?p ?o . {what} }} }}
  BIND ( CONCAT(STR(?class), " ", STR(?p)) AS ?name )
  BIND ( IRI(CONCAT(STR(this:), SUBSTR(MD5(?name), 1, 12))) AS ?of )
  BIND ( IRI(CONCAT(STR(this:), SUBSTR(MD5(CONCAT(?name, " ", STR(?k))), 1, 12))) AS ?node )
}}"""
_TO_CLASSES: Final = _RANGES.format(partition="void:classPartition", kind="void:class", what="?o a ?k")
_TO_DATATYPES: Final = _RANGES.format(
    partition="void-ext:datatypePartition",
    kind="void-ext:datatype",
    what="FILTER ( ISLITERAL(?o) ) BIND ( DATATYPE(?o) AS ?k )",
)
_ALL: Final = (
    *(_OF_ALL, _OF_EACH_GRAPH, _VOCABULARIES),
    *(_PROPERTIES, _CLASSES, _OF_CLASSES, _TO_CLASSES, _TO_DATATYPES),
)


def write(store: Store, file: IO[bytes]) -> None:
    """Write, as N-Quads, what visitors' queries see: the data, and the graph that describes them."""
    store.engine.dump(file, RdfFormat.N_QUADS)
    serialize(_quads(description(store)), file, RdfFormat.N_QUADS)


def graphs(store: Store) -> list[str]:
    """The IRIs of all graphs that visitors' queries see: those of the files, and the one that describes them."""
    return [*store.graphs(), DESCRIPTION.value]


def description(store: Store) -> tuple[Triple, ...]:
    """The data as a void:Dataset: its size and parts, the classes and properties with what they lead to, prefixes."""
    return store.once(_description)


def measured(store: Store) -> tuple[Triple, ...]:
    """The size of the description, which is no part of the data and cannot count itself."""
    return store.once(_measured)


def dataset(store: Store) -> NamedNode:
    """The catalogue of the data, which is the void:Dataset; where there is none, the one that there ought to be."""
    catalogues = (each.subject for each in store.match(None, RDF_TYPE, term("dcat:Catalog")))
    named = sorted((each for each in catalogues if isinstance(each, NamedNode)), key=str)
    return named[0] if named else NamedNode(ID + "dataset")


def beside(store: Store, triples: tuple[Triple, ...]) -> Store:
    """A store of the data with these triples in the graph of the description."""
    engine = Engine()
    engine.extend(store.engine)
    engine.extend(_quads(triples))
    return Store(engine, store.files, store.version)


def _quads(triples: tuple[Triple, ...]) -> Iterator[Quad]:
    return (Quad(each.subject, each.predicate, each.object, DESCRIPTION) for each in triples)


def _description(store: Store) -> tuple[Triple, ...]:
    whole = dataset(store)
    counted = (triple for query in _ALL for triple in _constructed(store.engine, query, whole))
    return (*dict.fromkeys([*_title(store), *_prefixes(), *counted]),)


def _measured(store: Store) -> tuple[Triple, ...]:
    engine = Engine()
    engine.extend(_quads(description(store)))
    return (*_constructed(engine, _OF_ALL, DESCRIPTION),)


def _constructed(engine: Engine, query: str, whole: NamedNode) -> QueryTriples:
    names = {"this": f"{DESCRIPTION.value}#", "base": BASE, "dataset": whole.value}
    found = engine.query(query, use_default_graph_as_union=True, prefixes={**PREFIXES, **names})
    assert isinstance(found, QueryTriples)  # noqa: S101 - our own queries are CONSTRUCTs
    return found


def _title(store: Store) -> Iterator[Triple]:
    return facts(
        DESCRIPTION,
        {
            "rdf:type": ["void:DatasetDescription", "void:Dataset"],
            "rdfs:label": texts("データの説明", "Description of the data"),
            "foaf:primaryTopic": dataset(store),
            "pg:basis": "pg:editorial",
        },
    )


def _prefixes() -> Iterator[Triple]:
    """The prefixes that we write, declared as editors look for them (SHACL, section 5.2.1)."""
    for prefix, namespace in PREFIXES.items():
        declared = NamedNode(f"{DESCRIPTION.value}#prefix-{prefix}")
        yield Triple(NamedNode(BASE + "ontology"), term("sh:declare"), declared)
        yield Triple(declared, term("sh:prefix"), Literal(prefix))
        yield Triple(declared, term("sh:namespace"), Literal(namespace, datatype=term("xsd:anyURI")))
