"""How fast plangraph answers SPARQL over HTTP, side by side with a peer that has the same data.

Both servers run on this machine. First both must give the same answers; then they take turns, in runs of a second: on
one connection, for how long an answer takes, and on four, for how many there are in a second. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import geometric_mean, median, quantiles

import country
import peers
from sparql_client import latencies, rate, request
from sparql_kinds import DIFFERENT, KINDS, answer, same

from plangraph import catalog

EXAMPLES = """examples:
  .venv/bin/python benchmarks/sparql.py
  .venv/bin/python benchmarks/sparql.py --peer oxigraph --municipalities 100
  .venv/bin/python benchmarks/sparql.py --peer oxigraph --municipalities 100 --repeated --kinds point construct
  .venv/bin/python benchmarks/sparql.py --peer rdflib-endpoint --municipalities 100 --runs 3
  .venv/bin/python benchmarks/sparql.py --peer virtuoso --municipalities 1741 --kinds point hierarchy search construct
"""
CONNECTIONS = 4
ALONE = 0.3
TOGETHER = 0.7
"""Seconds of a run on one connection, and on four."""


@dataclass
class Side:
    """One server: its name, its address, and what was measured of each kind of query."""

    name: str
    url: str
    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    rates: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sizes: dict[str, str] = field(default_factory=dict)


def main(options: argparse.Namespace) -> None:
    """Start both sides, compare their answers, measure, print."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that it ends the servers, too
    with tempfile.TemporaryDirectory() as folder:
        root = catalog.root()
        if options.municipalities:
            root = country.write(Path(folder) / "country", options.municipalities)
        _tell(f"loading {options.peer} and plangraph")
        quads = peers.dump(root, Path(folder) / "data.nq")
        peer = peers.PEERS[options.peer]
        with peers.plangraph(root, cache=64 if options.repeated else 0) as ours, peer(quads) as theirs:
            sides = (Side("plangraph", ours), Side(options.peer, theirs))
            measure(sides, options.kinds, options.runs, options.repeated)
    report(sides, options.kinds)


def measure(sides: tuple[Side, Side], kinds: Sequence[str], runs: int, repeated: bool) -> None:
    """Fill in what is measured of both sides. Ends the program where their answers differ."""
    for name in kinds:
        kind = KINDS[name]
        queries = kind.queries(sides[0].url)[: 1 if repeated else None]
        _tell(name)
        compare(sides, name, queries[:3])
        for run in range(runs):
            for side in sides if run % 2 else sides[::-1]:
                requests = [request(side.url, query, kind.accept) for query in queries[run:] + queries[:run]]
                side.milliseconds[name] += latencies(side.url, requests, ALONE)
                side.rates[name].append(rate(side.url, requests, CONNECTIONS, TOGETHER))


def compare(sides: tuple[Side, Side], name: str, queries: Sequence[str]) -> None:
    """Note how large the answers are. Ends the program if those of both sides are not the same and ought to be."""
    ours, theirs = sides
    accept = KINDS[name].accept
    for query in queries:
        here = answer(ours.url, query, accept)
        ours.sizes[name] = f"{here.rows.total():,} | {here.bytes / 1000:,.1f}"
        if (theirs.name, name) in DIFFERENT:
            continue
        there = answer(theirs.url, query, accept)
        if not same(KINDS[name], query, (here, there), ours.url):
            sys.exit(f"{name}: {here.rows.total()} rows, {theirs.name} {there.rows.total()} or others\n{query}")


def report(sides: tuple[Side, Side], kinds: Sequence[str]) -> None:
    """Print the table: medians with the lowest and the highest decile, and how many times better plangraph is."""
    ours, theirs = sides
    print(
        f"| query | rows | kB | {ours.name} ms | {theirs.name} ms | ratio | {ours.name} /s | {theirs.name} /s | ratio |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    sooner, more = [], []
    for name in kinds:
        sooner.append(median(theirs.milliseconds[name]) / median(ours.milliseconds[name]))
        more.append(median(ours.rates[name]) / median(theirs.rates[name]))
        alone = [_spread(side.milliseconds[name]) for side in sides]
        together = [_spread(side.rates[name]) for side in sides]
        cells = [ours.sizes[name], *alone, f"{sooner[-1]:.2f}", *together, f"{more[-1]:.2f}"]
        print(f"| {name} | {' | '.join(cells)} |")
    print(f"| geometric mean | | | | | {geometric_mean(sooner):.2f} | | | {geometric_mean(more):.2f} |")
    for name in kinds:
        if reason := DIFFERENT.get((theirs.name, name)):
            print(f"\n{name}: {reason}")


def _tell(what: str) -> None:
    print(f"{what} …", file=sys.stderr)


def _spread(values: list[float]) -> str:
    deciles = quantiles(values, n=10, method="inclusive") if len(values) > 1 else values
    return f"{_number(median(values))} ({_number(deciles[0])}–{_number(deciles[-1])})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    option = parser.add_argument
    option("--peer", choices=list(peers.PEERS), default="oxigraph")
    option("--municipalities", type=int, default=0, help="of a synthetic country (default: the shipped data)")
    option("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS), metavar="KIND", help=" ".join(KINDS))
    option("--runs", type=int, default=7, help="of each kind and side (default: 7)")
    option("--repeated", action="store_true", help="one query again and again, and plangraph keeps answers")
    return parser.parse_args()


if __name__ == "__main__":
    main(_options())
