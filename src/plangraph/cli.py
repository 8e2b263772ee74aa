"""The command `plangraph`. Each command is a few lines over a room of the library."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

import click
from rich.cells import cell_len

from plangraph import __version__
from plangraph.errors import Language, MissingPath, NotUnicode, PlangraphError, QuerySyntax
from plangraph.namespaces import shorten
from plangraph.settings import Settings

if TYPE_CHECKING:
    from plangraph.query import Cell, QueryService
    from plangraph.store import Store
    from plangraph.validation import Report

Command = TypeVar("Command", bound=Callable[..., Any])
RowFormat = Literal["table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "rdfxml"]
ReportFormat = Literal["table", "json", "turtle", "junit"]
VerificationFormat = Literal["table", "json"]

_CUT: dict[Language, str] = {
    "ja": "plangraph: 答えは {rows:,} 件で打ち切りました。続きは LIMIT と OFFSET で取るか、--rows を増やしてください。",
    "en": "plangraph: the answer was cut after {rows:,}. Page with LIMIT and OFFSET, or raise --rows.",
}


class Sentences(click.Group):
    """A group whose commands end a PlangraphError as one sentence and exit code 2, never as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except PlangraphError as error:
            click.echo(f"plangraph: {error.sentence(_language())}", err=True)
            if isinstance(error, QuerySyntax):
                click.echo(_pointed(str(error.fields["text"]), int(str(error.fields["column"]))), err=True)
            ctx.exit(2)


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="plangraph %(version)s")
def main() -> None:
    """Municipal comprehensive plans as one linked, checked, citable graph.

    Messages are in Japanese where LANG (or PLANGRAPH_LANG) begins with ja, else in English.
    """


def _root(command: Command) -> Command:
    help_text = "Folder that holds ontology/ and data/ttl/ (default: the data that came with plangraph)."
    return click.option("--root", type=click.Path(path_type=Path), help=help_text)(command)


def _limits(*names: str) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for row in reversed(fields(Settings)):
            if row.name in names or not names:
                option = "--" + row.name.replace("_", "-")
                sentence = f"{row.metadata['en']} [default: {row.default:g}]"
                command = click.option(option, metavar="NUMBER", help=sentence)(command)
        return command

    return add


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--sources",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with your own copies of the source documents, each under its pg:fileName: the pages then show the"
    " passages that are cited, to whoever can reach the server.",
)
@_root
@_limits()
def serve(host: str, port: int, sources: Path | None, root: Path | None, **limits: float | None) -> None:
    """Serve the web pages and the SPARQL endpoint.

    \b
    Examples:
      plangraph serve
      plangraph serve --port 8080 --deadline 5
      plangraph serve --sources documents
    """  # noqa: D301 - \b is how click is told to keep lines
    from plangraph_web.server import serve as run

    settings = Settings.from_environment(**limits)
    run(host, port, settings, root, sources, lambda url: click.echo(f"plangraph {__version__}: {url}"))


@main.command()
@click.argument("query")
@click.option("--format", "format_", type=click.Choice(get_args(RowFormat)), help="[default: table; turtle for graphs]")
@_root
@_limits("deadline", "rows")
def query(query: str, format_: RowFormat | None, root: Path | None, **limits: float | None) -> None:
    """Ask a SPARQL question: QUERY is the text itself, a file, or - for standard input.

    \b
    Examples:
      plangraph query 'SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }'
      plangraph query goals.rq --format csv > goals.csv
      cat goals.rq | plangraph query - --format json
    """  # noqa: D301 - \b is how click is told to keep lines
    from plangraph.query import QueryService
    from plangraph.store import Store

    text = _query_text(query)
    store, settings = Store.load(root), Settings.from_environment(workers=1, **limits)
    with QueryService(store, settings) as service:
        truncated = _print_answer(store, service, text, format_)
    if truncated is not None:
        click.echo(_CUT[_language()].format(rows=truncated), err=True)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--rule", metavar="NUMBER", help="Run only this rule, such as C-07.")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until Ctrl-C.")
@click.option("--acknowledged", is_flag=True, help="Show the acknowledged warnings, too, with what explains them.")
@click.option("--format", "format_", type=click.Choice(get_args(ReportFormat)), default="table", show_default=True)
@click.option("--strict", is_flag=True, help="Fail on an open warning, too.")
@_root
@click.pass_context
def validate(
    ctx: click.Context,
    files: tuple[Path, ...],
    rule: str | None,
    watch: bool,
    acknowledged: bool,
    format_: ReportFormat,
    strict: bool,
    root: Path | None,
) -> None:
    """Check the data against the rules. Exit code 1 says that a rule is violated.

    All data are always read; with FILES, only what is found in these is told.

    \b
    Examples:
      plangraph validate
      plangraph validate data/ttl/ichinoseki/plan/2026/stated.ttl --watch
      plangraph validate --rule C-07
      plangraph validate --acknowledged
      plangraph validate --strict --format junit > report.xml
      plangraph validate --root my-city
    """  # noqa: D301 - \b is how click is told to keep lines
    from rich.console import Console

    from plangraph import checking, reports, terminal

    console, wanted = Console(), checking.wanted(root, files, rule, _language())

    def show(report: Report) -> None:
        if format_ == "table":
            terminal.show_report(report, _language(), console, acknowledged)
        else:
            click.echo(reports.WRITERS[format_](report))

    if watch:
        wanted.again_and_again(show, console)
        return
    report = wanted.report()
    show(report)
    ctx.exit(1 if report.open("Violation") or (strict and report.open("Warning")) else 0)


