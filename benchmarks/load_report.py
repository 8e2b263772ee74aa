"""The report of a load, as Markdown."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from load_outcomes import BAD, OUTCOMES, Tally
from load_watch import Look, growth, sparkline

_EVERY: Final = 5
"""Seconds between two lines of the table of memory."""
_BARS: Final = 60


@dataclass
class Load:
    """A load and what came of it; times are in seconds."""

    title: str
    seconds: float
    slack: float
    """By what share memory may grow."""
    tally: Tally
    looks: list[Look] = field(default_factory=list)
    changes: list[float] = field(default_factory=list)
    """How long each reload or restart took."""
    changed_by: str = "reloads"
    """Or restarts."""
    processors: str = ""
    """Who took how much of them."""
    after: Look | None = None
    """What the server takes when everybody has left."""
    faults: list[str] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """By what share memory has grown."""
        return growth(self.looks)

    @property
    def level(self) -> bool:
        """Whether memory is; a server that is started anew has nothing to compare it with."""
        return self.changed_by == "restarts" or abs(self.growth) <= self.slack

    @property
    def held(self) -> bool:
        """Whether nothing was wrong, nothing was lost, and memory is level."""
        return not self.tally.bad and not self.faults and self.level


def report(load: Load) -> Iterator[str]:
    """Its lines."""
    yield load.title
    yield from ("", *_requests(load.tally), "", *_outcomes(load.tally))
    yield from ("", *_changes(load), *filter(None, [load.processors]), "", *_memory(load), "", *_verdict(load))


def _requests(tally: Tally) -> Iterator[str]:
    shown = [each for each in OUTCOMES if any(counted[each] for counted in tally.counts.values()) or each in BAD]
    yield f"| asked | sent | {' | '.join(shown)} | median ms | 95 % | 99 % | longest |"
    yield "|---" * (len(shown) + 6) + "|"
    total: Counter[str] = Counter()
    for kind, counted in sorted(tally.counts.items()):
        total.update(counted)
        cells = [kind, counted.total(), *(counted[each] for each in shown), *_percentiles(tally.seconds[kind])]
        yield f"| {' | '.join(map(str, cells))} |"
    yield f"| all | {total.total()} | {' | '.join(str(total[each]) for each in shown)} | | | | |"


def _percentiles(seconds: list[float]) -> list[str]:
    if not seconds:
        return [""] * 4
    ordered = sorted(seconds)
    last = len(ordered) - 1
    return [f"{1000 * ordered[math.ceil(share * last)]:.1f}" for share in (0.5, 0.95, 0.99, 1)]


def _outcomes(tally: Tally) -> Iterator[str]:
    for name, meaning in OUTCOMES.items():
        if name in BAD or any(counted[name] for counted in tally.counts.values()):
            yield f"- *{name}*: {meaning}"
    if tally.again:
        yield f"- {tally.again} times was sent again what the server, closing a connection, had not begun to answer"


def _changes(load: Load) -> Iterator[str]:
    if load.changes:
        took = ", ".join(f"{each:.1f}" for each in load.changes)
        yield f"{len(load.changes)} {load.changed_by} with changed data, in seconds: {took}."
    else:
        yield "The data did not change."


def _memory(load: Load) -> Iterator[str]:
    if not load.looks:
        yield "Memory was not looked at."
        return
    yield "| second | memory MB (PSS) | processes | threads | descriptors |"
    yield "|---|---|---|---|---|"
    for start in range(0, math.ceil(load.looks[-1].second), _EVERY):
        within = [each for each in load.looks if start <= each.second < start + _EVERY]
        if within:
            yield f"| {start}–{start + _EVERY} | {_span([each.memory for each in within])} | {_counts(within)} |"
    if load.after:
        yield f"| afterwards | {_span([load.after.memory])} | {_counts([load.after])} |"
    every = max(1, len(load.looks) // _BARS)
    bars = [statistics.median(each.memory for each in load.looks[at : at + every]) for at in _starts(load, every)]
    yield from ("", f"Memory from {min(bars):.0f} to {max(bars):.0f} MB: `{sparkline(bars)}`")
    if load.changed_by == "reloads":
        yield (
            f"The median of the last quarter differs from that of the second by {100 * load.growth:+.1f} %"
            f" (level: up to {100 * load.slack:.0f} %)."
        )


def _starts(load: Load, every: int) -> range:
    return range(0, len(load.looks), every)


def _counts(looks: list[Look]) -> str:
    columns = [[getattr(each, name) for each in looks] for name in ("processes", "threads", "descriptors")]
    return " | ".join(map(_span, columns))


def _span(values: list[float]) -> str:
    low, high = (f"{each:.0f}" for each in (min(values), max(values)))
    return low if low == high else f"{low}–{high}"


def _verdict(load: Load) -> Iterator[str]:
    for each in (*load.tally.examples, *load.faults):
        yield f"- {each}"
    memory = (
        "" if load.changed_by == "restarts" or not load.looks else f", memory is{'' if load.level else ' not'} level"
    )
    bad = f"{load.tally.sent} requests, {load.tally.bad} lost or answered wrongly"
    yield f"**{'Held' if load.held else 'Broken'}**: {bad}, {len(load.faults)} other faults{memory}."
