"""How the server comes to its end: what is on its way is answered first, for as long as there is time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from plangraph.errors import Language

if TYPE_CHECKING:
    from plangraph_web.connections import Connections

MOMENT: Final = 0.5
"""Seconds of waiting of which nothing is said."""
LAST_WORDS: Final = 1.0
"""Seconds in which those whose queries have been cut off are told so."""

log = logging.getLogger("plangraph_web.ending")
log.setLevel(logging.INFO)


@dataclass(frozen=True)
class Waiting:
    """What an ending server waits for, and how many seconds at most."""

    connections: int
    seconds: float

    def sentence(self, language: Language) -> str:
        """All of it in one line."""
        if language == "ja":
            text = (
                "終了します。答えを待っている接続が {connections} 件あるので、最長 {seconds:.0f} 秒待ちます。"
                "もう一度 Ctrl+C を押すと、すぐに終わります。"
            )
        else:
            text = (
                "Connections that wait for an answer: {connections}. The server ends when they have it,"
                " in {seconds:.0f} seconds at the latest, or at once if you press Ctrl+C again."
            )
        return text.format(connections=self.connections, seconds=self.seconds)


class Ending:
    """The end of a server. All but `ask` is for the thread of its event loop."""

    def __init__(self, server: Connections, seconds: float) -> None:
        """Give so many seconds to what is on its way."""
        self.why = ""
        """What has asked for the end, if anything has."""
        self.begins: Callable[[], None] = _nothing
        """What to do when the end begins."""
        self.cut: Callable[[], None] = _nothing
        """What has queries answered that they are stopped."""
        self.tell: Callable[[Waiting], None] = _nothing
        """Whom to tell what the end waits for."""
        self._server, self._seconds = server, seconds
        self._at_once = False
        self._since: float | None = None
        self._until: float | None = None
        """When to end whatever is still on its way, once it has been cut off."""
        self._told = False

    @property
    def begun(self) -> bool:
        """Whether the answer to a request is the last on its connection."""
        return bool(self.why)

    def ask(self, why: str) -> None:
        """Begin; a second time, cut off what is on its way. Signal handlers may ask, as nothing is waited for."""
        self._at_once = self.begun
        self.why = self.why or why
        self._server.pull_trigger()

    def look(self) -> None:
        """Take the next step. Raises SystemExit when the end has come."""
        if not self.begun:
            return
        now = time.monotonic()
        if self._since is None:
            self._since = now
            self._begin()
        elif self._until is not None:
            self._end_unless(self._server.at_work and now < self._until)
        elif self._at_once or now - self._since >= self._seconds:
            self._until = now + LAST_WORDS
            self.cut()
            self._server.pull_trigger()
        else:
            self._server.close_idle()
            self._end_unless(bool(self._server.active_channels))
            self._tell(now - self._since)

    def _begin(self) -> None:
        log.info("The server ends (%s). Open connections: %d.", self.why, len(self._server.active_channels))
        self.begins()
        self._server.listen_no_more()
        self._server.pull_trigger()  # so that what has come already is read before idle connections are closed

    def _tell(self, waited: float) -> None:
        if waited > MOMENT and not self._told:
            self._told = True
            self.tell(Waiting(len(self._server.active_channels), self._seconds - waited))

    def _end_unless(self, busy: bool) -> None:
        if not busy:
            raise SystemExit


def _nothing(*_: object) -> None:
    pass
