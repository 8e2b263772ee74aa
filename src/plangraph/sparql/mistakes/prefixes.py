"""Prefixes that are not declared, and lines that declare them in other languages' ways."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from plangraph.namespaces import BASE, PREFIXES
from plangraph.sparql.fixes import Edit, Fix
from plangraph.sparql.mistakes.mistake import Mistake, at
from plangraph.sparql.tokens import Token

_LINE: Final = re.compile(
    r"""^[ \t]*@?prefix[ \t]+(?P<prefix>[\w\-]*)[ \t]*:?[ \t]*"""
    r"""[<＜]?(?P<namespace>[^\s<>＜＞]*?)[>＞]?[ \t]*[.;]?[ \t]*\r?$""",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST: Final = 30  # characters of a prefix for which another one is looked for


def undeclared(name: Token, words: Sequence[Token], declared: Collection[str]) -> Mistake:
    """The prefix of a name is not declared; a fix declares all that we know, or takes the one that is nearest."""
    ja = f"接頭辞「{name.prefix}:」が宣言されていません。"
    en = f"The prefix “{name.prefix}:” is not declared."
    if known := PREFIXES.get(name.prefix):
        line = f"PREFIX {name.prefix}: <{known}>"
        hint_ja, hint_en = f"クエリの先頭に {line} を足してください。", f"Add at the top: {line}"
        return at(name, (ja, en, hint_ja, hint_en), _declaring(words, declared))
    if near := _nearest(name.prefix, declared):
        hints = f"「{near}:」の書き間違いではありませんか。", f"Did you mean “{near}:”?"
        return at(name, (ja, en, *hints), _renaming(name.prefix, near, words, declared))
    return at(name, (ja, en, "クエリの先頭に PREFIX の行を足してください。", "Add a PREFIX line at the top."))


def _nearest(prefix: str, declared: Collection[str]) -> str:
    if len(prefix) > _LONGEST:
        return ""
    known = [each for each in dict.fromkeys((*declared, *PREFIXES)) if each]
    near = get_close_matches(prefix.lower(), known, 1, 0.6)
    turned = [each for each in known if sorted(each) == sorted(prefix.lower())]
    return (near or turned or [""])[0]


def _missing(words: Sequence[Token], declared: Collection[str]) -> list[str]:
    used = dict.fromkeys(word.prefix for word in words if word.kind == "prefixed")
    return [each for each in used if each in PREFIXES and each not in declared]


def _lines(prefixes: Sequence[str]) -> str:
    return "".join(f"PREFIX {each}: <{PREFIXES[each]}>\n" for each in prefixes)


def _declaring(words: Sequence[Token], declared: Collection[str]) -> Fix:
    missing = _missing(words, declared)
    names = "、".join(f"{each}:" for each in missing), ", ".join(f"{each}:" for each in missing)
    return Fix(f"PREFIX {names[0]} を足す", f"Add PREFIX {names[1]}", (Edit(0, 0, _lines(missing)),))


def _renaming(old: str, new: str, words: Sequence[Token], declared: Collection[str]) -> Fix:
    edits = [
        Edit(word.start, word.start + len(old), new) for word in words if word.kind == "prefixed" and word.prefix == old
    ]
    missing = dict.fromkeys((*_missing(words, declared), *([] if new in declared else [new])))
    lines = [Edit(0, 0, _lines(tuple(missing)))] if missing else []
    return Fix(f"「{old}:」を「{new}:」に直す", f"Write “{new}:” for “{old}:”", (*lines, *edits))


def wrong_declarations(text: str, first: Token) -> Iterator[Mistake]:
    """What stands where the prologue ends because it is no declaration as SPARQL has it, or the end of one."""
    fixes = [fix] if (fix := _as_sparql(text)) else []
    if first.text.lower() == "@prefix":
        yield at(first, (
            "「@prefix」は Turtle の書き方です。",
            "“@prefix” is how Turtle writes it.",
            "SPARQL では「PREFIX」と書き、行の終わりに「.」を付けません。",
            "In SPARQL write “PREFIX”, and no “.” at the end of the line.",
        ), *fixes)  # fmt: skip
    elif first.text in (".", ";") and fixes:
        yield at(first, (
            f"PREFIX の行の終わりに「{first.text}」は要りません。",
            f"No “{first.text}” ends a PREFIX line.",
            "消してください。",
            "Remove it.",
        ), *fixes)  # fmt: skip
    elif first.text.upper() in ("PREFIX", "BASE"):
        line = f"PREFIX pg: <{PREFIXES['pg']}>" if first.text.upper() == "PREFIX" else f"BASE <{BASE}>"
        yield at(first, (
            f"{first.text.upper()} の行が正しくありません。",
            f"This line of {first.text.upper()} is not complete.",
            f"「{line}」のように書いてください。",
            f"Write it like: {line}",
        ), *fixes)  # fmt: skip


def _as_sparql(text: str) -> Fix | None:
    """All lines that declare prefixes in other ways, rewritten; a namespace that is left out is taken if we know it."""
    edits = []
    for line in _LINE.finditer(text):
        namespace = line["namespace"] or PREFIXES.get(line["prefix"], "")
        right = f"PREFIX {line['prefix']}: <{namespace}>"
        if namespace and " ".join(line[0].split()).lower() != right.lower():
            edits.append(Edit(line.start(), line.end(), right))
    return Fix("PREFIX の行を直す", "Write the PREFIX lines as SPARQL has them", tuple(edits)) if edits else None
