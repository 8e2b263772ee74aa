"""Why the answer to a visitor's query is empty, made ready for the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from plangraph.emptiness import Cause, Way, explain, is_empty
from plangraph.sparql.fixes import mended
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.marked_lines import Line, marked_lines
from plangraph_web.protocol import client

if TYPE_CHECKING:
    from plangraph.query import Table


@dataclass(frozen=True, slots=True)
class WayOut:
    """A change to click on: its address, its edits as JSON for the editor, and the rows after it."""

    label: str
    url: str
    edits: str
    rows: int
    more: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A cause in the reader's language."""

    sentence: str
    lines: tuple[Line, ...]
    ways: tuple[WayOut, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """What is told of an empty answer."""

    causes: tuple[Shown, ...]
    complete: bool
    says_no: bool
    """Whether the answer is the no of ASK."""


def why(text: str, table: Table) -> Why | None:
    """Why the answer is empty; None for one that is not."""
    if not is_empty(table):
        return None
    at = desk()
    found = explain(at.store, at.service, at.service.check(text), language(), client())
    return Why(tuple(_shown(text, each) for each in found.causes), found.complete, found.of_ask)


def _shown(text: str, cause: Cause) -> Shown:
    lines = tuple(marked_lines(text, cause.start, cause.end))
    ways = tuple(_way(text, each) for each in cause.ways)
    return Shown(cause.ja if language() == "ja" else cause.en, lines, ways)


def _way(text: str, way: Way) -> WayOut:
    edits = json.dumps([edit._asdict() for edit in way.fix.edits], ensure_ascii=False)
    url = url_for("query.page", query=mended(text, way.fix))
    return WayOut(way.fix.label(language()), url, edits, way.rows, way.more)
