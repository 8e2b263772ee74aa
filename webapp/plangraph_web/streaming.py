"""How an answer leaves: whole with its length, or in parts that break off where a limit strikes."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from flask import Response, request

if TYPE_CHECKING:
    from plangraph.query import Answer


def respond(answer: Answer) -> Response:
    """Send an answer and free its worker, whatever happens. Raises what stops it before anything has been sent.

    What stops it later comes out of the iteration, and the server closes the connection without the mark of an end.
    HTTP/1.0 has no such mark, so its clients wait for all of it.
    """
    at_once = answer.size is not None or request.environ.get("SERVER_PROTOCOL") == "HTTP/1.0"
    response = Response(_whole(answer) if at_once else answer, content_type=answer.format.media_type)
    response.vary.add("Accept")
    if answer.truncated is not None:
        response.headers["X-Result-Truncated"] = f"rows={answer.truncated}"
    return response


def _whole(answer: Answer) -> bytes:
    with closing(answer):
        return answer.body
