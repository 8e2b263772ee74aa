"""Having the engine read a query without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pyoxigraph

from plangraph.namespaces import BASE

_PLACE: Final = re.compile(r"error at (\d+):(\d+)")


class _Parsed(Exception):
    """The engine has read the whole query, and asks for the graphs to run it on."""


def refusal(text: str) -> str:
    """What the engine says against a text, or nothing if it can read it. Nothing is run, and no function looked up.

    Deep nesting may take all of the stack, so only a worker may call this with a visitor's text.
    """
    try:
        pyoxigraph.Store().query(text, base_iri=BASE, default_graph=_no_graphs())  # type: ignore[arg-type] # any iterable will do
    except _Parsed:
        return ""
    except SyntaxError as error:
        return str(error)
    raise AssertionError  # the engine asks for the graphs before it runs anything


def _no_graphs() -> Iterator[pyoxigraph.NamedNode]:
    raise _Parsed
    yield


def offset(text: str, message: str) -> int:
    """The character that the engine's `error at LINE:COLUMN` means, never one beyond the text."""
    found = _PLACE.search(message)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    before = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    return min(before + column - 1, len(text))
