"""Where a space stands between two words of a query that are on one line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from plangraph.sparql.tokens import tokens

Style: TypeAlias = Literal["clause", "expression", "pattern", "values"]
"""What is read: columns and conditions of a clause, an expression in brackets, triples with their paths, or values."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment before a word, with how many line ends stand before it."""

    text: str
    breaks: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word with what was written between it and the word before: comments, and line ends after the last of them."""

    kind: str
    text: str
    touching: bool = False
    """Whether there was nothing."""
    breaks: int = 0
    comments: tuple[Comment, ...] = ()

    @property
    def keyword(self) -> str:
        """A word of the language in capital letters; "" for any other."""
        return self.text.upper() if self.kind == "word" else ""


_NO_FUNCTIONS: Final = frozenset(
    (
        *("AS", "BIND", "BY", "DISTINCT", "EXISTS", "FILTER", "HAVING"),
        *("IN", "NOT", "REDUCED", "SELECT", "VALUES", "WHERE"),
    )
)
_COMPARED: Final = frozenset({"<", ">", "<<", ">>"})
_SIGNS: Final = frozenset({"+", "-"})
OPERANDS: Final = frozenset({"variable", "blank", "prefixed", "iri", "word", "string", "number"})


def apart(before: Word, after: Word, style: Style, signed: bool) -> bool:
    """Whether a space stands between the two; `signed` if the first is the sign of a number."""
    if before.text in _COMPARED or after.text in _COMPARED:
        return True  # which with what follows could become an IRI
    return not (_belong(before, after, style, signed) and _stay_two(before.text, after.text))


def is_sign(before: Word | None, word: Word) -> bool:
    """Whether a word after another is the sign of a number and no operator."""
    return word.text in _SIGNS and not (before and (before.kind in OPERANDS or before.text in (")", "]")))


def _belong(before: Word, after: Word, style: Style, signed: bool) -> bool:
    if before.text in ("(", "!") or after.text == ")" or (before.text, after.text) == ("[", "]"):
        return True
    if "^^" in (before.text, after.text):
        return True
    if after.kind == "language":
        return before.kind == "string"
    if style == "pattern":
        return _belong_in_path(before, after)
    if style == "values":
        return before.text in _SIGNS
    return after.text in (",", ";") or signed or _is_called(before, after)


def _belong_in_path(before: Word, after: Word) -> bool:
    if after.kind == "number" and before.text in _SIGNS:
        return after.touching
    if after.text == "+":  # of a path or of a number
        return after.touching
    return before.text in ("/", "|", "^") or after.text in ("/", "|", "*", "?")


def _is_called(before: Word, after: Word) -> bool:
    if after.text != "(":
        return False
    return before.kind in ("prefixed", "iri") or (before.kind == "word" and before.keyword not in _NO_FUNCTIONS)


@lru_cache(1024)
def _stay_two(before: str, after: str) -> bool:
    """Whether the two are still read as two when nothing is between them."""
    apart = [*tokens(before)[:-1], *tokens(after)[:-1]]
    if before[-1:] + after[:1] in ("{|", "|}"):
        return False
    return [each.text for each in tokens(before + after)[:-1]] == [each.text for each in apart]
