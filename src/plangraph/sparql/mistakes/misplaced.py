"""What the engine itself can tell of a mistake; at the least the word that it could not use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from plangraph.sparql.fixes import removing, replacing
from plangraph.sparql.mistakes.mistake import Mistake, at, shown
from plangraph.sparql.tokens import Token


def semantic(words: Sequence[Token], reached: Token, message: str) -> Mistake | None:
    """What is wrong although the grammar allows it."""
    if "Duplicated variable name" in message:
        return next(_twice(words), None)
    if "language tag parsing failed" in message:
        tag = next(
            (each for each in reversed(words) if each.start <= reached.start and each.kind == "language"), reached
        )
        return at(tag, (
            "言語タグが正しくありません。",
            "The language tag is not valid.",
            "@ja や @en のように書いてください。",
            "Write @ja or @en, for example.",
        ), *(replacing(tag.start, tag.end, shown(tag), each) for each in ("@ja", "@en")))  # fmt: skip
    return _broken_iri(words, reached) if "IRI parsing failed" in message else None


def _twice(words: Sequence[Token]) -> Iterator[Mistake]:
    """A variable that SELECT names again."""
    for index, word in enumerate(words):
        named = [each for each in _columns(words, index) if each.kind == "variable"] if word.keyword == "SELECT" else []
        before: set[str] = set()
        for each in named:
            if each.text[1:] in before:
                yield at(each, (
                    "SELECT に同じ変数が2度あります。",
                    "SELECT names one variable twice.",
                    "1つにしてください。",
                    "Name it once.",
                ), removing(each.start, each.end, each.text))  # fmt: skip
            before.add(each.text[1:])


def _columns(words: Sequence[Token], index: int) -> Iterator[Token]:
    return takewhile(lambda word: word.text != "{" and word.keyword not in ("WHERE", "FROM"), words[index:])


def _broken_iri(words: Sequence[Token], reached: Token) -> Mistake:
    before = [word for word in words if word.start <= reached.start]
    return at(next((word for word in reversed(before) if word.text.startswith("<")), before[-1]), (
        "「<」と「>」の間が IRI として正しくありません。",
        "What stands between < and > is not an IRI.",
        "空白や使えない文字がないか確かめてください。",
        "Check it for spaces and other characters that cannot be used.",
    ))  # fmt: skip


def misplaced(reached: Token) -> Mistake:
    """The word that cannot stand where it does, or the end that comes too early."""
    if reached.kind == "end":
        return at(reached, (
            "クエリが途中で終わっています。",
            "The query ends too early.",
            "続きを書いてください。",
            "Write the rest of it.",
        ))  # fmt: skip
    return at(reached, (
        f"「{shown(reached)}」はここに置けません。",
        f"“{shown(reached)}” cannot stand here.",
        "その前の「.」「;」「,」や括弧に抜けがないか確かめてください。",
        "Check “.”, “;”, “,” and the brackets before it.",
    ))  # fmt: skip
