"""An empty answer at a terminal: what in the query empties it, and what to change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from plangraph.commands.mending import changed, underlined
from plangraph.errors import Language
from plangraph.sparql.fixes import mended

if TYPE_CHECKING:
    from plangraph.emptiness import Cause, Explanation, Way

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "way": "{label}({rows:,} 行)",
        "many": "{label}({rows:,} 行以上)",
        "yes": "{label}(答えは「はい」)",
        "unknown": "plangraph: どの条件が答えを空にしているかは分かりません。条件を一つずつ外して確かめてください。",
    },
    "en": {
        "way": "{label} (rows: {rows:,})",
        "many": "{label} (rows: more than {rows:,})",
        "yes": "{label} (the answer is yes)",
        "unknown": "plangraph: it cannot be told which condition empties the answer. Leave out one after the other.",
    },
}
_MOST_WAYS: Final = 3


def told(found: Explanation, text: str, language: Language) -> str:
    """Each cause with its line, and the changes that were tried with the lines that they change."""
    if not found.causes:
        return _WORDS[language]["unknown"]
    return "\n".join(line for cause in found.causes for line in _lines(cause, text, language, found.of_ask))


def _lines(cause: Cause, text: str, language: Language, of_ask: bool) -> Iterator[str]:
    yield f"plangraph: {cause.ja if language == 'ja' else cause.en}"
    yield from underlined(text, cause.start, cause.end)
    for way in cause.ways[:_MOST_WAYS]:
        yield _label(way, language, "yes" if of_ask else "many" if way.more else "way")
        yield from changed(text, mended(text, way.fix))


def _label(way: Way, language: Language, kind: str) -> str:
    return _WORDS[language][kind].format(label=way.fix.label(language), rows=way.rows)
