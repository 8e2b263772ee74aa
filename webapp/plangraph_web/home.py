"""The first page: the newest plan and three questions that are answered already."""

from __future__ import annotations

from flask import Blueprint, render_template

from plangraph.plans import newest
from plangraph.questions import questions
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.overview import overview
from plangraph_web.tables import shown

pages = Blueprint("home", __name__)


@pages.get("/")
def page() -> str:
    """Show the plan, its counts, answers, and whether the checks pass."""
    at, wanted = desk(), language()
    plan = newest(at.store, wanted)
    answers = at.answers(wanted)
    cards = [
        (question, answers[question.slug], shown(answers[question.slug], at.store, wanted, 4))
        for question in questions(wanted)
    ]
    return render_template("home.html", plan=plan, rows=overview(plan.tree), cards=cards, report=at.report(wanted))
