"""A plain form for SPARQL: the query, its answer as a table, or what is wrong with it and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, render_template, request

from plangraph.errors import PlangraphError
from plangraph.formats import FORMATS
from plangraph.namespaces import PREFIXES
from plangraph.questions import questions
from plangraph_web.desk import desk
from plangraph_web.errors import mark, status_of, title
from plangraph_web.language import language
from plangraph_web.tables import shown

if TYPE_CHECKING:
    from plangraph.query import Table

pages = Blueprint("query", __name__)


@pages.get("/query")
def page() -> Response:
    """Show the form, and below it the answer to `query` if there is one."""
    text = request.args.get("query", "")
    if not text.strip():
        return _page(questions(language())[0].sparql)
    try:
        return _page(text, desk().service.table(text))
    except PlangraphError as error:
        return mark(_page(text, error=error, title=title(status_of(error))), error)


def _page(text: str, table: Table | None = None, **more: object) -> Response:
    answer = None if table is None else shown(table, desk().store, language())
    return make_response(
        render_template(
            "query.html",
            text=text,
            table=table,
            rows=answer,
            examples=questions(language()),
            formats=[form for form in FORMATS if form.kind == "rows"],
            settings=desk().settings,
            prefixes=PREFIXES,
            **more,
        )
    )
