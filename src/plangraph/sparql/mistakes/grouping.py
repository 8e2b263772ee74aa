"""The commonest mistake with aggregates: a column that is neither aggregated nor grouped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from plangraph.sparql.fixes import Edit, Fix
from plangraph.sparql.mistakes.mistake import OPENING, Mistake, at
from plangraph.sparql.tokens import Token

_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_TELLING: Final = _AGGREGATES | {"GROUP"}
_MODIFIERS: Final = frozenset({"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})


def ungrouped(words: Sequence[Token]) -> Iterator[Mistake]:
    """The first variable that GROUP BY leaves out, of each SELECT with aggregates (SPARQL 1.1, section 11.4)."""
    if _TELLING.isdisjoint(word.keyword for word in words):
        return
    for index, word in enumerate(words):
        if word.keyword == "SELECT":
            yield from _ungrouped(list(_level(words[index + 1 :])))


def _level(words: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The words of this SELECT, until the bracket around it closes, each with the depth of brackets it stands in."""
    depth = 0
    for word in words:
        depth -= word.text in OPENING
        if depth < 0:
            return
        yield depth, word
        depth += word.text in OPENING.values()


def _ungrouped(words: list[tuple[int, Token]]) -> Iterator[Mistake]:
    columns = list(takewhile(lambda pair: pair[1].text != "{", words))
    rest = words[len(columns) :]
    grouping = any(depth == 0 and word.keyword == "GROUP" for depth, word in rest)
    if not grouping and not any(word.keyword in _AGGREGATES for _, word in columns):
        return
    grouped = _grouped(rest) if grouping else []
    named = {word.text[1:] for word in grouped}
    left = [word for depth, word in columns if depth == 0 and word.kind == "variable" and word.text[1:] not in named]
    for word in left[:1]:  # which has a fix for all
        yield at(
            word,
            (
                f"{word.text} は集計も GROUP BY もされていません。",
                f"{word.text} is neither aggregated nor grouped.",
                f"GROUP BY に {word.text} を足してください。",
                f"Add {word.text} to GROUP BY.",
            ),
            *_adding(left, rest, grouped, grouping),
        )
    if columns and columns[0][1].text == "*" and grouped:
        yield _star(columns[0][1], grouped)


def _grouped(words: list[tuple[int, Token]]) -> list[Token]:
    start = next(index for index, (depth, word) in enumerate(words) if depth == 0 and word.keyword == "GROUP")
    until = takewhile(lambda pair: pair[1].keyword not in _MODIFIERS, words[start:])
    return [word for _, word in until if word.kind == "variable"]


def _adding(left: list[Token], rest: list[tuple[int, Token]], grouped: list[Token], grouping: bool) -> Iterator[Fix]:
    """What groups by all that is left out."""
    names = " ".join(dict.fromkeys(word.text for word in left))
    label = f"GROUP BY に {names} を足す", f"Add {names} to GROUP BY"
    if grouped:
        yield Fix(*label, (Edit(grouped[-1].end, grouped[-1].end, f" {names}"),))
    closing = [word.end for depth, word in rest if depth == 0 and word.text == "}"]
    if closing and not grouping:
        yield Fix(
            f"GROUP BY {names} を足す", f"Add GROUP BY {names}", (Edit(closing[0], closing[0], f"\nGROUP BY {names}"),)
        )


def _star(star: Token, grouped: list[Token]) -> Mistake:
    names = " ".join(dict.fromkeys(word.text for word in grouped))
    return at(
        star,
        (
            "GROUP BY があるときは SELECT * と書けません。",
            "SELECT * cannot stand with GROUP BY.",
            "列を1つずつ書いてください。",
            "Name the columns.",
        ),
        Fix(f"「*」を {names} に直す", f"Write {names} for “*”", (Edit(star.start, star.end, names),)),
    )
