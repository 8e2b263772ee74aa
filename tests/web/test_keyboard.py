"""The newcomer's whole path with the keyboard alone: each stop is seen, none is a trap."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from running_server import Server
from visitor import heading, visitor

pytestmark = pytest.mark.browser

FARTHEST = 150
"""Stops after which nobody looks any further."""
FOCUSED = """() => {
  const at = document.activeElement, inside = at.shadowRoot?.activeElement ?? at;
  const named = document.getElementById(inside.getAttribute("aria-labelledby")) ?? inside.labels?.[0];
  const name = inside.getAttribute("aria-label") || (named ?? inside).textContent;
  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const seen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  return [name.replace(/\\s+/g, " ").trim(), at === document.body || ((ring || at.closest("svg") !== null) && seen)];
}"""
"""The name of what has the focus, and whether that is to be seen."""


def test_the_newcomers_path_by_keyboard_alone(browser: Browser, server: Server, tmp_path: Path) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url)
        skip(page)
        to(page, "計画のことばで探す")
        page.keyboard.type("こうぎょう")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=*")
        follow(page, "工業の振興")
        expect(heading(page)).to_contain_text("工業の振興")
        follow(page, "この中目標を支える施策は?")
        expect(heading(page)).to_contain_text("施策")
        to(page, "中目標")
        page.keyboard.press("ArrowUp")
        follow(page, "答えを見る")
        expect(page.locator("#answer-title")).to_be_visible()
        follow(page, "SPARQLを見る")
        follow(page, "書き換えて実行する")
        run(page)
        with page.expect_download() as download:
            follow(page, "CSV")
        download.value.save_as(tmp_path / "answer.csv")
        follow(page, "品質", backwards=True)
        page.wait_for_url("**/quality")
        follow(page, "ネットワーク")
        page.wait_for_selector("#network[data-drawn]")
        to(page, "計画のネットワーク")
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**#ichinoseki/plan/2026/goal/*")
    assert len(list(csv.reader((tmp_path / "answer.csv").read_text().splitlines()))) > 1


def skip(page: Page) -> None:
    """Take the first stop, which leads past the bars, and go back to it."""
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == ["本文へ", True]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def to(page: Page, name: str, *, backwards: bool = False) -> None:
    """Press Tab until what is called so, or begins so, has the focus; see each stop on the way."""
    stops = []
    for _ in range(FARTHEST):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        stop, seen = page.evaluate(FOCUSED)
        stops.append(stop)
        assert seen, f"{stop} has the focus, but that is not to be seen"
        if stop.startswith(name):
            return
    raise AssertionError(f"{name} is not among {stops}")


def follow(page: Page, name: str, *, backwards: bool = False) -> None:
    to(page, name, backwards=backwards)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def run(page: Page) -> None:
    """Run the query from within the editor, and leave it by the keyboard."""
    editor = page.locator(".cm-content")
    expect(editor).to_be_visible()
    to(page, "クエリ")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer-title")).to_be_visible()
