"""`plangraph search`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from plangraph.commands.common import language, root_option
from plangraph.errors import Language

if TYPE_CHECKING:
    from rich.text import Text

    from plangraph.matches import Match

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "none": "plangraph: 「{word}」に当たるものは見つかりませんでした。",
        "nearest": "綴りの近いもの:",
        "else": "短いことばや別のことば、読みがなでも探せます。",
        "more": "plangraph: 最初の {most} 件です。続きは --limit を増やして見られます。",
        "label": "名称",
        "reading": "読み",
        "name": "別名",
        "code": "コード",
        "number": "番号",
        "period": "期間",
        "summary": "説明",
    },
    "en": {
        "none": "plangraph: Nothing fits “{word}”.",
        "nearest": "Spelled nearly so:",
        "else": "Try a shorter word, another one, or how it is read, in kana.",
        "more": "plangraph: these are the first {most}. Raise --limit to see more.",
        "label": "name",
        "reading": "reading",
        "name": "other name",
        "code": "code",
        "number": "number",
        "period": "period",
        "summary": "summary",
    },
}
_SHOWN: Final = 80
"""So many characters of a word that is not found are repeated."""


@click.command()
@click.argument("word")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="Things in the answer.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON document, for programs.")
@root_option
@click.pass_context
def search(ctx: click.Context, word: str, limit: int, as_json: bool, root: Path | None) -> None:
    """Find things by any part of a name, its reading, a number, a code or a summary: WORD is one character or more.

    What has just this name comes first, then what begins with the word, and what plans set out before documents,
    figures and doubts. A fiscal year finds what has a period with it. Width, case, kana and old forms of characters
    make no difference. Each thing is shown with its kind and number, what of it fits if its name does not, where it
    stands, and its IRI. Exit code 1 says that nothing was found.

    \b
    Examples:
      plangraph search 水
      plangraph search いちのせき
      plangraph search 中目標20
      plangraph search '施策 観光'
      plangraph search 2024年度
      plangraph search 032093
      plangraph search 'public comment' --limit 5
      plangraph search 平泉 --json | jq -r '.things[].id'
    """  # noqa: D301 - \b is how click is told to keep lines
    from plangraph.matches import alike, matches
    from plangraph.store import Store

    store = Store.load(root)
    found = matches(store, word, language(), limit + 1)
    if as_json:
        things = [_thing(each) for each in found[:limit]]
        click.echo(json.dumps({"word": word, "things": things}, ensure_ascii=False).encode(errors="replace"))
    else:
        _show(found[:limit], word)
    if not found:
        _offer(alike(store, word, language()), word)
        ctx.exit(1)
    if len(found) > limit:
        click.echo(_WORDS[language()]["more"].format(most=limit), err=True)


def _thing(match: Match) -> dict[str, Any]:
    return {
        "id": match.ref.iri,
        "kind": match.kind,
        "number": match.number,
        "label": match.ref.label,
        "fits": {"field": match.field, "text": match.text},
        "where": [each.label for each in match.above],
    }


def _show(found: list[Match], word: str) -> None:
    """A few lines for each thing, none of which is folded, so that they can be copied and searched for."""
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True)
    for match in found:
        console.print(_headline(match, word))
        if match.above:
            console.print(Text("  " + " › ".join(each.label for each in match.above)))
        console.print(Text("  " + match.ref.iri, style="dim"))


def _headline(match: Match, word: str) -> Text:
    """Kind, number and name, and behind them what fits if that is something else."""
    from rich.text import Text

    line = Text.assemble((" ".join(filter(None, (match.kind, match.number))), "cyan"), "  ")
    line.append_text(_marked(match.ref.label, word))
    if match.field != "number" and match.text not in (match.ref.label, match.ref.iri):
        line.append(f"  ({_WORDS[language()][match.field]}: ").append_text(_marked(match.text, word)).append(")")
    return line


def _marked(text: str, word: str) -> Text:
    from rich.text import Text

    from plangraph.marking import pieces

    return Text.assemble(*((part, "bold green" if fits else "") for part, fits in pieces(text, word)))


def _offer(near: list[Match], word: str) -> None:
    """Say on standard error that nothing was found, and what is spelled like the word, or else what to try."""
    words, shown = _WORDS[language()], "".join(filter(str.isprintable, word))
    click.echo(words["none"].format(word=shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"), err=True)
    told = [words["nearest"], *(f"  {each.ref.label}  {each.ref.iri}" for each in near)] if near else [words["else"]]
    click.echo("\n".join(told), err=True)
