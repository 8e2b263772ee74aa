"""Tables as files for spreadsheets: CSV that Excel reads at once, and XLSX with typed cells."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value: TypeAlias = str | int | Decimal | None

CSV_TYPE: Final = "text/csv; charset=utf-8"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMULA: Final = frozenset("=+-@\t\r\n")
_WIDEST: Final = 48


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of typed values: its name, its columns, its rows, and whether it can be filtered by its columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    filtered: bool = True


def as_csv(sheet: Sheet) -> bytes:
    """The table in UTF-8 with a byte order mark and CRLF, which Excel in Japanese needs; texts are quoted and inert."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([inert(column) for column in sheet.columns])
    writer.writerows([inert(value) if isinstance(value, str) else value for value in row] for row in sheet.rows)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(*sheets: Sheet) -> bytes:
    """The tables, each on a sheet of its own, with numbers as numbers and every text as nothing but text."""
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        for sheet in sheets:
            _write(book, sheet)
    return written.getvalue()


def inert(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may calculate the text: in any width and after spaces it begins with a sign of formulas."""
    return bool(text) and (text[0] in _FORMULA or unicodedata.normalize("NFKC", text).lstrip(" ")[:1] in _FORMULA)


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "bg_color": "#E8F1FE", "bottom": 1, "text_wrap": True, "valign": "top"})
    styles = _Styles(book)
    for at, column in enumerate(sheet.columns):
        page.write_string(0, at, column, head)
        page.set_column(at, at, _width([column, *(row[at] for row in sheet.rows)]))
    for line, row in enumerate(sheet.rows, 1):
        for at, value in enumerate(row):
            _cell(page, line, at, value, styles)
    page.freeze_panes(1, 0)
    if sheet.filtered and sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _cell(page: Worksheet, line: int, at: int, value: Value, styles: _Styles) -> None:
    if isinstance(value, str) and value:
        page.write_string(line, at, value, styles.text(is_formula(value)))
    elif isinstance(value, int | Decimal):
        page.write_number(line, at, value, styles.number(value))


class _Styles:
    """The formats of cells, each made once a book."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def text(self, guarded: bool) -> Format:
        """Wrapped; what looks like a formula stays a text even when somebody edits the cell."""
        return self._format("'" if guarded else "", {"text_wrap": True, "valign": "top", "quote_prefix": guarded})

    def number(self, value: int | Decimal) -> Format:
        """With as many decimals as the value has; an integer below 10,000 may be a year and has no comma."""
        exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
        decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        plain = isinstance(value, int)
        code = "0" if plain else "#,##0" + ("." + "0" * decimals if decimals else "")
        return self._format(code, {"num_format": code, "valign": "top"})

    def _format(self, name: str, properties: dict[str, object]) -> Format:
        if name not in self._made:
            self._made[name] = self._book.add_format(properties)
        return self._made[name]


def _width(values: list[Value]) -> int:
    """As wide as the widest value, where a Japanese character counts twice, within limits."""
    texts = ("" if value is None else str(value) for value in values)
    widths = (sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text) for text in texts)
    return min(max(widths) + 2, _WIDEST)
