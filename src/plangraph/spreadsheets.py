"""Tables as files for spreadsheets: what they hold, and CSV that Excel reads at once."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Final, TypeAlias

Value: TypeAlias = str | int | Decimal | date | None

CSV_TYPE: Final = "text/csv; charset=utf-8"

_FORMULA: Final = frozenset("=+-@\t\r\n")
_FIRST: Final = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*(.)", re.DOTALL
)
"""Finds the first character that can be seen: some programs leave out those before it that cannot."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of typed values: its name, its columns, its rows, and whether it can be filtered by its columns.

    The rows are read once, one after the other, and may be made meanwhile. Integers are years and numbers of things;
    thousands are set apart in the `grouped` columns only, which are counted from 0. A `note` stands below the rows.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Value]]
    filtered: bool = True
    grouped: frozenset[int] = frozenset()
    note: str = ""


def write_csv(file: IO[bytes], sheet: Sheet) -> None:
    """Write the table in UTF-8 with a byte order mark and CRLF, which Excel in Japanese needs (RFC 4180).

    Texts are quoted and inert. Raises OSError.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([inert(column) for column in sheet.columns])
        for row in sheet.rows:
            writer.writerow([inert(value) if isinstance(value, str) else value for value in row])
        if sheet.note:
            writer.writerows([[], [inert(sheet.note)]])
    finally:
        text.detach()


def as_csv(sheet: Sheet) -> bytes:
    """The same in memory."""
    written = io.BytesIO()
    write_csv(written, sheet)
    return written.getvalue()


def inert(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may calculate the text: in any width and after blanks it begins with a sign of formulas."""
    if text[:1] in _FORMULA:
        return True
    first = _FIRST.match(text)
    return first is not None and unicodedata.normalize("NFKC", first[1])[:1] in _FORMULA
