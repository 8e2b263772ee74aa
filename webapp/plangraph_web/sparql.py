"""The SPARQL 1.1 Protocol, reading only: https://www.w3.org/TR/sparql11-protocol/#query-operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_babel import gettext

from plangraph.errors import FormatUnknown
from plangraph.sparql import formats
from plangraph_web.desk import desk
from plangraph_web.negotiation import preferred, prefers_html

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from plangraph.sparql.formats import Format, Kind

pages = Blueprint("sparql", __name__)

QUERY_TYPE: Final = "application/sparql-query"
FORM_TYPE: Final = "application/x-www-form-urlencoded"
DATASET: Final = ("default-graph-uri", "named-graph-uri")


@pages.route("/sparql", methods=["GET", "POST"])
def endpoint() -> AnyResponse:
    """Answer `query` in the format that `format` names or the Accept header likes best."""
    if request.method != "POST" and "query" not in request.args and prefers_html():
        return redirect(url_for("query.page"), 303)
    text = _query()
    guarded = desk().service.check(text)
    answer = desk().service.answer(guarded, _format(guarded.kind).name, _deadline())
    response = Response(bytes(answer.body), content_type=answer.format.media_type)
    response.vary.add("Accept")
    if answer.truncated is not None:
        response.headers["X-Result-Truncated"] = f"rows={answer.truncated}"
    return response


def _query() -> str:
    given = [*request.args.getlist("query"), *_posted()]
    if len(given) != 1:
        abort(400, gettext("Send exactly one “query”."))
    if any(name in request.values for name in DATASET):
        abort(400, gettext("Name the graphs in the query, with FROM or FROM NAMED, not beside it."))
    return given[0]


def _posted() -> list[str]:
    if request.method != "POST":
        return []
    if request.mimetype == FORM_TYPE:
        return request.form.getlist("query")
    if request.mimetype != QUERY_TYPE:
        abort(415)
    try:
        return [request.get_data().decode()]
    except UnicodeDecodeError:
        return abort(400, gettext("The query is not text in UTF-8."))


def _format(kind: Kind) -> Format:
    if name := request.values.get("format"):
        return formats.named(name, kind)
    offered = {form.essence: form for form in formats.FORMATS if form.kind == kind}
    chosen = preferred({name: form.aliases for name, form in offered.items()})
    if chosen is None:
        raise FormatUnknown(wanted=request.headers["Accept"], available=", ".join(offered))
    return offered[chosen]


def _deadline() -> float | None:
    text = request.values.get("timeout")
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < float("inf"):
        abort(400, gettext("“timeout” is a number of seconds above 0."))
    return seconds
