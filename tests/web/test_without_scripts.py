"""Whoever reads without scripts gets to the same places: search, thing, question, answer, file, query."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect
from running_server import Server
from visitor import heading, visitor

pytestmark = pytest.mark.browser


def test_from_a_word_to_a_file_without_scripts(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(server.url)
        page.get_by_role("searchbox").fill("こうぎょう")
        page.keyboard.press("Enter")
        page.get_by_role("main").get_by_role("link", name="工業の振興").first.click()
        expect(heading(page)).to_contain_text("工業の振興")
        page.get_by_role("link", name="この中目標を支える施策は?", exact=True).click()
        before = page.locator("#answer-title").inner_text()
        page.get_by_role("combobox", name="中目標").select_option(index=0)
        page.get_by_role("button", name="答えを見る").click()
        expect(page.locator("#answer-title")).not_to_have_text(before)
        expect(page.locator("table.rows tbody tr").first).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="Excel", exact=True).click()
        assert download.value.suggested_filename.endswith(".xlsx")
        page.get_by_text("SPARQLを見る").click()
        page.get_by_role("link", name="書き換えて実行する").click()
        expect(page.get_by_label("クエリ")).to_have_value(re.compile("SELECT"))
        page.get_by_role("button", name="実行").click()
        expect(page.locator("#answer-title")).to_be_visible()
