"""What opens as an IRI and cannot be one, and IRIs without the < and > around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from plangraph.sparql.fixes import Edit, Fix, inserting, replacing
from plangraph.sparql.mistakes.mistake import Mistake
from plangraph.sparql.tokens import Token

_CHARACTERS: Final = r"""(?>(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)"""
# A comparison may stand right before a prefixed name, but not before one that goes on with `//`.
_OPENED: Final = re.compile(
    rf"""<(?:[A-Za-z][A-Za-z0-9+.\-]*://|urn:|mailto:)
    (?P<good>{_CHARACTERS})
    (?P<wrong>[^<>\r\n](?=[^<>\r\n]*>))?""",
    re.VERBOSE,
)
_BARE: Final = re.compile(rf"https?://{_CHARACTERS}")


def broken_iris(text: str, words: Iterable[Token]) -> Iterator[Mistake]:
    """An IRI with a character in it that cannot stand there, or without its end or its beginning."""
    for word in words:
        if word.text == "<" and (opened := _OPENED.match(text, word.start)):
            yield _unclosed(word.start, opened.end("good")) if opened["wrong"] is None else _broken(text, opened)
        elif word.kind == "prefixed" and (bare := _BARE.match(text, word.start)):
            yield _naked(bare.start(), bare[0].rstrip(".,;)"))


def _naked(start: int, iri: str) -> Mistake:
    end = start + len(iri)
    return Mistake(
        start,
        end,
        "IRI が「<」と「>」で囲まれていません。",
        "The IRI does not stand between < and >.",
        "「<」と「>」で囲んでください。",
        "Put < and > around it.",
        (Fix("「<」と「>」で囲む", "Put < and > around it", (Edit(start, start, "<"), Edit(end, end, ">"))),),
    )


def _unclosed(start: int, end: int) -> Mistake:
    return Mistake(
        start,
        end,
        "ここで始まる IRI が「>」で閉じられていません。",
        "The IRI that opens here is not closed.",
        "「>」を足してください。",
        "Add a > where it ends.",
        (inserting(end, ">"), inserting(end - 1, ">")),  # what ends a statement may stand right behind it
    )


def _broken(text: str, opened: re.Match[str]) -> Mistake:
    wrong = opened["wrong"]
    end = text.index(">", opened.end("wrong")) + 1
    iri = text[opened.start() : end]
    removed, encoded = (iri.replace(wrong, each) for each in ("", quote(wrong)))
    if wrong.isspace():
        return Mistake(
            opened.start(),
            end,
            "「<」と「>」の間の IRI に空白があります。",
            "The IRI between < and > has a space in it.",
            "空白を消すか、%20 と書いてください。",
            "Remove the space, or write %20 for it.",
            (Fix("空白を消す", "Remove the space", (Edit(opened.start(), end, removed),)),),
        )
    return Mistake(
        opened.start(),
        end,
        f"IRI に「{wrong}」は使えません。",
        f"The IRI has a “{wrong}” in it, which no IRI may have.",
        f"消すか、{quote(wrong)} と書いてください。",
        f"Remove it, or write {quote(wrong)} for it.",
        (replacing(opened.start(), end, wrong, quote(wrong))._replace(edits=(Edit(opened.start(), end, encoded),)),),
    )
