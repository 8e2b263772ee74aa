"""The terms that the editor offers, and what it tells of one."""

from __future__ import annotations

import pytest

from plangraph.errors import Language, NotFound
from plangraph.namespaces import BASE, ID, ONTOLOGY, PREFIXES
from plangraph.query_terms import QueryTerm, explained, query_terms
from plangraph.store import Store


def term(store: Store, written: str, language: Language = "ja") -> QueryTerm:
    return next(each for each in query_terms(store, language) if each.written == written)


def test_a_class_is_known_by_all_its_names(store: Store) -> None:
    plan = term(store, "pg:Plan")
    assert (plan.kind, plan.label) == ("class", "計画")
    assert {"plan", "けいかく", "総合計画", "そうごうけいかく", "comprehensive plan"} <= set(plan.also)
    assert plan.label not in plan.also
    assert term(store, "pg:Plan", "en").label == "plan"
    assert "計画" in term(store, "pg:Plan", "en").also


def test_a_property_tells_of_what_and_to_what_it_is_said(store: Store) -> None:
    field = term(store, "pg:policyField")
    assert field.kind == "property"
    assert "pg:Goal" in field.subjects
    assert field.values == ("pg:PolicyField",)
    assert term(store, "pg:inPlan").values[0] == "pg:Plan"
    assert term(store, "pg:number").values == ("xsd:string",)


def test_a_concept_is_written_in_full_and_tells_its_class(store: Store) -> None:
    education = term(store, f"<{BASE}ontology/policy-field/education>")
    assert (education.kind, education.label, education.type) == ("concept", "教育", "pg:PolicyField")
    assert "きょういく" in education.also


def test_terms_of_others_are_there_if_the_data_use_them(store: Store) -> None:
    assert term(store, "rdfs:label").kind == "property"
    assert term(store, "dcat:Dataset").kind == "class"
    written = [each.written for each in query_terms(store, "ja")]
    assert "skos:hiddenLabel" in written
    assert "skos:narrowMatch" not in written
    assert len(written) == len(set(written))


def test_every_class_of_ours_has_a_reading(store: Store) -> None:
    ours = [each for each in query_terms(store, "ja") if each.kind == "class" and each.iri.startswith(ONTOLOGY)]
    assert len(ours) > 60
    assert [each.written for each in ours if not any("ぁ" <= name[0] <= "ゖ" for name in each.also)] == []


def test_what_a_term_means(store: Store) -> None:
    goal = explained(store, ONTOLOGY + "Goal", "en")
    assert (goal.term, goal.written, goal.ref.label) == ("class", "pg:Goal", "goal")
    assert goal.definition.startswith("A state that is aimed at")


def test_what_a_thing_is_and_where_it_stands(store: Store) -> None:
    goal = explained(store, ID + "ichinoseki/plan/2026/goal/20", "ja")
    assert (goal.term, goal.kind, goal.ref.label) == (None, "中目標", "工業の振興")
    assert goal.above
    assert goal.written == f"<{ID}ichinoseki/plan/2026/goal/20>"


@pytest.mark.parametrize("iri", ["", "x", "no iri", ID + "nobody", ONTOLOGY + "goal", PREFIXES["foaf"] + "name"])
def test_what_does_not_occur_is_not_found(store: Store, iri: str) -> None:
    with pytest.raises(NotFound):
        explained(store, iri, "ja")
