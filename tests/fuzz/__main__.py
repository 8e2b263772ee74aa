"""The long run, `python -m fuzz`: what the tests do, many times over, and drawn anew each time.

Tells how it goes, and at the end what was found, for each kind of fault the shortest visit that shows it.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

import click
from running_server import Server, running_server

from fuzz.campaign import SMALL, Tally, ask_ordinarily, drawn, fuzz, heard, kill, warm_up
from fuzz.footprint import Footprint, resting, settled

PORTION: Final = 500
"""Visits that are drawn at once."""

SLACKS: Final = {"requests": 0.25, "killers": 0.1}
"""By how much, as a share, memory may differ afterwards."""

EVERY: Final = 15.0
"""Seconds between two lines of progress."""


@click.command()
@click.option("--requests", default=10_000, show_default=True, help="How many requests to send.")
@click.option("--killers", default=1_000, show_default=True, help="How many endless queries to send.")
@click.option("--seed", type=int, help="What to draw them from; without it, something else each time.")
def main(requests: int, killers: int, seed: int | None) -> None:
    """Send requests that nobody should send; the exit code is 1 if one of them breaks a promise."""
    seed = random.randrange(10**6) if seed is None else seed
    click.echo(f"--seed {seed}")
    with heard() as said:
        with running_server(**SMALL) as server:
            fuzzed = _watched("requests", server, _portions(server, requests, seed), said)
        with running_server(PLANGRAPH_WARM="0", PLANGRAPH_CACHE="4") as server:
            killed = _watched("killers", server, kill(server, killers, Tally(), seed), said)
    sys.exit(not (fuzzed and killed))


def _portions(server: Server, count: int, seed: int) -> Iterator[Tally]:
    tally = Tally()
    while tally.visits < count:
        wanted = min(PORTION, count - tally.visits)
        yield from fuzz(server, drawn(wanted, seed + tally.visits)[:wanted], tally)


def _watched(name: str, server: Server, steps: Iterator[Tally], said: Callable[[], str]) -> bool:
    """Go through the steps and tell about them; whether nothing was found."""
    warm_up(server)
    before = resting(server.pid, lambda: ask_ordinarily(server))
    tally, told = Tally(), (begin := time.monotonic())
    try:
        for tally in steps:
            if time.monotonic() - told > EVERY:
                told = time.monotonic()
                click.echo(f"{tally.visits} {name}, {len(tally.faults)} kinds of fault, {Footprint.of(server.pid)}")
    except (AssertionError, OSError) as error:
        tally.blame(f"the server is dead: {error}", tally.last)
    after = settled(server.pid, before, SLACKS[name], lambda: ask_ordinarily(server))
    if not after.back_to(before, SLACKS[name]):
        tally.blame("something is left over", tally.last)
    if said():
        tally.blame(f"the server complained: {said()}", tally.last)
    _tell(name, tally, (before, after), time.monotonic() - begin)
    return not tally.faults


def _tell(name: str, tally: Tally, footprints: tuple[Footprint, Footprint], seconds: float) -> None:
    rows = [
        ("sent", f"{tally.visits} in {seconds:.0f} s"),
        *((f"status {status}", str(times)) for status, times in sorted(tally.statuses.items())),
        ("busy before an ordinary query", f"{tally.waited} times"),
        ("slowest", f"{tally.slowest:.2f} s"),
        *zip(("before", "after"), map(str, footprints), strict=True),
        ("kinds of fault", str(len(tally.faults))),
    ]
    click.echo(f"\n| {name} | |\n|---|---|\n" + "".join(f"| {left} | {right} |\n" for left, right in rows))
    for fault, visit in sorted(tally.faults.items()):
        click.echo(f"{tally.often[fault]} times: {fault}\n    {visit!r}\n")


if __name__ == "__main__":
    main()
