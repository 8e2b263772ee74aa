"""The threads between two generations of a plan as paths of a picture that is 1000 wide and 100 high."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plangraph.generations import Thread

_WIDTH: Final = 1000
_HEIGHT: Final = 100
_TICK: Final = 9


def ways(threads: Iterable[Thread]) -> str:
    """One path (SVG 1.1, section 8.3) of all threads, from the newer generation on top to the older one below."""
    ends = sorted((round(each.newer * _WIDTH), round(each.older * _WIDTH)) for each in threads)
    middle = _HEIGHT // 2
    return "".join(f"M{newer} 0C{newer} {middle} {older} {middle} {older} {_HEIGHT}" for newer, older in ends)


def ticks(marks: Iterable[float], *, top: bool) -> str:
    """One path of the places where things stand, at the upper or the lower end."""
    start = 0 if top else _HEIGHT - _TICK
    return "".join(f"M{round(at * _WIDTH)} {start}v{_TICK}" for at in marks)
