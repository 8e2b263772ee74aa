"""The first page: the newest plan and three questions that are answered already."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import Blueprint, render_template

from plangraph.doubts import doubts
from plangraph.plans import newest
from plangraph_web.desk import desk
from plangraph_web.doubts import most_telling
from plangraph_web.language import language
from plangraph_web.overview import overview
from plangraph_web.tables import shown

pages = Blueprint("home", __name__)

SHOWN_ROWS: Final = 4


@pages.get("/")
def page() -> str:
    """Show the plan, its counts, answers, where documents disagree, and whether the checks pass, if that is known."""
    at, wanted = desk(), language()
    plan = newest(at.store, wanted)
    cards = [
        (question, table, shown(replace(table, rows=table.rows[:SHOWN_ROWS]), at.store, wanted))
        for question, table in at.samples[wanted].get()
    ]
    report = at.reports[wanted].known
    return render_template(
        "home.html",
        plan=plan,
        rows=overview(plan.tree),
        cards=cards,
        report=report,
        doubts=len(doubts(at.store, wanted)),
        telling=most_telling(at.store, wanted),
    )
