"""Things found by what they are called and what is written of them, however little of it: one index for all."""

from plangraph.search.entries import Field
from plangraph.search.folding import folded
from plangraph.search.index import prepare
from plangraph.search.looking import Found, search
from plangraph.search.scripts import occurrences, parts, within
from plangraph.search.spelling import spelled_like
from plangraph.search.variants import variants

__all__ = [
    "Field",
    "Found",
    "folded",
    "occurrences",
    "parts",
    "prepare",
    "search",
    "spelled_like",
    "variants",
    "within",
]
