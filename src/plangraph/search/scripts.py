"""Where words begin in a text that does not part them: where the script changes, and after what is no letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_KANA: Final = "ぁ-ゖゝゞー"
_HAN: Final = "々〆\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"\d+|[{_KANA}]+|[{_HAN}]+|[^\W\d_{_KANA}{_HAN}]+")


def word_beginnings(folded: str) -> Iterator[int]:
    """The positions at which a word begins in a folded text."""
    return (run.start() for run in _RUN.finditer(folded))


def begins_word(folded: str, word: str) -> bool:
    """Whether the word stands in the text where one begins, a number as a whole: 20 is no word of 2016."""
    begins = (at for at in word_beginnings(folded) if folded.startswith(word, at))
    return any(not (word[-1].isdigit() and folded[at + len(word) :][:1].isdigit()) for at in begins)
