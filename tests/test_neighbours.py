"""What a small picture shows beside a thing."""

from __future__ import annotations

from small_plans import StoreOf

from plangraph.labels import natural_key
from plangraph.namespaces import ID
from plangraph.neighbours import MOST, neighbourhood
from plangraph.store import Store

GOAL = ID + "ichinoseki/plan/2026/goal/20"


def test_a_goal_stands_between_what_it_serves_and_what_serves_it(store: Store) -> None:
    found = neighbourhood(store, GOAL, "ja")
    assert [(each.predicate.label, each.leads, each.ref.label, each.basis) for each in found.neighbours] == [
        ("実現に向かう", True, "地域産業が元気なまち", "inferred"),
        ("実現に向かう", False, "工業の振興", "stated"),
        ("引き継ぐ", True, "工業", "interpreted"),
        ("後押しする", False, "産業振興", "interpreted"),
        ("後押しする", False, "地域内発型産業創出事業", "interpreted"),
        ("後押しする", False, "企業立地促進事業", "interpreted"),
    ]
    assert found.left_out == 0


def test_where_there_are_too_many_each_kind_of_link_is_shown(store: Store) -> None:
    found = neighbourhood(store, ID + "ichinoseki", "ja")
    assert len(found.neighbours) == MOST
    assert found.left_out > 0
    assert {each.predicate.label for each in found.neighbours} >= {"担う市町村", "行った者", "当事者", "都道府県"}
    few = neighbourhood(store, ID + "ichinoseki", "ja", most=2)
    assert few.left_out == found.left_out + MOST - 2


def test_of_many_those_that_come_first_in_the_plan_are_shown(store_of: StoreOf) -> None:
    goals = "".join(f"<goal/{at}> a pg:Goal ; pg:order {at} ; pg:contributesTo <vision> ." for at in range(20, 0, -1))
    found = neighbourhood(store_of(f"<vision> a pg:Vision . {goals}"), ID + "vision", "ja")
    assert [each.ref.path for each in found.neighbours] == [f"goal/{at}" for at in range(1, MOST + 1)]
    assert found.left_out == 20 - MOST


def test_a_thing_is_there_once_and_never_beside_itself(store_of: StoreOf) -> None:
    said = "<a> a pg:Goal ; pg:contributesTo <a> , <b> ; pg:supports <b> . <b> a pg:Goal ; pg:contributesTo <a> ."
    found = neighbourhood(store_of(said), ID + "a", "en")
    assert [(each.ref.path, each.predicate.label) for each in found.neighbours] == [("b", "contributes to")]
    assert found.left_out == 0


def test_what_has_no_page_and_where_it_is_written_are_no_neighbours(store_of: StoreOf) -> None:
    said = """<a> a pg:Goal ; pg:inPlan <plan> ; pg:statedAt <place> ; pg:contributesTo [] , <nothing> ;
      rdfs:seeAlso <b> . <b> a pg:Goal . <plan> a pg:Plan . <place> a pg:Place ."""
    assert neighbourhood(store_of(said), ID + "a", "ja").neighbours == ()


def test_it_is_the_same_every_time(store: Store) -> None:
    first, second = (neighbourhood(store, ID + "ichinoseki-hiraizumi", "en") for _ in range(2))
    assert first == second
    names = [each.ref.iri for each in first.neighbours]
    assert len(names) == len(set(names))
    assert sorted(names, key=natural_key) != names  # it is the order of the links
