"""The fast lane: SPARQL requests are begun in the event loop, and those answered at once never see a thread.

Whatever takes longer than a moment, is large, or ends in an error is left to a thread and to the application, which
goes on where the lane stopped. So the lane knows success only.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from threading import Thread, get_ident
from typing import TYPE_CHECKING, Any, Final

from plangraph.answer_cache import patience
from plangraph.errors import DeadlinePassed, PlangraphError
from plangraph.query import Answer, Making, NotAtOnce, Started
from plangraph_web import fast_replies
from plangraph_web.begun import Begun
from plangraph_web.entries import Entry
from plangraph_web.errands import MOMENT, ROUTE, Errand, Watch
from plangraph_web.fast_requests import FastRequest, address_of, read
from plangraph_web.sparql import job_for

if TYPE_CHECKING:
    from plangraph.settings import Settings
    from plangraph_web.channel import Channel
    from plangraph_web.desk import Desk, Desks
    from plangraph_web.entries import Outcome
    from plangraph_web.fast_replies import FastReply
    from plangraph_web.parsing import Parser

log = logging.getLogger("plangraph_web")

REMEMBERED: Final = 4
"""The part of the cache for what is remembered byte for byte is one in so many."""
WAITING: Final = 0.1
"""Seconds after which the event loop looks around when all only wait for what others are working out."""
IDLE: Final = 1.0
"""Seconds after which the event loop looks around when nothing happens."""


class Lane:
    """All requests in the lane. Everything but `tell` is called by the thread of the event loop only."""

    def __init__(self, desks: Desks, settings: Settings, map: dict[int, Any], wake: Callable[[], None]) -> None:  # noqa: A002
        """Watch channels through the `map` of the event loop, which can be told to `wake` up."""
        self._desks, self._settings, self._map, self._wake = desks, settings, map, wake
        self._told: deque[Errand] = deque()
        self._errands: dict[Errand, None] = {}
        self._loop = get_ident()
        self._remembered = fast_replies.Remembered((settings.cache << 20) // REMEMBERED)

    @property
    def patience(self) -> float:
        """How long the event loop may sleep, in seconds."""
        if not self._errands:
            return IDLE
        return WAITING if all(each.waits_for for each in self._errands) else MOMENT / 2

    def remembered(self, sent: bytes) -> tuple[FastReply, FastRequest] | None:
        """What has been replied to these very bytes before, of the data that are served now."""
        return self._remembered.get(self._desks.current.store.version, sent)

    def repeat(self, channel: Channel, known: tuple[FastReply, FastRequest]) -> None:
        """Reply so again."""
        reply, request = known
        self._desks.current.service.cache.count_hit()
        address = address_of(channel.addr[0], request.forwarded, self._settings.proxies)
        entry = Entry(request.method, ROUTE, 200, 0.0, len(reply.body), "cached", None, address, request.asked.query)
        channel.reply(reply, entry)

    def takes(self, channel: Channel, request: Parser) -> bool:
        """Whether the lane has answered this request or will see to it."""
        sent = read(request, channel, self._settings)
        if not sent:
            return False
        desk = self._desks.take()
        taken = False
        try:
            job = job_for(desk.service, sent.asked, sent.accept, in_parts=True)
            taken = self._began(Errand(channel, request, sent, desk, job))
        except PlangraphError:  # which the application can tell
            pass
        finally:
            if not taken:
                self._give_back(desk)
        return taken

    def look(self) -> None:
        """Go on with what has changed, and leave to threads what has taken more than a moment."""
        self._loop = get_ident()
        while self._told:
            self._attend(self._told.popleft(), self._go_on)
        now = time.monotonic()
        for errand in [each for each in self._errands if now > each.until]:
            self._attend(errand, self._leave)

    def tell(self, errand: Errand) -> None:
        """Have the event loop look at this."""
        self._told.append(errand)
        if get_ident() != self._loop:
            self._wake()

    def _attend(self, errand: Errand, work: Callable[[Errand], object]) -> None:
        """Do this for a request, if it still is in the lane; a fault of ours is left to the application, and told."""
        if errand not in self._errands:
            return
        try:
            work(errand)
        except Exception as error:
            log.error("A request left the fast lane.", exc_info=error, extra={"path": ROUTE})
            if errand in self._errands:
                self._leave(errand)

    def _began(self, errand: Errand) -> bool:
        if errand.etag and errand.read.has(errand.etag):
            self._give_back(errand.desk)
            errand.channel.reply(fast_replies.unchanged(errand.etag), errand.note("unchanged", 304, 0))
            return True
        errand.channel.requests.append(errand.request)
        self._errands[errand] = None
        try:
            self._start(errand)
        except BaseException:
            errand.channel.requests.remove(errand.request)
            del self._errands[errand]
            raise
        return True

    def _start(self, errand: Errand) -> None:
        found = errand.desk.service.start(errand.job, errand.client, partial(self.tell, errand))
        if isinstance(found, Answer):
            self._answer(errand, found, "cached")
        elif isinstance(found, Making):
            errand.waits_for = found
            errand.until = errand.since + patience(errand.job)
            errand.channel.waits = True
            found.tell(partial(self.tell, errand))
        else:
            errand.started = found

    def _go_on(self, errand: Errand) -> None:
        """There is a worker, or what others were working out has come to its end."""
        if errand.started:
            self._watch(errand, errand.started)
        elif errand.waits_for:
            made, errand.waits_for = errand.waits_for, None
            errand.channel.waits = False
            if error := made.error(errand.job):
                self._leave(errand, error)
            elif made.answer:
                self._answer(errand, made.answer.again(), "cached")
            else:
                self._start_instead(errand)

    def _start_instead(self, errand: Errand) -> None:
        """Have it worked out, or wait for who has that done now: who had begun was not told an answer for all."""
        errand.until = time.monotonic() + MOMENT
        try:
            self._start(errand)
        except PlangraphError as error:
            self._leave(errand, error)

    def _watch(self, errand: Errand, started: Started) -> None:
        channel = started.order.begin()
        if channel is None:
            self._leave(errand)
        else:
            errand.watched = channel.fileno()
            self._map[errand.watched] = Watch(partial(self._attend, errand, self._readable))

    def _readable(self, errand: Errand) -> None:
        try:
            answer = errand.started and errand.started.arrived()
        except NotAtOnce:
            self._leave(errand)
            return
        if answer:
            self._forget(errand)
            errand.started = None
            self._answer(errand, answer, "computed")

    def _give_back(self, desk: Desk) -> None:
        """The last one to leave a replaced desk ends its workers, which may take seconds."""
        if desk.retired:
            Thread(target=self._desks.give_back, args=(desk,), daemon=True).start()
        else:
            self._desks.give_back(desk)

    def _forget(self, errand: Errand) -> None:
        """Watch its worker no longer."""
        if errand.watched is not None:
            del self._map[errand.watched]
            errand.watched = None

    def _answer(self, errand: Errand, answer: Answer, outcome: Outcome) -> None:
        reply = fast_replies.of_answer(answer, errand.etag, errand.read.encodings)
        if reply is None:
            self._leave(errand, answer)
            return
        del self._errands[errand]
        self._give_back(errand.desk)
        errand.channel.requests.remove(errand.request)
        if errand.etag and errand.request.sent:
            self._remembered.put(errand.desk.store.version, errand.request.sent, reply, errand.read)
        errand.channel.reply(reply, errand.note(outcome, 200, len(reply.body)))

    def _leave(self, errand: Errand, found: Answer | PlangraphError | None = None) -> None:
        """Have a thread and the application go on with it."""
        self._forget(errand)
        if errand.waits_for:
            found = DeadlinePassed(seconds=errand.job.deadline)
            errand.channel.waits = False
        del self._errands[errand]
        errand.channel.begun = Begun(self._desks, errand.desk, found or errand.started)
        errand.channel.hand_over()
