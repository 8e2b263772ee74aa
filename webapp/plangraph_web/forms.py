"""Which form of a document is asked for: the page, or RDF in one of its formats, by suffix or by Accept header."""

from __future__ import annotations

from typing import Final

from flask import request

from plangraph.errors import FormatUnknown
from plangraph.sparql.formats import FORMATS, Format
from plangraph_web.negotiation import HTML, preferred

FORMS: Final = tuple(form for form in FORMATS if form.kind == "graph")

_OFFERED: Final = {HTML: (), **{form.essence: form.aliases for form in FORMS}}
_MEDIA_TYPES: Final = {form.essence: form for form in FORMS}
_SUFFIXES: Final = {"html": None, **{form.suffix: form for form in FORMS}}


def asked(address: str) -> tuple[str, Format | None]:
    """The address without its suffix, and the form that the suffix names, else the Accept header; None is the page.

    Raises FormatUnknown.
    """
    bare, _, suffix = address.rpartition(".")
    return (bare, _SUFFIXES[suffix]) if suffix in _SUFFIXES else (address, _by_accept())


def suffix_of(form: Format | None) -> str:
    """How the address of this form ends."""
    return form.suffix if form else "html"


def _by_accept() -> Format | None:
    chosen = preferred(_OFFERED)
    if chosen is None:
        raise FormatUnknown(wanted=request.headers["Accept"], available=", ".join(_OFFERED))
    return _MEDIA_TYPES.get(chosen)
