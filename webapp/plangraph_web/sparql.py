"""The SPARQL 1.1 Protocol, reading only: https://www.w3.org/TR/sparql11-protocol/#query-operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for

from plangraph.query import Bounds
from plangraph_web import protocol
from plangraph_web.begun import begun
from plangraph_web.descriptions import service_description
from plangraph_web.desk import desk
from plangraph_web.entries import tell_query
from plangraph_web.negotiation import HTML, chosen, offered, preferred
from plangraph_web.streaming import respond

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from plangraph.query import Answer, QueryService
    from plangraph.sandbox.evaluation import Job
    from plangraph_web.protocol import Asked

pages = Blueprint("sparql", __name__)


@pages.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query in the format that `format` names or the Accept header likes best; without one, say what is here.

    Raises what reading, checking and running the query raise.
    """
    if request.method != "POST" and protocol.asks_nothing():
        return _welcome()
    service = desk().service
    asked = protocol.read()
    tell_query(asked.query)
    job = job_for(service, asked, request.headers.get("Accept", ""), protocol.takes_parts())
    return respond(lambda: _answer(service, job), service.cache.etag(job))


def _answer(service: QueryService, job: Job) -> Answer:
    at_work = begun()
    return (at_work and at_work.finish()) or service.run(job, protocol.client())


def job_for(service: QueryService, asked: Asked, accept: str, in_parts: bool) -> Job:
    """What is to be done for a request. Raises a subclass of QueryRefused, or FormatUnknown."""
    guarded = service.check(asked.query, asked.dataset)
    form = chosen(guarded.kind, asked.format, accept)
    return service.job(guarded, form.name, Bounds(deadline=asked.deadline), in_parts)


def _welcome() -> Response:
    person = preferred({**offered("graph"), HTML: ()}) == HTML
    shown = redirect(url_for("query.page"), 303) if person else service_description()
    shown.vary.add("Accept")
    return shown
