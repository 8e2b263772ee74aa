"""Laying out a query as those of the catalogue are: every word and comment stays, only what is between them changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plangraph.sparql.layout.arranging import Arranger
from plangraph.sparql.layout.spacing import Comment, Word
from plangraph.sparql.layout.wrapping import collapse, lines
from plangraph.sparql.tokens import Token, tokens

_GAP: Final = re.compile(r"(?P<comment>#[^\r\n]*)|\r\n|[\r\n]")
_ANNOTATION: Final = re.compile(r"<<\(|\)>>|<<|>>|\{\||\|\}")


def laid_out(text: str) -> str:
    """The text with each clause and each pattern on a line of its own, indented by the braces around it.

    Any text can be laid out, also one that is no query; what was laid out once stays as it is, if each of its brackets
    has a partner. A group, the rows of VALUES and a bracket over several lines stay open where the text breaks the line
    after they open; a group of one pattern else stands on one line, if that is not too long.
    """
    arranger = Arranger()
    for word in _words(text):
        arranger.add(word)
    collapse(arranger.pieces)
    written = "\n".join(lines(arranger.pieces))
    if written and arranger.pieces[-1].kind != "unclosed":
        written += "\n"
    return written if _read(written) == _read(text) else text  # a name that ends in a full stop needs what follows


def _read(text: str) -> list[str]:
    return [each.text for each in tokens(text) if each.kind != "end"]


def _words(text: str) -> Iterator[Word]:
    """The words with what stands before each."""
    end = 0
    for kind, word, start in _whole(text, tokens(text)):
        comments, breaks = _comments(text[end:start])
        yield Word(kind, word, start == end, breaks, comments)
        end = start + len(word)


def _whole(text: str, found: list[Token]) -> Iterator[Token]:
    """The signs around triples that other triples are about are several words each, and here they are one."""
    ends = {token.start + len(token.text) for token in found}
    end = 0
    for token in found:
        sign = _ANNOTATION.match(text, token.start) if token.kind == "mark" else None
        if token.start < end:
            continue
        if sign and sign.end() in ends:
            yield Token("annotation", sign[0], token.start)
            end = sign.end()
        else:
            yield token


def _comments(gap: str) -> tuple[tuple[Comment, ...], int]:
    """The comments between two words, and the line ends after the last of them."""
    comments: list[Comment] = []
    breaks = 0
    for found in _GAP.finditer(gap):
        if found["comment"]:
            comments.append(Comment(found["comment"].rstrip(), breaks))
            breaks = 0
        else:
            breaks += 1
    return tuple(comments), breaks
