"""A broken query on its page and while it is written: what is wrong, where, and the click that mends it."""

from __future__ import annotations

import html
import json
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from running_server import ENDLESS, Answer, Server
from visitor import visitor

BROKEN = tomllib.loads((Path(__file__).parents[1] / "broken_queries.toml").read_text(encoding="utf-8"))["query"]
MENDED = [each for each in BROKEN if "mended" in each]
CLICKED = (
    "a known prefix that is not declared",
    "full-width letters, brackets and spaces",
    "an aggregate without GROUP BY",
)
LINK = re.compile(r'data-fix href="([^"]+)"')
BROWSER = "text/html"


def named(name: str) -> dict[str, Any]:
    (found,) = (each for each in BROKEN if each["name"] == name)
    return dict(found)


def checked(server: Server, body: bytes, language: str = "en") -> Answer:
    return server.send("POST", f"/query/check?lang={language}", body, {"Content-Type": "application/sparql-query"})


def shown(server: Server, query: str, language: str) -> str:
    return server.get("/query?" + urlencode({"query": query, "lang": language}), BROWSER).text


def test_a_query_is_checked_while_it_is_written(server: Server) -> None:
    broken = named("a brace that is missing before LIMIT")
    answer = checked(server, broken["query"].encode())
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    (remark,) = json.loads(answer.body)["remarks"]
    ((edit,),) = (fix["edits"] for fix in remark.pop("fixes"))
    start = broken["query"].index("{")
    assert remark == {
        "severity": "error",
        "start": start,
        "end": start + 1,
        "line": broken["line"],
        "column": broken["column"],
        "what": broken["en"],
        "hint": "Add a }.",
    }
    mended = broken["query"][: edit["start"]] + edit["text"] + broken["query"][edit["end"] :]
    assert mended == broken["mended"]
    assert json.loads(checked(server, mended.encode()).body) == {"remarks": []}
    assert broken["ja"] in checked(server, broken["query"].encode(), "ja").text


def test_checking_runs_nothing_and_reads_utf_8_only(server: Server) -> None:
    assert json.loads(checked(server, ENDLESS.encode()).body) == {"remarks": []}
    assert checked(server, b"SELECT * { ?s ?p '\xff' }").status == 400
    assert server.get("/query/check").status == 405
    assert "unknown-here" not in checked(server, b"SELECT * { ?s ?p ?o }").text


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("broken", BROKEN[::8], ids=[each["name"] for each in BROKEN[::8]])
def test_the_page_says_what_is_wrong_without_scripts(server: Server, broken: dict[str, Any], language: str) -> None:
    page = html.unescape(shown(server, broken["query"] or "# ", language))
    assert broken[language] in page
    assert page.count('class="guilty"') == 1
    assert ("data-fix" in page) == ("mended" in broken)


def test_every_fix_leads_to_an_answer(server: Server) -> None:
    for broken in MENDED:
        page = shown(server, broken["query"] or "# ", "ja")
        link = html.unescape(LINK.findall(page)[0])
        assert broken["query"] == "" or parse_qs(urlsplit(link).query)["query"] == [broken["mended"]]
        answer = server.get(link, BROWSER)
        assert (answer.status, "data-fix" in answer.text) == (200, False)


def test_a_long_query_is_shown_around_its_mistake_only(server: Server) -> None:
    lines = "".join(f"# {number}\n" for number in range(1, 60)) + "SELECT ?s ?s {}\n# end"
    page = shown(server, lines, "en")
    assert "Line 60, column 11" in page
    assert [f'data-number="{number}"' in page for number in (57, 58, 60, 61)] == [False, True, True, True]


def click(page: Page, server: Server, broken: dict[str, Any]) -> None:
    page.goto(server.url + "/query?" + urlencode({"query": broken["query"], "lang": "ja"}))
    expect(page.locator(".mistake mark")).to_have_text(broken["marked"])
    page.locator("a[data-fix]").first.click()


@pytest.mark.browser
def test_one_click_mends_and_runs(browser: Browser, server: Server) -> None:
    with visitor(browser, server, expected="Failed to load resource") as page:
        for name in CLICKED:
            click(page, server, named(name))
            expect(page.locator(".mistake")).to_have_count(0)
            expect(page.locator("#answer-title")).to_contain_text("答え", use_inner_text=True)


@pytest.mark.browser
def test_one_click_mends_without_scripts(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False, expected="Failed to load resource") as page:
        broken = named("a full stop that is missing between two lines")
        click(page, server, broken)
        expect(page.locator("#query")).to_have_value(broken["mended"])
        expect(page.locator("#answer-title")).to_contain_text("144", use_inner_text=True)
