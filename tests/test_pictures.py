"""Trees and networks as SVG: everything that the rows say, nothing over anything else, the same every time."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangraph.captions import balanced, display_width
from plangraph.pictures.layers import BETWEEN, layered
from plangraph.pictures.looks import KINDS, LEVELS, STROKES, of_level
from plangraph.pictures.networks import Link, Node, network_svg
from plangraph.pictures.trees import Branch, tree_svg

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "</svg><script>alert(1)</script>\x00\x1b & \"'"

GOALS = (Node("urn:a", "医療", "分野", "/id/a"), Node("urn:b", "福祉", "目標"), Node("urn:c", "雇用", "目標"))
LINKS = (Link("urn:a", "urn:b", "継続", "stated"), Link("urn:a", "urn:c", "統合", "interpreted"))
TREE = (
    Branch("v", "", "まち", "urn:v", "/id/v"),
    Branch("g", "v", "くらし", "urn:g", "/id/g", "stated"),
    Branch("gap", "v", ""),
    Branch("m", "gap", "道路", "urn:m", "/id/m", "inferred"),
)
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
GRAPHS = st.integers(1, 14).flatmap(
    lambda count: st.tuples(
        st.just([f"n{at}" for at in range(count)]),
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
    )
)


def drawn(nodes: tuple[Node, ...] = GOALS, links: tuple[Link, ...] = LINKS) -> Element:
    return ElementTree.fromstring(network_svg(nodes, links, "つながり", "三つ", "ja"))


def texts(root: Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(SVG + "text")]


def strokes(root: Element) -> set[tuple[str | None, str | None]]:
    lines = [
        each for each in root.iter(SVG + "path") if each.get("fill") == "none" and each.get("stroke-width") == "1.5"
    ]
    return {(each.get("stroke"), each.get("stroke-dasharray")) for each in lines}


def test_a_network_names_its_things_links_kinds_and_bases() -> None:
    found = texts(drawn())
    assert {"医療", "福祉", "雇用", "継続", "統合", "分野", "目標", "● 文書に記載", "◇ 解釈"} <= set(found)


def test_what_is_not_stated_has_another_stroke() -> None:
    stated, interpreted = STROKES["stated"], STROKES["interpreted"]
    assert strokes(drawn()) == {(stated.colour, None), (interpreted.colour, interpreted.dashes)}
    assert len({each.dashes for each in STROKES.values()}) == len(STROKES)


def test_looks_differ_in_outline_as_well_as_in_colour() -> None:
    assert len({each.outline for each in KINDS}) == len({each.fill for each in KINDS}) == len(KINDS)
    assert of_level(4, 5) == of_level(6, 9) == LEVELS[-1]
    assert of_level(1, 2) == of_level(2, 3) != LEVELS[1]


def test_of_more_kinds_than_looks_those_of_the_most_things_keep_one_of_their_own() -> None:
    rare = [Node(f"urn:r{at}", "珍", f"珍{at}") for at in range(len(KINDS))]
    often = [Node(f"urn:o{at}", "常", "常") for at in range(3)]
    root = drawn((*rare, *often), ())
    fills = {
        "".join(each.itertext()): [path.get("fill") for path in each.iter(SVG + "path")]
        for each in root.iter(SVG + "g")
    }
    assert fills["常: 常常"][0] not in {fills[f"珍{len(KINDS) - 1}: 珍珍"][0]}
    assert sum(name.startswith("珍") and each[0] == KINDS[-1].fill for name, each in fills.items()) == 2
    assert {each.kind for each in rare} <= set(texts(root))


def test_a_picture_has_a_name_and_links_that_a_file_can_change() -> None:
    root = drawn()
    assert root.get("role") == "group"
    assert [root.findtext(SVG + "title"), root.findtext(SVG + "desc")] == ["つながり", "三つ"]
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} == {"network-title", "network-desc"}
    (link,) = root.iter(SVG + "a")
    assert (link.get("href"), link.get("data-iri")) == ("/id/a", "urn:a")
    assert drawn(GOALS[1:], ()).get("role") == "img"


def test_who_walks_by_keyboard_is_not_led_through_many_boxes() -> None:
    many = tuple(Branch(str(at), "", "項目", "urn:x", "/id/x") for at in range(31))
    for count, passed_by in ((30, {None}), (31, {"-1"})):
        root = ElementTree.fromstring(tree_svg(many[:count], ("項目",), "木", "たくさん", "ja"))
        assert {each.get("tabindex") for each in root.iter(SVG + "a")} == passed_by


def test_a_name_that_all_links_share_stands_in_the_legend_only() -> None:
    links = tuple(Link(each.start, each.end, "引き継ぐ") for each in LINKS)
    assert texts(drawn(links=links)).count("引き継ぐ") == 1


def test_links_between_the_same_things_are_told_apart() -> None:
    both = (Link("urn:a", "urn:b", "継続", "stated"), Link("urn:b", "urn:a", "参照", "stated"), LINKS[0])
    root = drawn(GOALS[:2], both)
    lines = [each.get("d") for each in root.iter(SVG + "path") if each.get("fill") == "none"]
    assert len(lines) == len(set(lines)) == 2


def test_official_names_are_marked_as_japanese_elsewhere() -> None:
    root = ElementTree.fromstring(network_svg(GOALS, LINKS, "Links", "three", "en"))
    assert [each.get("lang") for each in root.iter(SVG + "a")] == ["ja"]


def test_a_tree_has_a_column_for_each_level_and_none_for_what_is_left_out() -> None:
    root = ElementTree.fromstring(tree_svg(TREE, ("将来像", "目標", "施策"), "木", "三つ", "ja"))
    assert {"将来像", "目標", "施策", "まち", "くらし", "道路", "● 文書に記載", "◌ 推定"} <= set(texts(root))
    across = {text: float(each.get("x", 0)) for each in root.iter(SVG + "text") for text in each.itertext()}
    assert across["まち"] < across["くらし"] < across["道路"]
    assert len(list(root.iter(SVG + "a"))) == 3


def test_a_tall_tree_begins_at_its_top() -> None:
    many = [Branch("v", "", "まち"), *(Branch(f"m{at}", "v", f"施策{at}") for at in range(40))]
    root = ElementTree.fromstring(tree_svg(many, ("将来像", "施策"), "木", "たくさん", "ja"))
    down = {text: float(each.get("y", 0)) for each in root.iter(SVG + "text") for text in each.itertext()}
    assert down["まち"] == down["施策0"] < down["施策1"]


@pytest.mark.parametrize("words", [EVIL, "\ud7ff\ufffe", "🎏" * 200])
def test_no_label_is_markup_or_breaks_the_document(words: str) -> None:
    nodes = (Node(words, words, words, "/id/x"), Node("urn:b", "b"))
    network = network_svg(nodes, (Link(words, "urn:b", words, words),), words, words, "ja")
    tree = tree_svg((Branch("x", "", words, words, "/id/x", words),), (words,), words, words, "ja")
    for svg in (network, tree):
        assert "<script" not in svg
        assert {each.tag for each in ElementTree.fromstring(svg).iter()} <= {
            SVG + name for name in ("svg", "title", "desc", "g", "a", "path", "line", "text", "tspan")
        }


@settings(deadline=None)
@given(GRAPHS)
def test_boxes_of_a_layer_stand_apart_and_links_lead_on(graph: tuple[list[str], list[tuple[int, int]]]) -> None:
    names, pairs = graph
    links = [(names[start], names[end]) for start, end in pairs]
    heights = {name: 20.0 + 7 * at for at, name in enumerate(names)}
    found = layered(heights, links)
    assert sorted(each for layer in found.layers for each in layer if isinstance(each, str)) == sorted(names)
    for layer in found.layers:
        boxes = [(found.middles[each], heights.get(str(each), 6.0)) for each in layer]
        for (one, high), (other, tall) in combinations(boxes, 2):
            assert abs(one - other) >= (high + tall) / 2 + BETWEEN - 0.01
    at = {place: number for number, layer in enumerate(found.layers) for place in layer}
    for link in links:
        if link[0] != link[1]:
            way = found.ways[link]
            assert {way[0], way[-1]} == set(link)
            assert [at[place] for place in way] == list(range(at[way[0]], at[way[-1]] + 1))


def test_a_network_without_circles_leads_from_left_to_right() -> None:
    found = layered(dict.fromkeys("abcd", 20.0), [("a", "b"), ("b", "c"), ("a", "c"), ("d", "c")])
    assert [[each for each in layer if isinstance(each, str)] for layer in found.layers] == [["a"], ["b", "d"], ["c"]]


@settings(deadline=None)
@given(GRAPHS, NAMES)
def test_the_same_rows_make_the_same_picture(graph: tuple[list[str], list[tuple[int, int]]], label: str) -> None:
    names, pairs = graph
    nodes = tuple(Node(name, label, label[:1]) for name in names)
    links = tuple(Link(names[start], names[end], label) for start, end in pairs)
    assert network_svg(nodes, links, "t", "d", "ja") == network_svg(nodes, links, "t", "d", "ja")
    ElementTree.fromstring(network_svg(nodes, links, "t", "d", "ja"))


def test_a_large_network_stays_in_its_document() -> None:
    nodes = tuple(Node(f"urn:{at}", f"項目{at}") for at in range(400))
    links = tuple(Link(f"urn:{at}", f"urn:{at * 7 % 400}") for at in range(400))
    root = ElementTree.fromstring(network_svg(nodes, links, "大", "四百", "ja"))
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    corners = re.findall(r"M([\d.]+) ([\d.]+)", " ".join(each.get("d", "") for each in root.iter(SVG + "path")))
    assert len(list(root.iter(SVG + "text"))) == 400
    assert all(float(x) <= width and float(y) <= height for x, y in corners)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("農林水産業６次産業化支援事業", ["農林水産業６次", "産業化支援事業"]),
        ("働くことにつながる環境づくり", ["働くことにつながる", "環境づくり"]),
        ("子育てしやすい環境づくり", ["子育てしやすい環境づくり"]),
        ("", []),
    ],
)
def test_lines_are_about_as_long_as_each_other(words: str, lines: list[str]) -> None:
    assert list(balanced(words, 20)) == lines


@settings(deadline=None)
@given(NAMES)
def test_balanced_lines_lose_nothing_but_white_space(words: str) -> None:
    lines = balanced(words, 20)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(display_width(line) <= 30 for line in lines if " " not in line and not re.search("[!-~]", line))
