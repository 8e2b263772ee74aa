"""How an answer leaves: whole with its length, or in parts that break off where a limit strikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from plangraph_web.entries import tell

if TYPE_CHECKING:
    from plangraph.query import Answer


def respond(answer: Answer, etag: str | None = None) -> Response:
    """The response that sends an answer; closing it, as the server does whatever happens, frees the worker.

    What stops a query in mid-answer comes out of the iteration, and the server closes the connection without the mark
    of an end.
    """
    tell("computed")
    response = Response(answer if answer.size is None else answer.body, headers=headers_of(answer, etag))
    response.vary.add("Accept")
    return response


def headers_of(answer: Answer, etag: str | None) -> dict[str, str]:
    """The headers that depend on the answer; it may be kept by others, who then have to ask whether it still holds."""
    headers = {"Content-Type": answer.format.media_type}
    if etag:
        headers |= {"Cache-Control": "no-cache", "ETag": f'"{etag}"'}
    if answer.truncated is not None:
        headers["X-Result-Truncated"] = f"rows={answer.truncated}"
    return headers
