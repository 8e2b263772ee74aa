"""The words of a SPARQL text (SPARQL 1.1, section 19.8), cut as the engine cuts them, in well under a millisecond."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

# Every character beyond ASCII counts as part of a name: wider than the standard, but the engine refuses the rest. The
# classes of characters say which ASCII they leave out, because `re` takes ten times as long for one that goes beyond.
_LETTER: Final = r"[^\x00-@\[-^`{-\x7f]"  # A-Z a-z _
_SIGN: Final = r"[^\x00-/:-@\[-^`{-\x7f]"  # 0-9, too
_NAME: Final = r"[^\x00-,./:-@\[-^`{-\x7f]"  # and -
_INNER: Final = r"[^\x00-$&-,./;-@\[\]^`{-\x7f]"  # and : % \
_RUN: Final = rf"{_LETTER}(?>(?:{_NAME}|\.++(?={_NAME}))*)"
_LOCAL: Final = rf"(?>(?:{_NAME}|[:%]|\\[_~.\-!$&'()*+,;=/?\#@%]|\.++(?={_INNER}))*)"
_IRI: Final = r'<(?>(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>'
_GAP: Final = r"(?>(?:[ \t\r\n]+|\#[^\r\n]*)*)"
_STRING: Final = r"""
    "{3}(?>(?:"{0,2}(?:[^"\\]|\\.))*)"{3} | '{3}(?>(?:'{0,2}(?:[^'\\]|\\.))*)'{3}
  | "(?>(?:[^"\\\r\n]|\\.)*)" | '(?>(?:[^'\\\r\n]|\\.)*)'
"""

# Each alternative takes all of what those before it looked at in vain: so no text is read more than a few times.
_TOKEN: Final = re.compile(
    rf"""{_GAP}(?:
    (?P<variable>[?$]{_SIGN}++)
  | (?P<blank>_:{_LOCAL})
  | (?P<prefixed>(?>(?:{_RUN})?):{_LOCAL})
  | (?P<iri>{_IRI})
  | (?P<word>{_RUN})
  | (?P<string>{_STRING})
  | (?P<unclosed>["'].*)
  | (?P<language>@[A-Za-z]++(?>(?:-[A-Za-z0-9]++)*))
  | (?P<number>(?:[0-9]++\.?+[0-9]*+|\.[0-9]++)(?>(?:[eE][+-]?[0-9]++)?))
  | (?P<mark>&&|\|\||!=|<=|>=|\^\^|[^ \t\r\n])
  | (?P<end>\Z)
  )""",
    re.VERBOSE | re.DOTALL,
)
_DECLARATION: Final = re.compile(
    rf"""{_GAP}(?:
    (?i:PREFIX){_GAP}(?P<prefix>(?>(?:{_RUN})?)):{_GAP}(?P<namespace>{_IRI})
  | (?i:BASE){_GAP}(?P<base>{_IRI})
  | (?i:VERSION){_GAP}(?:{_STRING})
  )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Token(NamedTuple):
    """One word: its kind, its text, and the character (from 0) where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The character behind its last one."""
        return self.start + len(self.text)

    @property
    def keyword(self) -> str:
        """A word of the language as the standard writes it, in capital letters; "" for what is no word."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def prefix(self) -> str:
        """The part of a prefixed name before the colon."""
        return self.text.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Prologue:
    """What a query declares before its first keyword: base, prefixes, and the character where the prologue ends."""

    base: str
    prefixes: dict[str, str]
    end: int


def tokens(text: str, start: int = 0) -> list[Token]:
    """The words from `start` on, without white space and comments; the last one is of kind `end` and empty."""
    found = [_token(match) for match in _TOKEN.finditer(text, start)]
    return found[:-1] if len(found) > 1 and found[-2].kind == "end" else found  # white space has an end of its own


def first_token(text: str, start: int) -> Token:
    """The word at `start`, white space and comments before it skipped."""
    match = _TOKEN.match(text, start)
    assert match  # noqa: S101 - any character is a mark, and where there is none it is the end
    return _token(match)


def _token(match: re.Match[str]) -> Token:
    kind = str(match.lastgroup)
    return Token(kind, match[kind], match.start(kind))


def prologue(text: str, base: str) -> Prologue:
    """Read BASE, PREFIX and VERSION; IRIs stay as written, relative ones included."""
    prefixes: dict[str, str] = {}
    end = 0
    while declaration := _DECLARATION.match(text, end):
        if declaration["base"]:
            base = declaration["base"][1:-1]
        elif declaration["namespace"]:
            prefixes[declaration["prefix"]] = declaration["namespace"][1:-1]
        end = declaration.end()
    return Prologue(base, prefixes, end)


def unescape(iri: str) -> str:
    """An IRI with its numeric escapes (section 19.2) resolved."""
    return _ESCAPE.sub(lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), iri)


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and column, both from 1 and counted in characters, of a character of the text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
