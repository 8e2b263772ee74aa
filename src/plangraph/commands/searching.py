"""`plangraph search`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from plangraph.commands.common import language, root_option
from plangraph.errors import Language

if TYPE_CHECKING:
    from plangraph.search import Name
    from plangraph.store import Store

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "headings": "種類,名前,ID",
        "none": "plangraph: 「{word}」を名前に含むものはありません。",
        "nearest": "近い名前のもの:",
        "more": "plangraph: 最初の {most} 件です。続きは --limit を増やして見られます。",
    },
    "en": {
        "headings": "Kind,Name,ID",
        "none": "plangraph: Nothing has a name with “{word}” in it.",
        "nearest": "Things with names like it:",
        "more": "plangraph: these are the first {most}. Raise --limit to see more.",
    },
}
_SHOWN: Final = 80
"""So many characters of a word that is not found are repeated."""


@click.command()
@click.argument("word")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="Things in the answer.")
@root_option
@click.pass_context
def search(ctx: click.Context, word: str, limit: int, root: Path | None) -> None:
    """Find things by a part of their name: WORD is one character or more.

    Names that are the word come first, then names that begin with it. Width and case make no difference; readings in
    kana are names, too. Exit code 1 says that nothing was found.

    \b
    Examples:
      plangraph search 水
      plangraph search いちのせき
      plangraph search 'public comment' --limit 5
    """  # noqa: D301 - \b is how click is told to keep lines
    from plangraph import search as index
    from plangraph.store import Store

    store = Store.load(root)
    found = index.search(store, word, limit + 1)
    if not found:
        _offer(store, word)
        ctx.exit(1)
    _show(store, found[:limit])
    if len(found) > limit:
        click.echo(_WORDS[language()]["more"].format(most=limit), err=True)


def _show(store: Store, found: list[Name]) -> None:
    from rich.console import Console

    from plangraph import terminal
    from plangraph.labels import kind

    rows = [[kind(store, name.iri, language()), _told(store, name), name.iri] for name in found]
    terminal.show_rows(_WORDS[language()]["headings"].split(","), rows, Console())


def _told(store: Store, name: Name) -> str:
    """The label in the language, and behind it the name that was found, if that is another one."""
    from plangraph.labels import label

    shown = label(store, name.iri, language())
    return shown if shown == name.text else f"{shown} ({name.text})"


def _offer(store: Store, word: str) -> None:
    """Say on standard error that nothing was found, and which names are like the word."""
    from plangraph.nearness import nearest

    words, near = _WORDS[language()], nearest(store, word, language())
    shown = "".join(filter(str.isprintable, word))
    click.echo(words["none"].format(word=shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"), err=True)
    if near:
        click.echo("\n".join([words["nearest"], *(f"  {each.label}  {each.iri}" for each in near)]), err=True)
