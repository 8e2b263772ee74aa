"""Variables, texts and language tags that are not written as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from plangraph.sparql.fixes import Edit, Fix, replacing
from plangraph.sparql.mistakes.keywords import KEYWORDS
from plangraph.sparql.mistakes.mistake import Mistake, at, shown
from plangraph.sparql.tokens import Token

_MOST: Final = 12
"""Names that are looked at to find the one that is in use already."""


def names(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """A variable without its question mark, or with a space behind it."""
    word = words[index]
    if words[index - 1].text in ("?", "$") and word.kind == "word":
        yield from names(words, index - 1)
    elif word.text in ("?", "$") and words[index + 1].kind == "word":
        yield at(word, (
            "「?」と変数の名前の間に空白があります。",
            "There is a space between “?” and the name of the variable.",
            "空白を消してください。",
            "Remove the space.",
        ), Fix("空白を消す", "Remove the space", (Edit(word.end, words[index + 1].start, ""),)))  # fmt: skip
    elif word.kind == "word" and word.text.isidentifier() and word.keyword not in KEYWORDS:
        if words[index - 1].text == "a" and word.text.isascii():
            yield at(word, (
                f"クラス「{word.text}」に接頭辞がありません。",
                f"The class “{word.text}” has no prefix.",
                f"pg:{word.text} のように書いてください。",
                f"Write it like pg:{word.text}.",
            ), replacing(word.start, word.end, word.text, f"pg:{word.text}"))  # fmt: skip
        alike = [each for each in words if each.kind == "word" and each.text == word.text]
        variable = f"?{word.text}"
        marks = tuple(Edit(each.start, each.start, "?") for each in alike)
        yield at(word, (
            f"「{shown(word)}」は変数にも文字列にもなっていません。",
            f"“{shown(word)}” is neither a variable nor a text.",
            f"変数なら {variable}、文字列なら \"{word.text}\" と書いてください。",
            f"Write {variable} for a variable, \"{word.text}\" for a text.",
        ), *_either(word, Fix(f"{variable} に直す", f"Write {variable}", marks), words[index - 1]))  # fmt: skip


def _either(word: Token, variable: Fix, before: Token) -> tuple[Fix, Fix]:
    """A variable or a text: a text first where something is compared with it."""
    written = f'"{word.text}"'
    text = Fix(f"{written} に直す", f"Write {written}", (Edit(word.start, word.end, written),))
    return (text, variable) if before.text in ("=", ",") else (variable, text)


def language_tags(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """A space within a language tag."""
    word = words[index]
    following = words[min(index + 1, len(words) - 1)]
    if word.text == "@" and following.start == word.end:
        yield Mistake(
            word.start, following.end,
            "言語タグが正しくありません。",
            "The language tag is not valid.",
            "@ja や @en のように書いてください。",
            "Write @ja or @en, for example.",
            (replacing(word.start, following.end, "@" + shown(following), "@ja"),),
        )  # fmt: skip
    elif word.text == "@" and following.kind == "word":
        yield Mistake(
            word.start, following.end,
            "「@」と言語の間に空白があります。",
            "There is a space between “@” and the language.",
            "空白を消してください。",
            "Remove the space.",
            (Fix("空白を消す", "Remove the space", (Edit(word.end, following.start, ""),)),),
        )  # fmt: skip


def renamed(words: Sequence[Token], index: int) -> Iterator[Mistake]:
    """The variable after AS has a value already."""
    named = [after for word, after in pairwise(words[: index + 1]) if word.keyword == "AS" and after.kind == "variable"]
    for word in named[:-_MOST:-1]:
        if sum(each.text[1:] == word.text[1:] for each in words if each.kind == "variable") > 1:
            yield at(word, (
                f"AS の後の変数 {word.text} は、すでに使われています。",
                f"The variable {word.text} after AS is in use already.",
                "別の名前にしてください。",
                "Give it another name.",
            ), replacing(word.start, word.end, word.text, f"{word.text}_2"))  # fmt: skip


NAMING: Final = (language_tags, names, renamed)
