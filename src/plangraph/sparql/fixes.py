"""What would mend a text: edits with a label, offered as one click."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from plangraph.errors.base import Language, PlangraphError


class Edit(NamedTuple):
    """The characters of a text from `start` (from 0) up to `end`, and what takes their place."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """Edits that belong together, each on the text as it was, and what they are called."""

    ja: str
    en: str
    edits: tuple[Edit, ...]

    def label(self, language: Language) -> str:
        """What it is called, in this language."""
        return self.ja if language == "ja" else self.en


_LONGEST: Final = 40  # characters of a part that a label or sentence shows


def short(written: str, most: int = _LONGEST) -> str:
    """What is written, on one line, cut where it is long."""
    plain = " ".join(written[: 10 * most].split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def replacing(start: int, end: int, old: str, new: str) -> Fix:
    """Put `new` in the place of the characters from `start` up to `end`, which are shown as `old`."""
    was, is_now = short(old), short(new)
    return Fix(f"「{was}」を「{is_now}」に直す", f"Write “{is_now}” for “{was}”", (Edit(start, end, new),))


def inserting(at: int, new: str) -> Fix:
    """Put `new` before the character at this place."""
    return Fix(f"「{new.strip()}」を足す", f"Add “{new.strip()}”", (Edit(at, at, new),))


def removing(start: int, end: int, shown: str) -> Fix:
    """Take out the characters from `start` up to `end`."""
    return Fix(f"「{shown}」を消す", f"Remove “{shown}”", (Edit(start, end, ""),))


def mended(text: str, fix: Fix) -> str:
    """The text after the edits of a fix, which do not overlap."""
    pieces: list[str] = []
    end = 0
    for edit in sorted(fix.edits):
        pieces += text[end : edit.start], edit.text
        end = edit.end
    return "".join((*pieces, text[end:]))


def written(fixes: Iterable[Fix], language: Language) -> list[dict[str, Any]]:
    """Fixes as what JSON can hold, in the language of who reads them."""
    return [{"label": fix.label(language), "edits": [edit._asdict() for edit in fix.edits]} for fix in fixes]


def offered(error: PlangraphError) -> tuple[Fix, ...]:
    """The fixes that an error brings with it; on their way from a worker they may have become lists."""
    brought: Any = error.fields.get("fixes", ())
    return tuple(Fix(ja, en, tuple(Edit(*edit) for edit in edits)) for ja, en, edits in brought)
