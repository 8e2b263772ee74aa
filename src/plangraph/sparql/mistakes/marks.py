"""Marks and brackets that are missing or stand in the wrong place: guesses, for the engine to confirm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from plangraph.sparql.fixes import Edit, Fix, inserting, replacing
from plangraph.sparql.mistakes.mistake import Mistake, at, depths, enclosing, joined, shown
from plangraph.sparql.tokens import Token

_TERMS: Final = ("variable", "prefixed", "iri", "blank", "string", "number", "word")
_GROUPED: Final = ("WHERE", "OPTIONAL", "UNION", "MINUS", "EXISTS", "ASK", "SELECT")
_BRACKETED: Final = ("FILTER", "HAVING", "BIND", "IN")
_MARKS: Final = {
    ".": (
        "1つの文(主語、述語、目的語)は「.」で終わります。",
        "A full stop ends a statement (subject, predicate, object).",
    ),
    ";": ("同じものの説明は「;」で区切ります。", "A semicolon stands between statements about the same thing."),
    ",": ("引数は「,」で区切ります。", "A comma stands between arguments."),
}
_FARTHEST: Final = 12  # marks or names back, of which one may be the wrong one


def missing_marks(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """A full stop, semicolon or comma that is missing before a word, perhaps before others like it, too."""
    word = words[index]
    if word.kind not in _TERMS and word.text not in ("[", "("):
        return
    later = range(index + 1, len(words))
    alike = [index, *(place for place in later if words[place].text == word.text and words[place - 1].kind in _TERMS)]
    for mark in (",",) if enclosing(words, index) == "(" else (".", ";"):
        text = "," if mark == "," else f" {mark}"
        many = dict.fromkeys((tuple(words[place - 1].end for place in alike), (words[index - 1].end,)))
        fixes = [inserting(ends[0], text)._replace(edits=tuple(Edit(end, end, text) for end in ends)) for ends in many]
        yield at(word, (
            f"「{shown(word)}」の前に「{mark}」がありません。",
            f"There is no “{mark}” before “{shown(word)}”.",
            *_MARKS[mark],
        ), *reversed(fixes))  # fmt: skip


def wrong_marks(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """A full stop where a semicolon is meant, or the other way round: the last one before reading ends."""
    near = words[max(0, index - _FARTHEST) : index + 1]
    word = next((each for each in reversed(near) if each.text in (".", ";", ",")), None)
    if word:
        meant, ja, en = (
            (";", "同じものの説明が続いている", "What follows seems to be about the same thing")
            if word.text != ";"
            else (".", "ここから別のものの説明になる", "What follows seems to be about another thing")
        )
        yield at(word, (
            f"{ja}ようです。それなら「{word.text}」ではなく「{meant}」です。",
            f"{en}: then this is “{meant}” and not “{word.text}”.",
            f"「{meant}」に直してください。",
            f"Write “{meant}”.",
        ), replacing(word.start, word.end, word.text, meant))  # fmt: skip


def missing_brackets(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """Brackets that are missing around a condition, a group or a column with AS."""
    near = range(index, max(index - _FARTHEST, 0), -1)
    first = next((place for place in near if words[place - 1].keyword in (*_BRACKETED, *_GROUPED)), index)
    before = words[first - 1].keyword
    if (before in _GROUPED and first == index) or before in _BRACKETED:
        opening, closing = ("{", "}") if before in _GROUPED else ("(", ")")
        yield at(words[first], (
            f"{before} の後の「{opening}」と「{closing}」がありません。",
            f"The {opening} {closing} after {before} are missing.",
            f"「{opening}」と「{closing}」で囲んでください。",
            f"Put {opening} and {closing} around it.",
        ), *_wraps(words, first, opening, closing))  # fmt: skip
    yield from _column(words, index)


def _wraps(words: Sequence[Token], index: int, opening: str, closing: str) -> Iterator[Fix]:
    """Brackets from a word on, to as far as what it stands in goes, the farthest first."""
    depth, first, gap = depths(words), words[index], "" if opening == "(" else " "
    ends = []
    for each in range(index, min(index + 24, len(words) - 1)):
        if depth[each] < depth[index]:
            break
        ends.append(words[each].end)
    for end in reversed(ends):
        edits = Edit(first.start, first.start, opening + gap), Edit(end, end, gap + closing)
        yield Fix(f"「{opening}」と「{closing}」で囲む", f"Put {opening} and {closing} around it", edits)


def _column(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """`COUNT(?x) AS ?n` or `?x AS ?n` in SELECT, without brackets; or an aggregate without AS."""
    word = words[index]
    first = index - 1 if word.keyword == "AS" else index
    following = words[index + 1].text if index + 1 < len(words) else ""
    if word.keyword != "AS" and following != "(":
        return
    name = next((place + 1 for place in range(first, len(words) - 1) if words[place].keyword == "AS"), None)
    close = next((place for place in range(first, len(words)) if words[place].text == ")"), None)
    fixes = []
    if name:
        fixes.append(_around(words[first : name + 1], ""))
    if close and word.keyword != "AS":
        fixes.append(_around(words[first : close + 1], f" AS ?{word.text.lower()}"))
    yield at(words[first], (
        "計算した列が「(」と「)」で囲まれていません。",
        "A computed column does not stand in ( ).",
        "「(COUNT(?x) AS ?n)」のように書いてください。",
        "Write it like (COUNT(?x) AS ?n).",
    ), *fixes)  # fmt: skip


def _around(words: Sequence[Token], name: str) -> Fix:
    start, end, column = words[0].start, words[-1].end, f"({joined(words)}{name})"
    return Fix(f"{column} に直す", f"Write {column}", (Edit(start, start, "("), Edit(end, end, f"{name})")))


MARKS: Final = (missing_brackets, missing_marks, wrong_marks)
"""In the order in which they are tried."""
