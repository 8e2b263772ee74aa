"""How boxes and lines of a picture look: never by colour alone, but by outline and stroke too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from plangraph.errors import Language

Outline: TypeAlias = Literal["plain", "soft", "round", "pill", "cut", "pointed", "barred", "double"]

FONTS: Final = (
    "'Hiragino Sans', 'Hiragino Kaku Gothic ProN', 'BIZ UDPGothic', 'Yu Gothic UI', Meiryo, "
    "'Noto Sans CJK JP', 'Noto Sans JP', system-ui, sans-serif"
)
INK: Final = "#1a1a1a"
INK_SOFT: Final = "#4d4d4d"


@dataclass(frozen=True, slots=True)
class Look:
    """How a box looks."""

    outline: Outline
    fill: str
    border: str
    ink: str = INK


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks that rests on a basis, and what it is called in a legend."""

    colour: str
    dashes: str
    mark: str
    words: dict[Language, str]


LEVELS: Final = (
    Look("pill", "#1a1a1a", "#1a1a1a", "#ffffff"),
    Look("round", "#0017c1", "#0017c1", "#ffffff"),
    Look("soft", "#d9e6ff", "#7096f8"),
    Look("plain", "#ffffff", "#0017c1"),
    Look("plain", "#f2f2f2", "#767676"),
)
"""Of the levels of a plan from its vision down; what is deeper looks as the last."""

_OF_FEW: Final = {1: (3,), 2: (1, 3), 3: (0, 2, 3)}


def of_level(depth: int, levels: int) -> Look:
    """The look of a level, counted from 0, in a tree of so many: in a flat tree the last is light, too."""
    return LEVELS[min(_OF_FEW[levels][depth] if levels in _OF_FEW else depth, len(LEVELS) - 1)]


KINDS: Final = (
    Look("plain", "#e8f1fe", "#0017c1"),
    Look("pill", "#e6f5ec", "#197a4b"),
    Look("cut", "#ffeee2", "#c74700"),
    Look("pointed", "#f1eafa", "#5109ad"),
    Look("barred", "#e9f7f9", "#006f83"),
    Look("double", "#fbf5e0", "#806300"),
    Look("soft", "#f2f2f2", "#666666"),
)
"""Of kinds of things, in the order in which a picture meets them; further kinds look as the last."""

STATED: Final = "stated"
MADE: Final = "made"
"""Of a link that a query has made: the data do not hold it."""
STROKES: Final = {
    STATED: Stroke("#666666", "", "●", {"ja": "文書に記載", "en": "stated"}),
    "inferred": Stroke("#c74700", "7 5", "◌", {"ja": "推定", "en": "inferred"}),
    "interpreted": Stroke("#5109ad", "1.5 4.5", "◇", {"ja": "解釈", "en": "interpreted"}),
    "external": Stroke("#006f83", "12 4 2 4", "↗", {"ja": "外部", "en": "external"}),
    "editorial": Stroke("#767676", "4 2", "✎", {"ja": "編集", "en": "editorial"}),
    MADE: Stroke("#806300", "2 7", "＋", {"ja": "クエリが作ったつながり", "en": "made by the query"}),
}
"""By basis: solid where a document says it, broken where it does not."""

UNKNOWN: Final = Stroke("#949494", "", "", {"ja": "", "en": ""})
"""Of a link of which the picture is not told what it rests on."""
