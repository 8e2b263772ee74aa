"""The browser that all tests of the pages walk with, and a server with one question more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import chromium as executable
from playwright.sync_api import Browser, expect, sync_playwright
from running_server import Server, running_server
from small_questions import NAMES_IN_PLAN

from plangraph import catalog

NOWHERE_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""For the browser there is no host but this one."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=30_000)  # milliseconds: a busy machine is slow, not wrong
        chromium = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", NOWHERE_ELSE])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose catalogue has one question more, at `NAMES`."""
    root: Path = tmp_path_factory.mktemp("asked")
    for part in ("ontology", "data/ttl"):
        shutil.copytree(catalog.root() / part, root / part, ignore=shutil.ignore_patterns("cases"))
    (root / "data/ttl/questions/names-in-plan.ttl").write_text(NAMES_IN_PLAN, encoding="utf-8")
    with running_server("--root", str(root)) as running:
        yield running
