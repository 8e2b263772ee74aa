"""How long `plangraph validate` takes on a synthetic country, beside the engine that runs its shapes, on its own.

Bare pyshifty reads the same data and shapes and runs all shapes at once. Plangraph's own way does that too, in parts on
all processors, and it loads and catalogues the data, counts what the service says of them, runs the dataset rules,
counts what each rule examined and puts the findings into words. Runs take turns. Prints Markdown tables of seconds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import country
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, SH, BNode
from shifty import PreparedValidator

from plangraph import catalog
from plangraph.descriptions import told
from plangraph.engines import faults
from plangraph.rules import Rules
from plangraph.store import Store
from plangraph.validation import Check

EXAMPLES = """examples:
  .venv/bin/python benchmarks/validation_at_size.py
  .venv/bin/python benchmarks/validation_at_size.py --municipalities 0 --runs 5
"""


class Laps:
    """Seconds of each step, run by run."""

    def __init__(self) -> None:
        """Start without any."""
        self.seconds: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """Note how long what is done meanwhile takes."""
        begin = time.perf_counter()
        yield
        self.seconds[name].append(time.perf_counter() - begin)


def main(options: argparse.Namespace) -> None:
    """Write the country, time both sides, print."""
    laps = Laps()
    with tempfile.TemporaryDirectory() as folder:
        root = catalog.root()
        if options.municipalities:
            root = country.write(Path(folder) / "country", options.municipalities)
        data = Path(folder) / "data.nt"
        with data.open("wb") as file:
            serialize((quad.triple for quad in told(Store.load(root)).engine), file, RdfFormat.N_TRIPLES)
        for _ in range(options.runs):
            if _bare(data, root, laps) != _ours(root, laps):
                sys.exit("the engine on its own does not find the same")
    _print(laps)


def _bare(data: Path, root: Path, laps: Laps) -> set[tuple[str, str]]:
    """Run the engine on its own; each rule with each thing that breaks it."""
    with laps.lap("pyshifty"):
        shapes = b"\n".join(path.read_bytes() for path in sorted((root / "ontology/shapes").glob("*.ttl")))
        report = PreparedValidator(shapes).validate(data.read_bytes(), infer=False, graph_mode="data")[1]
    results = report.subjects(RDF.type, SH.ValidationResult)
    found = ((report.value(each, SH.sourceShape), report.value(each, SH.focusNode)) for each in results)
    return {(str(rule), str(focus)) for rule, focus in found if not isinstance(focus, BNode)}


def _ours(root: Path, laps: Laps) -> set[tuple[str, str]]:
    """What `plangraph validate` does but for the table, step by step; the same of its shapes."""
    with laps.lap("plangraph"):
        with laps.lap("load the data"):
            store = Store.load(root)
        with laps.lap("read the rules"):
            rules = Rules(root)
        with laps.lap("count what the service says"):
            everything = told(store)
        with laps.lap("run shapes and dataset rules"):
            found = faults(store, rules, described=everything)
        with laps.lap("count what was examined"):
            examined = {rule: rules.examined(rule, everything) for rule in rules.chosen}
        check = Check(store, rules, tuple(found), 0.0, examined)
        with laps.lap("put into words"):
            check.report("ja")
    shapes = set(rules.shape_names())
    return {(each.rule, each.focus) for each in found if each.rule in shapes}


def _print(laps: Laps) -> None:
    medians = {name: median(times) for name, times in laps.seconds.items()}
    print("| | min s | median s | max s |\n|---|--:|--:|--:|")
    for name, times in laps.seconds.items():
        side = name if name in ("plangraph", "pyshifty") else f"… {name}"
        print(f"| {side} | {min(times):.2f} | {medians[name]:.2f} | {max(times):.2f} |")
    print(f"\nratio of the medians: {medians['pyshifty'] / medians['plangraph']:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--municipalities", type=int, default=100, help="0 takes the shipped data (default: 100)")
    parser.add_argument("--runs", type=int, default=3)
    main(parser.parse_args())
