"""Many visits, several at a time, with an ordinary query after each batch; and what was found."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Final
from urllib.parse import urlsplit

from hypothesis import HealthCheck, Phase, given, seed, settings
from running_server import Server

from fuzz.addresses import SHORT
from fuzz.killers import KILLERS, killers
from fuzz.promises import broken
from fuzz.rubbish import visits
from fuzz.visits import Outcome, Visit, pay
from fuzz.words import GOAL
from plangraph.namespaces import ONTOLOGY

TOGETHER: Final = 10
"""Visits at the same time: more than queries may run, less than there may be connections."""
SMALL: Final = {
    "PLANGRAPH_DEADLINE": "0.5",
    "PLANGRAPH_MEMORY": "256",
    "PLANGRAPH_MEGABYTES": "16",
    "PLANGRAPH_ROWS": "200000",
    "PLANGRAPH_QUERY_LENGTH": "20000",
    "PLANGRAPH_ARRIVAL": "2",
    "PLANGRAPH_CONNECTIONS": "60",
    "PLANGRAPH_CACHE": "4",
    "PLANGRAPH_WARM": "0",
}
"""Limits that strike soon."""

ORDINARY: Final = f"SELECT ?number {{ <{GOAL}> <{ONTOLOGY}number> ?number }} #"
"""Followed by another number each time, as what is kept takes no worker."""
ORDINARY_ANSWER: Final = "number\r\n20\r\n"
TRIES: Final = 20
_NUMBERS: Final = count()


@dataclass
class Tally:
    """What happened, and for each kind of fault the shortest visit that shows it."""

    visits: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, Visit] = field(default_factory=dict)
    often: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    waited: int = 0
    last: Visit = field(default_factory=lambda: Visit(()))

    def add(self, visit: Visit, outcome: Outcome) -> None:
        """Count one visit and look at what came back."""
        self.visits += 1
        self.last = visit
        self.slowest = max(self.slowest, outcome.seconds)
        self.statuses.update(answer.status for answer in outcome.reading.answers)
        for fault in broken(visit, outcome):
            self.blame(fault, visit)

    def blame(self, fault: str, visit: Visit) -> None:
        """Note what a visit shows to be wrong."""
        self.often[fault] += 1
        known = self.faults.get(fault)
        if known is None or len(visit.sent) < len(known.sent):
            self.faults[fault] = visit


def drawn(count: int, start: int | None = None) -> list[Visit]:
    """So many visits, drawn from `start` or, without it, the same ones at every run."""
    found: list[Visit] = []

    @settings(
        max_examples=count,
        derandomize=start is None,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(visits())
    def draw(visit: Visit) -> None:
        found.append(visit)

    (draw if start is None else seed(start)(draw))()
    return found


def fuzz(server: Server, all_visits: list[Visit], tally: Tally) -> Iterator[Tally]:
    """Pay the visits; after each batch tell what has been found so far. Raises AssertionError if the server dies."""
    address = _address(server)
    with ThreadPoolExecutor(TOGETHER) as visitors:
        for first in range(0, len(all_visits), TOGETHER):
            together = all_visits[first : first + TOGETHER]
            outcomes = list(visitors.map(lambda visit: pay(visit, address), together))
            tally.waited += ask_ordinarily(server)
            for visit, outcome in zip(together, outcomes, strict=True):
                outcome.connection.close()
                tally.add(visit, outcome)
            yield tally


def kill(server: Server, number: int, tally: Tally, start: int = 0) -> Iterator[Tally]:
    """Send killers one after the other, each followed by an ordinary query that has to be answered at once.

    Raises AssertionError if it is not.
    """
    for kind, visit in killers(number, start):
        outcome = pay(visit, _address(server))
        outcome.connection.close()
        ask_ordinarily(server, tries=1)
        tally.add(visit, outcome)
        if [answer.status for answer in outcome.reading.answers] not in ([200], [503]):
            tally.blame(f"{kind}: neither an answer nor a limit", visit)
        yield tally


def _address(server: Server) -> tuple[str, int]:
    address = urlsplit(server.url)
    return str(address.hostname), address.port or 80


def _complaints(said: str) -> str:
    """All but the lines that only tell what is done."""
    return "\n".join(line for line in said.splitlines() if '"level": "info"' not in line)


@contextmanager
def heard() -> Iterator[Callable[[], str]]:
    """What servers that are started meanwhile say on their standard error, which should be nothing."""
    with tempfile.TemporaryFile() as said:
        usual = os.dup(2)
        os.dup2(said.fileno(), 2)
        try:
            yield lambda: _complaints(os.pread(said.fileno(), 50_000, 0).decode(errors="replace"))
        finally:
            os.dup2(usual, 2)
            os.close(usual)


def warm_up(server: Server) -> None:
    """Ask once for all that is only worked out, or started, when somebody asks for the first time."""
    for path in SHORT:
        server.get(path)
    for _ in kill(server, len(KILLERS), Tally()):
        pass
    with ThreadPoolExecutor(TOGETHER) as visitors:
        for _ in visitors.map(ask_ordinarily, [server] * TOGETHER):
            pass


def ask_ordinarily(server: Server, tries: int = TRIES) -> int:
    """Ask what anybody may ask until it is answered; how often the server was busy with others."""
    for number in range(tries):
        answer = server.ask(f"{ORDINARY}{next(_NUMBERS)}", "text/csv")
        if answer.status == 200:
            assert answer.text == ORDINARY_ANSWER
            return number
        assert answer.status in (429, 503), answer.text
        assert "Retry-After" in answer.headers, answer.text
    raise AssertionError("an ordinary query is not answered any more")
