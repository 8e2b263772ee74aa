"""Every page is for everybody: at any width, enlarged, light or dark, in both languages, with whatever reads it."""

from __future__ import annotations

import re

import pytest
from pages import PAGES, addressed
from playwright.sync_api import Browser, Page, expect
from running_server import ROOT, Server
from visitor import visitor

from plangraph_web.app import create_app

pytestmark = pytest.mark.browser

AXE = ROOT / "webapp" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
LOOK = ["color-contrast", "link-in-text-block"]
"""The rules that look at colours: all others find in the dark what they find in the light."""
WIDTHS = {"desk": 1366, "desk at 200 %": 683, "phone": 390, "desk at 400 %": 320}
LIGHTEST = 200_000
"""Bytes over the wire, before an editor, network or chart comes."""
LATER = r"/(editor|graph|vega|chart)[\w-]*\.js$"
JAPANESE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    if (/[\\u3040-\\u30ff\\u4e00-\\u9fff]/.test(walker.currentNode.data) && !at.closest("script, style, [lang=ja]:not(html), code, pre, textarea"))
      found.push(walker.currentNode.data.trim());
  }
  for (const each of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    for (const name of ["aria-label", "placeholder", "alt"])
      if (/[\\u3040-\\u30ff\\u4e00-\\u9fff]/.test(each.getAttribute(name) ?? "") && !each.closest("[lang=ja]:not(html)")) found.push(`${name}: ${each.getAttribute(name)}`);
  return found;
}"""


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_for_everybody(browser: Browser, server: Server, path: str, language: str) -> None:
    with visitor(browser, server, expected="Failed to load resource") as page:
        page.goto(server.url + addressed(path, language))
        drawn(page)
        assert {name: overflow(page, width) for name, width in WIDTHS.items()} == dict.fromkeys(WIDTHS, 0)
        page.set_viewport_size({"width": 1366, "height": 768})
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, LOOK) == []
        assert carried(page) < LIGHTEST
        assert language == "ja" or page.evaluate(JAPANESE) == []


def drawn(page: Page) -> None:
    """Wait for what the page draws."""
    expect(page.locator("#network:not([data-drawn])")).to_have_count(0)
    expect(page.locator("drawn-picture:not([data-ready])")).to_have_count(0)


def overflow(page: Page, width: int) -> int:
    """By how many pixels the page is wider than a window of this width."""
    page.set_viewport_size({"width": width, "height": 768})
    return int(page.evaluate("document.documentElement.scrollWidth")) - width


def violations(page: Page, rules: list[str] | None = None) -> list[tuple[str, list[str]]]:
    """What axe finds, by all rules that are not on trial or by some, and where."""
    page.evaluate(AXE.read_text())
    options = {"runOnly": rules} if rules else {"rules": {"target-size": {"enabled": True}}}
    found = page.evaluate("options => axe.run(options).then((result) => result.violations)", options)
    return [(each["id"], [node["html"][:300] for node in each["nodes"]]) for each in found]


def carried(page: Page) -> int:
    """Bytes that came over the wire, without what comes when the page can already be read."""
    parts = page.evaluate(
        "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map((each) => [each.name, each.transferSize])"
    )
    return sum(size for name, size in parts if not re.search(LATER, name))
