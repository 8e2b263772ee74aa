"""The page for newcomers: the first question is a real one, and every word and link of it holds."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect
from running_server import Server, running_server
from small_plans import bare_root
from visitor import heading, visitor

from plangraph.questions import asked, question
from plangraph.store import Store
from plangraph.vocabulary import vocabulary
from plangraph_web.guide import FIRST, PLAN_WORDS

HTML = "text/html"
OTHER = "ichinoseki/plan/2026/goal/20"


def text(server: Server, path: str) -> str:
    answer = server.get(path, HTML)
    assert answer.status == 200
    return html.unescape(answer.text)


def test_the_first_question_is_answered_already(server: Server, store: Store) -> None:
    page = text(server, "/help?lang=ja")
    meant = asked(store, question(store, FIRST, "ja"), {})
    assert meant.sentence(len(store.select(meant.sparql))) in page
    assert 'name="goal"' in page
    assert f'href="/questions/{FIRST}"' in page


def test_what_is_chosen_is_answered_and_handed_on(server: Server, store: Store) -> None:
    page = text(server, f"/help?lang=en&goal={quote(OTHER)}")
    meant = asked(store, question(store, FIRST, "en"), {"goal": OTHER})
    assert meant.sentence(1) in page
    assert f'<option value="{OTHER}" selected>' in page
    assert re.search(rf'href="/questions/{FIRST}\?goal=[^"]*20"', page)
    assert re.search(rf'href="/questions/{FIRST}\.xlsx\?goal=[^"]*20"', page)


def test_a_wrong_choice_is_told_beside_what_there_is(server: Server) -> None:
    answer = server.get("/help?lang=ja&goal=nowhere%3Cb%3E", HTML)
    assert answer.status == 400
    assert "「中目標」に「nowhere<b>」は選べません。" in html.unescape(answer.text)
    assert "nowhere<b>" not in answer.text
    assert 'class="first-answer"' in answer.text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_link_leads_somewhere(server: Server, language: str) -> None:
    page = text(server, f"/help?lang={language}")
    links = {each.partition("#")[0] for each in re.findall(r'href="(/[^"]*)"', page)}
    assert len(links) > 20
    assert [each for each in links if server.get(each.replace(" ", "%20"), HTML).status != 200] == []
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_words_have_the_definitions_of_the_ontology(server: Server, store: Store) -> None:
    page = text(server, "/help?lang=ja")
    found = vocabulary(store, "ja")
    known = {each.anchor: each.definition for each in (*found.classes, *found.properties)}
    assert all(known[name] in page and f'href="/ontology#{name}"' in page for name in PLAN_WORDS)


def test_every_basis_is_explained_and_counted(server: Server, store: Store) -> None:
    page = text(server, "/help?lang=ja")
    counted = store.select("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } ?g pg:basis pg:stated }")[0]["n"].value
    assert "文書の文言がそう述べている。" in page
    assert f"{int(counted):,}" in page


def test_data_without_questions_have_a_help_page_too(tmp_path: Path) -> None:
    with running_server("--root", str(bare_root(tmp_path))) as bare:
        for path in ("/help", "/download", "/ontology"):
            assert bare.get(path, HTML).status == 200
        assert 'id="first"' not in text(bare, "/help")


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_newcomer_asks_the_first_question(browser: Browser, server: Server, language: str) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/help?lang={language}")
        before = page.locator(".first-answer").text_content() or ""
        page.locator("#choice").select_option(OTHER)
        page.locator(".first-question button").click()
        expect(page.locator(".first-answer")).not_to_have_text(before)
        expect(page.locator(".first-answer")).to_be_in_viewport()
        told = page.locator(".first-answer").text_content() or ""
        page.locator(".step a.button.solid").click()
        expect(heading(page)).not_to_have_text("")
        expect(page.locator(".answer .sentence")).to_have_text(told)
