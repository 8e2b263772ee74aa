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
from threading import get_ident
from typing import TYPE_CHECKING, Any, Final

from plangraph.errors import PlangraphError
from plangraph.query import Answer, Client, Making, NotAtOnce, Started
from plangraph_web import fast_replies
from plangraph_web.begun import Begun
from plangraph_web.entries import Entry
from plangraph_web.fast_requests import FastRequest, address_of, read
from plangraph_web.sparql import job_for

if TYPE_CHECKING:
    from plangraph.sandbox.evaluation import Job
    from plangraph.settings import Settings
    from plangraph_web.channel import Channel
    from plangraph_web.desk import Desk, Desks
    from plangraph_web.entries import Outcome
    from plangraph_web.fast_replies import FastReply
    from plangraph_web.parsing import Parser

log = logging.getLogger("plangraph_web")

ROUTE: Final = "/sparql"
MOMENT: Final = 0.02
"""Seconds for which the event loop waits for a worker and its answer, before a thread does."""
REMEMBERED: Final = 4
"""The part of the cache for what is remembered byte for byte is one in so many."""
IDLE: Final = 1.0
"""Seconds after which the event loop looks around when nothing happens."""


class Errand:
    """A request in the lane."""

    def __init__(self, channel: Channel, request: Parser, read: FastRequest, desk: Desk, job: Job) -> None:
        """Begin now."""
        self.channel, self.request, self.read, self.desk, self.job = channel, request, read, desk, job
        self.etag = desk.service.cache.etag(job)
        self.since = time.monotonic()
        self.started: Started | None = None
        self.waits_for: Making | None = None
        self.watched: int | None = None
        """The descriptor of the channel on which the answer will come."""

    def note(self, outcome: Outcome, status: int, sent: int) -> Entry:
        """What is noted of it when it is answered."""
        seconds = time.monotonic() - self.since
        return Entry(
            self.request.command,
            ROUTE,
            status,
            seconds,
            sent,
            outcome,
            None,
            self.read.address,
            self.read.asked.query,
        )

    @property
    def client(self) -> Client:
        """Who asks."""
        return Client(self.read.address, self.channel.check_client_disconnected)


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
        return MOMENT / 2 if self._errands else IDLE

    def remembered(self, sent: bytes) -> tuple[FastReply, FastRequest] | None:
        """What has been replied to these very bytes before, of the data that are served now."""
        return self._remembered.get(self._desks.current.store.version, sent)

    def repeat(self, channel: Channel, known: tuple[FastReply, FastRequest]) -> None:
        """Reply so again."""
        reply, request = known
        self._desks.current.service.cache.count_hit()
        address = address_of(channel.addr[0], request.forwarded, self._settings.proxies)
        entry = Entry("GET", ROUTE, 200, 0.0, len(reply.body), "cached", None, address, request.asked.query)
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
                self._desks.give_back(desk)
        return taken

    def look(self) -> None:
        """Go on with what has changed, and leave to threads what has taken more than a moment."""
        self._loop = get_ident()
        while self._told:
            self._attend(self._told.popleft(), self._go_on)
        late = time.monotonic() - MOMENT
        for errand in [each for each in self._errands if each.since < late and not each.waits_for]:
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
            self._desks.give_back(errand.desk)
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
            found.tell(partial(self.tell, errand))
        else:
            errand.started = found

    def _go_on(self, errand: Errand) -> None:
        """There is a worker, or what others were working out has come to its end."""
        if errand.started:
            self._watch(errand, errand.started)
        elif errand.waits_for:
            made, errand.waits_for = errand.waits_for, None
            error = made.error(errand.job)
            if error or not made.answer:
                self._leave(errand, error)
            else:
                self._answer(errand, made.answer.again(), "cached")

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
        self._desks.give_back(errand.desk)
        errand.channel.requests.remove(errand.request)
        if errand.etag and errand.request.sent:
            self._remembered.put(errand.desk.store.version, errand.request.sent, reply, errand.read)
        errand.channel.reply(reply, errand.note(outcome, 200, len(reply.body)))

    def _leave(self, errand: Errand, found: Answer | PlangraphError | None = None) -> None:
        """Have a thread and the application go on with it."""
        self._forget(errand)
        del self._errands[errand]
        errand.channel.begun = Begun(self._desks, errand.desk, found or errand.started)
        errand.channel.hand_over()


class Watch:
    """What the event loop has in its map for the channel to a worker."""

    accepting = False

    def __init__(self, readable: Callable[[], None]) -> None:
        """Call this when there is something to read, or nothing any more."""
        self.handle_read_event = self.handle_expt_event = self.handle_close = self.handle_error = readable

    def readable(self) -> bool:
        """Whether to look for something to read."""
        return True

    def writable(self) -> bool:
        """Whether to look for room to write."""
        return False
