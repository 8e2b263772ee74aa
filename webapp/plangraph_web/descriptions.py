"""What the service says of itself: VoID and DCAT at its well-known address, the service description at `/sparql`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from plangraph.descriptions import service, void
from plangraph.errors import RequestWrong
from plangraph.serialization import serialize_graph
from plangraph_web.desk import desk
from plangraph_web.negotiation import chosen

if TYPE_CHECKING:
    from pyoxigraph import Triple

pages = Blueprint("descriptions", __name__)


@pages.get("/.well-known/void")
def dataset() -> Response:
    """Describe the data (VoID, section 7.2). Raises FormatUnknown, or RequestWrong without the name of a host."""
    return _document(void(desk().store, site()))


def service_description() -> Response:
    """Describe the service at the address that was asked (SPARQL 1.1 Service Description, section 2).

    Raises FormatUnknown, or RequestWrong without the name of a host.
    """
    return _document(service(desk().store, desk().settings, site()))


def _document(triples: list[Triple]) -> Response:
    form = chosen("graph", request.args.get("format"))
    response = Response(serialize_graph(triples, form), content_type=form.media_type)
    response.vary.add("Accept")
    return response


def site() -> str:
    """The address of the site as the visitor knows it. Raises RequestWrong where the name of the host is none."""
    if not request.host:  # what the framework makes of a header that no host can be called
        raise RequestWrong
    return request.url_root
