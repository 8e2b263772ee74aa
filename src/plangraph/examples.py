"""The cases of a rule: the smallest data that keeps it, and for each way to break it the line that differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path
from typing import Final

from plangraph import catalog

CASES: Final = "ontology/cases"
_FINDS: Final = "# finds: "
_PROLOGUE: Final = ("BASE ", "PREFIX ", _FINDS)


@dataclass(frozen=True, slots=True)
class Found:
    """What the rule finds in an invalid case, as written there; path and value are "" where a finding has none."""

    focus: str
    path: str
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the valid case and what stands in its place in the invalid one, both without indentation."""

    valid: str
    invalid: str

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """What both lines begin with, where they differ (the valid one, the invalid one), what both end in."""
        old, new = self.valid.split(" "), self.invalid.split(" ")
        first = _alike(old, new)
        last = _alike(old[first:][::-1], new[first:][::-1])
        ends = len(old) - last, len(new) - last
        parts = old[:first], old[first : ends[0]], new[first : ends[1]], old[ends[0] :]
        begin, valid, invalid, end = (" ".join(words) for words in parts)
        return begin, valid, invalid, end


@dataclass(frozen=True, slots=True)
class Invalid:
    """One way to break the rule."""

    name: str
    """The name of the file, in words, such as `no vision`."""
    file: str
    changes: tuple[Change, ...]
    finds: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """The cases of one rule, files as paths from the root; without a valid one there are none."""

    valid: str
    """The data that keeps the rule, without the lines that declare prefixes."""
    file: str
    invalid: tuple[Invalid, ...]


def examples(root: Path, rule: str) -> Examples:
    """The cases of the rule with this number below `root`, which may lack them. Raises DataError."""
    folder = f"{CASES}/{rule}"
    file = f"{folder}/valid.trig"
    if not (root / file).exists():
        return Examples("", file, ())
    valid = _text(root / file)
    broken = sorted((root / folder).glob("invalid.*.trig"))
    found = tuple(_invalid(f"{folder}/{path.name}", _text(path), _body(valid)) for path in broken)
    return Examples("\n".join(_body(valid)), file, found)


def _alike(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _text(path: Path) -> str:
    return catalog.read(path).decode(errors="replace")


def _body(text: str) -> list[str]:
    return "\n".join(line for line in text.splitlines() if not line.startswith(_PROLOGUE)).strip("\n").splitlines()


def _invalid(file: str, text: str, valid: list[str]) -> Invalid:
    name = file.split(".")[-2].replace("-", " ")
    finds = (line.split(" ", 4) for line in re.findall(rf"^{_FINDS}(.*)$", text, re.MULTILINE))
    found = tuple(Found(focus, path.strip("-"), "" if value == "-" else value) for _, _, focus, path, value in finds)
    return Invalid(name, file, tuple(_changes(valid, _body(text))), found)


def _changes(valid: list[str], invalid: list[str]) -> Iterator[Change]:
    for kind, *at in SequenceMatcher(a=valid, b=invalid, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Change(_line(valid[at[0] : at[1]]), _line(invalid[at[2] : at[3]]))


def _line(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)
