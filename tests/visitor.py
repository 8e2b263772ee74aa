"""A visitor with a real Chromium, which may talk to nobody but the server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request
from running_server import Server

_PATIENCE: Final = 90_000
"""Milliseconds that a page may take to come where every processor is busy: the first report takes seconds by itself."""


@contextmanager
def visitor(browser: Browser, server: Server, script: bool = True, expected: str = "") -> Iterator[Page]:
    """A page that complains about any request elsewhere and anything that the browser finds wrong."""
    context = browser.new_context(java_script_enabled=script, viewport={"width": 1366, "height": 768})
    context.set_default_navigation_timeout(_PATIENCE)
    page = context.new_page()
    elsewhere: list[str] = []
    wrong: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not (expected and expected in message.text):
            wrong.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith(server.url + "/"):
            elsewhere.append(request.url)

    page.on("request", watch)
    page.on("console", note)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert (elsewhere, wrong) == ([], [])


def heading(page: Page) -> Locator:
    return page.locator("h1")
