"""Which form of an answer a request prefers (RFC 9110, section 12.5.1); of parameters only q is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from flask import request

HTML: Final = "text/html"


def preferred(offers: Mapping[str, Sequence[str]]) -> str | None:
    """The media type that the Accept header likes best, the earlier one in a tie; None if it accepts none.

    Each media type on offer comes with other names that clients have for it.
    """
    wanted = [(name.partition(";")[0].strip().lower(), quality) for name, quality in request.accept_mimetypes]
    if not request.headers.get("Accept", "").strip():
        wanted = [("*/*", 1.0)]
    best = max(offers, key=lambda each: _quality(each, offers[each], wanted))
    return best if _quality(best, offers[best], wanted) > 0 else None


def prefers_html() -> bool:
    """Whether a person with a browser is asking: HTML is named, and nothing made for programs is liked as well."""
    return preferred({"application/problem+json": ("application/json",), HTML: ()}) == HTML


def _quality(name: str, aliases: Sequence[str], wanted: list[tuple[str, float]]) -> float:
    """How much this form is liked: the most specific range that names it decides."""
    group = name.partition("/")[0] + "/*"
    for names in ((name,), aliases, (group,), ("*/*",)):
        qualities = [quality for each, quality in wanted if each in names]
        if qualities:
            return max(qualities)
    return 0.0
