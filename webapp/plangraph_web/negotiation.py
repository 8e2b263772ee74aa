"""Which form of an answer a request prefers (RFC 9110, section 12.5.1); of parameters only q is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from plangraph.errors import FormatUnknown
from plangraph.sparql import formats
from plangraph.sparql.formats import FORMATS

if TYPE_CHECKING:
    from plangraph.sparql.formats import Format, Kind

HTML: Final = "text/html"
REMEMBERED: Final = 200
"""Characters of an Accept header of which it is remembered what it means."""


def preferred(offers: Mapping[str, Sequence[str]]) -> str | None:
    """The media type that the Accept header likes best, the earlier one in a tie; None if it accepts none.

    Each media type on offer comes with other names that clients have for it.
    """
    return _preferred(offers, request.headers.get("Accept", ""))


def offered(kind: Kind) -> dict[str, Sequence[str]]:
    """The media types of all formats for rows or graphs, with the other names that clients have for each."""
    return {each.essence: each.aliases for each in FORMATS if each.kind == kind}


def chosen(kind: Kind, name: str | None = None, accept: str | None = None) -> Format:
    """The format called `name`, else the one that the Accept header likes best. Raises FormatUnknown with all of them.

    The header is that of the request that is answered now, if none is given. SPARQL 1.1 Protocol, sections 2.1.5 and
    2.1.6.
    """
    if name:
        return formats.named(name, kind)
    accept = request.headers.get("Accept", "") if accept is None else accept
    return (_liked if len(accept) <= REMEMBERED else _liked.__wrapped__)(kind, accept)


def prefers_html() -> bool:
    """Whether a person with a browser is asking: HTML is named, and nothing made for programs is liked as well."""
    return preferred({"application/problem+json": ("application/json",), HTML: ()}) == HTML


@lru_cache(maxsize=256)
def _liked(kind: Kind, accept: str) -> Format:
    offers = offered(kind)
    best = _preferred(offers, accept)
    if best is None:
        raise FormatUnknown(wanted=accept, available=", ".join(offers))
    return formats.named(best, kind)


def _preferred(offers: Mapping[str, Sequence[str]], accept: str) -> str | None:
    liked = parse_accept_header(accept, MIMEAccept)
    wanted = [(name.partition(";")[0].strip().lower(), quality) for name, quality in liked]
    if not accept.strip():
        wanted = [("*/*", 1.0)]
    best = max(offers, key=lambda each: _quality(each, offers[each], wanted))
    return best if _quality(best, offers[best], wanted) > 0 else None


def _quality(name: str, aliases: Sequence[str], wanted: list[tuple[str, float]]) -> float:
    """How much this form is liked: the most specific range that names it decides."""
    group = name.partition("/")[0] + "/*"
    for names in ((name,), aliases, (group,), ("*/*",)):
        qualities = [quality for each, quality in wanted if each in names]
        if qualities:
            return max(qualities)
    return 0.0
