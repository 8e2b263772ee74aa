"""The catalogue of questions, and each question with a form for what may be chosen and its answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import Blueprint, Response, make_response, render_template, request, url_for
from pyoxigraph import NamedNode

from plangraph.errors import QuestionMistaken
from plangraph.questions import Asked, asked, choices, grouped, question, questions
from plangraph.trails import position
from plangraph.views import Wish
from plangraph_web.answers import BOUNDS, Address, answered, other_version
from plangraph_web.desk import desk
from plangraph_web.entries import tell, tell_query
from plangraph_web.errors import mark, title
from plangraph_web.language import language
from plangraph_web.negotiation import prefers_html
from plangraph_web.pictures import picture
from plangraph_web.protocol import client

if TYPE_CHECKING:
    from plangraph.labels import Ref
    from plangraph.questions import Choice, Parameter, Question
    from plangraph.tables import Table

pages = Blueprint("questions", __name__)

NOT_PARAMETERS: Final = frozenset(("lang", "sort", "filter", "page", "columns", "v"))
"""What an address may say besides the parameters of a question: how its answer is shown."""
_TRACKING: Final = re.compile(r"utm_\w+|(d|fb|g|tt|tw|y)clid|msclkid|[gw]braid|igshid|mc_[ce]id|srsltid|_g[al]")
"""What mail programs, social networks and advertisers append to addresses that are passed on through them."""
_MOST_WAYS: Final = 40
"""Choices that are listed for whoever has asked for one that there is not."""


class WayOut(NamedTuple):
    """A change of one parameter after which an answer has rows."""

    parameter: str
    label: str
    url: str
    rows: int


@pages.get("/questions")
def index() -> str:
    """List the questions by topic."""
    return render_template("questions.html", topics=by_topic())


def by_topic() -> list[tuple[Ref, list[Question]]]:
    """The questions by topic, both in their order."""
    store = desk().store
    topics: dict[Ref, list[Question]] = {}
    for each in questions(store, language()):
        topics.setdefault(each.topic, []).append(each)
    return sorted(topics.items(), key=lambda found: position(store, found[0].iri))


@pages.get("/questions/<slug>")
def page(slug: str) -> Response:
    """Answer the question with what the address chooses. Raises NotFound and what running the query raises.

    A wrong choice is shown together with those there are; a program is told by QuestionMistaken.
    """
    at = question(desk().store, slug, language())
    try:
        found = read(slug)
    except QuestionMistaken as error:
        if not prefers_html():
            raise
        tell_query(at.sparql)
        return mark(make_response(_mistaken(at, error)), error)
    return make_response(_answer(found))


def read(slug: str) -> Asked:
    """The question that an address asks. Raises NotFound or QuestionMistaken."""
    return asked(desk().store, question(desk().store, slug, language()), _given())


def address(found: Asked) -> Address:
    """Where the answer to this question is."""
    return Address(url_for("questions.page", slug=found.question.slug), found.words)


def run(found: Asked) -> Table:
    """The answer with as many rows as a page can show. Raises what running the query raises."""
    tell_query(found.sparql)
    table = _table(found)
    tell("computed")
    return table


def _given() -> dict[str, str]:
    said = request.args.items()
    return {name: word for name, word in said if name not in NOT_PARAMETERS and not _TRACKING.fullmatch(name)}


def _answer(found: Asked) -> str:
    table = run(found)
    shown = answered(found.sparql, table, address(found), found.question)
    told = found.told(len(table.rows), cut=table.truncated is not None)
    chosen = [each.term.value for each in found.choices.values() if isinstance(each.term, NamedNode)]
    return _page(
        found.question,
        {name: each.word for name, each in found.choices.items()},
        answer=shown,
        name=found.question.title,
        told=told,
        picture=picture(told, shown.headings, shown.rows, found.question, chosen),
        ways_out=[] if table.rows else _ways_out(found),
        made_with=other_version(),
    )


def _mistaken(at: Question, error: QuestionMistaken) -> str:
    as_meant = {name: each.word for name, each in asked(desk().store, at, {}).choices.items()}
    given = as_meant | {name: word for name, word in _given().items() if name in as_meant}
    wrong = next((each for each in at.parameters if each.variable == error.fields.get("variable")), None)
    found = choices(desk().store, at, wrong) if wrong else ()
    ways = [(each.label, _with(at, given, wrong, each)) for each in _nearest(error, found)] if wrong else []
    return _page(
        at, given, error=error, title=title(error), ways_on=ways, more=len(found) if len(found) > len(ways) else 0
    )


def _nearest(error: QuestionMistaken, found: tuple[Choice, ...]) -> list[Choice]:
    """All choices if they are few, else those that the error names."""
    if len(found) <= _MOST_WAYS:
        return list(found)
    named = error.fields.get("choices", ())
    return [each for each in found if isinstance(named, tuple) and each in named]


def _with(at: Question, given: dict[str, str], parameter: Parameter, choice: Choice) -> str:
    return Address(url_for("questions.page", slug=at.slug), {**given, parameter.variable: choice.word}).at(Wish())


def _page(at: Question, given: dict[str, str], **more: object) -> str:
    store = desk().store
    return render_template(
        "question.html",
        question=at,
        given=given,
        options={each.variable: grouped(choices(store, at, each)) for each in at.parameters},
        others=[each for each in questions(store, language()) if each.topic == at.topic and each.slug != at.slug],
        settings=desk().settings,
        **more,
    )


def _table(found: Asked) -> Table:
    return desk().service.table(found.sparql, BOUNDS, client())


def _ways_out(found: Asked) -> list[WayOut]:
    """What is changed back, one parameter at a time, so that there are rows again."""
    return [way for name in found.words if (way := _way_out(found, name))]


def _way_out(found: Asked, name: str) -> WayOut | None:
    at = found.question
    other = asked(desk().store, at, {each: word for each, word in found.words.items() if each != name})
    rows = len(_table(other).rows)
    label = next(each.label for each in at.parameters if each.variable == name)
    return WayOut(label, other.choices[name].label, address(other).at(Wish()), rows) if rows else None
