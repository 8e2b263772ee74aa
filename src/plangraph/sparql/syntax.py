"""From the engine's syntax error, a list of grammar rules, to what an analyst can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pyoxigraph

from plangraph.errors import QuerySyntax
from plangraph.namespaces import BASE
from plangraph.sparql import mistakes
from plangraph.sparql.grouping import ungrouped
from plangraph.sparql.iris import broken_iris
from plangraph.sparql.mistakes import Mistake
from plangraph.sparql.pairs import unclosed_quotes, unmatched_brackets
from plangraph.sparql.tokens import Token, place, prologue, tokens

_PLACE: Final = re.compile(r"error at (\d+):(\d+)")
# Longer than any keyword: the engine gives as its place the end of the longest keyword that it tried in vain.
_PADDING: Final = " " * 40


def beginning(text: str, first: Token) -> QuerySyntax:
    """The error of a text whose first word after the prologue begins no query."""
    line = tokens(text, first.start)[:4] if first.text.upper() in ("PREFIX", "BASE") else []
    known = next(mistakes.wide_characters([first]), None) or next(broken_iris(text, line), None)
    return _error(text, known or mistakes.no_beginning(first))


def undeclared(text: str, name: Token) -> QuerySyntax:
    """The error of a prefixed name whose prefix is not declared."""
    return _error(text, mistakes.undeclared(name))


def explain(text: str, message: str) -> QuerySyntax:
    """The error of a text that the engine refused with this message; asks the engine again, so run it in a worker."""
    words = tokens(text)
    reached, message = _reached(text, words, message)
    # A later mistake may be a mere consequence: what stands behind an unclosed quotation mark is no longer code.
    known = [fault for fault in _known(text, words, reached) if fault.start <= reached.start + len(reached.text)]
    return _error(text, min(known, default=None) or mistakes.unexpected(words, reached, message))


def _known(text: str, words: list[Token], reached: Token) -> Iterator[Mistake]:
    declared = prologue(text, BASE)
    yield from mistakes.wide_characters(_suspects(words, reached))
    for word in words:
        if word.kind == "prefixed" and word.start >= declared.end and word.prefix not in declared.prefixes:
            yield mistakes.undeclared(word)
    yield from unclosed_quotes(words)
    if broken := next(broken_iris(text, words), None):
        yield broken
        return  # what follows it may have been read as a comment or a bracket
    yield from unmatched_brackets(words, at_end=reached.kind == "end")
    yield from ungrouped(words)


def _suspects(words: list[Token], reached: Token) -> Iterator[Token]:
    """The words in which a full-width character is a mistake: names may hold some, except where reading ended."""
    last = words.index(reached)
    for index, word in enumerate(words):
        if word.kind in ("word", "mark") or (word.kind in ("variable", "prefixed") and last - 3 < index <= last):
            yield word


def _error(text: str, fault: Mistake) -> QuerySyntax:
    line, column = place(text, fault.start)
    shown = text.split("\n")[line - 1].rstrip("\r")
    return QuerySyntax(
        line=line,
        column=column,
        text=shown,
        what_ja=fault.ja,
        what_en=fault.en,
        hint_ja=fault.hint_ja,
        hint_en=fault.hint_en,
    )


def _reached(text: str, words: list[Token], message: str) -> tuple[Token, str]:
    """The word at which the engine gives up, and why: with white space between all words, it looks no further."""
    stretched = _PADDING.join(word.text for word in words)
    try:
        pyoxigraph.Store().query(stretched, base_iri=BASE)
    except SyntaxError as error:
        return _word_at(words, _offset(stretched, str(error))), str(error)
    except Exception:  # noqa: S110 - as good as no error: the white space has mended it
        pass
    offset = _offset(text, message)
    return next((word for word in words if offset < word.start + len(word.text)), words[-1]), message


def _word_at(words: list[Token], offset: int) -> Token:
    for word in words:
        offset -= len(word.text) + len(_PADDING)
        if offset < 0:
            return word
    return words[-1]


def _offset(text: str, message: str) -> int:
    """The character that the engine's `error at LINE:COLUMN` means, never one beyond the text."""
    found = _PLACE.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    before = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    return min(before + column - 1, len(text))
