"""What is written in each box of a picture, in lines that fit."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, Final, TypeAlias

from plangraph.network import Graph, walk_down

Captions: TypeAlias = dict[str, tuple[str, ...]]

INNER_CELLS: Final = 24
"""The width of a line, in half-width characters, in columns of things that all have something below them."""

LEAF_CELLS: Final = 40
"""The width of a line in columns that hold leaves: longer lines, fewer of them, because leaves stand close together."""

_MORE: Final = 7
"""So many half-width characters more are better than another line."""

_PHRASE: Final = re.compile(
    r"\s+"
    r"|(?<=[」』】）)、。])(?=\S)|(?<=\S)(?=[「『【（])"
    r"|(?<=[ぁ-ん・])(?=[一-龠々ァ-ヴ])"  # most Japanese phrases end in hiragana and begin with a kanji or katakana
)
_NOT_FIRST: Final = "、。,.」』】）)ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々・：；！？"
_NOT_LAST: Final = "「『【（("


def captions(graph: Graph) -> Captions:
    """The lines of every node of a tree: number, label, and how many things below it are not shown."""
    steps = walk_down(graph)
    wide = {depth for node, depth in steps if not graph.in_degree(node)}
    return {
        node: wrap(_words(graph.nodes[node]), LEAF_CELLS if depth in wide else INNER_CELLS) for node, depth in steps
    }


def display_width(words: str) -> int:
    """The width in half-width characters: a kanji or kana takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in words)


def wrap(words: str, cells: int) -> tuple[str, ...]:
    """Lines no wider than `cells` (one more where a mark must not begin a line), broken at phrases where possible."""
    lines = [""]
    for phrase in _phrases(words):
        gap = "" if lines[-1] == "" else phrase[: len(phrase) - len(phrase.lstrip())]
        text = phrase.strip()
        if display_width(lines[-1] + gap + text) <= cells:
            lines[-1] += gap + text
        else:
            lines += _pieces(text, cells)
    return tuple(line for line in lines if line)


@lru_cache(4096)
def balanced(words: str, cells: int) -> tuple[str, ...]:
    """As few lines as about `cells` allow, broken inside phrases as rarely as can be, and then as narrow as can be."""
    narrowest = min(display_width(words) // 2, cells)
    tried = {wrap(words, each) for each in range(narrowest, cells + _MORE, 2)}
    starts = set(accumulate(_length(each) for each in _phrases(words)))

    def badness(lines: tuple[str, ...]) -> tuple[int, int, int, tuple[str, ...]]:
        inside = len(set(accumulate(map(_length, lines))) - starts)
        return len(lines) + inside, inside, max(map(display_width, lines), default=0), lines

    return min(tried, key=badness)


def _length(words: str) -> int:
    """How many signs the words have but for white space."""
    return len("".join(words.split()))


def _phrases(words: str) -> list[str]:
    """The text cut at white space and brackets; each phrase keeps the white space before it."""
    starts = [0, *(match.start() for match in _PHRASE.finditer(words)), len(words)]
    return [words[start:end] for start, end in pairwise(starts) if start < end]


def _pieces(text: str, cells: int) -> list[str]:
    """A phrase cut where it must be, never inside an ASCII word nor before a closing mark."""
    lines = [""]
    for unit in re.findall(r"[!-~]+|.", text):
        full = display_width(lines[-1] + unit) > cells
        if full and lines[-1] and unit not in _NOT_FIRST and lines[-1][-1] not in _NOT_LAST:
            lines.append(unit)
        else:
            lines[-1] += unit
    return lines


def _words(node: dict[str, Any]) -> str:
    below = f"＋{node['expandable']}" if node["expandable"] else ""
    return " ".join(part for part in (node["number"], node["label"], below) if part)
