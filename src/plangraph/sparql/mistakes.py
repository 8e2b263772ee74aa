"""The mistakes that people make in SPARQL, each with its place, what is wrong there and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from plangraph.namespaces import BASE, PREFIXES
from plangraph.sparql.tokens import Token

OPENING: Final = {")": "(", "}": "{", "]": "["}
_WIDE: Final = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    "。": ".", "、": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "\u3000": " ",
}  # fmt: skip
_WIDE_CHARACTER: Final = re.compile("[" + "".join(map(re.escape, _WIDE)) + "]")
_BEGINNINGS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE", "INSERT", "DELETE", ";")
_KEYWORDS: Final = """
    SELECT ASK CONSTRUCT DESCRIBE PREFIX BASE DISTINCT REDUCED FROM NAMED WHERE GRAPH OPTIONAL UNION MINUS FILTER EXISTS
    NOT BIND VALUES UNDEF GROUP HAVING ORDER BY ASC DESC LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT
    SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI COALESCE STRLEN SUBSTR UCASE LCASE CONCAT CONTAINS STRSTARTS
    STRENDS STRBEFORE STRAFTER REPLACE REGEX ABS ROUND CEIL FLOOR YEAR MONTH DAY NOW ISIRI ISBLANK ISLITERAL ISNUMERIC
