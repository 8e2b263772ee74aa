"""Which parts of a text fit what somebody looks for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from plangraph.search import folded, occurrences, parts, variants

_STRETCH: Final = 60
"""So many characters of a long text are shown around what fits."""


def stretch(text: str, word: str, most: int = _STRETCH) -> str:
    """About `most` characters of the text around what fits first, with … where it goes on."""
    first, *others = pieces(text, word)
    before = len(first[0]) if others and not first[1] else 0
    begin = max(0, min(before - most // 3, len(text) - most))
    end = begin + most
    return ("…" if begin else "") + text[begin:end].strip() + ("…" if end < len(text) else "")


def pieces(text: str, word: str) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it fits the word, or one of the words, as `search` compares them."""
    plain = folded(word)
    for words in ([plain], parts(plain), variants(plain)):
        fits = _fitting(text, [each for each in words if each])
        if any(fits):
            return list(_runs(text, fits))
    return [(text, False)]


def _fitting(text: str, words: list[str]) -> list[bool]:
    """Of each character, whether it has a part in a place where one of the words is."""
    plain, origin = _plain(text)
    fits = [False] * len(text)
    for word in words:
        for found in occurrences(word).finditer(plain):
            for first, end in origin[slice(*found.span())]:
                fits[first:end] = [True] * (end - first)
    return fits


def _plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as it is compared, and for each of its characters the part of the text that it comes from."""
    plain = ""
    origin: list[tuple[int, int]] = []
    for first, end in _clusters(text):
        part = folded(text[first:end]) or " " * text[first:end].isspace()
        if part == " " and plain.endswith(" "):
            origin[-1] = (origin[-1][0], end)
        else:
            plain += part
            origin += [(first, end)] * len(part)
    return plain, origin


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the marks that follow it, which may be of half width."""
    first = 0
    for end in range(1, len(text) + 1):
        follows = end < len(text) and (unicodedata.combining(text[end]) or text[end] in "ﾞﾟ")
        if not follows:
            yield first, end
            first = end


def _runs(text: str, fits: list[bool]) -> Iterator[tuple[str, bool]]:
    first = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or fits[end] != fits[first]:
            yield text[first:end], fits[first]
            first = end
