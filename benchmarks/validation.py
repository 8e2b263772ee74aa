"""How much faster shapes run on pyshifty than on pySHACL, over the shipped data, without loading.

    .venv/bin/python benchmarks/validation.py [runs]

Runs alternate between the two engines; both must find the same faults. Prints a Markdown table of seconds and the ratio
of the medians.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from plangraph import catalog
from plangraph.engines import Engine, faults, pyshacl, shifty
from plangraph.faults import Fault
from plangraph.rules import Rules
from plangraph.store import Store


def main(runs: int) -> None:
    """Time both engines and print the table."""
    store, rules = Store.load(), Rules(catalog.root())
    seconds: dict[Engine, list[float]] = {shifty: [], pyshacl: []}
    for _ in range(runs):
        answers = [_timed(partial(faults, store, rules, engine), times) for engine, times in seconds.items()]
        if answers[0] != answers[1]:
            sys.exit("the engines disagree")
    print("| engine | min s | median s | max s |\n|---|---|---|---|")
    for engine, times in seconds.items():
        name, median = getattr(engine, "__name__", ""), statistics.median(times)
        print(f"| {name} | {min(times):.3f} | {median:.3f} | {max(times):.3f} |")
    ratio = statistics.median(seconds[pyshacl]) / statistics.median(seconds[shifty])
    print(f"\nratio of the medians: {ratio:.0f}")


def _timed(work: Callable[[], list[Fault]], into: list[float]) -> list[Fault]:
    started = time.perf_counter()
    found = work()
    into.append(time.perf_counter() - started)
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
