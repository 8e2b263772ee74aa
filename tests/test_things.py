"""A thing's page and its data."""

from __future__ import annotations

import pytest
from small_plans import StoreOf

from plangraph.errors import Language, NotFound
from plangraph.namespaces import ID, ONTOLOGY
from plangraph.store import Store
from plangraph.things import Fact, Thing, description, thing

PLAN = "ichinoseki/plan/2026"


def of(facts: tuple[Fact, ...], local_name: str) -> list[Fact]:
    """The facts with this predicate of ours."""
    return [each for each in facts if each.predicate.iri == ONTOLOGY + local_name]


def fact(facts: tuple[Fact, ...], local_name: str) -> Fact:
    """The one fact with this predicate of ours."""
    (found,) = of(facts, local_name)
    return found


def shown(found: Thing) -> set[str]:
    return {each.predicate.iri for each in found.facts}


def test_every_fact_says_what_it_rests_on(store: Store) -> None:
    goal = thing(store, f"{PLAN}/goal/20", "ja")
    (upward,) = fact(goal.facts, "contributesTo").values
    assert (upward.text, upward.basis) == ("地域産業が元気なまち", "inferred")
    assert upward.ref is not None
    assert upward.ref.path == f"{PLAN}/goal/shigoto-1"
    assert fact(goal.facts, "listedUnder").values[0].basis == "stated"
    assert fact(goal.facts, "number").values[0].text == "20"


def test_a_thing_knows_the_plan_that_sets_it_out(store: Store) -> None:
    plan = thing(store, f"{PLAN}/measure/20-1", "ja").plan
    assert plan is not None
    assert (plan.path, plan.label) == (PLAN, "一関市総合計画")
    assert thing(store, PLAN, "ja").plan is None
    assert thing(store, "ichinoseki", "ja").plan is None


def test_type_label_and_places_are_not_facts(store: Store) -> None:
    goal = thing(store, f"{PLAN}/goal/20", "ja")
    in_the_plan = ("contributesTo", "listedUnder", "atLevel", "inPlan", "number", "order")
    beyond_it = ("succeeds", "policyField", "sustainableDevelopmentGoal")
    assert shown(goal) == {ONTOLOGY + name for name in in_the_plan + beyond_it}
    assert [(at.first_line, at.first_character, at.last_character) for at in goal.places] == [(144, 3, 10)]
    assert goal.graph_files == (
        f"data/ttl/{PLAN}/editorial.ttl",
        f"data/ttl/{PLAN}/inferred.ttl",
        f"data/ttl/{PLAN}/stated.ttl",
        "data/ttl/ichinoseki/policy-fields.ttl",
        "data/ttl/ichinoseki/sdg-links.ttl",
        "data/ttl/ichinoseki/succession.ttl",
    )


def test_what_mentions_it_is_grouped_by_kind_in_the_order_of_the_plan(store: Store) -> None:
    vision = thing(store, f"{PLAN}/vision", "ja")
    serving = {
        each.kind: [value.ref and value.ref.path for value in each.values]
        for each in of(vision.mentioned, "contributesTo")
    }
    assert serving == {
        "まちづくりの考え方": [f"{PLAN}/principle/{number}" for number in (1, 2, 3, 4)],
        "基本目標": [f"{PLAN}/goal/{name}" for name in ("hito", "machi", "shigoto")],
    }
    (measures,) = [each for each in of(thing(store, PLAN, "ja").mentioned, "inPlan") if each.kind == "施策"]
    numbers = [value.ref.path for value in measures.values if value.ref]
    assert numbers.index(f"{PLAN}/measure/02-1") < numbers.index(f"{PLAN}/measure/10-1")


def test_what_stands_higher_in_the_plan_is_told_first(store: Store) -> None:
    kinds = [each.kind for each in of(thing(store, PLAN, "ja").mentioned, "inPlan")]
    found = [kinds.index(kind) for kind in ("将来像", "基本目標", "大目標", "中目標", "施策")]
    assert found == sorted(found)


def test_texts_are_shown_in_the_language_asked_for_or_else_all(store: Store) -> None:
    by_language = {
        language: [
            value.language
            for each in thing(store, f"{PLAN}/strategy", language).facts
            if each.predicate.iri.endswith("description")
            for value in each.values
        ]
        for language in ("ja", "en")
    }
    assert by_language == {"ja": ["ja"], "en": ["en"]}
    assert fact(thing(store, f"{PLAN}/strategy", "en").facts, "subtitle").values[0].language == "ja"


