"""Looking for things by their names, and for questions by their keywords: a page, and suggestions for whoever types."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, render_template, request, url_for

from plangraph.errors import WordMissing
from plangraph.marking import pieces
from plangraph.matches import MOST, Match, alike, matches, matching_questions
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.templating import named, page_of

if TYPE_CHECKING:
    from plangraph.questions import Question

pages = Blueprint("search", __name__)

LONGEST: Final = 100
"""Characters of a word: more are cut off."""
SUGGESTED: Final = 8
ASKED: Final = 3
"""So many questions are suggested."""


@pages.get("/search")
def page() -> str:
    """Show the form, and what has `q` in its name by kind; where nothing has, what is named most like it."""
    word = request.args.get("q", "")[:LONGEST]
    try:
        found = matches(desk().store, word, language(), MOST + 1)
    except WordMissing as error:
        return render_template("search.html", word="", error=error if word else None)
    asking = matching_questions(desk().store, word, language())
    return render_template(
        "search.html",
        word=word,
        total=min(len(found), MOST),
        more=len(found) > MOST,
        groups=_by_kind(found[:MOST]),
        asking=asking,
        alike=[] if found or asking else alike(desk().store, word, language()),
        pieces=pieces,
        beside=beside,
    )


@pages.get("/search.json")
def suggestions() -> Response:
    """The first things and questions that fit `q`, as JSON. Raises WordMissing."""
    store, word, wanted = desk().store, request.args.get("q", "")[:LONGEST], language()
    found = [_thing(each, word) for each in matches(store, word, wanted, SUGGESTED)]
    asking = [_question(each, word) for each in matching_questions(store, word, wanted)[:ASKED]]
    body = json.dumps({"word": word, "things": found, "questions": asking}, ensure_ascii=False)
    response = Response(body + "\n", headers={"Content-Language": wanted}, mimetype="application/json")
    response.vary.add("Cookie")
    return response


def beside(match: Match, word: str) -> str:
    """What stands in brackets beside a name: its English if the name has the word, else the other name that has it."""
    name = named(match.ref)
    fits = any(fitting for _, fitting in pieces(name.text, word))
    return (name.gloss if fits else "") or match.name or name.gloss


def _by_kind(found: list[Match]) -> dict[str, list[Match]]:
    """The kinds in the order in which they are met first."""
    kinds: dict[str, list[Match]] = defaultdict(list)
    for each in found:
        kinds[each.kind].append(each)
    return kinds


def _thing(match: Match, word: str) -> dict[str, Any]:
    name = named(match.ref)
    return {
        "id": match.ref.iri,
        "page": page_of(match.ref),
        "kind": match.kind,
        "number": match.number,
        "label": pieces(name.text, word),
        "also": pieces(beside(match, word), word),
        "where": [named(each).text for each in dict.fromkeys((*match.above[:1], *match.above[-1:]))],
    }


def _question(question: Question, word: str) -> dict[str, Any]:
    return {
        "page": url_for("questions.page", slug=question.slug),
        "kind": question.topic.label,
        "label": pieces(question.title, word),
    }
