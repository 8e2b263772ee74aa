"""The page that says what is in doubt, how much of the graph can be looked up, and what is new since the release."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template, request

from plangraph.changes import changes
from plangraph.coverage import coverage
from plangraph.doubts import doubts
from plangraph.releases import releases
from plangraph_web.concerns import NAMES, by_kind, by_rule, concerns
from plangraph_web.desk import desk
from plangraph_web.language import language

pages = Blueprint("quality", __name__)


@pages.get("/quality")
def page() -> str:
    """Show the open findings and the doubts, as far as the parameters choose them, then what they are found in."""
    at, wanted = desk(), language()
    report, known = at.reports[wanted].get(), doubts(at.store, wanted)
    everything = concerns(report, known)
    wishes = {name: request.args[name] for name in NAMES if request.args.get(name)}
    shown = everything.fitting(wishes)
    latest = next(reversed(releases(at.root)), None)
    return render_template(
        "quality.html",
        report=report,
        doubts_in=Counter(document for each in known for document in each.documents),
        everything=everything,
        facets=everything.facets(wishes),
        wishes=wishes,
        shown=len(shown),
        rules=by_rule(at.store, shown, wanted),
        kinds=by_kind(at.store, shown, report),
        coverage=coverage(at.store, wanted),
        changes=changes(at.store, latest, wanted) if latest else None,
    )
