"""The page of an empty answer: what empties it, marked, and one click to an answer with rows."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from empty_answers import PROLOGUE, Empty, empty_answer, empty_answers
from playwright.sync_api import Browser, expect
from running_server import Server
from visitor import visitor

SLIP = empty_answer("a property with a letter too few")
WRONG_WAY = empty_answer("a link the wrong way round")


def address(text: str, language: str = "ja") -> str:
    return "/query?" + urlencode({"query": text, "lang": language})


def marked(page: str) -> str:
    return html.unescape("".join(re.findall("<mark>(.*?)</mark>", page)))


@pytest.mark.parametrize("empty", empty_answers()[::3], ids=lambda each: each.name)
def test_the_culprit_is_marked_and_the_first_link_leads_to_rows(server: Server, empty: Empty) -> None:
    page = server.get(address(empty.text))
    assert page.status == 200
    first = page.text.split('id="empty"')[1].split("<details>")[0]
    assert marked(first) == empty.culprit
    link = re.search(r'<a class="button small" href="([^"]+)" data-fix', first)
    assert link
    mended = server.get(html.unescape(link[1]))
    assert 'id="empty"' not in mended.text
    assert mended.status == 200


def test_both_languages_tell_it(server: Server) -> None:
    said = {"ja": "はデータに出てきません", "en": "does not occur in the data"}
    for language, words in said.items():
        page = server.get(address(SLIP.text, language)).text.replace("、", "")
        assert words in page
        assert "pg:contributesTo" in page


def test_only_an_answer_without_rows_is_explained(server: Server) -> None:
    assert 'id="empty"' not in server.get(address(f"{PROLOGUE}SELECT ?plan {{ ?plan a pg:Plan }}")).text
    assert 'id="empty"' not in server.get(address(f"{PROLOGUE}ASK {{ ?plan a pg:Plan }}")).text
    assert "いいえ" in server.get(address(f"{PROLOGUE}ASK {{ ?plan a pg:Plann }}")).text


def test_a_long_query_is_shown_around_the_mark_with_its_numbers(server: Server) -> None:
    gap = "\n" * 30
    page = server.get(address(SLIP.text.replace("{\n", "{" + gap, 1))).text
    shown = re.findall(r'<li data-number="(\d+)"( class="guilty")?', page)
    line = str(SLIP.text[: SLIP.text.index(SLIP.culprit)].count("\n") + 30)
    assert [number for number, guilty in shown if guilty] == [line]
    assert len(shown) < 10


def test_it_is_said_where_nothing_can_be_told(server: Server) -> None:
    text = f"{PROLOGUE}SELECT * {{ ?x rdf:reifies <<( ?s ?p ?o )>> }}"
    page = server.get(address(text, "en")).text
    assert "this page cannot tell which of them it is" in page
    assert "data-fix" not in page


@pytest.mark.browser
def test_one_click_mends_it_with_and_without_scripts(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(server.url + address(WRONG_WAY.text))
        expect(page.locator("#empty mark")).to_have_text(WRONG_WAY.culprit)
        page.locator("a[data-fix]").first.click()
        expect(page.locator("#empty")).to_have_count(0)
        assert "^pg:inPlan ?goal" in parse_qs(urlsplit(page.url).query)["query"][0]
    with visitor(browser, server) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(server.url + address(SLIP.text, "en"))
        expect(page.locator("#empty")).to_contain_text("does not occur in the data")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.locator(".cm-lintRange-warning")).to_be_visible()
        expect(page.locator(".remarks li")).to_have_count(0)  # the answer says it already
        page.get_by_role("link", name="Write pg:contributesTo").click()
        expect(page.locator("#answer-title")).to_contain_text("12 rows")
        expect(page.locator("#empty")).to_have_count(0)
