"""Answers of commands in files: the end of the name tells the form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from plangraph.commands.common import Command, language
from plangraph.errors import FormatUnknown, Language

if TYPE_CHECKING:
    from plangraph.downloads import Spreadsheet
    from plangraph.query import QueryService
    from plangraph.questions import Asked
    from plangraph.sparql.guard import Guarded
    from plangraph.store import Store

_SPREADSHEETS: Final[dict[str, Spreadsheet]] = {".xlsx": "xlsx", ".csv": "excel-csv"}
_DONE: Final[dict[Language, str]] = {
    "ja": "plangraph: {path} に書きました。",
    "en": "plangraph: {path} has been written.",
}
_HELP: Final = (
    "Write the answer into this file: .xlsx with a second sheet on its origin, .csv as Excel reads it, or the "
    "suffix of another format, such as .json or .ttl."
)


def output_option(command: Command) -> Command:
    """Give a command the option `--output`."""
    path: Any = click.Path(path_type=Path)
    return click.option("-o", "--output", type=path, metavar="FILE", help=_HELP)(command)


def refuse_both(format_: str | None, output: Path | None) -> None:
    """Let a file tell its form by its name only. Raises UsageError."""
    if format_ and output:
        raise click.UsageError("Give --format or --output, not both: the name of the file tells its form.")


def save(store: Store, service: QueryService, text: str, output: Path, asked: Asked | None = None) -> int | None:
    """Write the answer to a query, or to a question of the catalogue; the number of rows kept, if it was cut.

    Raises FormatUnknown, SheetFull, FileUnwritable, and what running the query raises.
    """
    from plangraph import downloads
    from plangraph.spooled import fetched

    guarded, form = service.check(text), _SPREADSHEETS.get(output.suffix.lower())
    if form is None:
        truncated = _save_plainly(service, guarded, output)
    else:
        with fetched(service, guarded) as rows:
            downloads.save(form, rows, downloads.Origin(store, language(), text, asked), output)
            truncated = rows.truncated
    click.echo(_DONE[language()].format(path=output), err=True)
    return truncated


def _save_plainly(service: QueryService, guarded: Guarded, output: Path) -> int | None:
    from plangraph.downloads import whole
    from plangraph.sparql.formats import FORMATS

    found = {f".{each.suffix}": each.name for each in FORMATS if each.kind == guarded.kind}
    if output.suffix.lower() not in found:
        raise FormatUnknown(wanted=output.name, available=", ".join(dict.fromkeys((*_SPREADSHEETS, *found))))
    answer = service.answer(guarded, found[output.suffix.lower()])
    with whole(output) as file:
        file.write(answer.body)
    return answer.truncated
