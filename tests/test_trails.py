"""The way up to the vision, also where it forks, breaks or runs in a circle."""

from __future__ import annotations

from small_plans import StoreOf

from plangraph.namespaces import ID
from plangraph.store import Store
from plangraph.trails import LAST, crumbs, position, trail

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


def test_what_does_not_climb_stands_below_that_which_it_is_a_part_of(store: Store) -> None:
    region = ID + "ichinoseki-hiraizumi"
    parts = {
        PLAN + "/vision": ["plan/2026"],
        PLAN + "/level/middle-goal": ["plan/2026"],
        region + "/plan/3/role/1-3-1/hiraizumi": [
            "plan/3/vision",
            "area/1",
            "cooperation-field/1-3",
            "direction/1-3-1",
        ],
        region + "/table/area/hiraizumi/area": ["table/area"],
        ID + "ichinoseki/document/plan-2026-summary/L144-C3-10": ["document/plan-2026-summary"],
        ID + "question/measures-of-goal/parameter/goal": ["question/measures-of-goal"],
        region + "/feature/route-457": ["ichinoseki-hiraizumi"],
        ID + "ichinoseki": [],
    }
    for part, wholes in parts.items():
        found = crumbs(store, part, "ja")
        assert len(found) == len(wholes), part
        assert all(each.iri.endswith("/" + whole) for each, whole in zip(found, wholes, strict=True)), part


def test_what_climbs_has_its_trail_for_crumbs(store: Store) -> None:
    assert crumbs(store, PLAN + "/goal/20", "en") == trail(store, PLAN + "/goal/20", "en")


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
