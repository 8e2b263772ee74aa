"""Words and signs that SPARQL does not have, where another one is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from plangraph.sparql.fixes import Edit, Fix, inserting, replacing
from plangraph.sparql.mistakes.mistake import Mistake, at, shown
from plangraph.sparql.tokens import Token

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
KEYWORDS: Final = """
    SELECT ASK CONSTRUCT DESCRIBE PREFIX BASE DISTINCT REDUCED FROM NAMED WHERE GRAPH OPTIONAL UNION MINUS FILTER EXISTS
    NOT BIND VALUES UNDEF GROUP HAVING ORDER BY ASC DESC LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT
    SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI COALESCE STRLEN SUBSTR UCASE LCASE CONCAT CONTAINS STRSTARTS
    STRENDS STRBEFORE STRAFTER REPLACE REGEX ABS ROUND CEIL FLOOR YEAR MONTH DAY NOW ISIRI ISBLANK ISLITERAL ISNUMERIC
    A AS IN IF TRUE FALSE SERVICE SILENT VERSION URI BNODE RAND STRDT STRLANG SAMETERM ISURI ENCODE_FOR_URI UUID STRUUID
    HOURS MINUTES SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384 SHA512 TRIPLE SUBJECT PREDICATE OBJECT ISTRIPLE
""".split()  # noqa: SIM905
_LONGEST: Final = 30  # characters of a word for which another one is looked for
_SIGNS: Final = {"&": "&&", "|": "||", "AND": "&&", "OR": "||", "NOT": "!", "<>": "!=", "==": "="}
_EXAMPLE: Final = "SELECT * { ?s ?p ?o } LIMIT 10"


def no_beginning(text: str, first: Token) -> Mistake:
    """The text begins no query."""
    if first.kind == "end":
        at_end = Edit(len(text), len(text), _EXAMPLE if not text or text.endswith("\n") else "\n" + _EXAMPLE)
        hints = f"「{_EXAMPLE}」のように書いてください。", f"Write one like: {_EXAMPLE}"
        fix = Fix(f"「{_EXAMPLE}」と書く", f"Write “{_EXAMPLE}”", (at_end,))
        return at(first, ("クエリが書かれていません。", "There is no query.", *hints), fix)
    if first.text == "{" or first.keyword == "WHERE":
        return at(first, (
            "SELECT などの語がありません。",
            "SELECT, or a word like it, is missing.",
            "この前に「SELECT *」と書いてください。",
            "Write “SELECT *” before this.",
        ), inserting(first.start, "SELECT * "))  # fmt: skip
    return next(misspelt(first, FORMS), None) or at(first, (
        f"クエリは「{shown(first)}」では始まりません。",
        f"A query does not begin with “{shown(first)}”.",
        "SELECT、ASK、CONSTRUCT、DESCRIBE のどれかで始めてください。",
        "Begin it with SELECT, ASK, CONSTRUCT or DESCRIBE.",
    ))  # fmt: skip


def misspelt(word: Token, among: Sequence[str] = KEYWORDS) -> Iterator[Mistake]:
    """A word that is nearly a keyword."""
    if word.kind != "word" or word.keyword in KEYWORDS or len(word.text) > _LONGEST:
        return
    near = get_close_matches(word.keyword, among, 2, 0.75)
    if near:
        yield at(
            word,
            (
                f"「{word.text}」という語はありません。",
                f"There is no word “{word.text}”.",
                f"{near[0]} の書き間違いではありませんか。",
                f"Did you mean {near[0]}?",
            ),
            *(replacing(word.start, word.end, word.text, each) for each in near),
        )


def other_signs(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """An operator of another language, where reading ends or right before."""
    for word, before in ((words[each], words[each - 1]) for each in (index, index - 1) if each > 0):
        first = before if before.text == word.text == "=" else word
        written = word.text if first is word else "=="
        meant = _SIGNS.get(written.upper())
        if meant == "||" and before.text == "}":
            meant = "UNION"
        if meant:
            yield Mistake(
                first.start,
                word.end,
                f"SPARQL では「{written}」ではなく「{meant}」と書きます。",
                f"SPARQL has “{meant}” for “{written}”.",
                f"「{meant}」に直してください。",
                f"Write “{meant}”.",
                (replacing(first.start, word.end, written, meant),),
            )