def test_links_that_nobody_wrote_down_have_their_reasons_beside_them(store: Store) -> None:
    goal = thing(store, f"{PLAN}/goal/20", "ja")
    (upward,) = fact(goal.facts, "contributesTo").values
    assert upward.reason
    assert (upward.reason.basis, upward.reason.confidence) == ("inferred", 0.95)
    (older,) = fact(goal.facts, "succeeds").values
    assert older.reason
    assert older.reason.succession == "継続"
    reasons = [value.reason for each in of(goal.mentioned, "supports") for value in each.values]
    assert len(reasons) == 3
    assert all(each and each.rationale for each in reasons)
    assert {each.predicate.iri for each in goal.mentioned} >= {ONTOLOGY + "contributesTo", ONTOLOGY + "supports"}
    assert not [each for each in goal.mentioned if each.predicate.iri.endswith(("#subject", "#object"))]
    assert fact(goal.facts, "listedUnder").values[0].reason is None


def test_a_text_that_nobody_wrote_down_has_its_reason_too(store: Store) -> None:
    (number,) = fact(thing(store, "ichinoseki", "en").facts, "corporateNumber").values
    assert (number.text, number.iri, number.ref) == ("4000020032093", "", None)
    assert number.reason
    assert "check digit" in number.reason.rationale


def test_a_thing_is_of_one_sort_and_is_read_aloud(store: Store) -> None:
    goal = thing(store, f"{PLAN}/goal/20", "en")
    assert goal.sort
    assert (goal.sort.iri, goal.sort.label) == (ONTOLOGY + "Goal", "goal")
    assert goal.sort.definition.startswith("A state that is aimed at")
    assert goal.reading == "こうぎょうのしんこう"
    observed = thing(store, "ichinoseki-hiraizumi/table/area/hiraizumi/area", "ja")
    assert observed.sort
    assert observed.sort.iri == ONTOLOGY + "Observation"
    assert observed.reading == ""


def test_iris_of_others_are_shown_in_full_and_have_no_page(store: Store) -> None:
    year = thing(store, "fiscal-year/2026", "ja")
    values = {value.text: value.ref for each in year.facts for value in each.values}
    assert values["https://laws.e-gov.go.jp/law/322AC0000000067"] is None


def test_blank_nodes_are_said_and_have_no_page(store_of: StoreOf) -> None:
    found = thing(store_of("<it> a pg:Goal ; pg:setOutIn [ rdfs:label 'here' ] ."), "it", "ja")
    assert [value.ref for value in fact(found.facts, "setOutIn").values] == [None]
    nameless = store_of("<it> a pg:Goal ; pg:contributesTo [] . [] rdf:subject <it> ; pg:basis pg:inferred .")
    assert thing(nameless, "it", "ja").trail == ()
    assert [value.reason for each in thing(nameless, "it", "ja").facts for value in each.values] == [None]


def test_everything_with_an_iri_of_ours_has_a_page(store: Store, language: Language) -> None:
    rows = store.select(f'SELECT DISTINCT ?thing {{ ?thing a ?class FILTER(STRSTARTS(STR(?thing), "{ID}")) }}')
    assert len(rows) > 190
    for row in rows:
        found = thing(store, row["thing"].value.removeprefix(ID), language)
        assert found.ref.label
        assert found.graph_files
        assert all(each.values and each.predicate.label for each in found.facts + found.mentioned)


@pytest.mark.parametrize("path", [f"{PLAN}/goal/99", "", "a b", "<script>", "../../etc/passwd", "fiscal-year"])
def test_what_is_not_there_is_not_found(store: Store, path: str) -> None:
    with pytest.raises(NotFound):
        thing(store, path, "ja")
    with pytest.raises(NotFound):
        description(store, path)


def test_the_description_holds_what_the_page_shows(store: Store) -> None:
    found = description(store, f"{PLAN}/goal/20")
    texts = [str(triple) for triple in found]
    assert texts == sorted(texts)
    assert len(texts) == len(set(texts))
    for wanted in (
        f"<{ID}{PLAN}/goal/20> <{ONTOLOGY}contributesTo> <{ID}{PLAN}/goal/shigoto-1>",
        f"<{ID}{PLAN}/measure/20-1> <{ONTOLOGY}contributesTo> <{ID}{PLAN}/goal/20>",
        f"<{ID}{PLAN}/link/goal-20> <{ONTOLOGY}confidence>",
        f"<{ID}{PLAN}/goal/shigoto-1> <http://www.w3.org/2000/01/rdf-schema#label>",
        f"<{ONTOLOGY}contributesTo> <http://www.w3.org/2000/01/rdf-schema#label>",
    ):
        assert any(text.startswith(wanted) for text in texts), wanted
