"""Tables as XLSX (ECMA-376): each value with its type, each text as nothing but text, however many rows there are."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Final

from plangraph.captions import display_width
from plangraph.errors import SheetFull
from plangraph.spreadsheets import Sheet, Value, is_formula

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
LONGEST_TEXT: Final = 32_767
"""Characters of a cell, as UTF-16 counts them; a longer text is cut there."""

_WIDEST: Final = 48
_MEASURED: Final = 500
"""Rows by which the width of a column is found."""
_BELOW: Final = 2
"""Rows that a note takes."""
_DIGITS: Final = 15
"""What a number of Excel keeps; one of more digits is written as a text."""
_FIRST_DAY: Final = date(1900, 3, 1)
"""From which on Excel counts days as the rest of the world; earlier ones are written as texts."""


def write_xlsx(file: IO[bytes], *sheets: Sheet) -> None:
    """Write the tables, each on a sheet of its own; rows wait in a temporary file. Raises SheetFull and OSError."""
    with TemporaryDirectory() as folder:
        _write_book(file, {"constant_memory": True, "tmpdir": folder}, sheets)


def is_too_long(text: str) -> bool:
    """Whether a cell cannot hold all of it."""
    return 2 * len(text) > LONGEST_TEXT and len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT


def as_xlsx(*sheets: Sheet) -> bytes:
    """The same in memory."""
    written = io.BytesIO()
    _write_book(written, {"in_memory": True}, sheets)
    return written.getvalue()


def _write_book(file: IO[bytes], options: dict[str, object], sheets: Sequence[Sheet]) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    try:
        with xlsxwriter.Workbook(file, options) as book:
            styles = _Styles(book)
            for sheet in sheets:
                _write_sheet(book.add_worksheet(sheet.name), sheet, styles)
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error


def _write_sheet(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    widths = _write_head(page, sheet, styles)
    line = 0
    for line, row in enumerate(sheet.rows, 1):
        if line >= MOST_ROWS - _BELOW:
            raise SheetFull(rows=MOST_ROWS - 1 - _BELOW, columns=MOST_COLUMNS)
        for at, value in enumerate(row):
            _write_cell(page, line, at, value, styles, at in sheet.grouped)
        if line <= _MEASURED:
            widths = [max(width, _width(value)) for width, value in zip(widths, row, strict=True)]
    if sheet.note:
        _write_text(page, line + _BELOW, 0, sheet.note, styles.note)
    for at, width in enumerate(widths):
        page.set_column(at, at, min(width + 2, _WIDEST))
    if sheet.filtered and line:
        page.autofilter(0, 0, line, len(sheet.columns) - 1)


def _write_head(page: Worksheet, sheet: Sheet, styles: _Styles) -> list[int]:
    """Write the names of the columns; their widths."""
    if len(sheet.columns) > MOST_COLUMNS:
        raise SheetFull(rows=MOST_ROWS - 1 - _BELOW, columns=MOST_COLUMNS)
    for at, column in enumerate(sheet.columns):
        _write_text(page, 0, at, column, styles.head)
    page.freeze_panes(1, 0)
    return [display_width(column) for column in sheet.columns]


def _write_cell(page: Worksheet, line: int, at: int, value: Value, styles: _Styles, grouped: bool) -> None:
    if isinstance(value, date) and value >= _FIRST_DAY:
        page.write_datetime(line, at, value, styles.day)
    elif isinstance(value, int | Decimal) and _is_kept(value):
        page.write_number(line, at, value, styles.number(value, grouped))
    elif value is not None and value != "":
        text = str(value)
        _write_text(page, line, at, text, styles.text(is_formula(text)))


def _is_kept(value: int | Decimal) -> bool:
    """Whether a number of Excel is the same number."""
    if isinstance(value, int):
        return abs(value) < 10**_DIGITS
    return value.is_finite() and len(value.as_tuple().digits) <= _DIGITS and -300 < value.adjusted() < 300


def _write_text(page: Worksheet, line: int, at: int, text: str, style: Format) -> None:
    """Write it as it is. The library would take a text between <r> and </r> for XML of its own."""
    if is_too_long(text):
        text = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
    if text.startswith("<r>") and text.endswith("</r>"):
        page.write_rich_string(line, at, text[:1], style, text[1:], style)
    else:
        page.write_string(line, at, text, style)


class _Styles:
    """The formats of cells, each made once a book."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E8F1FE", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        self.note = book.add_format({"bold": True})

    def text(self, guarded: bool) -> Format:
        """Wrapped; what looks like a formula stays a text even when somebody edits the cell."""
        return self._format("'" if guarded else "", {"text_wrap": True, "valign": "top", "quote_prefix": guarded})

    def number(self, value: int | Decimal, grouped: bool) -> Format:
        """With as many decimals as the value has; an integer that may be a year has no comma."""
        exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
        decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        plain = isinstance(value, int) and not grouped
        code = "0" if plain else "#,##0" + ("." + "0" * min(decimals, _DIGITS) if decimals else "")
        return self._format(code, {"num_format": code, "valign": "top"})

    def _format(self, name: str, properties: dict[str, object]) -> Format:
        if name not in self._made:
            self._made[name] = self._book.add_format(properties)
        return self._made[name]


def _width(value: Value) -> int:
    """The width of the widest line of a value, in half-width characters."""
    return max(map(display_width, str(value).split("\n"))) if value is not None else 0
