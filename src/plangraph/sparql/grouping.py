"""The commonest mistake with aggregates: a column that is neither aggregated nor grouped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from plangraph.sparql.mistakes import OPENING, Mistake
from plangraph.sparql.tokens import Token

_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_MODIFIERS: Final = frozenset({"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})


def ungrouped(words: Sequence[Token]) -> Iterator[Mistake]:
    """Each variable of a SELECT with aggregates or GROUP BY (SPARQL 1.1, section 11.4) that GROUP BY leaves out."""
    for index, word in enumerate(words):
        if word.text.upper() == "SELECT":
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
    modifiers = [word.text for depth, word in words[len(columns) :] if depth == 0]
    grouping = "GROUP" in map(str.upper, modifiers)
    if not grouping and not any(word.text.upper() in _AGGREGATES for _, word in columns):
        return
    grouped = _grouped(words[len(columns) :]) if grouping else set()
    for depth, word in columns:
        if depth == 0 and word.kind == "variable" and word.text[1:] not in grouped:
            yield Mistake(
                word.start,
                f"{word.text} は集計も GROUP BY もされていません。",
                f"{word.text} is neither aggregated nor grouped.",
                f"GROUP BY に {word.text} を足してください。",
                f"Add {word.text} to GROUP BY.",
            )


def _grouped(words: list[tuple[int, Token]]) -> set[str]:
    start = next(index for index, (depth, word) in enumerate(words) if depth == 0 and word.text.upper() == "GROUP")
    until = takewhile(lambda pair: pair[1].text.upper() not in _MODIFIERS, words[start:])
    return {word.text[1:] for _, word in until if word.kind == "variable"}
