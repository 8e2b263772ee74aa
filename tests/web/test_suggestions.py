"""Typing into the search field: suggestions by keys and by pointer, and a plain search for whoever wants none."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from running_server import ROOT, Server
from visitor import heading, visitor

pytestmark = pytest.mark.browser

AXE = ROOT / "webapp" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


def typed(page: Page, word: str) -> Locator:
    """The options that appear when this is typed into the field."""
    page.get_by_role("combobox").press_sequentially(word)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    return options


def test_arrows_choose_and_enter_goes_there(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url)
        options = typed(page, "工業の振興")
        field = page.get_by_role("combobox")
        expect(field).to_have_attribute("aria-expanded", "true")
        expect(options.first).to_contain_text("中目標")
        expect(options.first.locator("mark")).to_have_text("工業の振興")
        field.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute("aria-activedescendant", "words-suggestions-0")
        expect(page.locator(".search-field [role=status]")).to_have_text(re.compile(r"候補 \d+件"))
        field.press_sequentially(" ")
        expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
        field.press("ArrowDown")
        field.press("ArrowUp")
        expect(options.first).to_have_attribute("aria-selected", "false")
        field.press("ArrowDown")
        field.press("Enter")
        page.wait_for_url("**/id/ichinoseki/plan/2026/goal/20")
        expect(heading(page)).to_contain_text("工業の振興")


def test_who_has_chosen_keeps_the_choice_when_the_list_is_renewed(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url)
        options = typed(page, "工業の振")
        held: list[Route] = []
        page.route("**/search.json?*", lambda route: held.append(route))
        with page.expect_request("**/search.json?*"):
            page.get_by_role("combobox").press_sequentially("興")
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        with page.expect_response("**/search.json?*"):
            held[0].continue_()
        expect(options.first.locator("mark")).to_have_text("工業の振興")
        expect(options.first).to_have_attribute("aria-selected", "true")


def test_enter_alone_searches(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url)
        typed(page, "子育て")
        page.get_by_role("combobox").press("Enter")
        page.wait_for_url("**/search?q=*")
        expect(page.locator(".found-total")).to_contain_text("子育て")
        expect(page.get_by_role("combobox")).to_have_value("子育て")


def test_a_click_goes_there_and_escape_closes(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/sources/?lang=en")
        options = typed(page, "manufacturing")
        expect(options.first).to_have_attribute("href", re.compile("^/"))
        expect(options.first.locator("[lang=ja]").first).to_have_text("工業")
        expect(options.first.locator("[lang=en]").first).to_contain_text("manufacturing")
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")
        page.keyboard.press("ArrowDown")
        page.get_by_role("option").filter(has_text="工業の振興").first.click()
        page.wait_for_url("**/id/ichinoseki/plan/2026/**")


def test_keys_of_an_input_method_are_its_own(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url)
        field = page.get_by_role("combobox")
        field.focus()
        method = page.context.new_cdp_session(page)
        method.send("Input.imeSetComposition", {"text": "いりょう", "selectionStart": 4, "selectionEnd": 4})
        options = page.get_by_role("option")
        expect(options.first).to_contain_text("読み いりょう")
        for key in ("ArrowDown", "Enter", "Escape"):
            method.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": 229})
        expect(options.first).to_have_attribute("aria-selected", "false")
        method.send("Input.insertText", {"text": "医療"})
        expect(options.first.locator("mark")).to_have_text("医療")
        assert page.url == f"{server.url}/"
        page.keyboard.press("Tab")
        expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_slash_leads_to_the_field_where_nobody_writes_and_unless_it_is_given_up(
    browser: Browser, server: Server
) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/help?lang=en")
        field, box = page.locator("#find"), page.get_by_role("checkbox", name="The key /")
        expect(field).to_have_attribute("aria-keyshortcuts", "/")
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(field).to_be_focused()
        page.keyboard.type("1/2")
        expect(field).to_have_value("1/2")
        box.uncheck()
        page.keyboard.press("/")
        expect(box).to_be_focused()
        page.reload()
        expect(box).not_to_be_checked()
        box.check()
        page.set_viewport_size({"width": 390, "height": 844})
        page.keyboard.press("/")
        page.wait_for_url("**/search#words")
        expect(page.locator("#words")).to_be_focused()


def test_where_nothing_fits_it_says_so_and_nothing_can_be_chosen(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url)
        options = typed(page, "龘龘")
        expect(options).to_have_count(1)
        expect(options.first).to_have_attribute("aria-disabled", "true")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("combobox")).not_to_have_attribute("aria-activedescendant", "words-suggestions-0")


@pytest.mark.parametrize("width", [1366, 390])
def test_the_open_list_is_for_everybody_and_sticks_out_nowhere(browser: Browser, server: Server, width: int) -> None:
    with visitor(browser, server) as page:
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(server.url)
        typed(page, "環境")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.evaluate(AXE.read_text())
        assert page.evaluate("axe.run().then((result) => result.violations.map((each) => each.id))") == []


def test_without_javascript_the_form_searches(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(f"{server.url}/?lang=en")
        page.get_by_label("Search in the words of the plans").fill("child")
        page.get_by_role("button", name="Find").click()
        expect(page.locator(".found-total")).to_contain_text("child")
        page.locator(".found-name a").first.click()
        expect(heading(page)).to_be_visible()


def test_a_lane_leads_to_the_plan_and_its_threads_to_what_it_takes_up(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url)
        page.locator(".lane").nth(1).click(position={"x": 500, "y": 8})
        page.wait_for_url("**/plans/ichinoseki/2016")
        page.go_back()
        page.get_by_role("link", name="51件を引き継ぐ").click()
        expect(heading(page)).to_contain_text("引き継いだ")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_bar_is_one_line_on_a_phone_and_shows_where_one_is(browser: Browser, server: Server, language: str) -> None:
    with visitor(browser, server) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{server.url}/help?lang={language}")
        bar = page.locator("header.site nav")
        expect(bar.locator("[aria-current]")).to_be_in_viewport(ratio=1)
        box = bar.bounding_box()
        assert box
        assert box["height"] < 48
        page.get_by_role("banner").get_by_role("link", name="検索" if language == "ja" else "Search").click()
        page.wait_for_url("**/search#words")
