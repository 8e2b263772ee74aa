"""What is noted of an answered request, and what the application tells for it in the environment of the request."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from flask import request

from plangraph import errors as kinds

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from flask import Flask, Response

Outcome: TypeAlias = Literal["computed", "cached", "unchanged", "refused", "stopped", "busy", "gone", "failed"]

REFUSED: Final = "plangraph.refused"
"""Where the environment of a request holds the status of a fault that was found before the application saw it."""
ROUTE: Final = "plangraph.route"
OUTCOME: Final = "plangraph.outcome"
PROBLEM: Final = "plangraph.problem"
QUERY: Final = "plangraph.query"

OTHER: Final = "other"
"""The route of what has no page, and any method that HTTP does not know."""
UNREADABLE: Final = "unreadable"
"""The route of what is no request."""
ASKED: Final = ("sparql", "query", "questions", "downloads", "help", "graph_store")
"""The blueprints that run what visitors ask."""
LEFT: Final = 499
"""The status of what nobody waited for."""

_OUTCOMES: Final[tuple[tuple[type[kinds.PlangraphError], Outcome], ...]] = (
    (kinds.Overloaded, "busy"),
    (kinds.LimitStruck, "stopped"),
    (kinds.ClientGone, "gone"),
    (kinds.QueryRefused, "refused"),
    (kinds.RequestWrong, "refused"),
    (kinds.FormatUnknown, "refused"),
    (kinds.NotFound, "refused"),
)


class Entry(NamedTuple):
    """One answered request."""

    method: str
    route: str
    """The pattern of its address, never the address itself."""
    status: int
    seconds: float
    """From its arrival until the answer was handed over to be sent."""
    bytes: int
    """Those of the body of the answer."""
    outcome: Outcome | None = None
    """What became of the query, if one was asked."""
    problem: str | None = None
    """The code of the error that it ended with."""
    address: str = ""
    """That of the visitor. This and the query are logged at level 2 only."""
    query: str = ""


def init_app(app: Flask) -> None:
    """Tell the route of every request."""
    app.after_request(_tell_route)


def tell_query(text: str) -> None:
    """Tell what is asked."""
    request.environ[QUERY] = text


def tell(outcome: Outcome) -> None:
    """Tell what became of the query."""
    request.environ[OUTCOME] = outcome


def tell_problem(error: kinds.PlangraphError) -> None:
    """Tell why there is no answer."""
    request.environ[PROBLEM] = error.code
    if request.blueprint in ASKED:
        tell(outcome_of(error))


def outcome_of(error: kinds.PlangraphError) -> Outcome:
    """What became of a query that ended with this error."""
    return next((outcome for kind, outcome in _OUTCOMES if isinstance(error, kind)), "failed")


def route_of(told: WSGIEnvironment) -> str:
    """The pattern of the address, such as `/id/<path:path>`."""
    return UNREADABLE if REFUSED in told else str(told.get(ROUTE, OTHER))


def entry(
    told: WSGIEnvironment, status: int, sent: int, arrived: float, error: kinds.PlangraphError | None = None
) -> Entry:
    """What to note of a request that was answered just now, or whose answer was broken off by this error.

    It arrived at that time of `perf_counter`.
    """
    outcome: Outcome | None = None if REFUSED in told else told.get(OUTCOME)
    if outcome and error:
        outcome = outcome_of(error)
    elif outcome and status == 304:
        outcome = "unchanged"
    return Entry(
        told.get("REQUEST_METHOD", OTHER),
        route_of(told),
        status,
        time.perf_counter() - arrived,
        sent,
        outcome,
        error.code if error else told.get(PROBLEM),
        told.get("REMOTE_ADDR", ""),
        told.get(QUERY, ""),
    )


def _tell_route(response: Response) -> Response:
    if request.url_rule:
        request.environ[ROUTE] = request.url_rule.rule
    return response
