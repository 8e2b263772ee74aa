"""How an answer leaves: whole with its length, or in parts that break off where a limit strikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

if TYPE_CHECKING:
    from plangraph.query import Answer


def respond(answer: Answer) -> Response:
    """The response that sends an answer; closing it, as the server does whatever happens, frees the worker.

    What stops a query in mid-answer comes out of the iteration, and the server closes the connection without the mark
    of an end.
    """
    response = Response(answer if answer.size is None else answer.body, content_type=answer.format.media_type)
    response.vary.add("Accept")
    if answer.truncated is not None:
        response.headers["X-Result-Truncated"] = f"rows={answer.truncated}"
    return response
