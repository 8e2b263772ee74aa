"""Which form of an answer a request prefers (RFC 9110, section 12.5.1); of parameters only q is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from flask import request

from plangraph.errors import FormatUnknown
from plangraph.sparql import formats
from plangraph.sparql.formats import FORMATS

if TYPE_CHECKING:
    from plangraph.sparql.formats import Format, Kind

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


def offered(kind: Kind) -> dict[str, Sequence[str]]:
    """The media types of all formats for rows or graphs, with the other names that clients have for each."""
    return {each.essence: each.aliases for each in FORMATS if each.kind == kind}


def chosen(kind: Kind, name: str | None = None) -> Format:
    """The format called `name`, else the one that the Accept header likes best. Raises FormatUnknown with all of them.

    SPARQL 1.1 Protocol, sections 2.1.5 and 2.1.6.
    """
    if name:
        return formats.named(name, kind)
    offers = offered(kind)
    best = preferred(offers)
    if best is None:
        raise FormatUnknown(wanted=request.headers["Accept"], available=", ".join(offers))
    return formats.named(best, kind)


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
