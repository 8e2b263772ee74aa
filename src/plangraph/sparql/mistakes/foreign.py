"""Comments, assignments and tags as other languages have them, and what is left over behind a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from plangraph.sparql.fixes import Edit, Fix, removing, replacing
from plangraph.sparql.mistakes.mistake import Mistake, at, depths, joined, shown
from plangraph.sparql.tokens import Token

_COMMENTS: Final = ("/", "-")


def comments(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """A comment that begins with `//` or `--`."""
    word, following = words[index], words[min(index + 1, len(words) - 1)]
    if word.text in _COMMENTS and following.text == word.text and following.start == word.end:
        sign = word.text * 2
        yield Mistake(
            word.start,
            following.end,
            f"コメントは「{sign}」ではなく「#」で始めます。",
            f"A comment begins with “#” and not with “{sign}”.",
            "「#」に直してください。",
            "Write “#”.",
            (replacing(word.start, following.end, sign, "#"),),
        )


def assignments(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """`BIND(?name = value)`."""
    opened = next((place for place in range(index, 0, -1) if words[place - 1].keyword == "BIND"), 0)
    inside = words[opened + 1 : index]
    if words[index].text != ")" or not inside or any(each.keyword == "AS" for each in inside):
        return
    fixes = []
    group = takewhile(lambda each: each.text != "{", reversed(words[:opened]))
    taken = any(each.text[1:] == inside[0].text[1:] for each in group)
    if len(inside) > 2 and inside[0].kind == "variable" and inside[1].text == "=" and not taken:
        value = f"{joined(inside[2:])} AS {inside[0].text}"
        edit = Edit(inside[0].start, inside[-1].end, value)
        fixes = [Fix(f"BIND({value}) に直す", f"Write BIND({value})", (edit,))]
    yield at(words[opened - 1], (
        "BIND に AS がありません。",
        "This BIND has no AS.",
        "「BIND(式 AS ?変数)」のように書いてください。",
        "Write it like BIND(expression AS ?variable).",
    ), *fixes)  # fmt: skip


def tagged_variables(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """`?name@ja`."""
    word, before = words[index], words[index - 1]
    if word.kind == "language" and before.kind == "variable":
        condition = f'FILTER(LANG({before.text}) = "{word.text[1:]}")'
        yield at(word, (
            "変数に言語タグは付けられません。",
            "A variable has no language tag.",
            f"言語は {condition} で選びます。",
            f"{condition} chooses the language.",
        ), Fix(f"{condition} に直す", f"Write {condition}", (Edit(word.start, word.end, f" {condition}"),)),
           removing(word.start, word.end, word.text))  # fmt: skip


def leftovers(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """A word or sign behind the end of the query."""
    word = words[index]
    if word.kind != "end" and not depths(words)[index] and any(each.text == "}" for each in words[:index]):
        yield at(word, (
            f"「{shown(word)}」は余分です。",
            f"“{shown(word)}” is too much.",
            "消してください。",
            "Remove it.",
        ), removing(word.start, word.end, shown(word)))  # fmt: skip


FOREIGN: Final = (comments, assignments, tagged_variables)
