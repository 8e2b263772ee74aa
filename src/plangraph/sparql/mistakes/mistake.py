"""A mistake in a query: its place, what is wrong there, what to write instead, and what would mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from plangraph.sparql.fixes import Fix, short
from plangraph.sparql.tokens import Token

OPENING: Final = {")": "(", "}": "{", "]": "["}


class Mistake(NamedTuple):
    """The characters from `start` (from 0) up to `end`, what is wrong there, and what to write instead."""

    start: int
    end: int
    ja: str
    en: str
    hint_ja: str
    hint_en: str
    fixes: tuple[Fix, ...] = ()
    """What may mend it, the likeliest first; the engine is asked whether it does."""


def at(word: Token, texts: Sequence[str], *fixes: Fix) -> Mistake:
    """The mistake that is this word; `texts` are the four of a Mistake."""
    ja, en, hint_ja, hint_en = texts
    return Mistake(word.start, word.end, ja, en, hint_ja, hint_en, fixes)


def shown(word: Token) -> str:
    """The word, or its beginning where it is long."""
    return short(word.text)


def enclosing(words: Sequence[Token], index: int) -> str:
    """The innermost bracket that is open before a word, if one is."""
    opened: list[str] = []
    for word in words[:index]:
        if word.text in OPENING.values():
            opened.append(word.text)
        elif word.text in OPENING and opened:
            opened.pop()
    return opened[-1] if opened else ""


def joined(words: Sequence[Token]) -> str:
    """Words as they stood, without comments."""
    text = ""
    for before, word in zip([words[0], *words], words, strict=False):
        text += (" " if word.start > before.end else "") + word.text
    return text


def depths(words: Sequence[Token]) -> list[int]:
    """How many brackets are open around each word; a bracket stands outside itself."""
    found, depth = [], 0
    for word in words:
        depth -= word.text in OPENING
        found.append(depth)
        depth += word.text in OPENING.values()
    return found
