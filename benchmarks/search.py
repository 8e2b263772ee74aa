"""How much faster the index finds the first 50 things for a word than SPARQL's CONTAINS does in the same process.

First the index must find all that SPARQL finds; then they take turns. SPARQL is asked twice: for the first 50 in order,
as the index gives them, and for any 50. *Told* is what the pages show: 50 things with their kinds, numbers and where
they stand. Prints a Markdown table of medians.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Set
from pathlib import Path
from statistics import geometric_mean, median

import country
import psutil
from pyoxigraph import QuerySolutions

from plangraph import catalog
from plangraph.matches import matches
from plangraph.namespaces import PREFIXES, RDF_TYPE
from plangraph.search import prepare, search
from plangraph.search.ranks import objects, standings
from plangraph.store import Store

EXAMPLES = """examples:
  .venv/bin/python benchmarks/search.py
  .venv/bin/python benchmarks/search.py --municipalities 1741 --runs 5
  .venv/bin/python benchmarks/search.py --words 水 公民館
"""
WORDS = ("水", "地域", "医療", "の", "観光業", "龘")
MOST = 50
LOOKUPS = 20
"""Look-ups in the index for one of SPARQL, as they are so short."""
CONTAINS = """SELECT ?thing ?label {{ VALUES ?naming {{ rdfs:label skos:prefLabel skos:altLabel }}
  ?thing ?naming ?label FILTER(CONTAINS(LCASE(STR(?label)), "{word}")) }} {rest}"""


def main(options: argparse.Namespace) -> None:
    """Load the data, compare, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        root = catalog.root()
        if options.municipalities:
            root = country.write(Path(folder) / "country", options.municipalities)
        store = Store.load(root)
    _tell_index(store)
    known = standings(store, objects(store, RDF_TYPE)).keys()
    contains = (f"CONTAINS, {which} {MOST} ms | ratio" for which in ("first", "any"))
    print(f"\n| {' | '.join(('word', 'things', 'index ms', 'told ms', *contains))} |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    ratios = [_row(store, word, options.runs, known) for word in options.words]
    first, any_ = (geometric_mean(each) for each in zip(*ratios, strict=True))
    print(f"| geometric mean | | | | | {first:.0f} | | {any_:.0f} |")


def _tell_index(store: Store) -> None:
    """Have the index made, and tell how long that took and what it takes in memory."""
    process = psutil.Process()
    before, begin = process.memory_info().rss, time.perf_counter()
    index = prepare(store)
    taken, grown = time.perf_counter() - begin, (process.memory_info().rss - before) / 1e6
    texts = len(index.names.texts) + len(index.summaries.texts)
    print(f"{len(store):,} triples, {texts:,} texts; the index was made in {taken:.2f} s and takes {grown:.0f} MB.")


def _row(store: Store, word: str, runs: int, known: Set[str]) -> tuple[float, float]:
    """Print what was measured of a word; the two ratios."""
    things = _compare(store, word, known)
    index: list[float] = []
    ranked: list[float] = []
    first: list[float] = []
    any_: list[float] = []
    for _ in range(runs):
        index += [_timed(lambda: search(store, word, MOST)) for _ in range(LOOKUPS)]
        ranked.append(_timed(lambda: matches(store, word, "ja", MOST)))
        first.append(_timed(lambda: _asked(store, word, f"ORDER BY ?label LIMIT {MOST}")))
        any_.append(_timed(lambda: _asked(store, word, f"LIMIT {MOST}")))
    ours, told, ordered, unordered = map(median, (index, ranked, first, any_))
    ratios = ordered / ours, unordered / ours
    cells = [f"{things:,}", f"{ours:.3f}", f"{told:.2f}", f"{ordered:,.2f}", f"{ratios[0]:,.0f}"]
    print(f"| {word} | {' | '.join(cells)} | {unordered:,.2f} | {ratios[1]:,.0f} |")
    return ratios


def _compare(store: Store, word: str, known: Set[str]) -> int:
    """How many things the index finds. Ends the program if SPARQL finds another of those that can be found."""
    ours = {each.iri for each in search(store, word, sys.maxsize)}
    if not {thing for thing, _ in _asked(store, word, "")} & known <= ours:
        sys.exit(f"{word}: SPARQL finds what the index does not")
    return len(ours)


def _asked(store: Store, word: str, rest: str) -> list[tuple[str, str]]:
    query = CONTAINS.format(word=word, rest=rest)
    found = store.engine.query(query, use_default_graph_as_union=True, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)  # noqa: S101 - a SELECT
    return [(row["thing"].value, row["label"].value) for row in found]


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--municipalities", type=int, help="measure a synthetic country of so many")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--words", nargs="+", default=WORDS)
    main(parser.parse_args())
