"""Every page is for everybody: at any width, enlarged, light or dark, in both languages, with whatever reads it."""

from __future__ import annotations

import re

import pytest
from accessibility import COLOURS, violations
from babel.messages.pofile import read_po
from pages import PAGES, addressed
from playwright.sync_api import Browser, Page, expect
from running_server import ROOT, Server
from visitor import visitor

pytestmark = pytest.mark.browser

WIDTHS = {"desk": 1366, "desk at 200 %": 683, "phone": 390, "desk at 400 %": 320}
LIGHTEST = 200_000
"""Bytes over the wire before an editor, a network or a chart comes."""
LATER = r"/(editor|graph|vega)[\w-]*\.js$"
JAPANESE = r"[\u3040-\u30ff\u4e00-\u9fff]"
TOLD = """() => {
  const told = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const note = (at, text) => {
    if (!at.closest("script, style, code, pre, textarea")) told.push([at.closest("[lang]").lang, text]);
  };
  while (walker.nextNode()) note(walker.currentNode.parentElement, walker.currentNode.data);
  for (const name of ["aria-label", "alt", "placeholder"])
    for (const each of document.querySelectorAll(`[${name}]`)) note(each, each.getAttribute(name));
  return told.map(([lang, text]) => [lang, text.replace(/\\s+/g, " ").trim()]);
}"""
"""All that a page says, read aloud or not, each with the language in which it says so."""


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_for_everybody(browser: Browser, server: Server, path: str, language: str) -> None:
    with visitor(browser, server, expected="Failed to load resource") as page:
        page.emulate_media(reduced_motion="reduce")
        page.goto(server.url + addressed(path, language))
        drawn(page)
        assert carried(page) < LIGHTEST
        assert {name: overflow(page, width) for name, width in WIDTHS.items()} == dict.fromkeys(WIDTHS, 0)
        page.set_viewport_size({"width": 1366, "height": 768})
        assert untranslated(page, language) == []
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, COLOURS) == []


def drawn(page: Page) -> None:
    """Wait for what the page draws."""
    for awaited in ("#network:not([data-drawn])", "drawn-picture:not([data-ready])", "textarea#query:visible"):
        expect(page.locator(awaited)).to_have_count(0)


def overflow(page: Page, width: int) -> int:
    """By how many pixels the page is wider than a window of this width."""
    page.set_viewport_size({"width": width, "height": 768})
    return int(page.evaluate("document.documentElement.scrollWidth")) - width


def carried(page: Page) -> int:
    """Bytes that came over the wire, without what comes when the page can already be read."""
    parts = page.evaluate(
        "['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))"
        ".map((each) => [each.name, each.transferSize])"
    )
    assert len(parts) > 2
    return sum(size for name, size in parts if not re.search(LATER, name))


def untranslated(page: Page, language: str) -> list[str]:
    """What is said in the other language, as if it were said in this one."""
    told = [text for said_in, text in page.evaluate(TOLD) if said_in == language]
    if language == "en":
        return [text for text in told if re.search(JAPANESE, text) and not re.search("[A-Za-z]{3}", text)]
    return [text for text in told if text in ENGLISH]


def sentences() -> frozenset[str]:
    """The texts of the pages in English, where they are more than a word."""
    catalogue = ROOT / "webapp/plangraph_web/translations/ja/LC_MESSAGES/messages.po"
    with catalogue.open("rb") as file:
        return frozenset(str(each.id) for each in read_po(file) if " " in str(each.id) and each.id != each.string)


ENGLISH = sentences()
