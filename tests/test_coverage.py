"""How much of the graph can be looked up: counted by basis and by document."""

from __future__ import annotations

from pyoxigraph import NamedNode
from small_plans import StoreOf

from plangraph.coverage import OfBasis, coverage
from plangraph.errors import Language
from plangraph.store import Store

STATED = """
<d> a pg:Document ; rdfs:label "文書"@ja , "document"@en .
<d/L1> a pg:Place ; pg:inDocument <d> ; pg:firstLine 1 ; pg:lastLine 1 .
<d/L2> a pg:Place ; pg:inDocument <d> ; pg:firstLine 2 ; pg:lastLine 2 .
<goal> a pg:Goal ; rdfs:label "目標"@ja ; pg:statedAt <d/L1> , <d/L2> .
<measure> a pg:Measure ; rdfs:label "施策"@ja ; pg:statedAt <d/L2> .
"""
INFERRED = """
<measure> pg:contributesTo <goal> .
<goal> pg:contributesTo <vision> .
<link/measure> rdf:subject <measure> ; rdf:predicate pg:contributesTo ; rdf:object <goal> ; pg:rationale "順番から"@ja .
"""


def test_statements_are_counted_by_basis_with_their_places_and_reasons(store_of: StoreOf) -> None:
    counted = coverage(store_of(STATED, INFERRED), "ja")
    stated, inferred, editorial = counted.bases
    assert stated == OfBasis("stated", graphs=1, things=5, statements=18, placed=7, reasoned=0)
    assert inferred == OfBasis("inferred", graphs=1, things=3, statements=6, placed=2, reasoned=5)
    assert (editorial.basis, editorial.graphs, editorial.placed) == ("editorial", 2, 0)


def test_a_document_has_its_places_its_things_and_what_is_said_of_these(store_of: StoreOf, language: Language) -> None:
    (document,) = coverage(store_of(STATED, INFERRED), language).documents
    assert document.document.label == {"ja": "文書", "en": "document"}[language]
    assert (document.places, document.things, document.statements) == (2, 2, 9)
    assert document.by_basis == (("stated", 7), ("inferred", 2))


def test_every_shipped_statement_is_counted_once(store: Store) -> None:
    assert coverage(store, "ja").statements == len(store)
    assert coverage(store, "ja").placed < len(store)


def test_everything_that_is_stated_has_a_place(store: Store) -> None:
    stated = coverage(store, "ja").bases[0]
    assert (stated.basis, stated.placed) == ("stated", stated.statements)


def test_every_interpretation_has_a_reason(store: Store) -> None:
    interpreted = next(each for each in coverage(store, "ja").bases if each.basis == "interpreted")
    assert interpreted.reasoned == interpreted.statements


def test_documents_are_counted_as_the_graph_has_them(store: Store) -> None:
    for each in coverage(store, "en").documents:
        there = NamedNode(each.document.iri)
        cited = {row["place"] for row in store.select("SELECT ?place ?d { ?place pg:inDocument ?d }", d=there)}
        things = {
            row["thing"]
            for row in store.select("SELECT ?thing ?place { ?thing pg:statedAt ?place }")
            if row["place"] in cited
        }
        assert (each.places, each.things) == (len(cited), len(things))


def test_a_graph_without_documents_has_no_share_of_any(store_of: StoreOf) -> None:
    counted = coverage(store_of("<vision> a pg:Vision ."), "ja")
    assert counted.documents == ()
    assert counted.placed == 0
