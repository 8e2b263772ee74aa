"""Quotation marks and brackets that have no partner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plangraph.sparql.mistakes import OPENING, Mistake
from plangraph.sparql.tokens import Token


def unclosed_quotes(words: Iterable[Token]) -> Iterator[Mistake]:
    """A quotation mark that no other closes."""
    for word in words:
        if word.kind == "unclosed":
            yield Mistake(
                word.start,
                f"ここで開いた引用符「{word.text[0]}」が閉じられていません。",
                f"The quotation mark {word.text[0]} that opens here is not closed.",
                "同じ引用符で閉じ、文字列の中では「\\」を前に付けてください。",
                "Close it with the same mark, and put a \\ before such a mark within the text.",
            )


def unmatched_brackets(words: Iterable[Token], at_end: bool) -> Iterator[Mistake]:
    """The first bracket without its partner; one that is still open counts only if the whole text was read."""
    opened: list[Token] = []
    for word in words:
        if word.text in OPENING.values():
            opened.append(word)
        elif word.kind == "unclosed":
            return  # whatever closes the brackets may stand behind the quotation mark
        elif word.text in OPENING:
            if OPENING[word.text] not in [each.text for each in opened]:
                yield _needless(word)
                return
            if opened[-1].text != OPENING[word.text]:
                at_end = True
                break
            opened.pop()
    if opened and at_end:
        yield _unclosed(opened[-1])


def _needless(word: Token) -> Mistake:
    return Mistake(
        word.start,
        f"閉じ括弧「{word.text}」が余分です。",
        f"There is one {word.text} too many.",
        f"これを消すか、対になる「{OPENING[word.text]}」を前に足してください。",
        f"Remove it, or add the {OPENING[word.text]} that belongs to it before.",
    )


def _unclosed(word: Token) -> Mistake:
    closing = next(mark for mark, opening in OPENING.items() if opening == word.text)
    return Mistake(
        word.start,
        f"ここで開いた括弧「{word.text}」が閉じられていません。",
        f"The {word.text} that opens here is not closed.",
        f"「{closing}」を足してください。",
        f"Add a {closing}.",
    )
