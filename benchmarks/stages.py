"""What each stage costs on the way from a query to its answer, for the shipped data.

    .venv/bin/python benchmarks/stages.py [runs]

Prints a Markdown table of milliseconds. The stages of a run take turns, and each does the same query.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rdflib.plugins.sparql import prepareQuery
from sparql_client import latencies, request

from plangraph.query import QueryService
from plangraph.sandbox.evaluation import evaluate
from plangraph.settings import Settings
from plangraph.store import Store

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from running_server import running_server

PLAN = "https://w3id.org/plangraph/id/ichinoseki/plan/2026"
PREFIXES = """PREFIX pg: <https://w3id.org/plangraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
QUERIES = {
    "point": f"{PREFIXES}SELECT ?name {{ <{PLAN}/goal/20> rdfs:label ?name }}",
    "hierarchy": f"{PREFIXES}SELECT ?thing ?name {{ ?thing pg:contributesTo+ <{PLAN}/vision> ; rdfs:label ?name }}",
}
JSON = "application/sparql-results+json"
TIMES = 300
"""How often each stage does it in a run."""


def main(runs: int) -> None:
    """Time all stages and print the table."""
    store = Store.load()
    print("| stage | " + " | ".join(f"{name} ms" for name in QUERIES) + " |\n|---|" + "--:|" * len(QUERIES))
    with (
        QueryService(store, Settings(cache=0)) as service,
        running_server("--cache", "0", "--access-log", "0") as computing,
        running_server("--access-log", "0") as keeping,
    ):
        rows: dict[str, list[float]] = {}
        for query in QUERIES.values():
            job = service.job(service.check(query), "json")
            stages: dict[str, Callable[[], list[float]]] = {
                "guard": partial(_timed, partial(service.check, query)),
                "for comparison: the parser of rdflib": partial(_timed, partial(prepareQuery, query), 20),
                "engine, in this process": partial(_timed, partial(evaluate, store.engine, job)),
                "engine, in a worker": partial(_timed, partial(service.run, job)),
                "over HTTP, by a thread and the application": partial(_asked, computing.url, query, "&lang=ja"),
                "over HTTP, in the fast lane": partial(_asked, computing.url, query),
                "over HTTP, an answer that is kept, in other words": partial(_asked, keeping.url, query, "&x={n}"),
                "over HTTP, the same bytes again": partial(_asked, keeping.url, query),
            }
            times: dict[str, list[float]] = {stage: [] for stage in stages}
            for _ in range(runs):
                for stage, measure in stages.items():
                    times[stage] += measure()
            for stage, found in times.items():
                rows.setdefault(stage, []).append(statistics.median(found))
    for stage, medians in rows.items():
        print(f"| {stage} | " + " | ".join(f"{each:.3f}" for each in medians) + " |")


def _timed(work: Callable[[], object], times: int = TIMES) -> list[float]:
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append((time.perf_counter() - begin) * 1000)
    return found


def _asked(server: str, query: str, more: str = "") -> list[float]:
    """Over HTTP, with more in the address."""
    one = request(f"{server}/sparql", query, JSON)
    requests = [one.replace(b" HTTP/1.1", f"{more.format(n=n)} HTTP/1.1".encode()) for n in range(5000)]
    return latencies(f"{server}/sparql", requests, 0.5)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
