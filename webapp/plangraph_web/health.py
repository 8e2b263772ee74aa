"""Whether the server lives and can take visitors, for whoever starts it anew or leads visitors to it."""

from __future__ import annotations

import time
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, current_app

from plangraph.errors import Overloaded, PlangraphError, ServerStopping, WorkersSilent
from plangraph.query import Bounds
from plangraph_web.language import preferred_language
from plangraph_web.turns import Turns

if TYPE_CHECKING:
    from concurrent.futures import Future

    from plangraph.settings import Settings
    from plangraph_web.desk import Desks
    from plangraph_web.tallies import Tallies

pages = Blueprint("health", __name__)

READINESS: Final = "plangraph.readiness"
"""Where the application knows it."""
RECENT_SECONDS: Final = 2.0
"""For so long what was seen of the workers is taken to hold."""
PATIENCE_SECONDS: Final = 1.0
"""Within which a worker has to answer who asks for nothing."""
GRACE_SECONDS: Final = 5.0
"""How much longer than their deadline queries may keep all workers busy before that looks like a fault."""
NOTHING: Final = "ASK { FILTER ( RAND() < 2 ) }"
"""A query whose answer is never kept."""


@pages.get("/healthz")
def live() -> Response:
    """Say that requests are answered, whatever else may be wrong."""
    return _said("ok")


@pages.get("/readyz")
def ready() -> Response:
    """Say whether queries can be answered: 503 and why, if not."""
    readiness: Readiness = current_app.extensions[READINESS]
    if not (fault := readiness.fault()):
        return _said("ready")
    told = preferred_language()
    response = _said(fault.what(told), 503)
    response.content_language.add(told)
    response.vary.update(("Accept-Language", "Cookie"))
    return response


def _said(text: str, status: int = 200) -> Response:
    return Response(text + "\n", status, {"Cache-Control": "no-store"}, content_type="text/plain; charset=utf-8")


class Readiness:
    """Whether workers can answer, found out without keeping them busy: only where nobody has asked them of late."""

    def __init__(self, desks: Desks, tallies: Tallies, settings: Settings) -> None:
        """Ask nobody yet."""
        self.draining = False
        """Whether the server is coming to its end."""
        self._desks, self._tallies = desks, tallies
        self._longest = settings.deadline + GRACE_SECONDS
        self._looking = Lock()
        self._looked = self._answered = -self._longest
        self._found: PlangraphError | None = WorkersSilent()
        self._asked: Future[None] | None = None

    def fault(self) -> PlangraphError | None:
        """Why no query can be answered now. Takes no more than a second."""
        if self.draining or self._desks.closed:
            return ServerStopping()
        if self._busy_or_seen():
            return None
        now = time.monotonic()
        if now - self._looked > RECENT_SECONDS and self._looking.acquire(blocking=False):
            try:
                self._found = self._look()
                self._looked = time.monotonic()
            finally:
                self._looking.release()
        return self._found

    def _busy_or_seen(self) -> bool:
        """Whether a worker has answered of late; where all are busy, that is as long ago as a query may take."""
        return self._ago < (RECENT_SECONDS if self._desks.current.service.state.idle else self._longest)

    @property
    def _ago(self) -> float:
        """Seconds since a worker answered."""
        return time.monotonic() - max(self._tallies.answered or self._answered, self._answered)

    def _look(self) -> PlangraphError | None:
        asked, self._asked = self._asked or self._turns.ask(), None
        try:
            asked.result(PATIENCE_SECONDS)
        except TimeoutError:
            self._asked = asked
            return WorkersSilent()
        except Overloaded as error:
            return None if self._ago < self._longest else error
        except PlangraphError as error:
            return error
        return None

    @cached_property
    def _turns(self) -> Turns[None]:
        return Turns("ready", self._ask)

    def _ask(self) -> None:
        """Have a worker answer. Raises what comes instead of an answer."""
        while True:
            service = self._desks.current.service
            try:
                service.answer(NOTHING, "csv", Bounds(deadline=PATIENCE_SECONDS))
            except PlangraphError:
                if service is self._desks.current.service:
                    raise
            else:
                self._answered = time.monotonic()
                return
