"""The way up to the vision, also where it forks, breaks or runs in a circle."""

from __future__ import annotations

from small_plans import StoreOf

from plangraph.namespaces import ID
from plangraph.store import Store
from plangraph.trails import LAST, position, trail

PLAN = ID + "ichinoseki/plan/2026"


def test_a_measure_climbs_through_every_level(store: Store) -> None:
    found = trail(store, PLAN + "/measure/20-1", "ja")
    assert [each.iri.removeprefix(PLAN) for each in found] == [
        "/vision",
        "/goal/shigoto",
        "/goal/shigoto-1",
        "/goal/20",
    ]


def test_what_contributes_to_nothing_has_no_trail(store: Store) -> None:
    assert trail(store, PLAN + "/vision", "ja") == ()
    assert trail(store, PLAN + "/strategy", "ja") == ()


def test_a_stated_parent_is_preferred_then_the_first_in_order(store_of: StoreOf) -> None:
    goals = "<a> pg:order 3 . <b> pg:order 1 . <c> pg:order 2 ."
    forked = store_of(goals + "<it> pg:contributesTo <a> , <c> .", "<it> pg:contributesTo <b> .")
    assert [each.path for each in trail(forked, ID + "it", "ja")] == ["c"]


def test_a_circle_ends(store_of: StoreOf) -> None:
    circle = store_of("<a> pg:contributesTo <b> . <b> pg:contributesTo <c> . <c> pg:contributesTo <a> .")
    assert [each.path for each in trail(circle, ID + "a", "ja")] == ["c", "b"]
    assert position(circle, ID + "a") == (LAST, LAST, LAST)


def test_positions_follow_the_plan(store: Store) -> None:
    assert position(store, PLAN + "/goal/hito-1")[1:] == (1, 1)
    assert position(store, PLAN + "/measure/09-2") < position(store, PLAN + "/measure/10-1")
