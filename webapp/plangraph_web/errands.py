"""A request in the fast lane, and what the event loop watches for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from plangraph.query import Client
from plangraph_web.entries import Entry

if TYPE_CHECKING:
    from plangraph.query import Making, Started
    from plangraph.sandbox.evaluation import Job
    from plangraph_web.channel import Channel
    from plangraph_web.desk import Desk
    from plangraph_web.entries import Outcome
    from plangraph_web.fast_requests import FastRequest
    from plangraph_web.parsing import Parser

ROUTE: Final = "/sparql"
MOMENT: Final = 0.02
"""Seconds for which the event loop waits for a worker and its answer, before a thread does."""


class Errand:
    """A request in the lane."""

    def __init__(self, channel: Channel, request: Parser, read: FastRequest, desk: Desk, job: Job) -> None:
        """Begin now."""
        self.channel, self.request, self.read, self.desk, self.job = channel, request, read, desk, job
        self.etag = desk.service.cache.etag(job)
        self.since = time.monotonic()
        self.until = self.since + MOMENT
        """When to leave it to a thread."""
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
