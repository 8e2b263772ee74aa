"""How long each question of the catalogue takes with the shipped data, its page included, and how long rdflib takes.

    .venv/bin/python benchmarks/questions.py [runs]

Prints a Markdown table of milliseconds, the slowest page first. Nothing is kept between the runs; the sides take turns.
rdflib answers a question once and is stopped after ten seconds; where it fails, its error stands instead.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import time
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import rdflib
from sparql_client import Connection

from plangraph.query import QueryService
from plangraph.questions import Asked, asked, questions
from plangraph.releases import n_quads
from plangraph.settings import Settings
from plangraph.store import Store

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from running_server import running_server

PATIENCE = 10.0  # seconds
AIM = 200.0  # milliseconds for the page of a question


def main(runs: int) -> None:
    """Measure all questions and print the table."""
    store = Store.load()
    peer = rdflib.Dataset(default_union=True)
    peer.parse(data=n_quads(store.engine), format="nquads")
    rows = []
    with (
        QueryService(store, Settings(cache=0)) as service,
        running_server("--cache", "0") as server,
        Connection(server.url) as connection,
    ):
        for question in questions(store, "ja"):
            found = asked(store, question, {})
            page = f"GET /questions/{question.slug} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n"
            rows.append((found, *_turns(service, found, connection, page.encode(), runs), _peer(peer, found)))
    _print(sorted(rows, key=lambda row: -row[2]))


def _turns(service: QueryService, found: Asked, connection: Connection, page: bytes, runs: int) -> tuple[float, float]:
    """The medians, in milliseconds, of the answer as a table and of the whole page; the first run does not count."""
    answers, pages = [], []
    for _ in range(runs + 1):
        begin = time.perf_counter()
        service.table(found.sparql)
        between = time.perf_counter()
        connection.ask(page)
        answers.append((between - begin) * 1000)
        pages.append((time.perf_counter() - between) * 1000)
    return statistics.median(answers[1:]), statistics.median(pages[1:])


def _peer(graph: rdflib.Dataset, found: Asked) -> str | float:
    """Milliseconds that rdflib takes in a process of its own, or what became of it instead."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_ask_peer, args=(graph, found.sparql, theirs))
    process.start()
    taken: str | float = ours.recv() if ours.poll(PATIENCE) else f"> {PATIENCE * 1000:,.0f}"
    process.kill()
    process.join()
    return taken


def _ask_peer(graph: rdflib.Dataset, sparql: str, told: Pipe) -> None:
    begin = time.perf_counter()
    try:
        list(graph.query(sparql))
    except Exception as error:
        told.send(type(error).__name__)
    else:
        told.send((time.perf_counter() - begin) * 1000)


def _print(rows: list[tuple[Asked, float, float, str | float]]) -> None:
    print("| question | answer ms | page ms | rdflib ms | ratio |\n|---|--:|--:|--:|--:|")
    for found, answer, page, peer in rows:
        theirs, ratio = (peer, "") if isinstance(peer, str) else (f"{peer:,.0f}", f"{peer / answer:,.0f}")
        print(f"| {found.question.slug} | {answer:.1f} | {page:.1f} | {theirs} | {ratio} |")
    slow = sum(page > AIM for _, _, page, _ in rows)
    print(f"\n{len(rows)} questions, {slow} of them above {AIM:.0f} ms.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
