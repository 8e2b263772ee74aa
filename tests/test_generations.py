"""Plans by generation: where their things stand side by side, and the threads from one plan to those before it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from small_plans import StoreOf

from plangraph.errors import Language
from plangraph.generations import Lineage, Thread, lineages, positions
from plangraph.namespaces import ID
from plangraph.plans import plan
from plangraph.questions import asked, question
from plangraph.store import Store

THREE = """
<town> a pg:Municipality ; rdfs:label "町"@ja .
<fiscal-year/2000> a pg:FiscalYear ; schema:startDate "2000-04-01"^^xsd:date .
<fiscal-year/2010> a pg:FiscalYear ; schema:startDate "2010-04-01"^^xsd:date .
<fiscal-year/2020> a pg:FiscalYear ; schema:startDate "2020-04-01"^^xsd:date .
<a> a pg:Plan ; pg:madeBy <town> ; pg:firstFiscalYear <fiscal-year/2000> .
<b> a pg:Plan ; pg:madeBy <town> ; pg:firstFiscalYear <fiscal-year/2010> .
<c> a pg:Plan ; pg:madeBy <town> ; pg:firstFiscalYear <fiscal-year/2020> .
<a/1> a pg:Goal ; pg:inPlan <a> ; pg:order 1 .
<a/2> a pg:Goal ; pg:inPlan <a> ; pg:order 2 .
<b/1> a pg:Goal ; pg:inPlan <b> ; pg:order 1 ; pg:succeeds <a/1> .
<c/1> a pg:Goal ; pg:inPlan <c> ; pg:order 1 ; pg:succeeds <b/1> , <a/2> .
"""
"""Three plans; the newest takes up one thing of the second and one that the second has not."""


def of(store: Store, maker: str, language: Language = "ja") -> Lineage:
    return next(each for each in lineages(store, language) if each.maker and each.maker.path == maker)


def test_the_plans_of_each_maker_stand_in_a_line_the_newest_first(store: Store) -> None:
    found = {
        each.maker and each.maker.path: [at.plan.ref.path for at in each.generations] for each in lineages(store, "ja")
    }
    assert list(found.items()) == [
        ("ichinoseki", ["ichinoseki/plan/2026", "ichinoseki/plan/2016", "ichinoseki/plan/before-2016"]),
        ("ichinoseki-hiraizumi", [f"ichinoseki-hiraizumi/plan/{number}" for number in (3, 2, 1)]),
    ]


def test_every_succession_of_the_answer_is_a_thread(store: Store, language: Language) -> None:
    for each in of(store, "ichinoseki", language).generations[:2]:
        ask = asked(store, question(store, "taken-up", language), {"plan": each.plan.ref.path or ""})
        assert each.taken_up == len(store.select(ask.sparql)) > 40


def test_all_positions_are_on_the_line_and_in_the_order_of_the_plan(store: Store) -> None:
    found = positions(plan(store, "ichinoseki/plan/2026", "ja"))
    assert all(0 < at < 1 for at in found.values())
    goals = [found[f"{ID}ichinoseki/plan/2026/goal/{number:02}"] for number in range(1, 25)]
    assert goals == sorted(set(goals))
    parted = found[f"{ID}ichinoseki/plan/2026/goal/09"] - found[f"{ID}ichinoseki/plan/2026/goal/08"]
    beside = found[f"{ID}ichinoseki/plan/2026/goal/02"] - found[f"{ID}ichinoseki/plan/2026/goal/01"]
    assert parted > beside  # another basic goal begins


def test_what_has_others_below_it_stands_in_their_middle_and_a_measure_where_its_goal_is(store: Store) -> None:
    found = positions(plan(store, "ichinoseki/plan/2026", "ja"))
    first, last = (found[f"{ID}ichinoseki/plan/2026/goal/{number}"] for number in ("18", "20"))
    assert found[ID + "ichinoseki/plan/2026/goal/shigoto-1"] == pytest.approx((first + last) / 2)
    assert found[ID + "ichinoseki/plan/2026/measure/20-1"] == last


def test_what_skips_a_generation_goes_straight_past_it(store_of: StoreOf) -> None:
    newest, middle, oldest = of(store_of(THREE), "town").generations
    assert (newest.taken_up, middle.taken_up, oldest.taken_up) == (2, 1, 0)
    assert set(newest.threads) == {Thread(0.5, 0.5), Thread(0.5, 0.625)}
    assert set(middle.threads) == {Thread(0.5, 0.25), Thread(0.625, 0.75)}
    assert oldest.threads == ()
    assert [len(each.marks) for each in (newest, middle, oldest)] == [1, 1, 2]


def test_threads_meet_where_one_generation_ends_and_the_next_begins(store: Store) -> None:
    for newer, older in pairwise(of(store, "ichinoseki").generations):
        ends = {round(each.older, 9) for each in newer.threads}
        stands = {round(at, 9) for at in positions(older.plan).values()}
        begun = {round(each.newer, 9) for each in older.threads}
        assert ends <= stands | begun


def test_counts_are_those_of_the_tree(store: Store) -> None:
    newest, *_ = of(store, "ichinoseki").generations
    assert [(each.label, each.count) for each in newest.counts] == [
        ("基本目標", 3),
        ("大目標", 11),
        ("中目標", 24),
        ("施策", 58),
    ]


def test_a_plan_of_which_only_the_name_is_known_has_nothing_to_show(store: Store) -> None:
    *_, second, first = of(store, "ichinoseki-hiraizumi").generations
    for each in (second, first):
        assert (each.marks, each.threads, each.taken_up, each.counts) == ((), (), 0, ())
