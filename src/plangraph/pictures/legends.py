"""What explains a picture: the looks of its boxes and the strokes of its lines, in rows as wide as the picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from plangraph.errors import Language
from plangraph.pictures.curves import arrow
from plangraph.pictures.looks import INK_SOFT, STROKES, UNKNOWN, Look, Stroke
from plangraph.pictures.svg import SMALL, add_box, add_text, pixels, text_width

ROW: Final = 22.0
NARROWEST: Final = 340.0
"""A picture that has a legend is at least so many pixels wide."""
_SAMPLE: Final = 30.0
_AFTER: Final = 20.0


@dataclass(frozen=True, slots=True)
class Item:
    """One thing explained: how it looks, and its name."""

    sign: Look | Stroke
    words: str

    @property
    def width(self) -> float:
        """How many pixels it takes in a row."""
        return _SAMPLE + 8 + text_width(self.words, SMALL) + _AFTER


def of_bases(bases: Iterable[str], language: Language) -> list[Item]:
    """The strokes of these bases, in their usual order, each with its mark and name."""
    present = set(bases)
    known = [STROKES[name] for name in STROKES if name in present]
    return [Item(each, f"{each.mark} {each.words[language]}") for each in known]


def rows_of(items: Sequence[Item], width: float) -> list[list[Item]]:
    """The items in rows that are no wider than so many pixels."""
    rows: list[list[Item]] = []
    left = 0.0
    for item in items:
        left += item.width
        if not rows or left - _AFTER > width:
            rows.append([])
            left = item.width
        rows[-1].append(item)
    return rows


def add_legend(parent: Element, rows: Iterable[Sequence[Item]], x: float, y: float) -> None:
    """The rows below each other, the first one from the height `y` down."""
    for number, row in enumerate(rows):
        left, middle = x, y + ROW * number + ROW / 2
        for item in row:
            _add_sign(parent, item.sign, left, middle)
            add_text(parent, [item.words], left + _SAMPLE + 8, middle + 4, font_size=str(SMALL), fill=INK_SOFT)
            left += item.width


def _add_sign(parent: Element, sign: Look | Stroke, x: float, middle: float) -> None:
    if isinstance(sign, Look):
        add_box(parent, sign, x + 1, middle - 7, _SAMPLE - 2, 14)
    else:
        line = {"x1": pixels(x), "x2": pixels(x + _SAMPLE), "y1": pixels(middle), "y2": pixels(middle)}
        SubElement(parent, "line", {**line, **stroke(sign), "stroke-width": "2"})
        if sign == UNKNOWN:
            SubElement(parent, "path", {"d": arrow(x + _SAMPLE, middle), "fill": sign.colour})


def stroke(of: Stroke) -> dict[str, str]:
    """The attributes of a line that looks so."""
    broken = {"stroke-dasharray": of.dashes} if of.dashes else {}
    return {"stroke": of.colour, "stroke-width": "1.5", "stroke-linecap": "round" if of.dashes else "butt", **broken}
