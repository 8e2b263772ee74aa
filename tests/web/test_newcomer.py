"""Who has never been here: from the first page to a figure in Excel with its source, and a link for a colleague."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser, Page, expect
from running_server import Server
from visitor import heading, visitor

pytestmark = pytest.mark.browser


class Words(NamedTuple):
    """What stands on the pages in one language."""

    every: str
    question: str
    area: str
    town: str
    answer: str
    link: str
    answers: str
    about: str
    year: str


WORDS = {
    "ja": Words(
        "質問をすべて見る",
        "人口は、これまでどう変わり、これからどう見込まれる?",
        "地域",
        "平泉町",
        "答えを見る",
        "この答えへのリンク",
        "答え",
        "条件・出典・版",
        "年",
    ),
    "en": Words(
        "questions",
        "How does the population change, past and future?",
        "area",
        "Hiraizumi Town",
        "Answer it",
        "Link to this answer",
        "Answer",
        "Conditions, sources, version",
        "year",
    ),
}


@pytest.mark.parametrize("language", WORDS)
def test_from_the_first_page_to_excel_and_to_a_colleague(
    browser: Browser, server: Server, language: str, tmp_path: Path
) -> None:
    words = WORDS[language]
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/?lang={language}")
        page.locator("main").get_by_role("link", name=words.every).click()
        page.get_by_role("link", name=words.question, exact=True).click()
        expect(heading(page)).to_have_text(words.question)
        page.get_by_label(words.area, exact=True).select_option(label=words.town)
        page.get_by_role("button", name=words.answer).click()
        expect(page.locator("#answer-title")).to_contain_text(words.town)
        expect(page.locator(".drawn-chart svg")).to_be_visible()
        table = read(page)
        with page.expect_download() as download:
            page.get_by_role("link", name="Excel", exact=True).click()
        download.value.save_as(tmp_path / "answer.xlsx")
        page.get_by_text(words.link, exact=True).click()
        link = page.locator("#link").evaluate("link => link.href")
    in_excel(tmp_path / "answer.xlsx", words, table, link)
    with visitor(browser, server) as colleague:
        colleague.goto(link)
        expect(colleague.locator("#answer-title")).to_contain_text(words.town)
        assert read(colleague) == table


def read(page: Page) -> list[list[str]]:
    """The rows of the table as they are read."""
    expect(page.locator("table.rows tbody tr").first).to_be_visible()
    rows = page.locator("table.rows tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("td").all()] for row in rows]


def in_excel(file: Path, words: Words, table: list[list[str]], link: str) -> None:
    """The file has what the page showed: years and people as numbers, and on a second sheet how it came about."""
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == [words.answers, words.about]
    answer, about = (sheet for sheet in book.worksheets if isinstance(sheet, Worksheet))
    head, *rows = list(answer.iter_rows(values_only=True))
    assert head[0] == words.year
    assert len(rows) == len(table) > 3
    for row, shown in zip(rows, table, strict=True):
        assert isinstance(row[0], int)
        assert shown[0].startswith(str(row[0]))
        assert isinstance(row[2], int)
        assert shown[2] == f"{row[2]:,}"
    told = [(row[0], row[1]) for row in about.iter_rows(values_only=True)]
    values = [value for _, value in told]
    assert link in values
    assert words.town in values
    assert words.question in values
    assert any(isinstance(value, date) for value in values)
    assert any("SELECT ?" in str(value) for value in values)