@main.command()
@click.option(
    "--sources",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder that holds the source documents, each under its pg:fileName.",
)
@click.option("--uncited", is_flag=True, help="Print the text that nothing cites, too.")
@click.option(
    "--format", "format_", type=click.Choice(get_args(VerificationFormat)), default="table", show_default=True
)
@_root
@click.pass_context
def verify(ctx: click.Context, sources: Path, uncited: bool, format_: VerificationFormat, root: Path | None) -> None:
    """Look up in the source documents what the data says they state.

    Each document must be the text whose lines were counted, and each stated text must stand, letter for letter but for
    white space, at a place that its thing cites. Exit code 1 says that something does not.

    Text counts as cited where any place covers it. HTML tags, and stretches without a letter or digit, are left out;
    a stretch ends at a blank line. JSON always lists what is not cited.

    \b
    Examples:
      plangraph verify --sources documents
      plangraph verify --sources documents --uncited
      plangraph verify --sources documents --format json > verified.json
    """  # noqa: D301 - \b is how click is told to keep lines
    from rich.console import Console

    from plangraph import reports, terminal, verification

    found = verification.verify(sources, root, _language())
    if format_ == "table":
        terminal.show_verification(found, Console(), uncited)
    else:
        click.echo(reports.verification_as_json(found))
    ctx.exit(0 if found.agrees else 1)


@main.command()
@click.argument("number", required=False)
@_root
def rule(number: str | None, root: Path | None) -> None:
    """Explain a rule by its cases: NUMBER is like C-07. Without it, list all rules.

    \b
    Examples:
      plangraph rule
      plangraph rule C-07
    """  # noqa: D301 - \b is how click is told to keep lines
    from rich.console import Console

    from plangraph import explaining

    if number is None:
        explaining.show_all(root, _language(), Console())
    else:
        explaining.show(explaining.explain(number.upper(), root, _language()), _language(), Console())


@main.command()
@_root
def release(root: Path | None) -> None:
    """Keep the whole graph of this version as a file in data/releases/, which never changes again.

    Refused for a version in progress (.dev) and where a rule is violated.

    \b
    Examples:
      plangraph release
      plangraph release --root my-city
    """  # noqa: D301 - \b is how click is told to keep lines
    from plangraph import releases

    click.echo(releases.release(root))


def _language() -> Language:
    chosen = next((os.environ[name] for name in ("PLANGRAPH_LANG", "LC_ALL", "LANG") if os.environ.get(name)), "")
    return "ja" if chosen.startswith("ja") else "en"


def _query_text(query: str) -> str:
    """The query itself, or what stands in the file of that name."""
    try:
        if query == "-":
            return sys.stdin.buffer.read().decode()
        return Path(query).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise NotUnicode(path=query) from error
    except (OSError, ValueError) as error:
        if not query or any(character.isspace() or character == "{" for character in query):
            return query
        raise MissingPath(path=query) from error


def _pointed(text: str, column: int) -> str:
    """A line of a query with a caret below the character at `column` (from 1)."""
    return f"  {text}\n  {' ' * cell_len(text[: column - 1])}^"


def _print_answer(store: Store, service: QueryService, text: str, format_: RowFormat | None) -> int | None:
    """Print the answer; the number of rows kept, if it was cut."""
    guarded = service.check(text)
    if format_ == "table" or (format_ is None and guarded.kind == "rows"):
        from rich.console import Console

        from plangraph import terminal

        table = service.table(guarded)
        rows = [[_shown(store, cell) for cell in row] for row in table.rows]
        terminal.show_rows(table.columns, rows, Console())
        return table.truncated
    answer = service.answer(guarded, format_ or "turtle")
    sys.stdout.buffer.write(answer.body)
    return answer.truncated


def _shown(store: Store, cell: Cell | None) -> str:
    """The value of a literal; of anything else its name, or else its IRI in short."""
    from plangraph.labels import named

    if cell is None or cell.type != "uri":
        return cell.value if cell else ""
    return named(store, cell.value, _language()) or shorten(cell.value)
