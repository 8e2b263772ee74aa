"""The picture as data: fixed places, plain text, inferred links dashed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from plangraph.captions import captions
from plangraph.drawing import PlanNetwork, draw
from plangraph.errors import Language
from plangraph.layout import tidy_tree
from plangraph.network import tree_network
from plangraph.store import Store

PATH = "ichinoseki/plan/2026"


def node(network: PlanNetwork, path: str) -> dict[str, Any]:
    (found,) = [each for each in network.nodes if each["id"] == path]
    return found


def test_places_are_given_and_nothing_moves(store: Store) -> None:
    graph = tree_network(store, PATH, None, "ja")
    network = draw(graph, "ja")
    assert {each["id"]: (each["x"], each["y"]) for each in network.nodes} == tidy_tree(graph, captions(graph))
    assert not any(each["physics"] for each in network.nodes)
    assert json.loads(network.get_network_data()[5])["physics"]["enabled"] is False


def test_it_is_data_that_can_be_sent(store: Store, language: Language) -> None:
    network = draw(tree_network(store, PATH, f"{PATH}/goal/20", language), language)
    assert json.loads(json.dumps([network.nodes, network.edges])) == [network.nodes, network.edges]
    assert (network.num_nodes(), network.num_edges()) == (40, 39)


def test_levels_differ_in_colour_shape_and_text(store: Store) -> None:
    network = draw(tree_network(store, PATH, f"{PATH}/goal/20", "ja"), "ja")
    looks = {each["group"]: (each["color"]["background"], each["color"]["border"]) for each in network.nodes}
    assert list(looks) == ["level-0", "level-1", "level-2", "level-3", "level-4"]
    assert len(set(looks.values())) == 5
    assert all(each["title"].startswith(each["level_label"]) for each in network.nodes)


def test_inferred_links_are_dashed_and_say_why(store: Store) -> None:
    network = draw(tree_network(store, PATH, None, "ja"), "ja")
    dashed = [edge for edge in network.edges if edge["dashes"]]
    assert len(dashed) == 24
    assert all(edge["basis"] == "inferred" and edge["title"].startswith("推定 0.") for edge in dashed)
    assert {edge["title"] for edge in network.edges if not edge["dashes"]} == {"文書に記載"}
    assert all(edge["to"] in {each["id"] for each in network.nodes} for edge in network.edges)


def test_a_node_carries_what_the_page_needs(store: Store) -> None:
    found = node(draw(tree_network(store, PATH, f"{PATH}/goal/20", "en"), "en"), f"{PATH}/goal/09")
    assert (found["path"], found["number"], found["level"], found["expandable"]) == (f"{PATH}/goal/09", "09", 3, 4)
    assert found["trail"][0] == "Each of us shining, a town that keeps taking on challenges: Ichinoseki"
    assert found["title"] == "middle goal 09 functions that connect\n4 below"


def test_the_focus_stands_out(store: Store) -> None:
    network = draw(tree_network(store, PATH, f"{PATH}/goal/20", "ja"), "ja")
    strong = [each["id"] for each in network.nodes if each["borderWidth"] > 2]
    assert strong == [f"{PATH}/goal/20"]


def test_markup_in_a_label_stays_text(town: Store) -> None:
    found = node(draw(tree_network(town, "town/plan", None, "ja"), "ja"), "town/plan/goal/2")
    assert found["label"] == "<b>産業</b>"
    assert found["title"] == "柱 <b>産業</b>"
    assert found["font"]["multi"] is False


def test_a_node_stands_once_and_parallel_edges_stay() -> None:
    network = PlanNetwork()
    for label in ("甲", "乙"):
        network.add_node("a", label)
    network.add_node("b", "")
    for basis in ("stated", "inferred"):
        network.add_edge("a", "b", basis=basis)
    network.add_edge("b", "a")
    assert [each["label"] for each in network.nodes] == ["甲", ""]
    assert [(each["from"], each["to"]) for each in network.edges] == [("a", "b"), ("a", "b"), ("b", "a")]
    with pytest.raises(KeyError):
        network.add_edge("a", "c")


def test_pyvis_is_imported_here_only_and_without_a_warning() -> None:
    script = (
        "import sys, plangraph.network, plangraph.layout; assert 'pyvis' not in sys.modules; import plangraph.drawing"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True, env={"PYTHONPATH": ":".join(sys.path)})
