"""What picture fits an answer of which nobody has said how it is to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from plangraph.pictures.reading import Rows
from plangraph.shown import Heading, Kind

Guess: TypeAlias = tuple[Literal["bar", "line"], tuple[Heading, ...]]

_NAMES: Final = frozenset(("thing", "text", "code"))
_YEARS: Final = frozenset(("year", "fiscal-year", "date"))


def guessed(headings: Sequence[Heading], rows: Rows) -> Guess | None:
    """Bars for names with a number each, lines for years with a number each and perhaps a name; None for all else."""
    kinds = [_kind(heading, [row[at].kind for row in rows if row[at].text]) for at, heading in enumerate(headings)]
    if len(kinds) == 2 and kinds.count("number") == 1:
        other = 1 - kinds.index("number")
        if kinds[other] in _NAMES:
            return "bar", _drawn(headings, {other: "category", 1 - other: "value"})
        if kinds[other] in _YEARS:
            return "line", _drawn(headings, {other: "category", 1 - other: "value"})
    years, numbers, names = ([at for at, kind in enumerate(kinds) if kind in of] for of in (_YEARS, {"number"}, _NAMES))
    if len(kinds) == 3 and len(years) == len(numbers) == len(names) == 1:
        return "line", _drawn(headings, {years[0]: "category", numbers[0]: "value", names[0]: "series"})
    return None


def _kind(heading: Heading, kinds: Sequence[Kind]) -> Kind:
    """The kind of all values of a column; "" if they differ or there are none."""
    found = set(kinds)
    one = found.pop() if len(found) == 1 else ""
    return "year" if one == "number" and heading.variable in ("year", "年") else one


def _drawn(
    headings: Sequence[Heading], channels: dict[int, Literal["category", "value", "series"]]
) -> tuple[Heading, ...]:
    return tuple(replace(heading, drawn_as=channels[at]) for at, heading in enumerate(headings))
