"""What a reader does on a thing's page in a real Chromium: look around, copy, report, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from running_server import Server, running_server
from visitor import heading, visitor

pytestmark = pytest.mark.browser

GOAL = "/id/ichinoseki/plan/2026/goal/20"


@pytest.fixture(scope="module")
def reachable() -> Iterator[Server]:
    """A server whose operator can be written to."""
    with running_server(PLANGRAPH_CONTACT="mailto:data@example.jp") as running:
        yield running


def pasted(page: Page) -> str:
    """What is on the clipboard."""
    found: str = page.evaluate("navigator.clipboard.readText()")
    return found


def test_the_citation_is_copied_as_it_stands(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(server.url + GOAL)
        cite = page.get_by_role("region", name="引用する")
        cite.get_by_role("button", name="コピー").click()
        expect(cite.get_by_role("status")).to_have_text("コピーしました")
        assert pasted(page) == cite.get_by_label("引用の文").input_value()


def test_where_nothing_may_be_copied_the_text_is_selected(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.goto(f"{server.url}{GOAL}?lang=en")
        cite = page.get_by_role("region", name="Cite it")
        cite.get_by_role("button", name="Copy").click()
        expect(cite.get_by_role("status")).to_have_text("Selected. Copy it with Ctrl+C.")
        chosen = page.evaluate("document.activeElement.selectionEnd - document.activeElement.selectionStart")
        assert chosen == len(cite.get_by_label("Text to cite").input_value())


def test_the_mail_says_what_the_reader_has_written(browser: Browser, reachable: Server) -> None:
    with visitor(browser, reachable) as page:
        page.goto(f"{reachable.url}{GOAL}?lang=en")
        page.get_by_text("Report an error in this record").click()
        letter = page.get_by_label("Text to send")
        written = letter.input_value() + "The name & the number = wrong?"
        letter.fill(written)
        mail = page.get_by_role("link", name="Write a mail")
        page.evaluate("addEventListener('click', (event) => event.preventDefault())")  # nobody here reads mail
        mail.click()
        asked = parse_qs(urlsplit(mail.get_attribute("href") or "").query)
        assert asked["body"][0].replace("\r\n", "\n") == written
        assert asked["subject"] == ["Error in the data: 工業の振興"]


def test_without_scripts_the_texts_stand_there_and_no_button_does_nothing(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(server.url + GOAL)
        expect(page.get_by_label("引用の文")).to_be_visible()
        expect(page.get_by_role("button", name="コピー")).to_have_count(0)
        page.get_by_text("このデータの誤りを知らせる").click()
        expect(page.get_by_label("送る文")).to_be_visible()
        page.locator(".facts .why summary").first.click()
        expect(page.locator(".facts .why p").first).to_be_visible()


def test_a_box_of_the_picture_leads_to_its_page_with_the_keyboard_too(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + GOAL)
        box = page.locator("#near ~ .near-box a", has_text="地域産業が元気なまち")
        box.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/id/ichinoseki/plan/2026/goal/shigoto-1")
        expect(heading(page)).to_contain_text("地域産業が元気なまち")


def test_on_a_phone_the_picture_keeps_its_size_and_is_moved_sideways(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(server.url + GOAL)
        inside, box = page.evaluate(
            "[document.querySelector('.near-box svg').getBoundingClientRect().width,"
            " document.querySelector('.near-box').clientWidth]"
        )
        assert inside > box
        assert page.evaluate("document.documentElement.scrollWidth") == 390
