"""What every page promises, and what each page shows."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from running_server import Server, running_server
from small_sources import Town

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGES = {
    "/": 200,
    "/plans/": 200,
    "/plans/ichinoseki/2026": 200,
    "/plans/ichinoseki/2026?open=all": 200,
    "/plans/ichinoseki/before-2016": 200,
    "/plans/ichinoseki-hiraizumi/3": 200,
    "/plans/ichinoseki-hiraizumi/2": 200,
    "/id/ichinoseki-hiraizumi/table/area/hiraizumi/area": 200,
    "/id/ichinoseki/plan/2026/goal/20": 200,
    "/id/ichinoseki/plan/2026/vision": 200,
    "/id/ichinoseki": 200,
    "/id/ichinoseki/plan/2016/field/5": 200,
    "/id/indicator/population": 200,
    "/id/question/measures-of-goal": 200,
    "/id/question/measures-of-goal/parameter/goal": 200,
    "/questions": 200,
    "/questions/succession-of-thing": 200,
    "/questions/not-stated?filter=zzz": 200,
    "/questions/word-in-generations?word=zzz": 200,
    "/questions/measures-of-goal?goal=kogyo": 400,
    "/questions/measures-of-goal?v=old": 200,
    "/questions/nothing": 404,
    "/search": 200,
    "/search?q=" + quote("工業"): 200,
    "/search?q=zzzz": 200,
    "/search?q=%07": 200,
    "/graph": 200,
    "/graph?focus=ichinoseki/plan/2026/goal/20": 200,
    "/graph?focus=ichinoseki/plan/2016/field/5": 200,
    "/graph?plan=ichinoseki-hiraizumi/plan/3": 200,
    "/query": 200,
    "/query?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 5"): 200,
    "/query?query=" + quote("ASK { ?s ?p ?o }"): 200,
    "/query?query=" + quote("DESCRIBE <https://w3id.org/plangraph/id/ichinoseki>"): 200,
    "/query?query=SELECT": 400,
    "/population": 200,
    "/population?area=nowhere": 404,
    "/quality": 200,
    "/region": 200,
    "/region?region=nowhere": 404,
    "/shapes/": 200,
    "/shapes/C-07": 200,
    "/shapes/C-9999": 404,
    "/ontology": 200,
    "/ontology?q=goal": 200,
    "/ontology/nothing": 404,
    "/download": 200,
    "/download/nothing": 404,
    "/help": 200,
    "/help?goal=nowhere": 400,
    "/quality?kind=agreement&state=acknowledged": 200,
    "/id/ichinoseki/doubt/end-of-third-vision": 200,
    "/sources/": 200,
    "/sources/ichinoseki/plan-and-strategy": 200,
    "/sources/ichinoseki/plan": 404,
    "/nothing": 404,
    "/plans/nowhere/1999": 404,
    "/graph?plan=nowhere/plan/1999": 404,
    "/graph?focus=nothing": 404,
}


class Page(HTMLParser):
    """The tags of a page and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("path", "status"), PAGES.items())
