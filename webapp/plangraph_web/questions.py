"""The catalogue of questions, and each question with a form for what may be chosen and its answer."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template, request

from plangraph.questions import Asked, asked, question, questions
from plangraph_web.desk import desk
from plangraph_web.entries import tell, tell_query
from plangraph_web.language import language
from plangraph_web.protocol import client

pages = Blueprint("questions", __name__)

NOT_PARAMETERS: Final = frozenset(("lang", "sort", "filter", "page", "columns", "v"))
"""What an address may say besides the parameters of a question: how its answer is shown."""


@pages.get("/questions")
def index() -> str:
    """List the questions by topic."""
    return render_template("questions.html", questions=questions(desk().store, language()))


@pages.get("/questions/<slug>")
def page(slug: str) -> str:
    """Answer the question with what the address chooses. Raises NotFound, QuestionMistaken and what running raises."""
    found = read(slug)
    tell_query(found.sparql)
    table = desk().service.table(found.sparql, client=client())
    tell("computed")
    return render_template("question.html", asked=found, table=table)


def read(slug: str) -> Asked:
    """The question that an address asks. Raises NotFound or QuestionMistaken."""
    given = {name: word for name, word in request.args.items() if name not in NOT_PARAMETERS}
    return asked(desk().store, question(desk().store, slug, language()), given)
