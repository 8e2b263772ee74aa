"""What opens as an IRI and cannot be one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from plangraph.sparql.mistakes import Mistake
from plangraph.sparql.tokens import Token

# A comparison may stand right before a prefixed name, but not before one that goes on with `//`.
_OPENED: Final = re.compile(
    r"""<(?:[A-Za-z][A-Za-z0-9+.\-]*://|urn:|mailto:)
    (?>(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)
    (?P<wrong>[^<>\r\n](?=[^<>\r\n]*>))?""",
    re.VERBOSE,
)


def broken_iris(text: str, words: Iterable[Token]) -> Iterator[Mistake]:
    """An IRI with a character in it that cannot stand there, or without its end."""
    for word in words:
        if word.text == "<" and (opened := _OPENED.match(text, word.start)):
            yield _broken(word.start, opened["wrong"])


def _broken(start: int, wrong: str | None) -> Mistake:
    if wrong is None:
        return Mistake(
            start,
            "ここで始まる IRI が「>」で閉じられていません。",
            "The IRI that opens here is not closed.",
            "「>」を足してください。",
            "Add a > where it ends.",
        )
    if wrong.isspace():
        return Mistake(
            start,
            "「<」と「>」の間の IRI に空白があります。",
            "The IRI between < and > has a space in it.",
            "空白を消すか、%20 と書いてください。",
            "Remove the space, or write %20 for it.",
        )
    return Mistake(
        start,
        f"IRI に「{wrong}」は使えません。",
        f"The IRI has a “{wrong}” in it, which no IRI may have.",
        f"消すか、{quote(wrong)} と書いてください。",
        f"Remove it, or write {quote(wrong)} for it.",
    )
