"""Things found by what they are called and what is written of them, however little of it: one index for all."""

from plangraph.search.entries import Field
from plangraph.search.folding import folded
from plangraph.search.index import prepare
from plangraph.search.looking import Found, search
from plangraph.search.spelling import spelled_like

__all__ = ["Field", "Found", "folded", "prepare", "search", "spelled_like"]
