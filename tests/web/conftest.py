"""One server for all tests of the pages, with a short deadline so that nobody waits, and a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import chromium as executable
from playwright.sync_api import Browser, sync_playwright
from running_server import Server, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server(PLANGRAPH_DEADLINE="2") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield chromium
        chromium.close()
