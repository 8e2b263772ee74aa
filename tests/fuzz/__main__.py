"""The long run: `python -m fuzz [visits] [killers] [seed]`; the same tools as the tests, many times over.

Prints how it goes, what was found, and a summary in Markdown; ends with 1 if anything was found.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

from running_server import Server, running_server

from fuzz.campaign import SMALL, Tally, ask_ordinarily, drawn, fuzz, heard, kill, warm_up
from fuzz.footprint import Footprint, settled

PORTION: Final = 500
"""Visits that are drawn at once."""

SLACK: Final = 0.1
"""By how much, as a share, memory may differ afterwards."""

EVERY: Final = 15.0
"""Seconds between two lines of progress."""


def main(visits: int, deaths: int, start: int) -> bool:
    """Fuzz and kill; whether nothing was found."""
    print(f"seed {start}")
    with heard() as said:
        with running_server(**SMALL) as server:
            fuzzed = _watched("requests", server, _portions(server, visits, start), said)
        with running_server(PLANGRAPH_WARM="0") as server:
            killed = _watched("killers", server, kill(server, deaths, Tally(), start), said)
    return fuzzed and killed


def _portions(server: Server, count: int, start: int) -> Iterator[Tally]:
    tally = Tally()
    while tally.visits < count:
        wanted = min(PORTION, count - tally.visits)
        yield from fuzz(server, drawn(wanted, start + tally.visits)[:wanted], tally)


def _watched(name: str, server: Server, steps: Iterator[Tally], said: Callable[[], str]) -> bool:
    warm_up(server)
    before, begin = Footprint.of(server.pid), time.monotonic()
    tally, told = Tally(), begin
    try:
        for tally in steps:
            if time.monotonic() - told > EVERY:
                told = time.monotonic()
                print(f"{tally.visits} {name}, {len(tally.faults)} kinds of fault, {Footprint.of(server.pid)}", flush=True)
    except (AssertionError, OSError) as error:
        tally.blame(f"the server is dead: {error}", tally.last)
    after = settled(server.pid, before, SLACK, lambda: ask_ordinarily(server))
    if not after.back_to(before, SLACK):
        tally.blame("something is left over", tally.last)
    if said():
        tally.blame(f"the server complained: {said()}", tally.last)
    _print(name, tally, before, after, time.monotonic() - begin)
    return not tally.faults


def _print(name: str, tally: Tally, before: Footprint, after: Footprint, seconds: float) -> None:
    print(f"\n| {name} | |\n|---|---|\n| sent | {tally.visits} in {seconds:.0f} s |")
    for status, times in sorted(tally.statuses.items()):
        print(f"| status {status} | {times} |")
    print(f"| slowest | {tally.slowest:.2f} s |\n| before | {before} |\n| after | {after} |")
    print(f"| kinds of fault | {len(tally.faults)} |\n")
    for fault, visit in sorted(tally.faults.items()):
        print(f"{tally.often[fault]} times: {fault}\n    {visit!r}\n")


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    visits, deaths, start = [*given, *[10_000, 1_000, random.randrange(10**6)][len(given) :]]  # noqa: S311 - no secret
    sys.exit(not main(visits, deaths, start))
