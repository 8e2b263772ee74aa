"""Those who visit a server under load: each goes on in a thread of its own until it is over."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from random import Random
from threading import Event
from typing import Final

from load_client import Client, Exchange, Habit, Lost
from load_editions import Timeline
from load_killers import hang_up, killer
from load_mix import Mix
from load_outcomes import Outcome, Tally, judged, killed
from load_requests import Request

Judging = Callable[[Exchange, Collection[int]], tuple[Outcome, str]]

HABITS: Final = (
    Habit("keeps its connection"),
    Habit("keeps its connection, takes gzip", gzip=True),
    Habit("connects for each request", keeps=False),
    Habit("connects for each request, takes gzip", keeps=False, gzip=True),
    Habit("remembers answers", remembers=True),
    Habit("remembers answers, takes gzip", remembers=True, gzip=True),
    Habit("looks at headings", heads=True),
    Habit("keeps its connection, too"),
)
ASKS_MUCH: Final = Habit("three at once", together=3)
SLOW_SENDER: Final = Habit("sends slowly", pieces=8)
SLOW_READER: Final = Habit("reads slowly", sips=True)
ASKED_FIRST: Final = Habit("all, one by one, at first")
AFTER_A_CHANGE: Final = Habit("right after a change")
OF_THEIR_OWN: Final = (ASKS_MUCH, SLOW_SENDER, SLOW_READER, ASKED_FIRST, AFTER_A_CHANGE)
"""These count in a row of their own in the report, whatever they ask."""


@dataclass(frozen=True)
class Stage:
    """What all visitors share."""

    address: tuple[str, int]
    mix: Mix
    timeline: Timeline
    tally: Tally
    over: Event
    seed: int
    patience: float

    def client(self, number: int, habit: Habit) -> Client:
        """One with a number and habits of its own."""
        return Client(self.address, self.source(number), habit, self.patience)

    def source(self, number: int) -> str | None:
        """The address of a client, as if each had a machine of its own; only Linux has enough of loopback."""
        many = sys.platform == "linux" and self.address[0].startswith("127.")
        return f"127.0.0.{10 + number}" if many else None

    def turns(self, number: int, pause: float) -> Iterator[Random]:
        """A turn after each pause, which are so long in the mean, in seconds, until it is over."""
        chance = Random(f"{self.seed} {number}")  # noqa: S311 - nothing secret
        while not self.over.wait(chance.expovariate(1 / pause)):
            yield chance


def ask(stage: Stage, number: int, pause: float, habit: Habit) -> None:
    """Ask what may be asked, and look at each answer."""
    client = stage.client(number, habit)
    for chance in stage.turns(number, pause):
        wanted = [stage.mix.whole if habit.sips else stage.mix.draw(chance) for _ in range(habit.together)]
        heads = habit.heads and chance.random() < 0.5
        methods = ["HEAD" if heads and each.method == "GET" else each.method for each in wanted]
        _exchange(stage, client, list(zip(wanted, methods, strict=True)), judged)
    client.close()


def one_by_one(stage: Stage, number: int, habit: Habit, requests: list[Request]) -> None:
    """Ask all these once, one after the other."""
    client = stage.client(number, habit)
    for each in requests:
        _exchange(stage, client, [(each, each.method)], judged)
    client.close()


def kill(stage: Stage, number: int, pause: float) -> None:
    """Ask for too much."""
    client = stage.client(number, Habit("kills", keeps=number % 2 == 0))
    for chance in stage.turns(number, pause):
        request = killer(chance)
        _exchange(stage, client, [(request, request.method)], killed)
    client.close()


def _exchange(stage: Stage, client: Client, wanted: list[tuple[Request, str]], judge: Judging) -> None:
    """Send these at once and count what comes of each; of a habit of its own, or else of its kind."""
    own = client.habit.name if client.habit in OF_THEIR_OWN else ""
    kinds = [own or (method if method == "HEAD" else request.kind) for request, method in wanted]
    try:
        exchanges = client.ask(wanted)
    except Lost as lost:
        for kind, (request, method) in zip(kinds, wanted, strict=True):
            why = f"{method} {request.target[:300]} {request.body[:300]!r}: {lost}"
            stage.tally.add(kind, "lost", why=f"{client.habit.name}: {why}")
        return
    stage.tally.repeated(exchanges[0].again)
    for kind, each in zip(kinds, exchanges, strict=True):
        outcome, why = judge(each, stage.timeline.served(each.asked, each.answered))
        stage.tally.add(kind, outcome, each.answered - each.asked, f"{client.habit.name}: {why}")


def leave(stage: Stage, number: int, pause: float) -> None:
    """Ask for anything and hang up in the middle."""
    for chance in stage.turns(number, pause):
        request = killer(chance) if chance.random() < 0.5 else stage.mix.draw(chance)
        begin = time.monotonic()
        try:
            hang_up(stage.address, stage.source(number), request, chance)
        except ConnectionResetError:
            pass  # the server may have heard enough
        except OSError as error:
            stage.tally.add("hangs up", "lost", why=f"no connection: {error}")
            continue
        stage.tally.add("hangs up", "left", time.monotonic() - begin)
