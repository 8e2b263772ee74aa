"""Lines of a bearable length: short groups on one line, long ones broken between words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from plangraph.sparql.layout.arranging import Piece

WIDTH: Final = 120
"""Characters of a line, unless a word is longer."""

_INDENT: Final = "  "
_DEEPEST: Final = 30
"""So often a line is indented at most."""
_ATTACHED: Final = frozenset({".", ";", ",", "{"})
"""What stays on the line of the word before."""


def collapse(pieces: list[Piece]) -> None:
    """Put groups of one pattern and lists of values on one line where they fit; the pieces are changed."""
    begins = 0
    for at, piece in enumerate(pieces):
        if piece.before == "\n":
            begins = at
        if piece.text != "{" or not 0 < piece.match - at < WIDTH:
            continue
        inside = pieces[at + 1 : piece.match + 1]
        if len(inside) == 1 and inside[0].before == "\n":
            inside[0].before = ""
        elif _is_simple(piece, inside) and _width(pieces[begins : piece.match + 1]) <= WIDTH:
            for each in inside:
                each.before = " " if each.before == "\n" else each.before


def _is_simple(opening: Piece, inside: list[Piece]) -> bool:
    if opening.open or any(each.kind == "comment" or each.text == "{" or "\n" in each.text for each in inside):
        return False
    return opening.values or all(each.before != "\n" for each in inside[1:-1])


def _width(pieces: list[Piece]) -> int:
    """The characters of these on one line, with room for a full stop."""
    return len(_margin(pieces[0].indent)) + sum(len(each.text) + bool(each.before) for each in pieces) + 1


def lines(pieces: list[Piece]) -> Iterator[str]:
    """The lines, without their ends."""
    line, margin = "", _margin(1)
    for at, (piece, alone, together) in enumerate(zip(pieces, *_extents(pieces), strict=True)):
        room = WIDTH - len(line) - 1
        fits = together <= room or (alone <= room and together > WIDTH - len(margin))
        if piece.before == "\n" and at:
            yield line
            if piece.blank:
                yield ""
            margin = _margin(piece.indent + (not piece.listed))
            line = _margin(piece.indent) + piece.text
        elif at and not fits and not _is_attached(pieces, at):
            yield line
            line = margin + piece.text
        else:
            line += (piece.before if at else "") + piece.text
    if pieces:
        yield line


def _margin(indent: int) -> str:
    return _INDENT * min(indent, _DEEPEST)


def _extents(pieces: list[Piece]) -> tuple[list[int], list[int]]:
    """The characters of each piece with what cannot be parted from it: without the brackets that it opens, and with."""
    ends = list(accumulate(bool(each.before) + len(each.text) for each in pieces))
    breaks = list(accumulate(each.before == "\n" for each in pieces))
    alone, together = list(range(len(pieces))), list(range(len(pieces)))
    for at in reversed(range(len(pieces))):
        piece = pieces[at]
        inline = piece.match > at and piece.text != "{" and breaks[piece.match] == breaks[at]
        alone[at] = _last_attached(pieces, at, alone)
        together[at] = _last_attached(pieces, piece.match if inline else at, together)
    begins = [end - len(each.text) for each, end in zip(pieces, ends, strict=True)]
    return [ends[to] - begin for to, begin in zip(alone, begins, strict=True)], [
        ends[to] - begin for to, begin in zip(together, begins, strict=True)
    ]


def _last_attached(pieces: list[Piece], at: int, known: list[int]) -> int:
    """The last piece of those that follow this one without a place to break the line."""
    after = at + 1
    ends = after == len(pieces) or pieces[after].before == "\n" or pieces[after].kind == "comment"
    return at if ends or not _is_attached(pieces, after) else known[after]


def _is_attached(pieces: list[Piece], at: int) -> bool:
    """Whether a piece that begins no line cannot be parted from the one before, either."""
    piece = pieces[at]
    return piece.before == "" or piece.kind == "comment" or piece.text in _ATTACHED or pieces[at - 1].text in ("(", "[")
