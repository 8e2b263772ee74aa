"""Positions: the same every time, nothing on top of anything else, any number of nodes."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import networkx

from plangraph.captions import captions
from plangraph.layout import box_widths, tidy_tree
from plangraph.network import Graph, tree_network
from plangraph.store import Store

PATH = "ichinoseki/plan/2026"


def plan_of(parents: dict[str, str | None]) -> Graph:
    """A tree given by every node's parent."""
    graph: Graph = networkx.DiGraph()
    for node, parent in parents.items():
        graph.add_node(node, label=f"目標{node}", number="", expandable=0)
        if parent is not None:
            graph.add_edge(node, parent)
    return graph


def placed(graph: Graph) -> dict[str, tuple[float, float]]:
    return tidy_tree(graph, captions(graph))


def columns(graph: Graph) -> dict[float, list[tuple[float, int]]]:
    """Of each column from top to bottom: the place of each node and its number of lines."""
    lines, found = captions(graph), defaultdict(list)
    for node, (x, y) in tidy_tree(graph, lines).items():
        found[x].append((y, len(lines[node])))
    return {x: sorted(rows) for x, rows in found.items()}


def assert_nothing_overlaps(graph: Graph) -> None:
    for rows in columns(graph).values():
        for (above, its_lines), (below, lines) in pairwise(rows):
            assert below - above >= 9 + 17 * (its_lines + lines) / 2


def test_boxes_stand_apart_in_every_view(store: Store) -> None:
    for focus in (None, f"{PATH}/goal/09", f"{PATH}/goal/20", f"{PATH}/measure/24-2"):
        graph = tree_network(store, PATH, focus, "ja")
        assert_nothing_overlaps(graph)
        assert len(columns(graph)) == (4 if focus is None else 5)


def test_24_rows_are_26_to_31_pixels_apart(store: Store) -> None:
    *_, leaves = columns(tree_network(store, PATH, None, "ja")).values()
    assert len(leaves) == 24
    assert 26 <= (leaves[-1][0] - leaves[0][0]) / 23 <= 31


def test_columns_run_from_left_to_right_and_do_not_touch(store: Store) -> None:
    graph = tree_network(store, PATH, f"{PATH}/goal/09", "ja")
    places, widths = placed(graph), box_widths(graph, captions(graph))
    for child, parent in graph.edges:
        gap = places[child][0] - widths[child] / 2 - places[parent][0] - widths[parent] / 2
        assert gap >= 40


def test_a_box_is_wide_enough_for_kanji_and_for_latin_letters_in_bold_type() -> None:
    graph = plan_of({"root": None})
    for label, width in (("市" * 10, 140), ("m" * 10, 80), ("市m" * 5, 110)):
        graph.nodes["root"]["label"] = label
        assert box_widths(graph, captions(graph)) == {"root": width + 24}


def test_a_parent_stands_in_the_middle_of_what_is_below_it() -> None:
    places = placed(plan_of({"root": None, "a": "root", "b": "root", "c": "root"}))
    assert places["root"][1] == places["b"][1] == (places["a"][1] + places["c"][1]) / 2
    assert places["a"][1] < places["b"][1] < places["c"][1]


def test_positions_are_the_same_every_time(store: Store) -> None:
    one = placed(tree_network(store, PATH, f"{PATH}/goal/20", "ja"))
    other = placed(tree_network(Store.load(), PATH, f"{PATH}/goal/20", "ja"))
    assert one == other


def test_a_tall_box_with_one_small_child_pushes_its_neighbours_away() -> None:
    graph = plan_of({"root": None, "a": "root", "a1": "a", "b": "root", "b1": "b"})
    graph.nodes["a"]["label"] = "いちのせきで「くらす」「つどう」 暮らしやすさを感じる 「まちづくり」"
    assert len(captions(graph)["a"]) == 4
    assert_nothing_overlaps(graph)


def test_a_tree_may_be_unbalanced_a_forest_or_empty() -> None:
    graph = plan_of({"r": None, "a": "r", "a1": "a", "a2": "a1", "b": "r", "s": None, "s1": "s"})
    assert_nothing_overlaps(graph)
    assert placed(graph)["s"][1] > placed(graph)["b"][1]
    assert placed(plan_of({})) == {}


def test_5_000_nodes_and_1_000_levels_are_laid_out() -> None:
    wide = plan_of({"0": None} | {str(node): str((node - 1) // 7) for node in range(1, 5000)})
    assert len(placed(wide)) == 5000
    assert_nothing_overlaps(wide)
    deep = plan_of({"0": None} | {str(node): str(node - 1) for node in range(1, 1000)})
    assert len({x for x, _ in placed(deep).values()}) == 1000
