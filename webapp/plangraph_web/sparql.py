"""The SPARQL 1.1 Protocol, reading only: https://www.w3.org/TR/sparql11-protocol/#query-operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from plangraph.query import Bounds
from plangraph_web import protocol
from plangraph_web.descriptions import service_description
from plangraph_web.desk import desk
from plangraph_web.negotiation import HTML, chosen, offered, preferred
from plangraph_web.streaming import respond

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

pages = Blueprint("sparql", __name__)


@pages.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query in the format that `format` names or the Accept header likes best; without one, say what is here.

    Raises what reading, checking and running the query raise.
    """
    if request.method != "POST" and protocol.asks_nothing():
        return _welcome()
    asked = protocol.read()
    service = desk().service
    guarded = service.check(asked.query, asked.dataset)
    form = chosen(guarded.kind, asked.format)
    bounds = Bounds(deadline=asked.deadline)
    return respond(service.answer(guarded, form.name, bounds, protocol.client(), protocol.takes_parts()))


def _welcome() -> Response:
    person = preferred({**offered("graph"), HTML: ()}) == HTML
    shown = redirect(url_for("query.page"), 303) if person else service_description()
    shown.vary.add("Accept")
    return shown
