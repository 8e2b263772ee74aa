"""Brackets of another kind than SPARQL has there, or where it has none; groups without theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from plangraph.sparql.fixes import Edit, Fix
from plangraph.sparql.mistakes.mistake import OPENING, Mistake, at, depths
from plangraph.sparql.tokens import Token

_GROUPED: Final = ("WHERE", "OPTIONAL", "UNION", "MINUS", "EXISTS", "ASK", "SELECT", "*")


def other_brackets(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """A group in round or square brackets."""
    word, before = words[index], words[index - 1]
    close = _partner(words, index)
    if word.text in ("(", "[") and close and (before.keyword or before.text) in _GROUPED:
        edits = Edit(word.start, word.end, "{"), Edit(close.start, close.end, "}")
        yield at(word, (
            f"{before.text} の後は「{word.text}」ではなく「{{」です。",
            f"“{{” and not “{word.text}” follows {before.text}.",
            "「{」と「}」で囲んでください。",
            "Put { and } around it.",
        ), Fix("「{」と「}」に直す", "Write { and }", edits))  # fmt: skip


def bare_unions(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """UNION between patterns that do not stand in brackets."""
    word, depth = words[index], depths(words)
    outer = [place for place in range(index) if words[place].text == "{" and depth[place] < depth[index]]
    close = next((each for each, deep in zip(words[index:], depth[index:], strict=True) if deep < depth[index]), None)
    if word.keyword == "UNION" and outer and close:
        first, last = words[outer[-1]].end, words[index - 1].end
        inner = [(first, " {"), (last, " }"), (word.end, " {"), (close.start, "} ")]
        yield at(word, (
            "UNION の両側が「{」と「}」で囲まれていません。",
            "What UNION joins does not stand in { }.",
            "両側をそれぞれ「{」と「}」で囲んでください。",
            "Put { and } around each side.",
        ), Fix("両側を「{」と「}」で囲む", "Put { } around both sides",
               tuple(Edit(place, place, text) for place, text in inner)))  # fmt: skip


def needless_brackets(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """`SELECT DISTINCT(?goal)`."""
    if words[index].text == ")" and index > 1 and words[index - 1].kind == "variable" and words[index - 2].text == "(":
        opening, variable = words[index - 2], words[index - 1]
        edit = Edit(opening.start, words[index].end, f" {variable.text} ")
        yield at(opening, (
            "変数だけなら括弧は要りません。",
            "No brackets stand around a mere variable.",
            "括弧を消してください。",
            "Remove them.",
        ), Fix("括弧を消す", "Remove the brackets", (edit,)))  # fmt: skip


def _partner(words: Sequence[Token], index: int) -> Token | None:
    """The bracket that closes this one."""
    depth = depths(words)
    behind = zip(words[index + 1 :], depth[index + 1 :], strict=True)
    return next((each for each, deep in behind if deep == depth[index] and each.text in OPENING), None)


BRACKETS: Final = (other_brackets, bare_unions, needless_brackets)
