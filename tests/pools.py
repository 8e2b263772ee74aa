"""Pools of real worker processes over small data, and what can be seen of them from outside."""

from __future__ import annotations

import os
import select
import time
from pathlib import Path

import psutil
import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from plangraph.sandbox.evaluation import Job
from plangraph.sandbox.hosts import Forking, Spawning
from plangraph.sandbox.starting import Data
from plangraph.sandbox.workers import WorkerPool
from plangraph.settings import Settings
from plangraph.sparql import formats
from plangraph.sparql.guard import Dataset

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
BOMB = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
SETTINGS = Settings(deadline=5.0, memory=128, workers=2)


def of(store: pyoxigraph.Store) -> Data:
    return lambda file: store.dump(file, RdfFormat.N_QUADS)


def data() -> Data:
    store = pyoxigraph.Store()
    predicate, graphs = NamedNode("http://p"), [NamedNode(f"http://g/{index}") for index in range(3)]
    store.extend(
        Quad(NamedNode(f"http://s/{index}"), predicate, Literal(f"v{index}"), graphs[index % 3])
        for index in range(3000)
    )
    return of(store)


def job(
    text: str,
    deadline: float = 5.0,
    format_name: str = "json",
    dataset: Dataset | None = None,
    rows: int = 1000,
    megabytes: int = 4,
) -> Job:
    kind: formats.Kind = "rows" if format_name in ("json", "csv", "xml", "tsv") else "graph"
    return Job(text, dataset, formats.named(format_name, kind), rows, megabytes, deadline)


def lookup(index: int) -> Job:
    return job(f"SELECT ?o {{ <http://s/{index}> <http://p> ?o }}", format_name="csv")


def answers(pool: WorkerPool, index: int = 7) -> bool:
    return pool.run(lookup(index)).body == f"o\r\nv{index}\r\n".encode()


def filled(pool: WorkerPool) -> WorkerPool:
    """The pool, once all its workers have answered, and so have read the data and confined themselves."""
    orders = [pool.order(lookup(7)) for _ in range(pool.lending.idle)]
    for order in orders:
        order.finish()
    return pool


def hosts_of(pool: WorkerPool) -> list[psutil.Process]:
    """The processes that hold the data of their own."""
    hosts = pool._hosts
    if isinstance(hosts, Forking):
        return [psutil.Process(hosts.zygote.pid)]
    assert isinstance(hosts, Spawning)
    return [psutil.Process(worker.pid) for worker in list(hosts._workers)]


def workers_of(pool: WorkerPool) -> list[psutil.Process]:
    hosts = hosts_of(pool)
    return hosts[0].children() if isinstance(pool._hosts, Forking) else hosts


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def ended(pid: int, within: float = 5.0) -> bool:
    """Whether a process ends in time."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], within)[0])
    finally:
        os.close(descriptor)


def taken(pool: WorkerPool, least: int = 1, within: float = 5.0) -> bool:
    """Whether no more than `least` workers are idle in time."""
    until = time.monotonic() + within
    while pool.lending.idle > least and time.monotonic() < until:
        pass
    return pool.lending.idle <= least


def busy_one(pool: WorkerPool, within: float = 4.0) -> int:
    """The worker that has computed for some tenths of a second."""
    before = {worker.pid: worker.cpu_times().user for worker in workers_of(pool)}
    until = time.monotonic() + within
    while time.monotonic() < until:
        for worker in workers_of(pool):
            if worker.cpu_times().user > before[worker.pid] + 0.1:
                return worker.pid
    raise TimeoutError
