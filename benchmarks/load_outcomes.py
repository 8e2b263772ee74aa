"""What became of each request, counted: every one that was sent is told of, and every wrong answer is kept."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, Literal

from fuzz.answers import Answer
from fuzz.promises import LIMITS
from load_client import Exchange

from plangraph.namespaces import PROBLEM

Outcome = Literal["right", "unchanged", "busy", "stopped", "ended", "left", "lost", "wrong"]
OUTCOMES: Final[dict[Outcome, str]] = {
    "right": "the whole answer of an edition that may have been served",
    "unchanged": "304, and what the client has is such an answer",
    "busy": "429 or 503 that says when to come again",
    "stopped": "503 with the code of a limit, or an answer in parts that was broken off at one",
    "ended": "a killer that came to an end, cut at a number of rows or not",
    "left": "the client hung up, as it was told to",
    "lost": "no whole answer",
    "wrong": "another answer",
}
BAD: Final[tuple[Outcome, ...]] = ("lost", "wrong")
ANSWERED: Final[tuple[Outcome, ...]] = ("right", "unchanged", "stopped", "ended")
_STOPPING: Final = PROBLEM + "server-stopping"
_EXAMPLES: Final = 10


@dataclass
class Tally:
    """What all clients have seen so far. Any thread may add to it."""

    counts: dict[str, Counter[Outcome]] = field(default_factory=lambda: defaultdict(Counter))
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Of each kind, how long it took to answer, or to come to an end."""
    examples: list[str] = field(default_factory=list)
    again: int = 0
    _turn: Lock = field(default_factory=Lock)

    def add(self, kind: str, outcome: Outcome, seconds: float = 0.0, why: str = "") -> None:
        """Count one request."""
        with self._turn:
            self.counts[kind][outcome] += 1
            if outcome in ANSWERED:
                self.seconds[kind].append(seconds)
            elif outcome in BAD and len(self.examples) < _EXAMPLES:
                self.examples.append(f"{kind}, {outcome}: {why}")

    def repeated(self, again: bool) -> None:
        """Count what was sent again on a new connection, if it was."""
        with self._turn:
            self.again += again

    @property
    def bad(self) -> int:
        """How many requests were lost or answered wrongly."""
        return sum(counted[each] for counted in self.counts.values() for each in BAD)

    @property
    def sent(self) -> int:
        """How many requests there were."""
        return sum(counted.total() for counted in self.counts.values())


def judged(exchange: Exchange, served: Collection[int]) -> tuple[Outcome, str]:
    """What came of an ordinary request that may have been answered from these editions, and where it is bad, why."""
    answer = exchange.answer
    if announced := refusal(answer, exchange.body):
        return announced, ""
    if not answer.whole:
        return "lost", f"{_what(exchange)} was broken off after {len(answer.body)} bytes"
    try:
        known = exchange.before or answer
        editions = exchange.request.judge.editions(known, exchange.body, exchange.method)
    except (ValueError, SyntaxError, LookupError) as error:
        return "wrong", f"{_what(exchange)} cannot be read: {error}"
    if not editions:
        return "wrong", f"{_what(exchange)} is none of any edition: {answer.status}, {exchange.body[:200]!r}"
    if editions.isdisjoint(served):
        return "wrong", f"{_what(exchange)} is of edition {sorted(editions)}, when only {list(served)} may be served"
    return ("unchanged" if exchange.before else "right"), ""


def killed(exchange: Exchange, served: Collection[int]) -> tuple[Outcome, str]:
    """What came of a query that asks for too much, in whatever edition."""
    del served
    answer = exchange.answer
    if announced := refusal(answer, exchange.body):
        return announced, ""
    if answer.status == 200:
        in_parts = "transfer-encoding" in answer.headers
        return ("ended", "") if answer.whole else ("stopped", "") if in_parts else ("lost", "cut without a sign")
    return "wrong", f"a killer was answered with {answer.status}, {exchange.body[:200]!r}"


def refusal(answer: Answer, body: bytes) -> Outcome | None:
    """Whether the server says, as it should, that it cannot answer now, or has stopped at a limit."""
    if answer.status not in (429, 503) or not answer.whole:
        return None
    if answer.headers.get("retry-after", "").isdecimal():
        return "busy"
    try:
        code = json.loads(body)["type"] if answer.media_type == "application/problem+json" else ""
    except (ValueError, LookupError, TypeError):
        return None
    return "stopped" if code in LIMITS else "busy" if code == _STOPPING else None


def _what(exchange: Exchange) -> str:
    request = exchange.request
    return f"the answer to {exchange.method} {request.target[:300]} {request.body[:300]!r} ({request.accept})"
