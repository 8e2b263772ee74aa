"""Writing a query: what is offered while somebody types, what a term means, and laying out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from running_server import Server
from visitor import visitor

pytestmark = pytest.mark.browser

PREFIX = "PREFIX pg: <https://w3id.org/plangraph/ontology#>\n"
FIELD = "<https://w3id.org/plangraph/id/ichinoseki-hiraizumi/plan/3/cooperation-field/1-1>"


@contextmanager
def writing(browser: Browser, server: Server, address: str = "/query") -> Iterator[Page]:
    """The query page with the cursor in its editor."""
    with visitor(browser, server) as page:
        page.goto(server.url + address)
        page.locator(".cm-content").click()
        yield page


def write(page: Page, text: str, typed: str = "") -> Locator:
    """Put a text in place of what is there, type on, and see the options."""
    page.keyboard.press("Escape")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("Escape")
    for sign in typed:
        page.keyboard.insert_text(sign)
    return page.locator(".cm-tooltip-autocomplete li")


def choose(option: Locator) -> None:
    """Click it until it is taken: a list that has just changed does not let itself be clicked by mistake."""
    before = text_of(option.page)
    while text_of(option.page) == before:
        option.click()


def text_of(page: Page) -> str:
    """What the form would send."""
    return page.locator("#query").input_value()


def test_a_term_is_offered_by_any_of_its_names_and_brings_its_prefix(browser: Browser, server: Server) -> None:
    with writing(browser, server) as page:
        for typed in ("総合計画", "そうごうけいかく", "comprehensive plan", "Plan", "ｹｲｶｸ"):
            options = write(page, "SELECT * {\n  ?x a ", typed)
            chosen = options.filter(has_text="pg:Plan").first
            expect(chosen).to_contain_text("クラス")
            expect(chosen).to_contain_text("計画")
            choose(chosen)
            expect(page.locator("#query")).to_have_value(PREFIX + "\nSELECT * {\n  ?x a pg:Plan")
        page.keyboard.press("Control+z")
        assert text_of(page) == "SELECT * {\n  ?x a ｹｲｶｸ"


def test_things_are_offered_by_name_with_where_they_stand(browser: Browser, server: Server) -> None:
    with writing(browser, server) as page:
        options = write(page, "SELECT * {\n  ?x ?p ", "医療")
        expect(options.first).to_contain_text("取組分野")
        expect(options.first).to_contain_text("第３次一関・平泉定住自立圏共生ビジョン")
        expect(options.filter(has_text="分野").nth(1)).to_contain_text("医療")
        expect(page.locator(".cm-completionInfo")).to_contain_text("生活機能の強化")
        choose(options.first)
        expect(page.locator("#query")).to_have_value("SELECT * {\n  ?x ?p " + FIELD)


def test_what_fits_the_place_comes_first(browser: Browser, server: Server) -> None:
    with writing(browser, server, "/query?lang=en") as page:
        options = write(page, PREFIX + "SELECT * {\n  ?x a pg:Role ; ")
        page.keyboard.press("Control+Space")
        expect(options.first).to_contain_text("property")
        first = [options.nth(at).inner_text() for at in range(6)]
        assert any("pg:playedBy" in each for each in first)
        options = write(page, PREFIX + "SELECT * {\n  ?x pg:policyField ")
        page.keyboard.press("Control+Space")
        expect(options.first).to_contain_text("policy-field/")
        options = write(page, "SELECT ?name WHERE { ?name ?p ?other . FILTER (", "?n")
        expect(options).to_have_text(["variable?name"])
        options = write(page, "", "SEL")
        expect(options.first).to_contain_text("SELECT")
        options = write(page, "SELECT * { ?x ?p ", '"Plan')
        expect(options).to_have_count(0)


def test_a_prefix_of_the_text_is_kept_and_another_meaning_is_not_taken(browser: Browser, server: Server) -> None:
    with writing(browser, server) as page:
        mine = "PREFIX plan: <https://w3id.org/plangraph/ontology#>\nPREFIX pg: <urn:other>\nSELECT * { ?x a "
        choose(write(page, mine, "基本構想").first)
        expect(page.locator("#query")).to_have_value(mine + "plan:BasicConcept")
        other = "PREFIX pg: <urn:other>\nSELECT * { ?x a "
        choose(write(page, other, "基本構想").first)
        expect(page.locator("#query")).to_have_value(other + "<https://w3id.org/plangraph/ontology#BasicConcept>")


def test_japanese_is_composed_undisturbed(browser: Browser, server: Server) -> None:
    with writing(browser, server) as page:
        options = write(page, "SELECT * {\n  ?x a ")
        keys = page.context.new_cdp_session(page)
        for composed in ("ｋ", "け", "けい", "けいｋ", "けいか", "けいかく"):
            keys.send(
                "Input.imeSetComposition",
                {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)},
            )
        keys.send("Input.imeSetComposition", {"text": "計画", "selectionStart": 2, "selectionEnd": 2})
        keys.send("Input.insertText", {"text": "計画"})
        expect(page.locator("#query")).to_have_value("SELECT * {\n  ?x a 計画")
        choose(options.filter(has_text="pg:Plan").first)
        expect(page.locator("#query")).to_have_value(PREFIX + "\nSELECT * {\n  ?x a pg:Plan")


def test_a_term_is_explained_at_the_pointer_and_on_a_key(browser: Browser, server: Server) -> None:
    with writing(browser, server, "/query?lang=en") as page:
        write(page, PREFIX + "SELECT * { ?x a pg:Goal ; foaf:name ?y ; pg:nothing " + FIELD)
        told = page.locator(".about")
        for _ in range(3):
            page.keyboard.press("Control+i")
        expect(told).to_contain_text("medical care")
        expect(told.get_by_role("link")).to_have_attribute(
            "href", "/id/ichinoseki-hiraizumi/plan/3/cooperation-field/1-1"
        )
        page.keyboard.press("Escape")
        expect(told).to_have_count(0)
        for word, said in (
            ("pg:Goal", "on the way to the vision"),
            ("foaf:name", "not declared"),
            ("pg:nothing", "does not occur"),
        ):
            box = page.evaluate(WHERE, word)
            page.mouse.move(box["x"], box["y"])
            expect(told).to_contain_text(said)
            page.mouse.move(2, 2)
            expect(told).to_have_count(0)


def test_the_query_is_laid_out_in_one_step(browser: Browser, server: Server) -> None:
    with writing(browser, server) as page:
        text = "select * {?s a ?o;?p ?q # why\n}"
        write(page, text)
        page.keyboard.press("Shift+Alt+f")
        expect(page.locator("#query")).to_have_value("select * {\n  ?s a ?o ;\n    ?p ?q # why\n}\n")
        page.keyboard.press("Control+z")
        expect(page.locator("#query")).to_have_value(text)
        page.locator("[data-lay-out]").click()
        expect(page.locator("#query")).to_have_value("select * {\n  ?s a ?o ;\n    ?p ?q # why\n}\n")


WHERE = """word => {
  const root = document.querySelector(".editor").shadowRoot;
  const walker = document.createTreeWalker(root.querySelector(".cm-content"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at + 1);
    range.setEnd(walker.currentNode, at + 2);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }
}"""
