"""How single pages look: on the first screen, on a phone, without scripts, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from accessibility import violations
from playwright.sync_api import Browser, expect
from running_server import Server, running_server
from small_sources import disagreeing
from visitor import visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["ja", "en"])
def test_home_fits_the_screen(browser: Browser, server: Server, language: str) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/?lang={language}")
        expect(page.locator(".card")).to_have_count(6)
        expect(page.locator(".lane-vision")).to_have_count(4)
        assert page.evaluate("document.documentElement.scrollHeight") == 768


def test_pages_with_passages_are_for_everybody(browser: Browser, tmp_path: Path) -> None:
    town = disagreeing(tmp_path)
    with running_server("--root", str(town.root), "--sources", str(town.folder)) as small:
        for width in (1366, 390):
            with visitor(browser, small) as page:
                page.set_viewport_size({"width": width, "height": 844})
                page.goto(f"{small.url}/sources/a")
                expect(page.locator("mark", has_text="2024年度から2029年度まで").first).to_be_visible()
                assert page.evaluate("document.documentElement.scrollWidth") == width
                assert violations(page) == []


def test_without_javascript_the_legend_covers_nothing(browser: Browser, server: Server) -> None:
    with visitor(browser, server, script=False) as page:
        page.goto(server.url + "/graph")
        legend, table = (page.locator(each).bounding_box() for each in (".legend", "#twin"))
        assert legend
        assert table
        assert legend["y"] + legend["height"] <= table["y"]


def test_the_words_of_a_chart_have_no_outline(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(server.url + "/population")
        expect(page.locator(".chart text.tick").first).to_have_css("stroke", "none")


def test_a_figure_stands_whole_in_a_list_on_a_phone(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(server.url + "/id/indicator/population")
        value = page.locator(".listing td.numeric").first
        expect(value).to_be_visible()
        box = value.bounding_box()
        assert box
        assert box["x"] + box["width"] < 390


def test_paper_has_no_navigation(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.emulate_media(media="print")
        page.goto(server.url + "/questions/most-measures")
        expect(page.locator("table.rows thead")).to_be_visible()
        for hidden in ("header.site nav", ".ask button", "#downloads", "form.view"):
            expect(page.locator(f"{hidden}:visible")).to_have_count(0)
