"""The terms as a reader looks them up: all of them, what they mean, and how the data use them."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode
from small_plans import StoreOf

from plangraph.errors import Language, NotFound
from plangraph.namespaces import GRAPH, ID, ONTOLOGY, PREFIXES
from plangraph.ontology import DOCUMENT, anchor, description
from plangraph.store import Store
from plangraph.vocabulary import Term, Vocabulary, vocabulary

TOWN = """
<town> a pg:Municipality , schema:Place ; rdfs:label "町"@ja ; pg:municipalityCode "032093" .
<plan> a pg:Plan ; rdfs:label "計画"@ja ; pg:madeBy <town> .
<vision> a pg:Vision ; rdfs:label "よい町"@ja ; pg:inPlan <plan> .
<goal/1> a pg:Goal ; rdfs:label "暮らし"@ja ; pg:contributesTo <vision> ; pg:order 1 .
<goal/2> a pg:Goal ; rdfs:label "暮らし"@ja ; pg:contributesTo <vision> ; pg:order 2 .
<goal/3> a pg:Goal ; rdfs:label "産業"@ja ; pg:contributesTo <vision> ; pg:order 3 .
<measure> a pg:Measure ; rdfs:label "道"@ja ; pg:contributesTo <goal/1> .
<link> a pg:ExplainedStatement ; rdf:object pg:stated .
<graph> pg:basis pg:stated .
"""


@pytest.fixture
def small(store_of: StoreOf) -> Vocabulary:
    return vocabulary(store_of(TOWN), "ja")


def named(found: Vocabulary, name: str) -> Term:
    concepts = (each for scheme in found.schemes for each in scheme.concepts)
    return next(each for each in (*found.classes, *found.properties, *concepts) if each.anchor == name)


def typed(store: Store, *kinds: str) -> set[str]:
    iris = {row["s"].value for kind in kinds for row in store.select(f"SELECT ?s {{ ?s a {kind} }}")}
    return {iri for iri in iris if iri.startswith(ONTOLOGY)}


def test_every_term_of_the_ontology_is_there_once(store: Store, language: Language) -> None:
    found = vocabulary(store, language)
    classes, properties = ([each.ref.iri for each in some] for some in (found.classes, found.properties))
    assert set(classes) == typed(store, "owl:Class")
    assert set(properties) == typed(store, "owl:ObjectProperty", "owl:DatatypeProperty")
    assert len({*classes, *properties}) == len(classes) + len(properties)
    concepts = {each.ref.iri for scheme in found.schemes for each in scheme.concepts}
    asked = store.select("SELECT ?s { ?s skos:inScheme ?scheme }")
    assert concepts == {row["s"].value for row in asked if not row["s"].value.startswith(ID)}


def test_both_languages_are_told(store: Store) -> None:
    in_japanese, in_english = (named(vocabulary(store, language), "Goal") for language in ("ja", "en"))
    assert (in_japanese.ref.label, in_japanese.other[0]) == ("目標", "goal")
    assert in_english.other == ("目標", in_japanese.definition)
    assert in_japanese.other[1] == in_english.definition


def test_classes_are_counted_with_those_below_them(small: Vocabulary) -> None:
    assert [named(small, name).uses for name in ("Goal", "PlanElement", "Role")] == [3, 5, 0]
    assert [each.label for each in named(small, "Municipality").above] == ["組織"]
    assert "目標" in [each.label for each in named(small, "PlanElement").below]


def test_examples_differ_in_name(small: Vocabulary) -> None:
    assert sorted(each.thing.label for each in named(small, "Goal").examples) == ["暮らし", "産業"]


def test_a_property_tells_what_it_links(small: Vocabulary) -> None:
    serves = named(small, "contributesTo")
    assert serves.uses == 4
    assert [(each.term.label, each.count) for each in serves.subjects] == [("目標", 3), ("施策", 1)]
    assert [(each.term.label, each.count) for each in serves.values] == [("将来像", 3), ("目標", 1)]
    assert [(each.thing.label, each.value) for each in named(small, "municipalityCode").examples] == [("町", "032093")]
    assert [each.term.iri for each in named(small, "order").values] == [PREFIXES["xsd"] + "integer"]


def test_a_class_tells_what_is_said_of_it(small: Vocabulary) -> None:
    said = {each.term.iri.rpartition("#")[2]: each.count for each in named(small, "Goal").properties}
    assert said == {"contributesTo": 3, "order": 3}


def test_explaining_a_statement_is_no_use_of_a_concept(small: Vocabulary) -> None:
    assert named(small, "stated").uses == 2  # of the graph of the town, and of another one
    assert named(small, "interpreted").uses == 0


def test_alignments_are_those_of_the_file(store: Store) -> None:
    plan, number = (named(vocabulary(store, "ja"), name) for name in ("Plan", "number"))
    assert ("subClassOf", PREFIXES["prov"] + "Plan") in [(each.how, each.iri) for each in plan.alignments]
    assert plan.notes == ("StratML: StrategicPlan",)
    assert [(each.how, each.iri) for each in number.alignments] == [("relatedMatch", PREFIXES["skos"] + "notation")]


def test_terms_of_others_are_counted(small: Vocabulary) -> None:
    of_schema = next(each for each in small.borrowed if each.prefix == "schema")
    assert [(each.term.iri, each.count) for each in of_schema.terms] == [(PREFIXES["schema"] + "Place", 1)]
    assert not [each for each in small.borrowed if each.namespace.startswith(ONTOLOGY)]


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (ONTOLOGY + "Goal", "Goal"),
        (DOCUMENT + "/event-kind/vote", "/event-kind/vote"),
        (DOCUMENT + "/basis", "/basis"),
        (ONTOLOGY + "basis", "basis"),
        (DOCUMENT, ""),
        (ID + "town", ""),
        (PREFIXES["skos"] + "Concept", ""),
    ],
)
def test_anchors(iri: str, expected: str) -> None:
    assert anchor(iri) == expected


def test_the_document_is_all_graphs_of_the_ontology(store: Store) -> None:
    graphs = [each for each in store.graphs() if each.startswith(GRAPH + "ontology/")]
    quads = (store.engine.quads_for_pattern(None, None, None, NamedNode(graph)) for graph in graphs)
    assert set(description(store)) == {quad.triple for some in quads for quad in some}


def test_a_part_of_the_document_is_one_concept_or_scheme(store: Store) -> None:
    def subjects(path: str) -> set[str]:
        found = {each.subject for each in description(store, path)}
        return {each.value for each in found if isinstance(each, NamedNode)}

    assert subjects("event-kind/vote") == {DOCUMENT + "/event-kind/vote"}
    assert {DOCUMENT + "/event-kind", DOCUMENT + "/event-kind/vote"} < subjects("event-kind")
    with pytest.raises(NotFound):
        subjects("event-kind/vot")
