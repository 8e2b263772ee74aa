"""The words of the ontology are explained, spelt right and used as they were meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, parse
from pyoxigraph import Store as Engine
from rdflib import DCAT, DCTERMS, ORG, OWL, PROV, QB, RDF, RDFS, SH, SKOS, XSD, Graph, URIRef

import plangraph
from plangraph import catalog
from plangraph.namespaces import BASE, ONTOLOGY
from plangraph.store import Store

ROOT = catalog.root()
HYGIENE = Path(__file__).parent / "hygiene"
QUERIES = {path.stem: path.read_text() for path in sorted(HYGIENE.glob("*.rq"))}
VOCABULARIES = (SH, OWL, RDFS, RDF, SKOS, DCTERMS, DCAT, PROV, ORG, QB, XSD)
FILES = sorted(
    [
        *(ROOT / "ontology").glob("*.ttl"),
        *(ROOT / "ontology/cases").rglob("*.trig"),
        *(ROOT / "data/ttl").rglob("*.ttl"),
    ]
)
TERMS = Graph().parse(ROOT / "ontology/terms.ttl")
CLASSES = {
    *("Plan", "PlanPart", "BasicConcept", "BasicPlan", "ImplementationPlan", "Strategy", "Level", "PeriodStatement"),
    *("PlanElement", "Vision", "Principle", "Goal", "Measure", "PriorityProject", "Field", "Approach", "Scenario"),
    *("SettlementRegion", "PolicyArea", "CooperationField", "Direction", "JointProject", "Role", "Agreement"),
    *("Event", "EventKind", "Attachment", "GeographicFeature", "FeatureKind", "Distance"),
    *("Indicator", "Target", "Observation", "StatisticalTable", "TableBlock", "AgeClass", "DataSource", "FiscalYear"),
    *("Organization", "Municipality", "Prefecture", "Body", "Consultation", "Survey"),
    *("PolicyField", "SustainableDevelopmentGoal", "SuccessionKind"),
    *("Document", "Place", "Basis", "ExplainedStatement"),
}


def offenders(engine: Engine, query: str) -> list[str]:
    """What a hygiene query finds, a line each."""
    found = engine.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [" ".join(str(term) for term in row) for row in found]


@pytest.mark.parametrize("query", QUERIES)
def test_hygiene(query: str, store: Store) -> None:
    assert re.match(r"# [A-Z].*\.\n", QUERIES[query])
    assert offenders(store.engine, QUERIES[query]) == []


@pytest.mark.parametrize("query", QUERIES)
def test_hygiene_query_finds_what_it_is_for(query: str) -> None:
    engine = Engine()
    engine.load(path=str(HYGIENE / "planted.trig"), format=RdfFormat.TRIG)
    assert offenders(engine, QUERIES[query])


def iris(turtle: str) -> set[URIRef]:
    """Every IRI that Turtle or TriG mentions: in its statements, as a datatype, and in the queries that it holds."""
    quads = list(parse(turtle, format=RdfFormat.TRIG))
    nodes = {node for quad in quads for node in (quad.subject, quad.predicate, quad.object, quad.graph_name)}
    datatypes = {node.datatype for node in nodes if isinstance(node, Literal)}
    queries = [quad.object.value for quad in quads if quad.predicate.value == str(SH.select)]
    named = {URIRef(node.value) for node in nodes | datatypes if isinstance(node, NamedNode)}
    return named.union(*(iris_of_query(query) for query in queries))


def iris_of_query(text: str) -> set[URIRef]:
    """Every IRI that a query writes with a prefix."""
    prefixes = dict(re.findall(r"PREFIX ([\w-]+): <([^>]+)>", text))
    bare = re.sub(r'<[^>\s]*>|"[^"]*"', "", text)
    return {URIRef(prefixes[prefix] + local) for prefix, local in re.findall(r"([\w-]+):(\w+)", bare)}


def unknown(iris: Iterable[URIRef]) -> set[str]:
    """Those that stand in a closed vocabulary which does not have them."""
    return {str(iri) for iri in iris for known in VOCABULARIES if iri.startswith(str(known)) and iri not in known}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_terms_of_others_exist(path: Path) -> None:
    assert unknown(iris(path.read_text())) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_terms_of_ours_exist(path: Path) -> None:
    ours = {iri for iri in iris(path.read_text()) if iri.startswith(ONTOLOGY)}
    missing = {str(iri) for iri in ours if (iri, RDF.type, None) not in TERMS}
    assert missing == set() or path.stem in {"invalid.misspelt", "invalid.misspelt-property", "invalid.misspelt-value"}


@pytest.mark.parametrize(
    "planted",
    [
        "sh:mincount 1",
        "dcterms:titel 1",
        "a owl:class",
        "sh:select 'PREFIX sh: <http://www.w3.org/ns/shacl#> ASK { ?s sh:pfad 1 }'",
    ],
)
def test_misspelt_term_is_found(planted: str) -> None:
    prefixes = "".join(
        f"PREFIX {name}: <{space}>\n" for name, space in (("sh", SH), ("dcterms", DCTERMS), ("owl", OWL))
    )
    assert len(unknown(iris(f"{prefixes}<x:> {planted} ."))) == 1


def test_version_is_in_one_place() -> None:
    (version,) = TERMS.objects(URIRef(BASE + "ontology"), OWL.versionIRI)
    assert str(version) == f"{BASE}ontology/{plangraph.__version__}"
    changelog = Path(__file__).parents[1] / "CHANGELOG.md"
    heading = "Unreleased" if ".dev" in plangraph.__version__ else plangraph.__version__
    assert f"## [{heading}]" in changelog.read_text()


def test_no_term_carries_a_version() -> None:
    ours = {str(term).removeprefix(ONTOLOGY) for term in TERMS.subjects() if str(term).startswith(ONTOLOGY)}
    assert [name for name in sorted(ours) if not re.fullmatch(r"[A-Za-z]+(256)?", name)] == []


def test_classes_are_those_of_municipal_planning() -> None:
    declared = {term.removeprefix(ONTOLOGY) for term in TERMS.subjects(RDF.type, OWL.Class) if isinstance(term, URIRef)}
    assert declared >= CLASSES


def test_one_property_climbs_to_the_vision(store: Store) -> None:
    climbs = "SELECT ?measure WHERE { ?measure a pg:Measure ; pg:contributesTo+ ?vision . ?vision a pg:Vision }"
    assert len(store.select(climbs)) == len(store.match(None, None, NamedNode(ONTOLOGY + "Measure")))


@pytest.mark.parametrize(
    "space",
    [
        SKOS,
        ORG,
        PROV,
        DCAT,
        "http://schema.org/",
        "urn:ISO:std:iso:17469:tech:xsd:stratml_core",
        "http://imi.go.jp/ns/",
    ],
)
def test_alignment_with_each_vocabulary(space: str) -> None:
    alignments = Graph().parse(ROOT / "ontology/alignments.ttl")
    assert [triple for triple in alignments if str(triple[2]).startswith(str(space))]


def test_only_what_is_never_written_is_transitive(store: Store) -> None:
    contributes, leads = URIRef(ONTOLOGY + "contributesTo"), URIRef(ONTOLOGY + "leadsTo")
    assert list(TERMS.subjects(RDF.type, OWL.TransitiveProperty)) == [leads]
    assert (contributes, RDFS.subPropertyOf, leads) in TERMS
    assert store.match(None, NamedNode(str(leads))) == []


def test_no_alignment_makes_one_thing_of_two_kinds() -> None:
    alignments = Graph().parse(ROOT / "ontology/alignments.ttl")
    stated_at = URIRef(ONTOLOGY + "statedAt")
    assert list(alignments.objects(stated_at, RDFS.subPropertyOf)) == [DCTERMS.source]
    assert not list(alignments.subjects(RDFS.subClassOf, URIRef("http://schema.org/Project")))
