"""A broken query at a terminal: the line with the mistake, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len

from plangraph.errors import Language, QueryRefused
from plangraph.proofreading import remark_on
from plangraph.sparql.fixes import mended
from plangraph.sparql.tokens import place

_FIX: Final[dict[Language, str]] = {"ja": "直すなら: {}", "en": "It would be mended so: {}"}
_MOST: Final = 5
"""Changed lines that are shown of a mended query."""


def told(error: QueryRefused, text: str, language: Language) -> str:
    """The line with the mistake underlined, and each fix with the lines that it changes; nothing without a place."""
    if "start" not in error.fields:
        return ""
    remark = remark_on(error, text, language)
    lines = [*underlined(text, remark.start, remark.end)]
    for fix in remark.fixes:
        lines.append(_FIX[language].format(fix.label(language)))
        lines += changed(text, mended(text, fix))
    return "\n".join(lines)


def underlined(text: str, start: int, end: int) -> Iterator[str]:
    """The line with the characters from `start` on, and what marks them up to `end` or the end of the line."""
    number, column = place(text, start)
    line = text.split("\n")[number - 1]
    marked = line[column - 1 : column - 1 + end - start]
    yield f"  {line}"
    yield f"  {' ' * cell_len(line[: column - 1])}{'^' * max(cell_len(marked), 1)}"


def changed(before: str, after: str) -> Iterator[str]:
    """The lines that are new in a text, some of them if they are many."""
    old = set(before.splitlines())
    new = [line for line in after.splitlines() if line not in old]
    yield from (f"  {line}" for line in new[:_MOST])
    if len(new) > _MOST:
        yield "  …"
