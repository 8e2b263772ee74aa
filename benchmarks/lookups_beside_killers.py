"""How much longer a point look-up takes while all workers but one are kept busy by endless queries.

    .venv/bin/python benchmarks/lookups_beside_killers.py [rounds] [workers]

Each round asks an idle server and then the same one beside the endless queries. Prints a Markdown table of
milliseconds over HTTP and the ratio of the medians. No answers are kept.
"""

from __future__ import annotations

import contextlib
import http.client
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from running_server import ENDLESS, Server, running_server, until

GOAL = "https://w3id.org/plangraph/id/ichinoseki/plan/2026/goal/20"
LOOKUP = f"SELECT ?number {{ <{GOAL}> <https://w3id.org/plangraph/ontology#number> ?number }}"
LOOKUPS = 200
"""Look-ups in each half of a round; they take less time than an endless query is allowed."""


def main(rounds: int, workers: int) -> None:
    """Time both and print the table."""
    idle: list[float] = []
    beside: list[float] = []
    with running_server("--cache", "0", "--workers", str(workers), "--deadline", "60") as server:
        _look_up(server)
        for _ in range(rounds):
            idle += _look_up(server)
            killers = [server.connection(_request(ENDLESS)) for _ in range(workers - 1)]
            if not until(lambda: _running(server) == workers - 1):
                sys.exit("the endless queries do not run")
            beside += _look_up(server)
            for killer in killers:
                killer.close()
            if not until(lambda: not _running(server)):
                sys.exit("the endless queries do not end")
    print("| look-ups | n | lowest decile ms | median ms | highest decile ms |\n|---|---|---|---|---|")
    _print("idle server", idle)
    _print(f"beside {workers - 1} of {workers} workers kept busy", beside)
    print(f"\nratio of the medians: {statistics.median(beside) / statistics.median(idle):.2f}")


def _look_up(server: Server) -> list[float]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
    times = []
    for _ in range(LOOKUPS):
        begin = time.perf_counter()
        connection.request("GET", "/sparql?" + urlencode({"query": LOOKUP}), headers={"Accept": "text/csv"})
        if connection.getresponse().read() != b"number\r\n20\r\n":
            sys.exit("a look-up was not answered")
        times.append((time.perf_counter() - begin) * 1000)
    connection.close()
    return times


def _running(server: Server) -> int:
    """How many workers compute at this moment."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return sum(worker.status() == psutil.STATUS_RUNNING for worker in server.workers())
    return -1


def _request(query: str) -> bytes:
    return f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def _print(name: str, times: list[float]) -> None:
    deciles = statistics.quantiles(times, n=10)
    print(f"| {name} | {len(times)} | {deciles[0]:.2f} | {statistics.median(times):.2f} | {deciles[-1]:.2f} |")


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    main(*given, *[5, 2][len(given) :])
