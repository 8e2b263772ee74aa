"""Where the rows of an answer can be looked up."""

from __future__ import annotations

from plangraph.citing import cited
from plangraph.evidence import places
from plangraph.labels import Ref
from plangraph.namespaces import ID
from plangraph.shown import Kind, Shown
from plangraph.store import Store

PLAN = ID + "ichinoseki/plan/2026"
MEASURE = PLAN + "/measure/20-1"
GOAL = PLAN + "/goal/20"
FIGURE = ID + "ichinoseki-hiraizumi/table/area/hiraizumi/area"


def cell(iri: str, kind: Kind = "thing") -> Shown:
    return Shown("x", "x", Ref(iri, "x"), kind)


def test_a_row_is_stated_where_its_things_are(store: Store) -> None:
    of_measure, of_goal = (places(store, iri, "ja") for iri in (MEASURE, GOAL))
    assert of_measure
    assert cited(store, [cell(MEASURE), Shown("2", 2)], "ja") == of_measure
    assert set(cited(store, [cell(GOAL), cell(MEASURE), cell(GOAL)], "ja")) == {*of_goal, *of_measure}


def test_the_place_that_a_row_names_is_the_only_one(store: Store) -> None:
    place = places(store, GOAL, "ja")[0]
    assert cited(store, [cell(MEASURE), cell(place.ref.iri, "place")], "ja") == (place,)
    assert cited(store, [cell(MEASURE), cell(GOAL, "place")], "ja") == ()  # which is none


def test_a_figure_is_stated_where_it_is_printed(store: Store) -> None:
    assert cited(store, [cell(GOAL), cell(FIGURE, "number")], "ja") == places(store, FIGURE, "ja") != ()


def test_a_plan_says_where_it_is_itself_but_not_what_was_counted_in_it(store: Store) -> None:
    assert cited(store, [cell(PLAN)], "ja") == places(store, PLAN, "ja") != ()
    assert cited(store, [cell(PLAN), Shown("3", 3)], "ja") == ()
    assert cited(store, [cell(PLAN), cell(MEASURE)], "ja") == places(store, MEASURE, "ja")


def test_what_nobody_states_has_no_place(store: Store) -> None:
    assert cited(store, [cell("https://example.org/x"), Shown("words", "words"), Shown("")], "ja") == ()
