"""The pages of the source documents: what the graph cites from each place, and the user's copies of the passages."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, render_template

from plangraph.copies import Copies
from plangraph.errors import NotFound
from plangraph.outline import Outline, anchor, outlines, told_at
from plangraph_web.desk import desk
from plangraph_web.language import language

pages = Blueprint("sources", __name__, url_prefix="/sources")


@pages.get("/")
def index() -> str:
    """List the documents, with how much is cited of those that are at hand."""
    return render_template("sources.html", outlines=_outlines(), copies=_copies())


@pages.get("/<path:name>")
def page(name: str) -> str:
    """Show one document heading by heading: each place, what cites it, what is in doubt there. Raises NotFound."""
    shown = next((each for each in _outlines() if each.name == name), None)
    if shown is None:
        raise NotFound(name=name)
    return render_template(
        "source.html",
        outline=shown,
        copies=_copies(),
        first_of={doubt.ref.iri: place for doubt, place in shown.doubts},
        told_at=partial(told_at, _outlines()),
        anchor=anchor,
    )


def _outlines() -> tuple[Outline, ...]:
    return outlines(desk().store, language())


def _copies() -> Copies:
    """The copies as they are at this moment, so that a file can be put right while the server runs."""
    return Copies.at(desk().sources, desk().store, language())
