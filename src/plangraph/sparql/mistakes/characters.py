"""Characters that look like those of SPARQL and are not: full-width, typographic, invisible, pasted from HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final

from plangraph.sparql.fixes import Edit, Fix, replacing, short
from plangraph.sparql.mistakes.mistake import Mistake
from plangraph.sparql.tokens import Token

# A name may hold these (SPARQL 1.1, section 19.8, PN_CHARS), so that they are wrong in some places only.
_WIDE: Final = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    "。": ".", "、": ",", "「": '"', "」": '"',
}  # fmt: skip
_NEVER: Final = {
    **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‘’‚‛′", "'"), **dict.fromkeys("−–—‐‑", "-"),
    "≠": "!=", "≤": "<=", "≦": "<=", "≥": ">=", "≧": ">=",
    **dict.fromkeys("\u3000\u00a0\u1680\u202f\u205f\u2028\u2029", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    **dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff\u00ad", ""),
}  # fmt: skip
_NARROW: Final = _WIDE | _NEVER
_BLANK: Final = "".join(each for each, narrow in _NEVER.items() if not narrow.strip())
_SIGN: Final = "".join(each for each, narrow in _NEVER.items() if narrow.strip())
_LETTER: Final = "".join(map(re.escape, _WIDE.keys() - set("「」")))
_IMPOSSIBLE: Final = re.compile(f"[{_BLANK}]+|[{_SIGN}]")
_ODD: Final = re.compile(f"{_IMPOSSIBLE.pattern}|[「」]|[{_LETTER}]+")
_QUOTED: Final = re.compile(r"[“„‟][^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」")
_MOST: Final = 1_000  # edits of one fix
_ENTITY: Final = re.compile(r"&(?:(lt)|(gt)|(amp)|(quot|#34)|(apos|#39)|(nbsp));")
_MEANT: Final = ("<", ">", "&", '"', "'", " ")
_NAMES: Final = ("variable", "prefixed", "blank")
_CODE: Final = ("word", "mark", "number", "language", *_NAMES)


def odd_characters(text: str, words: list[Token], reached: Token) -> Iterator[Mistake]:
    """The first run of such characters in code. One fix mends all, with or without those that names may hold."""
    certain = list(islice(_outside(text, _runs(words, words.index(reached))), _MOST))
    if certain:
        every = [edit for edit, _ in islice(_outside(text, _all(words)), _MOST)]
        start, end, _ = certain[0][0]
        run = certain[0][1]
        fixes = dict.fromkeys((_fix(run, every), _fix(run, [edit for edit, _ in certain])))
        yield Mistake(start, end, *_texts(run), tuple(fixes))


def _runs(words: list[Token], last: int) -> Iterator[tuple[Edit, str]]:
    """What is certainly wrong: names may hold some, except where reading ended."""
    for index, word in enumerate(words):
        sure = word.kind not in _NAMES or last - 3 < index <= last
        yield from _in_word(_ODD if sure else _IMPOSSIBLE, word)


def _all(words: Iterable[Token]) -> Iterator[tuple[Edit, str]]:
    return chain.from_iterable(_in_word(_ODD, word) for word in words)


def _in_word(pattern: re.Pattern[str], word: Token) -> Iterator[tuple[Edit, str]]:
    for run in pattern.finditer(word.text if word.kind in _CODE else ""):
        yield Edit(word.start + run.start(), word.start + run.end(), _narrow(run[0])), run[0]


def _outside(text: str, runs: Iterator[tuple[Edit, str]]) -> Iterator[tuple[Edit, str]]:
    """Those that do not stand between such quotation marks, where they belong to a text."""
    within = 0
    for edit, run in runs:
        if edit.start >= within:
            quoted = _QUOTED.match(text, edit.start)
            within = quoted.end() - 1 if quoted else 0
            yield edit, run


def _narrow(run: str) -> str:
    return "".join(_NARROW[character] for character in run)


def _fix(run: str, edits: list[Edit]) -> Fix:
    if len(edits) > 1:
        return Fix(f"{len(edits)}か所を半角に直す", f"Write ordinary characters in {len(edits)} places", tuple(edits))
    narrow = _narrow(run)
    if not narrow.strip():
        ja, en = ("半角の空白に直す", "Write an ordinary space") if narrow else ("消す", "Remove it")
        return Fix(ja, en, tuple(edits))
    return replacing(0, 0, run, narrow)._replace(edits=tuple(edits))


def _texts(run: str) -> tuple[str, str, str, str]:
    narrow = _narrow(run)
    if not narrow:
        return (
            f"見えない文字(U+{ord(run[0]):04X})があります。",
            f"There is an invisible character (U+{ord(run[0]):04X}).",
            "貼り付けたときに入ることがあります。消してください。",
            "It may have come with what was pasted. Remove it.",
        )
    if not narrow.strip():
        wide = run[0] == "\u3000"
        return (
            "全角の空白があります。" if wide else f"普通の空白ではない空白(U+{ord(run[0]):04X})があります。",
            "There is a full-width space." if wide else f"There is an unusual space (U+{ord(run[0]):04X}).",
            "半角の空白に直してください。",
            "Use an ordinary one.",
        )
    shown = short(run)
    hints = f"半角の「{short(narrow)}」に直してください。", f"Write “{short(narrow)}” instead."
    if all(each in _WIDE and each not in "「」" for each in run):
        return f"全角の「{shown}」があります。", f"There is a full-width “{shown}”.", *hints
    code = f"U+{ord(run[0]):04X}"
    return (
        f"SPARQL では使えない文字 {run}({code})があります。",
        f"SPARQL does not know the character {run} ({code}).",
        *hints,
    )


def commas_in_variables(words: Iterable[Token]) -> Iterator[Mistake]:
    """Variables such as `?name、`, whose name goes on with the comma that was meant to end it."""
    for word in words:
        for comma in re.finditer("[、，]+", word.text if word.kind == "variable" else ""):
            start, end = word.start + comma.start(), word.start + comma.end()
            yield Mistake(
                start,
                end,
                f"全角の「{comma[0]}」が変数の名前 {word.text} の一部になっています。",
                f"The full-width “{comma[0]}” is a part of the name of the variable {word.text}.",
                "変数は半角の空白で区切ってください。",
                "Put a space between variables.",
                (Fix(f"「{comma[0]}」を空白に直す", f"Write a space for “{comma[0]}”", (Edit(start, end, " "),)),),
            )


def entities(text: str, words: Iterable[Token]) -> Iterator[Mistake]:
    """The first character written as in HTML; one fix mends all."""
    marks = (word for word in words if word.text == "&")
    found = list(islice((each for word in marks if (each := _ENTITY.match(text, word.start))), _MOST))
    if found:
        edits = tuple(Edit(each.start(), each.end(), _meant(each)) for each in found)
        first, meant = found[0][0], _meant(found[0])
        yield Mistake(
            *found[0].span(),
            f"「{first}」は HTML での書き方です。",
            f"“{first}” is how HTML writes it.",
            f"「{meant}」と書いてください。",
            f"Write “{meant}”.",
            (
                Fix(
                    f"「{meant}」などに直す" if len(edits) > 1 else f"「{meant}」に直す",
                    "Write them as characters",
                    edits,
                ),
            ),
        )


def _meant(entity: re.Match[str]) -> str:
    return _MEANT[(entity.lastindex or 1) - 1]
