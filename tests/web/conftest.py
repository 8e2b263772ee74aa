"""The browser that all tests of the pages walk with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import chromium as executable
from playwright.sync_api import Browser, expect, sync_playwright


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=30_000)  # milliseconds: a busy machine is slow, not wrong
        chromium = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield chromium
        chromium.close()
