"""Writing an answer into a file, row by row."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, Literal, TypeAlias, get_args

from plangraph.downloads.origin import Origin
from plangraph.downloads.sources import Sources
from plangraph.errors import FileUnwritable
from plangraph.shown import Heading, Reader, Shown, headings, of_triples
from plangraph.spooled import Spooled
from plangraph.spreadsheets import Sheet, Value, write_csv
from plangraph.workbooks import as_xlsx, is_too_long, write_xlsx

Spreadsheet: TypeAlias = Literal["excel-csv", "xlsx"]

SPREADSHEETS: Final[tuple[Spreadsheet, ...]] = get_args(Spreadsheet)

_TURN: Final = 500
"""Rows after which whoever waits is looked after."""
_NAMING: Final = ("thing", "place")
"""Kinds of which the word does not say all."""


def write(
    form: Spreadsheet, rows: Spooled, origin: Origin, file: IO[bytes], watch: Callable[[], object] = lambda: None
) -> None:
    """Write the answer in this form; `watch` is called now and then, and may raise.

    Raises SheetFull, OSError and what `watch` raises.
    """
    seen = Sources(rows.truncated)
    sheet = _sheet(rows, origin, seen, watch)
    if form == "excel-csv":
        write_csv(file, sheet)
    elif rows.small:
        file.write(as_xlsx(sheet, origin.sheet(seen)))
    else:
        write_xlsx(file, sheet, origin.sheet(seen))


def save(form: Spreadsheet, rows: Spooled, origin: Origin, path: Path) -> None:
    """The same into a file, of which there is all or nothing. Raises SheetFull or FileUnwritable."""
    with whole(path) as file:
        write(form, rows, origin, file)


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write, which has its name only when all of it is there. Raises FileUnwritable."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise FileUnwritable(path=path, reason=error.strerror) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sheet(rows: Spooled, origin: Origin, seen: Sources, watch: Callable[[], object]) -> Sheet:
    """Values and labels first, in the order of the answer; after them the IRI of whatever is named."""
    question = origin.asked.question if origin.asked else None
    heads = of_triples(origin.language) if rows.graph else headings(rows.columns, question)
    reader = Reader(origin.store, origin.language, rows.columns, heads)
    linked = _linked(rows, heads)
    return Sheet(
        name=origin.say("answer"),
        columns=(
            *(each.in_full for each in heads),
            *(origin.say("iri", column=heads[at].label) for at in linked),
        ),
        rows=_rows(rows, reader, linked, seen, watch),
        grouped=frozenset(at for at, each in enumerate(heads) if each.kind == "number"),
        note=origin.say("cut", rows=rows.truncated) if rows.truncated else "",
    )


def _rows(
    rows: Spooled, reader: Reader, linked: Sequence[int], seen: Sources, watch: Callable[[], object]
) -> Iterator[list[Value]]:
    for number, cells in enumerate(rows):
        if number % _TURN == 0:
            watch()
        row = reader.row(cells)
        seen.see(row)
        seen.shortened += sum(is_too_long(cell.text) for cell in row)
        yield [*map(_value, row), *(_iri(row[at]) for at in linked)]


def _value(cell: Shown) -> Value:
    """What a spreadsheet keeps; of a thing without a name its whole IRI."""
    return cell.ref.iri if cell.ref and cell.text == f"<{cell.ref.iri}>" else cell.value


def _iri(cell: Shown) -> str:
    return cell.ref.iri if cell.ref else ""


def _linked(rows: Spooled, heads: Sequence[Heading]) -> list[int]:
    """The columns whose cells name or open things that no other column names; what is unknown the answer tells."""
    shown = {each.variable for each in heads}
    named = _naming(rows, {each.variable for each in heads if not each.kind})
    opening = {each.variable for each in heads if each.kind == "number" and each.opens not in shown | {""}}
    named |= opening | {each.variable for each in heads if each.kind in _NAMING}
    return [at for at, each in enumerate(heads) if each.variable in named]


def _naming(rows: Spooled, unknown: set[str]) -> set[str]:
    """Those of the columns in which some row has an IRI."""
    found: set[str] = set()
    for row in rows if unknown else ():
        found.update(name for name, cell in zip(rows.columns, row, strict=True) if cell and cell.type == "uri")
        if unknown <= found:
            break
    return found & unknown
