"""What somebody may have meant whose word is found nowhere: texts that differ from it by a slip or two."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from plangraph.search.folding import folded
from plangraph.search.index import prepare
from plangraph.search.looking import Found, told
from plangraph.search.scripts import word_beginnings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plangraph.search.index import Index
    from plangraph.store import Store

_LONGEST: Final = 40
"""Characters of a word: of a longer one only so many are compared."""
_ALPHABET: Final = re.compile(r"[ -~ぁ-ゖー]*")
"""Latin and kana, in which a character says less than one of Chinese origin."""
_SHORTEST: Final = 3
_SHORTEST_ALPHABETIC: Final = 4
_SPOILT: Final = 3
"""So many pairs a slip spoils at most."""
# On larger data than this, what shares only the commonest pairs with the word is not looked at.
_MOST_LOOKED_UP: Final = 200_000
_MOST_COMPARED: Final = 2_000


def spelled_like(store: Store, word: str, most: int = 5) -> list[Found]:
    """The things of which a text, or a part of it, is spelled nearly as the word, at most `most`, the nearest first.

    A slip is a wrong, missing or additional character, or two that have changed places: of six characters two may be
    wrong, of ten three, of fewer one. Kana and Latin have to be like the beginning of a word, and what is shorter than
    three characters, or four of these, like a whole text.
    """
    wanted, index = folded(word)[:_LONGEST], prepare(store).names
    allowed = 1 if len(wanted) < 6 else 2 if len(wanted) < 10 else 3
    near = []
    for at in _candidates(index, wanted, allowed) if len(wanted) > 1 else ():
        text = index.folded[at]
        if (found := _distance(wanted, text, allowed)) <= allowed:
            near.append((found, len(text) > len(wanted) + found, at))
    best: dict[str, Found] = {}
    for each in told(index, (at for *_, at in sorted(near))):
        best.setdefault(each.iri, each)
    return list(islice(best.values(), most))


def slips(word: str, text: str, begin: bool = False, end: bool = False) -> int:
    """How many slips lead from the word to the part of the text that is most like it.

    With `begin` the part has to begin where the text does, with `end` it has to end with it.
    """
    before: list[int] = []
    above = list(range(len(text) + 1)) if begin else [0] * (len(text) + 1)
    for i, typed in enumerate(word, start=1):
        row = [i]
        for j, meant in enumerate(text, start=1):
            least = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (typed != meant))
            if i > 1 and j > 1 and typed == text[j - 2] and meant == word[i - 2]:
                least = min(least, before[j - 2] + 1)
            row.append(least)
        before, above = above, row
    return above[-1] if end else min(above)


def _distance(wanted: str, text: str, allowed: int) -> int:
    alphabetic = _ALPHABET.fullmatch(wanted) is not None
    if len(wanted) < (_SHORTEST_ALPHABETIC if alphabetic else _SHORTEST):
        return slips(wanted, text, begin=True, end=True)
    if not alphabetic:
        return slips(wanted, text)
    longest = len(wanted) + allowed
    return min(slips(wanted, text[at : at + longest], begin=True) for at in (0, *word_beginnings(text)))


def _candidates(index: Index, wanted: str, allowed: int) -> Iterable[int]:
    """The entries, but those told last, that share most with the word, the rarest shares looked up first."""
    parts = {wanted[at : at + 2] for at in range(len(wanted) - 1)} if len(wanted) > _SHORTEST else set(wanted)
    found = sorted((index.holders[part] for part in parts if part in index.holders), key=len)
    shared = Counter(islice(chain.from_iterable(found), _MOST_LOOKED_UP))
    least = len(parts) - _SPOILT * allowed
    return [at for at, count in shared.most_common(_MOST_COMPARED) if count >= least and at < index.last[0]]
