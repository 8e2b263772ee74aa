"""The editor of the query page, as who writes in it has it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def editor(page: Page) -> Locator:
    """Where the query is written, once the editor has come."""
    found = page.locator(".editor").get_by_role("textbox").first
    expect(found).to_be_visible()
    return found


def written(page: Page) -> str:
    """What is in the editor, as its form would send it."""
    return page.locator("#query").input_value()


def write(page: Page, text: str) -> None:
    """Write this in place of all that is there."""
    editor(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    assert written(page) == text


def run(page: Page, text: str) -> None:
    """Write this and run it with the keyboard."""
    write(page, text)
    page.keyboard.press("Control+Enter")


def tabs(page: Page) -> list[str]:
    """What the tabs are called; the chosen one with a star."""
    return [
        each.inner_text() + "*" * (each.get_attribute("aria-selected") == "true")
        for each in page.get_by_role("tab").all()
    ]
