"""A plain form for SPARQL: the query, its answer as a table, or what is wrong with it and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import format_decimal, gettext, ngettext

from plangraph.errors import PlangraphError
from plangraph.namespaces import PREFIXES
from plangraph.questions import graph_examples, questions
from plangraph_web.answers import BOUNDS, Address, answered, other_version
from plangraph_web.desk import desk
from plangraph_web.emptiness import why
from plangraph_web.entries import tell, tell_query
from plangraph_web.errors import mark, title
from plangraph_web.language import language
from plangraph_web.pictures import graph_picture, picture
from plangraph_web.protocol import client
from plangraph_web.questions import by_topic

if TYPE_CHECKING:
    from plangraph.query import Table

pages = Blueprint("query", __name__)

ANYTHING: Final = "SELECT * { ?s ?p ?o } LIMIT 10"


@pages.route("/query", methods=["GET", "POST"])
def page() -> Response:
    """Show the form and the answer to `query`, if there is one; one too long for an address comes as a form."""
    text = request.values.get("query", "")
    if not text.strip():
        return _page(_first())
    tell_query(text)
    try:
        answer = _answer(text, desk().service.table(text, BOUNDS, client()))
        tell("computed")
        return _page(text, **answer)
    except PlangraphError as error:
        return mark(_page(text, error=error, title=title(error)), error)


def _first() -> str:
    """What to begin with: the first question, or anything where the data bring no questions."""
    found = questions(desk().store, language())
    return found[0].sparql if found else ANYTHING


def _answer(text: str, table: Table) -> dict[str, object]:
    shown = answered(text, table, Address(url_for("query.page"), {"query": text}))
    told = _told(shown.table)
    drawn = graph_picture(told, shown.rows, text) if table.graph else picture(told, shown.headings, shown.rows)
    return {
        "answer": shown,
        "name": gettext("Answer"),
        "told": told,
        "picture": drawn,
        "made_with": other_version(),
        "empty": why(text, table),
    }


def _told(table: Table) -> str:
    """How many rows there are, or that there are more."""
    rows = format_decimal(len(table.rows))
    if table.truncated:
        return str(gettext("Answer: the first %(count)s rows", count=rows))
    return str(ngettext("Answer: %(count)s row", "Answer: %(count)s rows", len(table.rows), count=rows))


def _page(text: str, **answer: object) -> Response:
    page = render_template(
        "query.html",
        text=text,
        topics=by_topic(),
        graph_examples=graph_examples(desk().store, language()),
        prefixes=PREFIXES,
        settings=desk().settings,
        **answer,
    )
    return make_response(page)
