"""The tree of a plan, whatever its levels and however broken its links."""

from __future__ import annotations

from collections.abc import Iterator

from small_plans import TOWN, StoreOf

from plangraph.errors import Language
from plangraph.namespaces import ID
from plangraph.plans import plan
from plangraph.store import Store
from plangraph.trees import Node

PATH = "ichinoseki/plan/2026"


def nodes(top: Node) -> Iterator[Node]:
    yield top
    for child in top.children:
        yield from nodes(child)


def outline(top: Node) -> list[object]:
    return [top.ref.label, *map(outline, top.children)]


def test_every_level_is_complete(store: Store) -> None:
    levels = [node.level for node in nodes(plan(store, PATH, "ja").tree)]
    counted = {level: levels.count(level) for level in dict.fromkeys(levels)}
    assert counted == {"将来像": 1, "基本目標": 3, "大目標": 11, "中目標": 24, "施策": 58}


def test_numbers_run_from_01_to_24(store: Store) -> None:
    numbers = [node.number for node in nodes(plan(store, PATH, "ja").tree) if node.number]
    assert numbers == [f"{number:02}" for number in range(1, 25)]


def test_24_links_are_inferred_each_with_reason_and_confidence(store: Store, language: Language) -> None:
    inferred = [node for node in nodes(plan(store, PATH, language).tree) if node.basis == "inferred"]
    assert len(inferred) == 24
    assert all(node.rationale and node.confidence is not None and 0 < node.confidence < 1 for node in inferred)
    assert {node.family for node in inferred} == {"Goal"}
    stated = [node for node in nodes(plan(store, PATH, language).tree) if node.basis == "stated"]
    assert len(stated) == 3 + 11 + 58
    assert all(node.rationale == "" and node.confidence is None for node in stated)


def test_a_plan_may_have_one_level_and_no_order(town: Store) -> None:
    tree = plan(town, "town/plan", "ja").tree
    assert outline(tree) == ["よい町", ["<b>産業</b>"], ["暮らし", ["第2の施策"], ["第10の施策"]]]
    assert [node.level for node in nodes(tree)] == ["将来像", "柱", "柱", "施策", "施策"]


def test_without_a_vision_the_goals_hang_below_the_plan(store_of: StoreOf) -> None:
    goals = (
        "<p> a pg:Plan ; rdfs:label '計画' . <b> a pg:Goal ; rdfs:label 'B' ; pg:inPlan <p> ; pg:contributesTo <a> ."
    )
    found = store_of(goals + "<a> a pg:Goal ; rdfs:label 'A' ; pg:inPlan <p> .")
    assert outline(plan(found, "p", "ja").tree) == ["計画", ["A", ["B"]]]


def test_a_circle_is_left_out_and_does_no_harm(store_of: StoreOf) -> None:
    circle = """
<town/plan/goal/3> a pg:Goal ; rdfs:label "三"@ja ; pg:inPlan <town/plan> ; pg:contributesTo <town/plan/goal/4> .
<town/plan/goal/4> a pg:Goal ; rdfs:label "四"@ja ; pg:inPlan <town/plan> ; pg:contributesTo <town/plan/goal/3> .
<town/plan/vision> pg:contributesTo <town/plan/goal/1> ."""
    tree = plan(store_of(TOWN + circle), "town/plan", "ja").tree
    assert {node.ref.iri for node in nodes(tree)}.isdisjoint({f"{ID}town/plan/goal/3", f"{ID}town/plan/goal/4"})


def test_what_serves_two_goals_stands_below_one(store_of: StoreOf) -> None:
    second = "<town/plan/measure/2> pg:contributesTo <town/plan/goal/2> ."
    stated = plan(store_of(TOWN + second), "town/plan", "ja").tree
    assert outline(stated) == ["よい町", ["<b>産業</b>", ["第2の施策"]], ["暮らし", ["第10の施策"]]]
    inferred = plan(store_of(TOWN, second), "town/plan", "ja").tree
    assert outline(inferred) == ["よい町", ["<b>産業</b>"], ["暮らし", ["第2の施策"], ["第10の施策"]]]
