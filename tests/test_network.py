"""What the network shows at first, around a focus, and of plans with other levels."""

from __future__ import annotations

from collections import Counter

import networkx
import pytest

from plangraph.errors import NotFound
from plangraph.network import Graph, tree_network, walk_down
from plangraph.store import Store

PATH = "ichinoseki/plan/2026"


def levels(graph: Graph) -> dict[str, int]:
    return dict(Counter(data["level_label"] for _, data in graph.nodes(data=True)))


def test_at_first_everything_above_the_measures(store: Store) -> None:
    graph = tree_network(store, PATH, None, "ja")
    assert levels(graph) == {"将来像": 1, "基本目標": 3, "大目標": 11, "中目標": 24}
    assert graph.number_of_edges() == 38
    assert networkx.is_arborescence(graph.reverse())


def test_what_is_not_shown_is_counted(store: Store) -> None:
    graph = tree_network(store, PATH, None, "ja")
    assert sum(data["expandable"] for _, data in graph.nodes(data=True)) == 58
    assert graph.nodes[f"{PATH}/goal/09"]["expandable"] == 4
    assert graph.nodes[f"{PATH}/goal/hito"]["expandable"] == 0


def test_a_focus_shows_its_measures_and_keeps_the_rest(store: Store) -> None:
    focus = f"{PATH}/goal/09"
    graph = tree_network(store, PATH, focus, "ja")
    assert levels(graph) == {"将来像": 1, "基本目標": 3, "大目標": 11, "中目標": 24, "施策": 4}
    assert [path for path, data in graph.nodes(data=True) if data["focus"]] == [focus]
    assert graph.nodes[focus]["expandable"] == 0


def test_a_focused_measure_shows_its_siblings(store: Store) -> None:
    graph = tree_network(store, PATH, f"{PATH}/measure/09-2", "ja")
    measures = [path for path, data in graph.nodes(data=True) if data["level_label"] == "施策"]
    assert measures == [f"{PATH}/measure/09-{number}" for number in (1, 2, 3, 4)]


def test_nodes_and_links_carry_what_a_card_shows(store: Store) -> None:
    graph = tree_network(store, PATH, None, "en")
    node = graph.nodes[f"{PATH}/goal/20"]
    assert (node["label"], node["number"], node["kind"]) == ("promotion of manufacturing", "20", "goal")
    assert (node["level"], node["level_label"]) == (3, "middle goal")
    assert node["trail"][-1] == "a town with thriving local industries"
    link = graph.edges[f"{PATH}/goal/20", f"{PATH}/goal/shigoto-1"]
    assert (link["basis"], link["basis_label"], link["confidence"]) == ("inferred", "inferred", 0.95)
    assert link["rationale"]


def test_levels_are_numbered_from_the_vision(store: Store, town: Store) -> None:
    def numbered(graph: Graph) -> dict[str, int]:
        return {data["level_label"]: data["level"] for _, data in graph.nodes(data=True)}

    whole = tree_network(store, PATH, f"{PATH}/goal/20", "ja")
    assert numbered(whole) == {"将来像": 0, "基本目標": 1, "大目標": 2, "中目標": 3, "施策": 4}
    assert numbered(tree_network(town, "town/plan", "town/plan/goal/1", "ja")) == {"将来像": 0, "柱": 1, "施策": 2}


def test_walking_down_meets_parents_first_and_children_in_order(town: Store) -> None:
    steps = walk_down(tree_network(town, "town/plan", "town/plan/goal/1", "ja"))
    paths = [(path.removeprefix("town/plan/"), depth) for path, depth in steps]
    assert paths == [("vision", 0), ("goal/2", 1), ("goal/1", 1), ("measure/2", 2), ("measure/10", 2)]


@pytest.mark.parametrize(("plan", "focus"), [(PATH, f"{PATH}/goal/99"), (PATH, ""), ("ichinoseki", None)])
def test_an_unknown_plan_or_focus_is_not_found(store: Store, plan: str, focus: str | None) -> None:
    with pytest.raises(NotFound):
        tree_network(store, plan, focus, "ja")
