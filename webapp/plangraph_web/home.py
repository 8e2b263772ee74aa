"""The first page: a word to look for, the plans by generation with what each takes up, and questions with answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, render_template

from plangraph.coverage import coverage
from plangraph.doubts import doubts
from plangraph.errors import NoPlan
from plangraph.generations import lineages
from plangraph.questions import questions
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.strands import ticks, ways

if TYPE_CHECKING:
    from plangraph.coverage import OfBasis
    from plangraph.errors import Language
    from plangraph.store import Store

pages = Blueprint("home", __name__)

MAKERS: Final = 2
"""So many makers' plans fit one screen."""
TAKES_UP: Final = "taken-up"
"""The question whose answer is the threads between a plan and those before it."""


@pages.get("/")
def page() -> str:
    """Show the plans by generation, answers, and how sure all this is; the checks, if they are known. Raises NoPlan."""
    at, wanted = desk(), language()
    found = lineages(at.store, wanted)
    if not found:
        raise NoPlan
    asked = questions(at.store, wanted)
    return render_template(
        "home.html",
        lineages=found[:MAKERS],
        makers=[each.maker for each in found if each.maker],
        takes_up=TAKES_UP if any(each.slug == TAKES_UP for each in asked) else "",
        questions=len(asked),
        ticks=ticks,
        ways=ways,
        samples=at.samples[wanted].get(),
        stated=_stated(at.store, wanted),
        report=at.reports[wanted].known,
        doubts=len(doubts(at.store, wanted)),
    )


def _stated(store: Store, language: Language) -> OfBasis | None:
    """What is said in the documents, and how much of it names its place."""
    return next((each for each in coverage(store, language).bases if each.basis == "stated"), None)
