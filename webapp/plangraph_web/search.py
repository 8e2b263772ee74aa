"""Looking for things by their names, and for questions by their keywords: a page, and suggestions for whoever types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, render_template, request, url_for

from plangraph.errors import LimitWrong, WordMissing
from plangraph.marking import pieces
from plangraph.matches import MOST, Match, alike, matches, matching_questions
from plangraph_web.desk import desk
from plangraph_web.findings import FIELDS, NAMES, fitting, narrowed
from plangraph_web.language import in_language, language
from plangraph_web.seeking import shorter, text_query
from plangraph_web.templating import named, page_of

if TYPE_CHECKING:
    from plangraph.questions import Question

pages = Blueprint("search", __name__)

LONGEST: Final = 100
"""Characters of a word: more are cut off."""
SUGGESTED: Final = 8
MOST_SUGGESTED: Final = 100
ASKED: Final = 3
"""So many questions are suggested."""
_LOOKED_AT: Final = 2_000
"""So many things are counted: their kinds and plans are those that can be chosen."""


@pages.get("/search")
def page() -> str:
    """Show the form, and what fits `q` by kind, as far as `kind` and `plan` choose it; where nothing does, ways on."""
    word, store, wanted = _word(), desk().store, language()
    try:
        found = matches(store, word, wanted, _LOOKED_AT)
    except WordMissing as error:
        return render_template("search.html", word="", error=error if request.args.get("q") else None)
    asking = matching_questions(store, word, wanted)
    return render_template(
        "search.html",
        word=word,
        all_counted=len(found) < _LOOKED_AT,
        results=narrowed(found, {name: request.args[name] for name in NAMES if request.args.get(name)}),
        most=MOST,
        asking=asking,
        alike=[] if found else alike(store, word, wanted),
        shorter=[] if found else shorter(store, word),
        text_query="" if found else text_query(word),
        pieces=pieces,
        fitting=fitting,
        fields=FIELDS,
    )


@pages.get("/search.json")
def suggestions() -> Response:
    """The first `limit` things and a few questions that fit `q`, as JSON. Raises WordMissing or LimitWrong."""
    store, word, wanted = desk().store, _word(), language()
    found = [_thing(each, word) for each in matches(store, word, wanted, _limit())]
    asking = [_question(each, word) for each in matching_questions(store, word, wanted)[:ASKED]]
    body = json.dumps({"word": word, "things": found, "questions": asking}, ensure_ascii=False)
    return in_language(Response(body + "\n", mimetype="application/json"))


def _word() -> str:
    """What is looked for, without what would turn round or hide the sentence that repeats it."""
    asked = request.args.get("q", "")[:LONGEST]
    return "".join(each for each in asked if each.isprintable() or each.isspace())


def _limit() -> int:
    text = request.args.get("limit", str(SUGGESTED))
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= MOST_SUGGESTED):
        raise LimitWrong(value=text[:LONGEST], most=MOST_SUGGESTED)
    return int(text)


def _thing(match: Match, word: str) -> dict[str, Any]:
    name, fit = named(match.ref), fitting(match, word)
    return {
        "id": match.ref.iri,
        "page": page_of(match.ref),
        "kind": match.kind,
        "number": match.number,
        "label": pieces(name.text, word),
        "also": pieces(name.gloss, word),
        "fits": fit and {"field": fit.field, "name": str(FIELDS[fit.field]), "text": pieces(fit.text, word)},
        "where": [named(each).text for each in dict.fromkeys((*match.above[:1], *match.above[-1:]))],
    }


def _question(question: Question, word: str) -> dict[str, Any]:
    return {
        "page": url_for("questions.page", slug=question.slug),
        "kind": question.topic.label,
        "label": pieces(question.title, word),
    }
