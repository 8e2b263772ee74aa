"""Pictures on pages: charts that a browser draws, drawings that are there without scripts, and files of both."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect
from running_server import Server
from visitor import visitor

from plangraph_web.pictures import MOST_BARS

SVG = "{http://www.w3.org/2000/svg}"
CHART = "/questions/most-measures"
LINES = "/questions/population-series"
NETWORK = "/questions/succession-of-thing"
TREE = "/questions/plan-tree"
PLAN = "https://w3id.org/plangraph/id/ichinoseki/plan/2026"
GOAL = f"{PLAN}/goal/20"
PREFIXES = "PREFIX pg: <https://w3id.org/plangraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
AROUND = f"WHERE {{ VALUES ?g {{ <{PLAN}/goal/09> }} ?m a pg:Measure ; pg:contributesTo ?g }}"
EVIL = "<script>alert(1)</script>"
COUNTED = (
    "SELECT ?goal (COUNT(?m) AS ?n) { ?m <https://w3id.org/plangraph/ontology#contributesTo> ?goal } GROUP BY ?goal"
)


def chart_of(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.S)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def query(sparql: str) -> str:
    return f"/query?query={quote(sparql)}"


def drawing_of(page: str) -> ElementTree.Element:
    (drawing,) = re.findall(r"<svg .*?</svg>", page[page.index("<drawn-picture") : page.index("</drawn-picture")], re.S)
    return ElementTree.fromstring(drawing)


def words_of(drawing: ElementTree.Element) -> set[str]:
    return {"".join(each.itertext()) for each in drawing.iter(SVG + "text")}


@pytest.mark.parametrize("path", [NETWORK, TREE, "/questions/way-to-vision"])
def test_drawings_are_part_of_the_page_and_need_no_style(server: Server, path: str) -> None:
    page = server.get(path, "text/html").text
    root = drawing_of(page)
    assert root.findtext(SVG + "title")
    assert "style" not in {name for each in root.iter() for name in each.attrib}
    links = [each.get("href") for each in root.iter(SVG + "a")]
    assert len(links) > 3
    assert all(server.get(str(link), "text/html").status == 200 for link in links[:3])


def test_a_chart_has_the_numbers_of_its_table(server: Server) -> None:
    page = server.get(CHART, "text/html").text
    chart = chart_of(page)
    rows = chart["rows"]
    assert isinstance(rows, list)
    assert len(rows) == 24
    assert all(unescape("".join(row["beside"])).split()[-1] in page for row in rows)


@pytest.mark.parametrize(
    ("sparql", "drawn"),
    [
        (f"{COUNTED} LIMIT {MOST_BARS}", True),
        (f"{COUNTED} LIMIT {MOST_BARS + 1}", False),
        ("SELECT ?s ?p { ?s ?p ?o } LIMIT 5", None),
        ('SELECT ("2020"^^<http://www.w3.org/2001/XMLSchema#gYear> AS ?year) (3 AS ?n) {}', True),
    ],
)
def test_a_query_has_a_picture_where_one_fits(server: Server, sparql: str, drawn: bool | None) -> None:
    page = server.get(query(sparql), "text/html").text
    assert ("<drawn-picture" in page) is bool(drawn)
    assert ("図にするには多すぎます" in page) is (drawn is False)


def test_a_graph_is_seen_as_a_network_with_the_basis_of_its_links(server: Server) -> None:
    made = query(f"{PREFIXES}CONSTRUCT {{ ?m pg:contributesTo ?g . ?g pg:next ?m }} {AROUND}")
    for spoken, expected in (
        ("ja", {"つながる機能の整備", "道路ネットワークの整備", "施策", "● 文書に記載", "＋ クエリが作ったつながり"}),
        ("en", {"functions that connect", "measure", "contributes to", "pg:next", "＋ made by the query"}),
    ):
        page = server.get(f"{made}&lang={spoken}")
        assert expected <= words_of(drawing_of(page.text))
        assert len(list(drawing_of(page.text).iter(SVG + "a"))) == 5
        heads = {"ja": "<span>述語", "en": "<span>predicate"}
        assert heads[spoken] in page.text


def test_what_a_thing_is_and_its_literals_are_no_boxes(server: Server) -> None:
    drawn = drawing_of(server.get(query(f"DESCRIBE <{GOAL}>"), "text/html").text)
    assert {"工業の振興", "目標", "地域産業が元気なまち", "◌ 推定", "◇ 解釈"} <= words_of(drawn)
    assert not {"種類", "promotion of manufacturing", "20"} & words_of(drawn)
    bold = [each for each in drawn.iter(SVG + "a") if any(path.get("stroke-width") == "4" for path in each)]
    assert [each.get("data-iri") for each in bold] == [GOAL]


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("CONSTRUCT { ?s a ?c ; rdfs:label ?l } WHERE { ?s a pg:Goal, ?c ; rdfs:label ?l }", "つながりがないので"),
        ("CONSTRUCT WHERE { ?s pg:statedAt ?o }", "LIMIT を付けるか条件を足すと図になります"),
        ("CONSTRUCT WHERE { ?s pg:nothing ?o }", None),
    ],
)
def test_a_graph_without_picture_says_why(server: Server, sparql: str, told: str | None) -> None:
    page = server.get(query(PREFIXES + sparql), "text/html").text
    assert "<drawn-picture" not in page
    assert told is None or told in page
    assert "<table" in page or told is None


def test_names_that_an_answer_gives_are_no_markup(server: Server) -> None:
    made = f'CONSTRUCT {{ [] rdfs:label "{EVIL}" ; pg:next <urn:{"x" * 300}> , <urn:y> }} {{}}'
    page = server.get(query(PREFIXES + made), "text/html").text
    assert EVIL not in page
    assert {EVIL, "<urn:y>"} <= words_of(drawing_of(page))


def test_the_examples_that_are_answered_by_a_graph_have_a_picture(server: Server) -> None:
    page = server.get("/query", "text/html").text
    links = re.findall(r'<a href="(/query\?query=[^"]+CONSTRUCT[^"]+)">', page)
    assert len(links) >= 2
    for each in links:
        assert len(list(drawing_of(server.get(unescape(each), "text/html").text).iter(SVG + "a"))) > 10


def test_labels_are_no_markup(server: Server) -> None:
    page = server.get(query(f'SELECT ("{EVIL}" AS ?name) (1 AS ?n) {{}}'), "text/html").text
    assert EVIL not in page
    rows = chart_of(page)["rows"]
    assert isinstance(rows, list)
    assert ["".join(row["beside"]) for row in rows] == [EVIL]


def ready(page: Page, server: Server, path: str) -> None:
    page.goto(server.url + path)
    expect(page.locator("drawn-picture[data-ready]")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("path", [CHART, LINES, "/questions/policy-field-counts", query(f"{COUNTED} LIMIT 9")])
@pytest.mark.parametrize("width", [1366, 390])
def test_a_chart_is_drawn_under_our_policy_at_every_width(
    browser: Browser, server: Server, path: str, width: int
) -> None:
    with visitor(browser, server) as page:
        page.set_viewport_size({"width": width, "height": 844})
        ready(page, server, path)
        drawn, area = page.locator(".drawn-chart svg"), page.locator(".drawn-chart")
        expect(drawn).to_have_attribute("aria-hidden", "true")
        expect(area).to_have_accessible_name(re.compile("."))
        box, around = drawn.bounding_box(), area.bounding_box()
        assert box
        assert around
        assert box["width"] <= around["width"]
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.browser
@pytest.mark.parametrize("path", [NETWORK, TREE])
@pytest.mark.parametrize("width", [1366, 390])
def test_a_drawing_scrolls_in_its_box(browser: Browser, server: Server, path: str, width: int) -> None:
    with visitor(browser, server) as page:
        page.set_viewport_size({"width": width, "height": 844})
        ready(page, server, path)
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.browser
def test_what_draws_charts_is_loaded_where_there_is_one(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        ready(page, server, NETWORK)
        assert not any("/vega-" in each for each in loaded)
        ready(page, server, CHART)
        assert sum("/vega-" in each for each in loaded) == 1


@pytest.mark.browser
def test_a_chart_follows_the_width_of_the_window(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        ready(page, server, CHART)
        page.set_viewport_size({"width": 500, "height": 844})
        width = page.locator(".drawn-chart").evaluate("each => Math.floor(each.clientWidth)")
        expect(page.locator(".drawn-chart svg")).to_have_attribute("width", str(width))
        expect(page.locator(".drawn-chart svg")).to_have_count(1)


@pytest.mark.browser
def test_a_name_beside_a_bar_leads_to_its_thing(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        ready(page, server, CHART)
        page.locator(".drawn-chart text", has_text="つながる機能の整備").click()
        expect(page).to_have_url(re.compile("/id/ichinoseki/plan/2026/goal/09"))


@pytest.mark.browser
def test_a_box_leads_to_its_thing(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        ready(page, server, NETWORK)
        page.locator(".drawn-box a", has_text="地域福祉").first.click()
        expect(page).to_have_url(re.compile("/id/ichinoseki/plan/"))


@pytest.mark.browser
def test_the_boxes_of_a_graph_are_reached_by_keyboard_and_without_scripts(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(server.url + query(f"{PREFIXES}CONSTRUCT {{ ?m pg:contributesTo ?g }} {AROUND}"))
        page.locator(".drawn-box").focus()
        page.keyboard.press("Tab")
        expect(page.locator(".drawn-box a").first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/id/ichinoseki/plan/2026/measure/"))


@pytest.mark.browser
@pytest.mark.parametrize("path", [CHART, LINES, NETWORK])
def test_pictures_are_saved_with_title_and_source(browser: Browser, server: Server, path: str, tmp_path: Path) -> None:
    with visitor(browser, server) as page:
        ready(page, server, path)
        name = path.rpartition("/")[2]
        for form in ("svg", "png"):
            with page.expect_download() as download:
                page.get_by_role("button", name=form.upper(), exact=True).click()
            assert download.value.suggested_filename == f"{name}.{form}"
            download.value.save_as(tmp_path / f"picture.{form}")
        title = page.locator("drawn-picture").get_attribute("data-title")
    root = ElementTree.parse(tmp_path / "picture.svg").getroot()
    words = "".join(root.itertext())
    assert str(title)[:12] in words
    assert f"{server.url}{path}?" in words
    assert all(str(each.get("href")).startswith("https://w3id.org/") for each in root.iter(SVG + "a"))
    png = (tmp_path / "picture.png").read_bytes()
    assert png.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(png[16:20]) == 2 * round(float(root.get("width", 0)))


@pytest.mark.browser
def test_without_scripts_a_drawing_is_there_and_a_chart_is_its_table(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(server.url + NETWORK)
        expect(page.locator(".drawn-box svg")).to_be_visible()
        expect(page.get_by_role("button", name="PNG")).to_have_count(0)
        page.goto(server.url + CHART)
        expect(page.locator("drawn-picture noscript .notice, drawn-picture .notice").first).to_be_visible()
        expect(page.locator("#rows tbody tr").first).to_be_visible()


@pytest.mark.browser
def test_script_in_a_name_does_nothing(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        ready(page, server, query(f'SELECT ("{EVIL}" AS ?name) (1 AS ?n) {{}}'))
        expect(page.locator(".drawn-chart text", has_text=EVIL)).to_be_visible()
