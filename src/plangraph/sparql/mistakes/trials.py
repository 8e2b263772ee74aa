"""Which fixes help: the engine is asked whether it can read what a fix makes of a text."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, TypeAlias

from plangraph.sparql.fixes import Fix, mended
from plangraph.sparql.mistakes.brackets import BRACKETS
from plangraph.sparql.mistakes.clauses import CLAUSES
from plangraph.sparql.mistakes.foreign import FOREIGN, leftovers
from plangraph.sparql.mistakes.habits import HABITS
from plangraph.sparql.mistakes.keywords import misspelt, other_signs
from plangraph.sparql.mistakes.marks import MARKS
from plangraph.sparql.mistakes.mistake import Mistake
from plangraph.sparql.mistakes.naming import NAMING
from plangraph.sparql.parsing import offset, refusal
from plangraph.sparql.tokens import Token

Guess: TypeAlias = Callable[[Sequence[Token], int], Iterator[Mistake]]

_READ: Final = 2_000_000
"""Characters that the engine is given in all to try fixes: a good tenth of a second."""
_ALL: Final = -1.0
_OFFERED: Final = 2
"""Differently named fixes of one guess."""


class Trials:
    """Tries fixes of one text, as many as there is time for."""

    def __init__(self, text: str, message: str) -> None:
        """Take a text and what the engine says against it."""
        self._text = text
        self._unread = len(text) - offset(text, message)
        self._left = _READ // (len(text) + 1)

    def helpful(self, fixes: Iterable[Fix]) -> tuple[Fix, ...]:
        """The first that makes the text readable; if none does, the one that takes the engine furthest.

        The only one there is need not take it further: behind it there may be another mistake.
        """
        tried = [(self._unread_after(fix), fix) for fix in fixes]
        reading = tuple(fix for unread, fix in tried if unread == _ALL)
        if reading:
            return reading[:1]
        furthest = min((unread for unread, _ in tried), default=math.inf)
        most = self._unread if len(tried) == 1 else self._unread - 1
        return next(((fix,) for unread, fix in tried if unread == furthest <= most), ())

    def guess(self, words: Sequence[Token], index: int) -> Mistake | None:
        """What seems to be wrong where reading ends, with what mends it, if anything does."""
        guesses = list(_guesses(words, index))
        for guess in guesses:
            reading = {fix.en: fix for fix in reversed(guess.fixes) if self._unread_after(fix) == _ALL}
            if reading:
                return guess._replace(fixes=tuple(reversed(reading.values()))[:_OFFERED])
        habit = next(_made((*HABITS, *FOREIGN), words, index), None)
        if habit:
            return habit._replace(fixes=self.helpful(habit.fixes))
        return self._past_the_line(guesses, words[index]) or next(misspelt(words[index]), None)

    def _past_the_line(self, guesses: Iterable[Mistake], reached: Token) -> Mistake | None:
        """The first guess with which the engine reads on to the next line at least."""
        line_end = self._text.find("\n", reached.end)
        behind = len(self._text) - line_end if line_end >= 0 else 0
        for guess in guesses:
            fixes = [fix for fix in guess.fixes if self._unread_after(fix) < behind]
            if fixes:
                return guess._replace(fixes=tuple(fixes[:1]))
        return None

    def _unread_after(self, fix: Fix) -> float:
        """How many characters the engine leaves unread; endlessly many if there is no time to ask it."""
        self._left -= 1
        if self._left < 0:
            return math.inf
        text = mended(self._text, fix)
        message = refusal(text)
        return len(text) - offset(text, message) if message else _ALL


def _guesses(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    makers = (*HABITS, *FOREIGN, *CLAUSES, *NAMING, *BRACKETS, *MARKS, leftovers)
    return chain(misspelt(words[index]), other_signs(words, index), _made(makers, words, index))


def _made(makers: Iterable[Guess], words: Sequence[Token], index: int) -> Iterator[Mistake]:
    return chain.from_iterable(make(words, index) for make in makers)
