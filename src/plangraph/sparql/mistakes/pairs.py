"""Quotation marks and brackets that have no partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from plangraph.sparql.fixes import Edit, Fix, inserting, removing, replacing
from plangraph.sparql.mistakes.mistake import OPENING, Mistake, at
from plangraph.sparql.tokens import Token

_CLOSING: Final = {opening: closing for closing, opening in OPENING.items()}
_ENDS: Final = re.compile(r"(?<=[^\s])(?=[\s)}\]@;,.]|\Z)")
_MOST: Final = 12
"""Places at which a partner may be missing that are tried."""
_AFTER: Final = ("ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "VALUES")


def unclosed_quotes(words: Sequence[Token]) -> Iterator[Mistake]:
    """A quotation mark that no other closes."""
    for index, word in enumerate(words):
        if word.kind == "unclosed":
            mark = word.text[:3] if word.text[:3] in ('"""', "'''") else word.text[0]
            line = word.text.splitlines()[0]
            ends = [word.start + each.start() for each in _ENDS.finditer(line) if each.start() > len(mark)]
            yield Mistake(
                word.start,
                word.start + len(line),
                f"ここで開いた引用符「{mark}」が閉じられていません。",
                f"The quotation mark {mark} that opens here is not closed.",
                "同じ引用符で閉じ、文字列の中では「\\」を前に付けてください。",
                "Close it with the same mark, and put a \\ before such a mark within the text.",
                (
                    *_typographic(word, line, mark),
                    *_within(words, index),
                    *(inserting(end, mark) for end in ends[:_MOST]),
                ),
            )


def _typographic(word: Token, line: str, mark: str) -> Iterator[Fix]:
    """The typographic or full-width mark with which the text was to end."""
    found = re.search("[“”„‟″＂]" if mark[0] == '"' else "[‘’‚‛′＇]", line)
    if found:
        start = word.start + found.start()
        yield replacing(start, start + 1, found[0], mark)


def _within(words: Sequence[Token], index: int) -> Iterator[Fix]:
    """Other quotation marks around a text such as `'it's'`, which holds the one that is around it."""
    first, last = words[max(index - 2, 0)], words[index]
    if first.kind == "string" and words[index - 1].start == first.end and words[index - 1].end == last.start:
        other = '"' if last.text[0] == "'" else "'"
        ends = Edit(first.start, first.start + 1, other), Edit(last.start, last.start + 1, other)
        yield Fix(f"「{other}」で囲む", f"Put {other} around it", ends)


def unmatched_brackets(words: Sequence[Token], reached: Token) -> Iterator[Mistake]:
    """The first bracket without its partner; one that is open to the end counts if nothing else ended the reading."""
    opened: list[Token] = []
    for word in words:
        if word.text in _CLOSING:
            opened.append(word)
        elif word.kind == "unclosed":
            return  # whatever closes the brackets may stand behind the quotation mark
        elif word.text in OPENING:
            if OPENING[word.text] not in [each.text for each in opened]:
                yield _needless(word)
                return
            if opened[-1].text != OPENING[word.text]:
                yield _unclosed(opened[-1:], [word, reached], words)
                return
            opened.pop()
    if opened and (reached.kind == "end" or reached.keyword in _AFTER):
        yield _unclosed(opened, list(_ends(words, opened[-1])), words)


def _needless(word: Token) -> Mistake:
    return at(
        word,
        (
            f"閉じ括弧「{word.text}」が余分です。",
            f"There is one {word.text} too many.",
            f"これを消すか、対になる「{OPENING[word.text]}」を前に足してください。",
            f"Remove it, or add the {OPENING[word.text]} that belongs to it before.",
        ),
        removing(word.start, word.end, word.text),
    )


def _unclosed(opened: Sequence[Token], before: Sequence[Token], words: Sequence[Token]) -> Mistake:
    """Brackets that are open, the last one to be named; their partners may be missing before any of these words."""
    word, closing = opened[-1], [_CLOSING[each.text] for each in reversed(opened)]
    return at(
        word,
        (
            f"ここで開いた括弧「{word.text}」が閉じられていません。",
            f"The {word.text} that opens here is not closed.",
            f"「{closing[0]}」を足してください。",
            f"Add a {closing[0]}.",
        ),
        *(_closing(closing, behind) for each in before[:_MOST] if (behind := _behind(words, each))),
    )


def _behind(words: Sequence[Token], word: Token) -> int:
    """The character behind the word before this one."""
    return max((each.end for each in words if each.end <= word.start and each.text), default=0)


def _closing(marks: Sequence[str], place: int) -> Fix:
    text = "".join(mark if mark == ")" else f"\n{mark}" if len(marks) > 1 else f" {mark}" for mark in marks)
    told = "".join(marks)
    return Fix(f"「{told}」を足す", f"Add “{told}”", (Edit(place, place, text),))


def _ends(words: Sequence[Token], opened: Token) -> Iterator[Token]:
    """Words before which a group may end: what follows the last group of a query, and the end of all."""
    behind = [word for word in words if word.start > opened.start]
    yield from islice((word for word in behind if word.keyword in _AFTER), 3)
    yield behind[-1]