def test_every_page_keeps_the_rules_of_the_house(server: Server, path: str, status: int, language: str) -> None:
    answer = server.get(f"{path}{'&' if '?' in path else '?'}lang={language}", BROWSER)
    page = Page(answer.text)
    assert answer.status == status
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Content-Language"] == page.all("html")[0]["lang"] == language
    outside = Page(re.sub(r"<svg.*?</svg>", "", answer.text, flags=re.S))  # pictures have titles of their own
    assert all(len(outside.all(tag)) == 1 for tag in ("title", "h1", "main", "header", "footer"))
    assert page.all("a")[0]["href"] == "#main"
    assert not [name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")]
    assert not page.all("style")
    assert all(script.get("src") or script.get("type") == "application/json" for script in page.all("script"))


def ids(text: str) -> list[str]:
    return [str(attributes["id"]) for _, attributes in Page(text).tags if "id" in attributes]


@pytest.mark.parametrize("path", PAGES)
def test_ids_are_unique_and_nothing_comes_from_elsewhere(server: Server, path: str) -> None:
    text = server.get(path, BROWSER).text
    assert len(ids(text)) == len(set(ids(text)))
    tags = [attributes for tag in ("script", "link", "img") for attributes in Page(text).all(tag)]
    sources = [str(each.get("src") or each.get("href")) for each in tags if each.get("type") != "application/json"]
    assert sources
    assert all(source.startswith("/") for source in sources)


def test_home_answers_already(server: Server) -> None:
    assert server.get("/quality").status == 200  # which waits for the checks, as home does not
    text = server.get("/").text
    assert "ひとりひとりが輝く 挑戦しつづけるまち いちのせき" in text
    assert text.count('<article class="card">') == 6
    assert "検証に通っています" in text


def test_the_plan_is_a_tree(server: Server) -> None:
    page = Page(server.get("/plans/ichinoseki/2026").text)
    classes = [str(item.get("class")).split() for item in page.all("li")]
    assert [sum(f"depth-{depth}" in each for each in classes) for depth in (1, 2, 3, 4)] == [3, 11, 24, 58]
    assert sum(each == ["depth-3", "inferred"] for each in classes) == 24


def test_the_thing_page_says_where_and_why(server: Server) -> None:
    text = server.get("/id/ichinoseki/plan/2026/goal/20").text
    assert all(word in text for word in ("工業の振興", "144行目", "文書に記載", "推定", "確からしさ"))


def test_the_thing_page_says_where_in_a_line(tmp_path: Path) -> None:
    cited = "<a/L1> , <a/L2-C2-2> , <a/L2-C5-9> , <a/L3-6>"
    town = Town(tmp_path).states(f'<goal> a pg:Goal ; rdfs:label "工業の振興"@ja ; pg:statedAt {cited} .')
    with running_server("--root", str(town.root)) as small:
        shown = {
            language: re.findall(
                r'<p class="lines"><a [^>]*>([^<]*)</a></p>', small.get(f"/id/goal?lang={language}").text
            )
            for language in ("ja", "en")
        }
    assert shown["en"] == ["line 1", "line 2, character 2", "line 2, characters 5–9", "lines 3–6"]
    assert shown["ja"] == ["1行目", "2行目 2字目", "2行目 5–9字目", "3–6行目"]


def test_the_table_holds_what_the_picture_holds(server: Server) -> None:
    for path in ("/graph", "/graph?focus=ichinoseki/plan/2026/goal/20"):
        text = server.get(path).text
        found = re.search(r'<script type="application/json" id="network-data">(.*?)</script>', text, re.S)
        assert found
        drawn = [node["id"] for node in json.loads(found[1])["nodes"]]
        table = text[text.index('id="twin"') :]
        listed = [link.removeprefix("/id/") for link in re.findall(r'<td><a href="(/id/[^"]+)"', table)]
        cards = re.findall(r'data-node="([^"]+)"', text)
        assert sorted(drawn) == sorted(listed) == sorted(cards)
        assert len(drawn) == (39 if path == "/graph" else 40)


def test_a_focus_alone_tells_which_plan_is_meant(server: Server) -> None:
    text = server.get("/graph?focus=ichinoseki-hiraizumi/plan/3/joint-project/10").text
    assert "第３次一関・平泉定住自立圏共生ビジョン" in text
    assert 'data-node="ichinoseki-hiraizumi/plan/3/joint-project/10"' in text


def test_a_plan_that_is_only_named_has_no_tree_and_no_picture(server: Server) -> None:
    text = server.get("/plans/ichinoseki-hiraizumi/2").text
    assert "内容はどの文書にもありません" in text
    assert 'class="tree"' not in text
    assert "/graph?plan=" not in text


def test_plans_are_listed_by_their_makers_the_newest_first(server: Server) -> None:
    text = server.get("/plans/").text
    makers = re.findall(r'<h2 id="maker-\d"><a href="/id/([^"]*)"', text)
    assert makers == ["ichinoseki", "ichinoseki-hiraizumi"]
    assert re.findall(r'<h3><a href="/plans/([^"]*)"', text) == [
        *("ichinoseki/2026", "ichinoseki/2016", "ichinoseki/before-2016"),
        *("ichinoseki-hiraizumi/3", "ichinoseki-hiraizumi/2", "ichinoseki-hiraizumi/1"),
    ]


def test_kinds_of_things_follow_their_number_in_the_plural(server: Server) -> None:
    text = server.get("/plans/?lang=en").text
    assert {"middle goals", "policy areas of cooperation", "ways of carrying out the plan"} <= set(
        re.findall("<dt>([^<]*)</dt>", text)
    )


def test_english_pages_show_official_names_and_what_they_mean(server: Server) -> None:
    name, meaning = "工業の振興", "promotion of manufacturing"
    for path in ("/plans/ichinoseki/2026", "/id/ichinoseki/plan/2026/goal/20", "/graph"):
        text = server.get(f"{path}?lang=en").text
        assert re.search(f'<(a|span)[^>]* lang="ja"[^>]*>{name}</[as]', text), path
        assert f'<span class="gloss">({meaning})</span>' in text, path
    overview = server.get("/plans/ichinoseki/2026?lang=en").text
    assert re.search(f'lang="ja" title="{meaning}">.*{name}', overview)


def test_what_a_visitor_writes_is_shown_not_run(server: Server) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    for path in (
        f"/query?query={quote(evil)}",
        f"/sparql?query={quote(evil)}",
        f"/id/{quote(evil)}",
        f"/?x={quote(evil)}",
        f"/search?q={quote(evil)}",
    ):
        text = server.get(path, BROWSER).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    literal = server.get("/query?query=" + quote("SELECT ('<b>bold</b>' AS ?x) {}"), BROWSER).text
    assert html.escape("<b>bold</b>") in literal


def test_the_answer_page_links_downloads(server: Server) -> None:
    text = server.get("/query?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 5")).text
    links = [html.unescape(link) for link in re.findall(r'href="(/sparql[^"]+)"', text)]
    assert {link.rsplit("format=", 1)[1] for link in links} == {"csv", "json", "tsv", "xml"}
    assert all(server.get(link).status == 200 for link in links)
