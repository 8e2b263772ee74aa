"""Where words begin in a text that does not part them: where the script changes, and after what is no letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

_KANA: Final = "ぁ-ゖゝゞー"
_HAN: Final = "々〆\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"\d+|[{_KANA}]+|[{_HAN}]+|[^\W\d_{_KANA}{_HAN}]+")

_FEW_LETTERS: Final = re.compile("[a-z]{1,2}")


def word_beginnings(folded: str) -> Iterator[int]:
    """The positions at which a word begins in a folded text."""
    return (run.start() for run in _RUN.finditer(folded))


def parts(folded: str) -> list[str]:
    """The words of what somebody looks for: parted by spaces, or where there are none by の, of which none is short."""
    words, joined = folded.split(), folded.split("の")
    return joined if len(words) < 2 <= len(joined) and min(map(len, joined)) > 1 else words


def begins_word(folded: str, word: str) -> bool:
    """Whether the word stands in the text where one begins, a number as a whole: 20 is no word of 2016."""
    begins = (at for at in word_beginnings(folded) if folded.startswith(word, at))
    return any(not (word[-1].isdigit() and folded[at + len(word) :][:1].isdigit()) for at in begins)


def within(word: str) -> Callable[[str], object]:
    """Whether a folded text holds the word where `occurrences` looks for it."""
    return occurrences(word).search if _before(word) else lambda text: word in text


def occurrences(word: str) -> re.Pattern[str]:
    """Finds a folded word; a number, or one or two letters, only where no such stands right before, but zeros.

    14-19 has no 4-1, and Hiraizumi no AI, that anybody might mean.
    """
    return re.compile(_before(word) + re.escape(word))


def _before(word: str) -> str:
    if word[0].isdigit():
        return r"(?<!\d)0*"
    return "(?<![a-z])" if _FEW_LETTERS.fullmatch(word) else ""
