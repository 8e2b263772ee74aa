"""Words that municipalities themselves write now so, now so, and of which a reader means all."""

from __future__ import annotations

from typing import Final

_SAME: Final = (
    ("子ども", "子供", "こども"),
    ("障がい", "障害", "障碍"),
    ("取り組み", "取組み", "取組"),
    ("受け入れ", "受入れ", "受入"),
    ("引き継ぎ", "引継ぎ", "引継"),
    ("組み合わせ", "組合せ"),
    ("町づくり", "街づくり", "まちづくり"),
)
"""What contains another of its row stands before it."""


def variants(word: str) -> list[str]:
    """The folded word as it is written otherwise: 子育て only so, 子ども also 子供 and こども."""
    written = ((row, one) for row in _SAME if (one := next((each for each in row if each in word), "")))
    return [word.replace(one, other) for row, one in written for other in row if other != one]
