"""`plangraph ask`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plangraph.commands.common import language, limits, root_option
from plangraph.commands.saving import output_option, refuse_both, save
from plangraph.errors import Language
from plangraph.settings import Settings

if TYPE_CHECKING:
    from plangraph.questions import Asked, Parameter, Question
    from plangraph.store import Store
    from plangraph.tables import Table

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "list": "話題,名前(SLUG),質問,パラメーター",
        "default": "はじめの値",
        "any": "どんな言葉でも",
        "cut": "plangraph: 答えは {rows:,} 件で打ち切りました。--rows を増やすと続きも出ます。",
    },
    "en": {
        "list": "Topic,SLUG,Question,Parameters",
        "default": "default",
        "any": "any text",
        "cut": "plangraph: the answer was cut after {rows:,} rows. Raise --rows to see more.",
    },
}
_FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "sparql")


@click.command()
@click.argument("slug", required=False)
@click.option("--param", "given", multiple=True, metavar="NAME=VALUE", help="What to choose for a parameter.")
@click.option("--choices", "choices_", is_flag=True, help="List what may be chosen for each parameter.")
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="table", show_default=True)
@output_option
@root_option
@limits("deadline", "rows")
def ask(
    slug: str | None,
    given: tuple[str, ...],
    choices_: bool,
    format_: str,
    output: Path | None,
    root: Path | None,
    **limits: float | None,
) -> None:
    """Ask a question of the catalogue: SLUG is its name. Without one, list the questions.

    VALUE is a name, a number or an address of what may be chosen; a parameter that is not given has its default.

    \b
    Examples:
      plangraph ask
      plangraph ask measures-of-goal
      plangraph ask measures-of-goal --choices
      plangraph ask measures-of-goal --param goal=20
      plangraph ask measures-of-goal --param goal=医療 --format csv > measures.csv
      plangraph ask measures-of-goal --param 20 --output measures.xlsx
      plangraph ask measures-of-goal --format sparql | plangraph query -
    """  # noqa: D301 - \b is how click is told to keep lines
    from plangraph.questions import asked, question, questions
    from plangraph.store import Store

    refuse_both(None if format_ == "table" else format_, output)
    store = Store.load(root)
    if slug is None:
        _list(questions(store, language()))
        return
    wanted = question(store, slug, language())
    if choices_:
        _offer(store, wanted)
        return
    found = asked(store, wanted, dict(_pair(each, wanted) for each in given))
    if format_ == "sparql":
        click.echo(found.sparql, nl=False)
    else:
        _answer(store, found, format_, output, Settings.from_environment(workers=1, **limits))


def _pair(text: str, question: Question) -> tuple[str, str]:
    """The name and value that an option gives; where a question has one parameter only, its name may be left out."""
    name, equals, value = text.partition("=")
    if not equals and len(question.parameters) == 1:
        return question.parameters[0].variable, text
    return name, value


def _list(questions: tuple[Question, ...]) -> None:
    rows = [
        [each.topic.label, each.slug, each.title, ", ".join(parameter.variable for parameter in each.parameters)]
        for each in questions
    ]
    _print(_WORDS[language()]["list"].split(","), rows)


def _offer(store: Store, question: Question) -> None:
    """Print what may be chosen for each parameter, under its name."""
    from plangraph.questions import asked

    words, defaults = _WORDS[language()], asked(store, question, {}).choices
    for parameter in question.parameters:
        default = defaults[parameter.variable].word
        click.echo(f"{parameter.variable}: {parameter.label} ({words['default']}: {default})")
        for group, lines in _grouped(store, question, parameter).items():
            click.echo("".join([f"  {group}\n" if group else "", *lines]), nl=False)


def _grouped(store: Store, question: Question, parameter: Parameter) -> dict[str, list[str]]:
    from plangraph.questions import choices, grouped

    groups = grouped(choices(store, question, parameter)).items()
    found = {group: [f"    {each.label}\t{each.word}\n" for each in offered] for group, offered in groups}
    return found or {"": [f"    ({_WORDS[language()]['any']})\n"]}


def _answer(store: Store, found: Asked, format_: str, output: Path | None, settings: Settings) -> None:
    from plangraph.query import QueryService

    with QueryService(store, settings) as service:
        if output:
            truncated = save(store, service, found.sparql, output, found)
        elif format_ == "table":
            table = service.table(found.sparql)
            _show(store, found, table)
            truncated = table.truncated
        else:
            answer = service.answer(found.sparql, format_)
            click.echo(answer.body, nl=False)
            truncated = answer.truncated
    if truncated is not None:
        click.echo(_WORDS[language()]["cut"].format(rows=truncated), err=True)


def _show(store: Store, found: Asked, table: Table) -> None:
    """The answer in a sentence and as a table."""
    from plangraph.shown import readable

    heads, rows = readable(store, table, language(), found.question)
    click.echo(found.told(len(table.rows), cut=table.truncated is not None))
    _print([each.in_full for each in heads], [[cell.text for cell in row] for row in rows])


def _print(columns: list[str], rows: list[list[str]]) -> None:
    from rich.console import Console

    from plangraph import terminal

    terminal.show_rows(columns, rows, Console())
