"""Whole graphs to be read: https://www.w3.org/TR/sparql11-http-rdf-update/, the Graph Store HTTP Protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, redirect, url_for

from plangraph.descriptions import graphs
from plangraph.errors import GraphMissing, NotFound
from plangraph.namespaces import GRAPH
from plangraph_web.desk import desk
from plangraph_web.negotiation import HTML, chosen, offered, preferred
from plangraph_web.protocol import absolute, client, in_address, takes_parts
from plangraph_web.streaming import respond

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

pages = Blueprint("graph_store", __name__)

LISTING: Final = "SELECT ?s ?p ?o\nFROM <{graph}>\nWHERE {{ ?s ?p ?o }}\nLIMIT 100"


@pages.get("/graph-store")
def store() -> Response:
    """Answer with the graph that `graph` names, or for `default` with the union of all (sections 4.2 and 5.2)."""
    given = in_address()
    named = [absolute("graph", value) for value in given.getlist("graph")]
    if len(named) + ("default" in given) != 1:
        raise GraphMissing(parameters="graph=<IRI>, default")
    for graph in named:
        _require(graph)
    return _graph(named[0] if named else None, given.get("format"))


@pages.get("/graph/<path:path>")
def direct(path: str) -> Response:
    """Answer for the IRI of a graph itself (section 4.1); a person is shown what stands in it."""
    graph = GRAPH + path
    _require(graph)
    if preferred({**offered("graph"), HTML: ()}) != HTML:
        return _graph(graph, in_address().get("format"))
    shown = redirect(url_for("query.page", query=LISTING.format(graph=graph)), 303)
    shown.vary.add("Accept")
    return shown


def _require(graph: str) -> None:
    """Let only the graphs pass that there are: who asks for another one is offered the nearest of them."""
    if graph not in graphs(desk().store):
        raise NotFound(name=graph, among=GRAPH)


def _graph(iri: str | None, form: str | None) -> Response:
    service = desk().service
    job = service.graph_job(iri, chosen("graph", form).name, takes_parts())
    return respond(lambda: service.run_unkept(job, client()), service.cache.etag(job))
