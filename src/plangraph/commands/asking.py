"""`plangraph query`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from plangraph.commands.common import language, limits, root_option
from plangraph.commands.saving import output_option, refuse_both, save
from plangraph.errors import Language, MissingPath, NotUnicode, QueryRefused
from plangraph.namespaces import shorten
from plangraph.settings import Settings

if TYPE_CHECKING:
    from plangraph.query import Cell, QueryService
    from plangraph.sparql.guard import Guarded
    from plangraph.store import Store
    from plangraph.tables import Table

RowFormat = Literal["table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "rdfxml"]

_CUT: dict[Language, str] = {
    "ja": "plangraph: 答えは {rows:,} 件で打ち切りました。続きは LIMIT と OFFSET で取るか、--rows を増やしてください。",
    "en": "plangraph: the answer was cut after {rows:,}. Page with LIMIT and OFFSET, or raise --rows.",
}


@click.command()
@click.argument("query")
@click.option("--format", "format_", type=click.Choice(get_args(RowFormat)), help="[default: table; turtle for graphs]")
@output_option
@root_option
@limits("deadline", "rows")
def query(
    query: str, format_: RowFormat | None, output: Path | None, root: Path | None, **limits: float | None
) -> None:
    """Ask a SPARQL question: QUERY is the text itself, a file, or - for standard input.

    \b
    Examples:
      plangraph query 'SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }'
      plangraph query goals.rq --format csv > goals.csv
      plangraph query goals.rq --output goals.xlsx
      cat goals.rq | plangraph query - --format json
    """  # noqa: D301 - \b is how click is told to keep lines
    from plangraph.query import QueryService
    from plangraph.store import Store

    refuse_both(format_, output)
    text = _query_text(query)
    store, settings = Store.load(root), Settings.from_environment(workers=1, **limits)
    with QueryService(store, settings) as service, _explained(text):
        truncated = save(store, service, text, output) if output else _print_answer(store, service, text, format_)
    if truncated is not None:
        click.echo(_CUT[language()].format(rows=truncated), err=True)


@contextmanager
def _explained(text: str) -> Iterator[None]:
    """Note down where the query is wrong, and what would mend it."""
    try:
        yield
    except QueryRefused as error:
        from plangraph.commands.mending import told

        error.add_note(told(error, text, language()))
        raise


def _query_text(query: str) -> str:
    """The query itself, or what stands in the file of that name."""
    try:
        if query == "-":
            return sys.stdin.buffer.read().decode()
        return Path(query).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise NotUnicode(path=query) from error
    except (OSError, ValueError) as error:
        if not query.isprintable() and any("\ud800" <= each <= "\udfff" for each in query):
            raise NotUnicode(path="QUERY") from error
        if not query or any(character.isspace() or character == "{" for character in query):
            return query
        raise MissingPath(path=query) from error


def _print_answer(store: Store, service: QueryService, text: str, format_: RowFormat | None) -> int | None:
    """Print the answer; the number of rows kept, if it was cut."""
    guarded = service.check(text)
    if format_ == "table" or (format_ is None and guarded.kind == "rows"):
        from rich.console import Console

        from plangraph import terminal

        table = service.table(guarded)
        rows = [[_shown(store, cell) for cell in row] for row in table.rows]
        terminal.show_rows(table.columns, rows, Console())
        _tell_why_empty(store, service, guarded, table)
        return table.truncated
    answer = service.answer(guarded, format_ or "turtle")
    click.echo(answer.body, nl=False)
    return answer.truncated


def _tell_why_empty(store: Store, service: QueryService, guarded: Guarded, table: Table) -> None:
    """Say on standard error what empties an answer that has no rows, or is no."""
    from plangraph.emptiness import explain, is_empty

    if is_empty(table):
        from plangraph.commands.reasons import told

        found = explain(store, service, guarded, language())
        click.echo(told(found, guarded.text, language()), err=True)


def _shown(store: Store, cell: Cell | None) -> str:
    """The value of a literal; of anything else its name, or else its IRI in short."""
    from plangraph.labels import named

    if cell is None or cell.type != "uri":
        return cell.value if cell else ""
    return named(store, cell.value, language()) or shorten(cell.value)
