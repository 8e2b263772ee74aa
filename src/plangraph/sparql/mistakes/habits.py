"""What people write who think of SQL, of another language, or of several queries at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from plangraph.sparql.fixes import Edit, Fix, inserting, removing, replacing
from plangraph.sparql.mistakes.keywords import FORMS
from plangraph.sparql.mistakes.mistake import Mistake, at, depths
from plangraph.sparql.tokens import Token

_BEGINNINGS: Final = (*FORMS, "PREFIX", "BASE", "INSERT", "DELETE", ";")
_LISTS: Final = ("SELECT", "DESCRIBE", "BY")


def second_query(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """Another query behind the first one, or the semicolon that ends a statement in SQL."""
    word, before = words[index], words[:index]
    if depths(words)[index] or not any(each.text == "}" for each in before) or word.text.upper() not in _BEGINNINGS:
        return
    end = words[-1].start
    alone = all(each.text == ";" for each in words[index:-1])
    if alone:
        texts = (
            "クエリの終わりに「;」は要りません。",
            "No “;” ends a query.",
            "消してください。",
            "Remove it.",
        )
    else:
        texts = (
            "クエリはこの前で終わっています。",
            "The query ends before this.",
            "クエリは1度に1つだけ書いてください。",
            "Write one query at a time.",
        )
    first_only = Fix("最初のクエリだけ残す", "Keep the first query only", (Edit(word.start, end, ""),))
    yield at(word, texts, removing(word.start, end, ";") if alone else first_only)


def commas(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """Commas between what SELECT, GROUP BY or ORDER BY name."""
    before = (each for each in reversed(words[:index]) if each.text in ("{", "}") or each.keyword in _LISTS)
    if words[index].text != "," or next(before, words[index]).keyword not in _LISTS:
        return
    rest = list(takewhile(lambda each: each.text not in ("{", "}"), words[index:]))
    found = [each for each, depth in zip(rest, depths(rest), strict=True) if each.text == "," and depth == 0]
    texts = (
        "変数の間に「,」は要りません。",
        "No comma stands between variables.",
        "空白で区切ってください。",
        "Put a space there.",
    )
    edits = tuple(Edit(each.start, each.end, "" if _spaced(words, each) else " ") for each in found)
    yield at(words[index], texts, Fix("「,」を消す", "Remove “,”", edits))


def _spaced(words: Sequence[Token], word: Token) -> bool:
    return all(each.start != word.end for each in words)


def infix_functions(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """`?name LIKE "%word%"` and `?name CONTAINS "word"`, which are functions here."""
    word = words[index]
    if word.keyword not in ("LIKE", "ILIKE", "CONTAINS") or not 0 < index < len(words) - 2:
        return
    left, right = words[index - 1], words[index + 1]
    if left.kind != "variable" or right.kind != "string":
        return
    text = right.text.replace("%", "").replace("*", "")
    call = f"CONTAINS({left.text}, {text})"
    yield at(word, (
        f"SPARQL に「左 {word.text} 右」という書き方はありません。",
        f"SPARQL has no “left {word.text} right”.",
        f"{call} のように書いてください。",
        f"Write it like {call}.",
    ), Fix(f"{call} に直す", f"Write {call}", (Edit(left.start, right.end, call),)))  # fmt: skip


def nulls(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """`?name IS NULL` and `?name != null`."""
    if words[index].keyword == "NULL":
        index -= 1
    rest = [each.keyword or each.text for each in words[index : index + 3]]
    negated = rest == ["IS", "NOT", "NULL"] or rest[:2] == ["!=", "NULL"]
    if not index or (rest[:2] not in (["IS", "NULL"], ["=", "NULL"]) and not negated):
        return
    left, last = words[index - 1], words[index + (2 if rest[1] == "NOT" else 1)]
    if left.kind != "variable":
        return
    call = f"{'' if negated else '!'}BOUND({left.text})"
    yield Mistake(
        words[index].start,
        last.end,
        "SPARQL に NULL はありません。",
        "SPARQL has no NULL.",
        f"値があるかどうかは {call} で調べます。",
        f"{call} tells whether there is a value.",
        (Fix(f"{call} に直す", f"Write {call}", (Edit(left.start, last.end, call),)),),
    )


def orders(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """`ORDER BY ?name DESC`."""
    for place in (index, index - 1):
        word, before = words[place], words[place - 1]
        if place > 0 and word.keyword in ("DESC", "ASC") and before.kind == "variable":
            call = f"{word.keyword}({before.text})"
            yield at(word, (
                f"「{word.text}」は変数の前に書きます。",
                f"“{word.text}” stands before the variable.",
                f"{call} と書いてください。",
                f"Write {call}.",
            ), Fix(f"{call} に直す", f"Write {call}", (Edit(before.start, word.end, call),)))  # fmt: skip


def limits(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """A LIMIT with two numbers or with none."""
    word, before = words[index], words[index - 1]
    if index > 1 and word.text == "," and words[index - 2].keyword == "LIMIT" and words[index + 1].kind == "number":
        many = words[index + 1]
        right = f"{many.text} OFFSET {before.text}"
        yield at(word, (
            "LIMIT に書ける数は1つです。",
            "LIMIT has one number.",
            "飛ばす件数は OFFSET に書いてください。",
            "Write with OFFSET how many to skip.",
        ), replacing(before.start, many.end, f"{before.text}, {many.text}", right))  # fmt: skip
    elif before.keyword in ("LIMIT", "OFFSET") and word.kind in ("number", "word", "variable", "string"):
        whole = word.text.partition(".")[0] if word.kind == "number" else "100" if before.keyword == "LIMIT" else "0"
        yield at(word, (
            f"{before.keyword} の後に書けるのは整数だけです。",
            f"Only a whole number can follow {before.keyword}.",
            f"「{before.keyword} {whole}」のように書いてください。",
            f"Write it like: {before.keyword} {whole}",
        ), replacing(word.start, word.end, word.text, whole))  # fmt: skip
    elif before.keyword in ("LIMIT", "OFFSET"):
        number = "100" if before.keyword == "LIMIT" else "0"
        yield at(before, (
            f"{before.keyword} の後に数がありません。",
            f"There is no number after {before.keyword}.",
            f"「{before.keyword} {number}」のように書いてください。",
            f"Write it like: {before.keyword} {number}",
        ), Fix(
            f"「{before.keyword} {number}」と書く", f"Write “{before.keyword} {number}”",
            (Edit(before.end, before.end, f" {number}"),),
        ))  # fmt: skip


def tops(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """`SELECT TOP 10`."""
    word, following = words[index], words[min(index + 1, len(words) - 1)]
    if word.keyword == "TOP" and following.kind == "number":
        end = words[-1].start
        edits = Edit(word.start, following.end, ""), Edit(end, end, f" LIMIT {following.text}")
        yield at(word, (
            "SPARQL に TOP はありません。",
            "SPARQL has no TOP.",
            f"クエリの終わりに LIMIT {following.text} と書いてください。",
            f"Write LIMIT {following.text} at the end of the query.",
        ), Fix(f"LIMIT {following.text} に直す", f"Write LIMIT {following.text}", edits))  # fmt: skip


def backquotes(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """`name` in backquotes."""
    marks = [each for each in words[index:] if each.text == "`"][:2]
    if len(marks) == 2 and marks[0] is words[index]:
        edits = tuple(Edit(each.start, each.end, '"') for each in marks)
        yield at(words[index], (
            "逆引用符「`」は使えません。",
            "Backquotes have no meaning here.",
            "文字列は「\"」で囲んでください。",
            'Put " around a text.',
        ), Fix("「\"」で囲む", 'Put " around it', edits))  # fmt: skip


def tables(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """`FROM table`."""
    if words[index - 1].keyword == "FROM" and words[index].kind == "word":
        yield at(words[index], (
            "FROM の後には表の名前ではなくグラフの IRI を書きます。",
            "The IRI of a graph stands after FROM, not the name of a table.",
            "探すものは { ?s ?p ?o } のような形で書き、FROM は普通は要りません。",
            "Describe what you look for like { ?s ?p ?o }; most queries need no FROM.",
        ))  # fmt: skip


def missing_words(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """ORDER or GROUP without BY, and EXISTS without FILTER."""
    word, before = words[index], words[index - 1].keyword
    missing = "BY" if before in ("ORDER", "GROUP") else "FILTER" if word.keyword in ("NOT", "EXISTS") else ""
    if before in ("SELECT", "DISTINCT") and (word.text == "{" or word.keyword == "WHERE"):
        yield at(word, (
            f"{before} の後に変数がありません。",
            f"No variable follows {before}.",
            "変数を書くか、すべてなら「*」と書いてください。",
            "Write variables, or “*” for all.",
        ), inserting(word.start, "* "))  # fmt: skip
    if missing:
        yield at(word, (
            f"この前に {missing} がありません。",
            f"{missing} is missing before this.",
            f"{missing} を足してください。",
            f"Add {missing}.",
        ), inserting(word.start, f"{missing} "))  # fmt: skip


HABITS: Final = (
    second_query, limits, commas, infix_functions, nulls, orders, backquotes, tables, tops, missing_words,
)  # fmt: skip
