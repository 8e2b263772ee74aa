"""Terms that do not occur, and what is offered for them."""

from __future__ import annotations

import time

import pytest
from empty_answers import PROLOGUE

from plangraph.errors import Language
from plangraph.questions import graph_examples, questions
from plangraph.sparql.fixes import mended
from plangraph.store import Store
from plangraph.unknown_terms import UnknownTerm, unknown_terms

ID = "https://w3id.org/plangraph/id/"
GRAPH = "https://w3id.org/plangraph/graph/"


def found(store: Store, pattern: str, language: Language = "ja") -> list[UnknownTerm]:
    return unknown_terms(store, f"{PROLOGUE}SELECT * {{ {pattern} }}", language)


def test_questions_have_none(store: Store, language: Language) -> None:
    known = [each.sparql for each in questions(store, language)]
    known += [each.sparql for each in graph_examples(store, language)]
    assert [terms for text in known if (terms := unknown_terms(store, text, language))] == []


@pytest.mark.parametrize(
    ("pattern", "written", "role", "meant"),
    [
        ("?s pg:contributeTo ?o", "pg:contributeTo", "property", "pg:contributesTo"),
        ("?s pg:Level ?o", "pg:Level", "property", "pg:atLevel"),
        ("?s a pg:measure", "pg:measure", "class", "pg:Measure"),
        ("?s a pg:Gaol", "pg:Gaol", "class", "pg:Goal"),
        ("?s skos:label ?o", "skos:label", "property", "rdfs:label"),
        ("?s pg:label ?o", "pg:label", "property", "rdfs:label"),
        (f"<{ID}ichinoseki/plan/2026/goals/09> ?p ?o", "", "thing", f"<{ID}ichinoseki/plan/2026/goal/09>"),
        (f"?s ?p <{ID.replace('https', 'http')}ichinoseki>", "", "thing", f"<{ID}ichinoseki>"),
        (f"GRAPH <{GRAPH}ichinoseki/plan/2025/stated> {{ ?s ?p ?o }}", "", "graph", "2026/stated>"),
        ('?s rdfs:label "一関市"', '"一関市"', "text", '"一関市"@ja'),
        ('?s rdfs:label "一関市"@en', '"一関市"@en', "text", '"一関市"@ja'),
        ('?s rdfs:label "ｲﾁﾉｾｷｼ"@ja', "", "text", '"いちのせきし"@ja-hrkt'),
        ('?s rdfs:label " 一関市"@ja', "", "text", '"一関市"@ja'),
        ("?s pg:number 20", "20", "text", '"20"'),
        ('?s pg:order "20"', '"20"', "text", "20"),
        ('?s pg:targetYear "2025"', '"2025"', "text", '"2025"^^xsd:gYear'),
        ("?s pg:firstFiscalYear 2026", "2026", "text", f"<{ID}fiscal-year/2026>"),
        ('?s pg:order/^rdfs:nope|rdfs:comment "x"', "rdfs:nope", "property", ""),
        ("VALUES ?c { pg:Gaol } ?s a ?c", "pg:Gaol", "class", "pg:Goal"),
        ("?s ?p ?o FILTER (?p = pg:contributeTo)", "pg:contributeTo", "thing", "pg:contributesTo"),
        ("OPTIONAL { ?s pg:contributeTo ?o }", "pg:contributeTo", "property", "pg:contributesTo"),
    ],
)
def test_the_term_is_named_and_the_nearest_one_is_offered(
    store: Store, pattern: str, written: str, role: str, meant: str
) -> None:
    term = found(store, pattern)[0]
    text = f"{PROLOGUE}SELECT * {{ {pattern} }}"
    assert term.written == text[term.start : term.end]
    assert (term.role, term.written) == (role, written or term.written)
    assert term.written in term.ja
    assert term.written in term.en
    assert meant in (mended(text, term.fixes[0]) if term.fixes else "")


def test_a_namespace_is_mended_where_it_is_declared(store: Store) -> None:
    text = "PREFIX s: <https://schema.org/>\nASK { ?x s:keywords ?word }"
    (term,) = unknown_terms(store, text, "en")
    assert mended(text, term.fixes[0]).startswith("PREFIX s: <http://schema.org/>\n")


def test_a_prefix_that_a_fix_needs_is_declared(store: Store) -> None:
    text = "PREFIX pg: <https://w3id.org/plangraph/ontology#>\nASK { ?x pg:prefLabel ?label }"
    (term,) = unknown_terms(store, text, "en")
    mend = mended(text, term.fixes[0])
    assert mend.startswith("PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n")
    assert unknown_terms(store, mend, "en") == []


def test_a_class_that_only_stands_above_others(store: Store) -> None:
    (term,) = found(store, "?s a pg:PlanPart")
    assert "下位のクラス" in term.ja
    assert "a/rdfs:subClassOf* pg:PlanPart" in mended(f"{PROLOGUE}SELECT * {{ ?s a pg:PlanPart }}", term.fixes[0])


def test_what_no_row_needs_is_told_apart(store: Store) -> None:
    pattern = "{ ?s pg:nope ?o } UNION { ?s a pg:Goal } OPTIONAL { ?s pg:never ?o } ?s pg:nowhere ?o"
    assert {each.written: each.needed for each in found(store, pattern)} == {
        "pg:nope": False,
        "pg:never": False,
        "pg:nowhere": True,
    }


def test_a_subject_of_several_triples_is_told_once_beside_the_others(store: Store) -> None:
    pattern = f"<{ID}nobody> ?a ?b ; ?c ?d ; ?e ?f ; ?g ?h ; ?i ?j ; pg:contributeTo ?k ."
    assert [each.role for each in found(store, pattern)] == ["thing", "property"]


def test_the_graph_that_describes_the_data_counts(store: Store) -> None:
    assert unknown_terms(store, "ASK { ?d <http://rdfs.org/ns/void#propertyPartition> ?part }", "ja") == []


def test_it_takes_milliseconds(store: Store) -> None:
    text = questions(store, "ja")[0].sparql.replace("pg:contributesTo", "pg:contributeTo")
    unknown_terms(store, text, "ja")
    began = time.perf_counter()
    for _ in range(10):
        assert unknown_terms(store, text, "ja")
    assert time.perf_counter() - began < 0.2
