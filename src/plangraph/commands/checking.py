"""`plangraph validate`, `rule`, `verify` and `release`: what is done to make sure of the data."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from plangraph.commands.common import language, root_option

if TYPE_CHECKING:
    from rich.console import Console

    from plangraph.validation import Report

ReportFormat = Literal["table", "json", "turtle", "junit"]
VerificationFormat = Literal["table", "json"]


@click.command()
@click.argument("files", nargs=-1, type=click.Path(readable=False, path_type=Path))
@click.option("--rule", metavar="NUMBER", help="Run only this rule, such as C-07.")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved, until Ctrl-C.")
@click.option("--acknowledged", is_flag=True, help="Show the acknowledged warnings, too, with what explains them.")
@click.option("--format", "format_", type=click.Choice(get_args(ReportFormat)), default="table", show_default=True)
@click.option("--strict", is_flag=True, help="Fail on an open warning, too.")
@root_option
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

    from plangraph import catalog
    from plangraph.checking import Wanted

    wanted = Wanted(root or catalog.root(), files, rule and rule.upper(), language())
    console = Console()
    show = partial(_show, format_=format_, acknowledged=acknowledged, console=console)
    if watch:
        wanted.again_and_again(show)
        return
    report = wanted.report()
    show(report)
    ctx.exit(1 if report.open("Violation") or (strict and report.open("Warning")) else 0)


def _show(report: Report, format_: ReportFormat, acknowledged: bool, console: Console) -> None:
    from plangraph import reports, terminal

    if format_ == "table":
        terminal.show_report(report, console, acknowledged)
    else:
        click.echo(reports.WRITERS[format_](report))


@click.command()
@click.argument("number", required=False)
@root_option
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
        explaining.show_all(root, language(), Console())
    else:
        explaining.show(explaining.explain(number.upper(), root, language()), Console())


@click.command()
@click.option(
    "--sources",
    required=True,
    metavar="DIR",
    type=click.Path(readable=False, path_type=Path),  # what is wrong with it is told in our own words
    help="Folder that holds the source documents, each under its pg:fileName.",
)
@click.option("--uncited", is_flag=True, help="Print the text that nothing cites, too.")
@click.option(
    "--format", "format_", type=click.Choice(get_args(VerificationFormat)), default="table", show_default=True
)
@root_option
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

    found = verification.verify(sources, root, language())
    if format_ == "table":
        terminal.show_verification(found, Console(), uncited)
    else:
        click.echo(reports.verification_as_json(found))
    ctx.exit(0 if found.agrees else 1)


@click.command()
@root_option
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
