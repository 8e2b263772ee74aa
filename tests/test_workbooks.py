"""XLSX keeps each value with its type, and no text becomes anything else, in memory and by way of a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from plangraph.errors import SheetFull
from plangraph.spreadsheets import Sheet, Value
from plangraph.workbooks import LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS, as_xlsx, is_too_long, write_xlsx

Write = Callable[..., bytes]


def by_file(*sheets: Sheet) -> bytes:
    written = io.BytesIO()
    write_xlsx(written, *sheets)
    return written.getvalue()


@pytest.fixture(params=[as_xlsx, by_file], ids=["in memory", "by a file"])
def xlsx(request: pytest.FixtureRequest) -> Write:
    found: Write = request.param
    return found


def page(body: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]


def cells(xlsx: Write, *values: Value, grouped: bool = False) -> list[Any]:
    columns = tuple("x" for _ in values)
    every = frozenset(range(len(values))) if grouped else frozenset[int]()
    return list(page(xlsx(Sheet("表", columns, [values], grouped=every)))[2])


def test_numbers_are_numbers_and_days_are_days(xlsx: Write) -> None:
    found = cells(xlsx, 2026, Decimal("-39.30"), Decimal(107447), date(2026, 4, 1), "03209", None, "")
    assert [each.value for each in found[:5]] == [2026, -39.3, 107447, datetime(2026, 4, 1), "03209"]
    assert [each.data_type for each in found[:5]] == ["n", "n", "n", "d", "s"]
    assert [each.number_format for each in found[:4]] == ["0", "#,##0.00", "#,##0", "yyyy-mm-dd"]
    assert [each.value for each in found[5:]] == [None, None]


def test_thousands_are_set_apart_where_numbers_are_quantities(xlsx: Write) -> None:
    assert [each.number_format for each in cells(xlsx, 107447, Decimal("0.5"), grouped=True)] == ["#,##0", "#,##0.0"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(1898, 1, 1), "1898-01-01"),
        (1234567890123456789, "1234567890123456789"),
        (Decimal("0.12345678901234567"), "0.12345678901234567"),
        (Decimal("1E+400"), "1E+400"),
        (Decimal("NaN"), "NaN"),
    ],
)
def test_what_excel_would_change_is_a_text(xlsx: Write, value: Value, text: str) -> None:
    (found,) = cells(xlsx, value)
    assert (found.value, found.data_type) == (text, "s")


@pytest.mark.parametrize(
    "text",
    [
        "<r><t>x</t></r>",
        "<r></t></is></c><c><f>HYPERLINK(A1)</f></c><c><is><t></r>",
        "=HYPERLINK(A1)",
        "{=1+1}",
        "http://example.org/",
        "mailto:a@example.org",
        "_x0041_",
        " a\n\tb ",
        "\u0001\u001f",
        "7",
        "TRUE",
    ],
)
def test_a_text_is_nothing_but_that_text(xlsx: Write, text: str) -> None:
    body = xlsx(Sheet("表", (text,), [[text]], note=text))
    found = page(body)
    values = [each.value for each in found["A"]]
    assert values[2] is None
    assert all(text in (value, unescape(value)) for value in values[:2] + values[3:])  # openpyxl reads two ways
    assert [each.data_type for each in found["A"] if each.value] == ["s", "s", "s"]
    assert not found._hyperlinks
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_leaves_the_sheet_well_formed(text: str) -> None:
    body = as_xlsx(Sheet("表", ("x",), [[f"<r>{text}</r>"]]))
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        strings = ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))
    assert len(strings) == 2
    assert {each.tag.rpartition("}")[2] for each in strings[1].iter()} <= {"si", "r", "rPr", "t", *FONT}


FONT = ("sz", "color", "rFont", "family", "scheme", "charset", "vertAlign")


def test_a_text_that_is_too_long_is_cut_where_everybody_sees_it(xlsx: Write) -> None:
    wide = "𠮷" * (LONGEST_TEXT // 2)  # which takes two places each
    fits, cut, also = (each.value for each in cells(xlsx, wide, wide + "ab", "<r>" + "x" * LONGEST_TEXT + "</r>"))
    assert fits == wide
    assert cut == wide[: LONGEST_TEXT // 2] + "…"
    assert (also[:4], also[-1], len(also)) == ("<r>x", "…", LONGEST_TEXT)
    assert [is_too_long(each) for each in (wide, wide + "ab", "x" * LONGEST_TEXT)] == [False, True, False]


def test_a_note_stands_below_what_is_filtered(xlsx: Write) -> None:
    found = page(xlsx(Sheet("表", ("a", "b"), (("x", 1), ("y", 2)), note="※ 打ち切りました。")))
    assert list(found.values) == [("a", "b"), ("x", 1), ("y", 2), (None, None), ("※ 打ち切りました。", None)]
    assert found.auto_filter.ref == "A1:B3"


def test_columns_are_as_wide_as_what_they_hold(xlsx: Write) -> None:
    found = page(xlsx(Sheet("表", ("a", "b", "c"), [["計画\n計画の名前", "x" * 500, 5]])))
    assert [round(found.column_dimensions[name].width) for name in "ABC"] == [13, 49, 4]


def test_a_sheet_may_tell_what_was_seen_of_the_one_before(xlsx: Write) -> None:
    seen: list[int] = []

    def counted() -> Iterator[list[Value]]:
        for number in range(1000):
            seen.append(number)
            yield [number]

    def told() -> Iterator[list[Value]]:
        yield [len(seen)]

    book = openpyxl.load_workbook(io.BytesIO(xlsx(Sheet("先", ("x",), counted()), Sheet("後", ("x",), told()))))
    assert [each.max_row for each in book.worksheets] == [1001, 2]
    assert book["後"]["A2"].value == 1000


def test_what_a_sheet_cannot_hold_is_refused(xlsx: Write) -> None:
    with pytest.raises(SheetFull, match="1,048,573"):
        xlsx(Sheet("表", tuple("x" for _ in range(MOST_COLUMNS + 1)), []))
    with pytest.raises(SheetFull):
        xlsx(Sheet("表", (), (() for _ in range(MOST_ROWS)), filtered=False))


def test_nothing_is_left_of_what_waited_in_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def broken() -> Iterator[list[Value]]:
        yield ["x"]
        assert list(tmp_path.iterdir())
        raise InterruptedError

    with pytest.raises(InterruptedError):
        by_file(Sheet("表", ("x",), broken()))
    by_file(Sheet("表", ("x",), [["x"]]))
    assert list(tmp_path.iterdir()) == []