""".split()  # noqa: SIM905
_SEMANTIC: Final = {
    "Duplicated variable name": (
        "SELECT に同じ変数が2度あります。",
        "SELECT names one variable twice.",
        "1つにしてください。",
        "Name it once.",
    ),
    "overrides an existing variable": (
        "AS の後の変数は、すでに使われています。",
        "The variable after AS is in use already.",
        "別の名前にしてください。",
        "Give it another name.",
    ),
    "BIND is overriding": (
        "BIND の AS の後の変数は、すでに使われています。",
        "The variable after AS in BIND is in use already.",
        "別の名前にしてください。",
        "Give it another name.",
    ),
    "SELECT * is not authorized": (
        "GROUP BY があるときは SELECT * と書けません。",
        "SELECT * cannot stand with GROUP BY.",
        "列を1つずつ書いてください。",
        "Name the columns.",
    ),
    "language tag parsing failed": (
        "言語タグが正しくありません。",
        "The language tag is not valid.",
        "@ja や @en のように書いてください。",
        "Write @ja or @en, for example.",
    ),
}


_LONGEST: Final = 30  # characters of a word that are shown


class Mistake(NamedTuple):
    """A mistake: the character (from 0) where it stands, what is wrong there, and what to write instead."""

    start: int
    ja: str
    en: str
    hint_ja: str
    hint_en: str


def no_beginning(first: Token) -> Mistake:
    """The text begins no query."""
    if first.kind == "end":
        return Mistake(
            first.start,
            "クエリが書かれていません。",
            "There is no query.",
            "「SELECT * { ?s ?p ?o } LIMIT 10」のように書いてください。",
            "Write one like: SELECT * { ?s ?p ?o } LIMIT 10",
        )
    if first.text.upper() in ("PREFIX", "BASE"):
        line = f"PREFIX pg: <{PREFIXES['pg']}>" if first.text.upper() == "PREFIX" else f"BASE <{BASE}>"
        return Mistake(
            first.start,
            f"{first.text.upper()} の行が正しくありません。",
            f"This line of {first.text.upper()} is not complete.",
            f"「{line}」のように書いてください。",
            f"Write it like: {line}",
        )
    return _misspelt(first) or Mistake(
        first.start,
        f"クエリは「{_shown(first)}」では始まりません。",
        f"A query does not begin with “{_shown(first)}”.",
        "SELECT、ASK、CONSTRUCT、DESCRIBE のどれかで始めてください。",
        "Begin it with SELECT, ASK, CONSTRUCT or DESCRIBE.",
    )


def undeclared(name: Token) -> Mistake:
    """The prefix of a name is not declared; for a prefix that we know, the line that is missing is given."""
    ja = f"接頭辞「{name.prefix}:」が宣言されていません。"
    en = f"The prefix “{name.prefix}:” is not declared."
    if known := PREFIXES.get(name.prefix):
        line = f"PREFIX {name.prefix}: <{known}>"
        return Mistake(name.start, ja, en, f"クエリの先頭に {line} を足してください。", f"Add at the top: {line}")
    return Mistake(name.start, ja, en, "クエリの先頭に PREFIX の行を足してください。", "Add a PREFIX line at the top.")


def wide_characters(words: Iterable[Token]) -> Iterator[Mistake]:
    """Full-width punctuation, letters or spaces in code."""
    for word in words:
        for found in _WIDE_CHARACTER.finditer(word.text):
            yield _wide(word.start + found.start(), found[0])


def _wide(start: int, wide: str) -> Mistake:
    if wide == "\u3000":
        return Mistake(
            start,
            "全角の空白があります。",
            "There is a full-width space.",
            "半角に直してください。",
            "Use an ordinary one.",
        )
    narrow = _WIDE[wide]
    return Mistake(
        start,
        f"全角の「{wide}」があります。",
        f"There is a full-width “{wide}”.",
        f"半角の「{narrow}」に直してください。",
        f"Write “{narrow}” instead.",
    )


def unexpected(words: Sequence[Token], reached: Token, message: str) -> Mistake:
    """What else the engine says; at the least the word that it could not use."""
    for phrase, texts in _SEMANTIC.items():
        if phrase in message:
            return Mistake(reached.start, *texts)
    if "IRI parsing failed" in message:
        return _broken_iri([word for word in words if word.start <= reached.start])
    if len(words) == 1:
        return no_beginning(reached)
    if reached.kind == "end":
        return Mistake(
            reached.start,
            "クエリが途中で終わっているか、同じ変数を AS などで2度定めています。",
            "The query ends too early, or gives one variable two values (AS, VALUES).",
            "続きを書くか、一方の変数を別の名前にしてください。",
            "Write the rest of it, or give one of the variables another name.",
        )
    return _second_query(words, reached) or _comma(words, reached) or _misspelt(reached) or _misplaced(reached)


def _broken_iri(words: Sequence[Token]) -> Mistake:
    iri = next((word for word in reversed(words) if word.text.startswith("<")), words[-1])
    return Mistake(
        iri.start,
        "「<」と「>」の間が IRI として正しくありません。",
        "What stands between < and > is not an IRI.",
        "空白や使えない文字がないか確かめてください。",
        "Check it for spaces and other characters that cannot be used.",
    )


def _second_query(words: Sequence[Token], reached: Token) -> Mistake | None:
    before = [word.text for word in words if word.start < reached.start]
    depth = sum((text in OPENING.values()) - (text in OPENING) for text in before)
    if depth or "}" not in before or reached.text.upper() not in _BEGINNINGS:
        return None
    return Mistake(
        reached.start,
        "クエリはこの前で終わっています。",
        "The query ends before this.",
        "クエリは1度に1つだけ書いてください。",
        "Write one query at a time.",
    )


def _misspelt(word: Token) -> Mistake | None:
    if word.kind != "word" or word.text.upper() in _KEYWORDS or len(word.text) > _LONGEST:
        return None
    near = get_close_matches(word.text.upper(), _KEYWORDS, 1, 0.75)
    if not near:
        return None
    return Mistake(
        word.start,
        f"「{word.text}」という語はありません。",
        f"There is no word “{word.text}”.",
        f"{near[0]} の書き間違いではありませんか。",
        f"Did you mean {near[0]}?",
    )


def _comma(words: Sequence[Token], word: Token) -> Mistake | None:
    if word.text != "," or any(each.text == "{" for each in words if each.start < word.start):
        return None
    return Mistake(
        word.start,
        "SELECT の変数の間に「,」は要りません。",
        "No comma stands between the variables of SELECT.",
        "空白で区切ってください。",
        "Put a space there.",
    )


def _misplaced(word: Token) -> Mistake:
    return Mistake(
        word.start,
        f"「{_shown(word)}」はここに置けません。",
        f"“{_shown(word)}” cannot stand here.",
        "その前の「.」「;」「,」や括弧に抜けがないか確かめてください。",
        "Check “.”, “;”, “,” and the brackets before it.",
    )


def _shown(word: Token) -> str:
    return word.text if len(word.text) <= _LONGEST else word.text[:_LONGEST] + "…"
