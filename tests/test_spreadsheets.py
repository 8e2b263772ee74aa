"""CSV and XLSX: numbers are numbers, texts are texts, and nothing calculates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.spreadsheets import Sheet, Value, as_csv, inert, is_formula, write_csv
from plangraph.workbooks import as_xlsx

SHEET = Sheet(
    "数値",
    ("名前", "年", "値", "備考"),
    (
        ("東", 2020, Decimal("-39.30"), "=1+1"),
        ('西,"北"\n南', 2040, Decimal(107447), "▲ 39.30"),
        ("@SUM(A1)", None, None, ""),
    ),
)
ABOUT = Sheet("条件・出典・版", ("項目", "内容"), (("版", "0.2.0+abc"),), filtered=False)


def read_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_csv_is_what_excel_reads_in_japanese() -> None:
    body = as_csv(SHEET)
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.endswith(b"\r\n")
    assert read_csv(body) == [
        ["名前", "年", "値", "備考"],
        ["東", "2020", "-39.30", "'=1+1"],
        ['西,"北"\n南', "2040", "107447", "▲ 39.30"],
        ["'@SUM(A1)", "", "", ""],
    ]


def test_csv_leaves_numbers_bare_and_quotes_texts() -> None:
    assert b'"\xe6\x9d\xb1",2020,-39.30,"\'=1+1"\r\n' in as_csv(SHEET)


@pytest.mark.parametrize(
    "sign",
    [
        "=",
        "+",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "＝",
        "＋",
        "－",
        "＠",
        " =",
        "　＝",
        "\ufeff=",
        "\u200b@",
        " " * 99 + "-",
        "\x0b=",
        "\x00=",
        "\x01\x85=",
        "\u00ad=",
        "\u061c\u202e\u2066=",
    ],
)
def test_a_sign_of_formulas_makes_a_text_inert(sign: str) -> None:
    assert is_formula(sign + "1+1")
    assert inert(sign + "1+1").startswith("'")


@pytest.mark.parametrize("text", ["", "一関市", "1,256.42", "▲ 39.30", "a=b", "'=1", "−3", "39.5％程度"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_no_text_can_begin_a_formula_in_csv(texts: list[str]) -> None:
    cells = read_csv(as_csv(Sheet("x", tuple("a" for _ in texts), (tuple(texts),))))[1:]
    assert len(cells) == 1
    assert [cell[1:] if is_formula(text) else cell for cell, text in zip(cells[0], texts, strict=True)] == texts
    assert not any(is_formula(cell) for cell in cells[0])


def test_xlsx_keeps_types_on_two_sheets() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(SHEET, ABOUT)))
    assert book.sheetnames == ["数値", "条件・出典・版"]
    page = book["数値"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["名前", "年", "値", "備考"],
        ["東", 2020, -39.3, "=1+1"],
        ['西,"北"\n南', 2040, 107447, "▲ 39.30"],
        ["@SUM(A1)", None, None, None],
    ]
    assert [page.cell(2, at).data_type for at in (1, 2, 3)] == ["s", "n", "n"]
    assert [page.cell(2, at).number_format for at in (2, 3)] == ["0", "#,##0.00"]
    assert list(book["条件・出典・版"].values) == [("項目", "内容"), ("版", "0.2.0+abc")]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:D4")


def test_what_looks_like_a_formula_stays_text_in_xlsx() -> None:
    raw = openpyxl.load_workbook(io.BytesIO(as_xlsx(SHEET)))["数値"]
    assert raw["D2"].quotePrefix
    assert not raw["D3"].quotePrefix


def test_a_sheet_without_rows_is_a_heading() -> None:
    empty = Sheet("空", ("a",), ())
    assert as_csv(empty).decode("utf-8-sig") == '"a"\r\n'
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx(empty)))["空"]
    assert [cell.value for cell in page[1]] == ["a"]
    assert page.auto_filter.ref is None


def test_a_note_and_days_are_written_too() -> None:
    sheet = Sheet("表", ("日",), iter([[date(2026, 4, 1)]]), note="=続く")
    assert as_csv(sheet).decode("utf-8-sig") == '"日"\r\n"2026-04-01"\r\n\r\n"\'=続く"\r\n'


def test_a_file_is_left_open_and_rows_are_not_gathered() -> None:
    file, seen = io.BytesIO(), []

    def rows() -> Iterator[list[Value]]:
        for number in range(50_000):
            seen.append(len(file.getbuffer()))
            yield [number]

    write_csv(file, Sheet("表", ("数",), rows()))
    assert file.getvalue().count(b"\r\n") == 50_001
    assert seen[-1] > 200_000
