"""What else to try where a search finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from plangraph.errors import WordMissing
from plangraph.search import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plangraph.store import Store

_SHORTEST: Final = 2
"""Characters of a part of a word that says anything."""
_MOST: Final = 4

_ANYWHERE: Final = """SELECT DISTINCT ?thing ?property ?text WHERE {{
  ?thing ?property ?text .
  FILTER (ISLITERAL(?text) && CONTAINS(LCASE(STR(?text)), LCASE({word})))
}}
LIMIT 100"""


def shorter(store: Store, word: str) -> list[str]:
    """Parts of what was searched for that find something: of several words some, of one its beginning and its end."""
    words = word.split()
    parts = iter(words) if len(words) > 1 else _ends(store, word.strip())
    return [each for each in dict.fromkeys(parts) if _finds(store, each)][:_MOST]


def text_query(word: str) -> str:
    """A SPARQL query for the word in any text of the graph, not only in what a search looks at."""
    return _ANYWHERE.format(word=Literal(word.encode(errors="replace").decode()))


def _ends(store: Store, word: str) -> Iterator[str]:
    """The longest beginning and the longest end of the word that find something."""
    lengths = range(len(word) - 1, max(_SHORTEST, len(word) // 2) - 1, -1)
    for parts in ([word[:length] for length in lengths], [word[-length:] for length in lengths]):
        yield from [each for each in parts if _finds(store, each)][:1]


def _finds(store: Store, word: str) -> bool:
    try:
        return bool(search(store, word, 1))
    except WordMissing:
        return False
