"""Clauses that stand in the wrong order or in the wrong place: LIMIT before ORDER BY, or within the group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from plangraph.sparql.fixes import Edit, Fix
from plangraph.sparql.mistakes.mistake import Mistake, at, depths, enclosing, joined
from plangraph.sparql.tokens import Token

_ORDER: Final = {"GROUP": 0, "HAVING": 1, "ORDER": 2, "LIMIT": 3, "OFFSET": 3, "VALUES": 4}


def clause_order(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """LIMIT before ORDER BY, and the like."""
    word, depth = words[index], depths(words)
    if word.keyword not in _ORDER:
        return
    group = max((place for place in range(index) if words[place].text == "}"), default=-1)
    behind = range(group + 1, len(words))
    starts = [place for place in behind if words[place].keyword in _ORDER and depth[place] == depth[index]]
    if len(starts) < 2 or index == starts[0]:
        return
    stop = next((place for place in range(index, len(words)) if depth[place] < depth[index]), len(words) - 1)
    ends = [*starts[1:], stop]
    clauses = [(words[a], [*words[a:b]]) for a, b in zip(starts, ends, strict=True)]
    clauses.sort(key=lambda clause: _ORDER[clause[0].keyword])
    text = " ".join(joined(each) for _, each in clauses)
    first, last = words[starts[0]], words[stop - 1]
    yield at(word, (
        f"「{word.text}」は「{words[starts[0]].text}」より前に書きます。",
        f"“{word.text}” stands before “{words[starts[0]].text}”.",
        "GROUP BY、HAVING、ORDER BY、LIMIT の順に書いてください。",
        "The order is GROUP BY, HAVING, ORDER BY, LIMIT.",
    ), Fix("順序を直す", "Put them in order", (Edit(first.start, last.end, text),)))  # fmt: skip


def late_clauses(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """LIMIT, ORDER BY and the like within the group that should be closed before them."""
    word, depth = words[index], depths(words)
    if word.keyword not in _ORDER or enclosing(words, index) != "{":
        return
    closing = next((place for place in range(index, len(words)) if depth[place] < depth[index]), None)
    if closing:
        end = words[index - 1].end
        edits = Edit(end, end, " }"), Edit(words[closing - 1].end, words[closing].end, "")
        yield at(word, (
            f"「{word.text}」は「}}」の後に書きます。",
            f"“{word.text}” stands after the }}.",
            "「}」をこの前に移してください。",
            "Move the } to before this.",
        ), Fix("「}」を前に移す", "Move the } before it", edits))  # fmt: skip


CLAUSES: Final = (late_clauses, clause_order)
