"""Queries that do their worst, in processes that can be stopped."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from plangraph.errors import (
    AnswerTooLarge,
    DeadlinePassed,
    EvaluationFailed,
    MemoryExceeded,
    NestingTooDeep,
    QuerySyntax,
    ServerStopping,
    WorkersBusy,
    WorkersGone,
)
from plangraph.sandbox.evaluation import Job, evaluate
from plangraph.sandbox.workers import WorkerPool
from plangraph.settings import Settings
from plangraph.sparql import formats

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
BOMB = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
SETTINGS = Settings(deadline=5.0, memory=128, workers=2)


def engine() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    predicate, graphs = NamedNode("http://p"), [NamedNode(f"http://g/{index}") for index in range(3)]
    store.extend(
        Quad(NamedNode(f"http://s/{index}"), predicate, Literal(f"v{index}"), graphs[index % 3])
        for index in range(3000)
    )
    return store


def job(text: str, deadline: float = 5.0, format_name: str = "json") -> Job:
    kind: formats.Kind = "rows" if format_name in ("json", "csv", "xml", "tsv") else "graph"
    return Job(text, True, formats.named(format_name, kind), rows=1000, megabytes=4, deadline=deadline)


def lookup(index: int) -> Job:
    return job(f"SELECT ?o {{ <http://s/{index}> <http://p> ?o }}", format_name="csv")


def answers(pool: WorkerPool, index: int = 7) -> bool:
    return pool.run(lookup(index)).body == f"o\r\nv{index}\r\n".encode()


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def workers_of(pool: WorkerPool) -> list[int]:
    return children(zygote_of(pool))


def zygote_of(pool: WorkerPool) -> int:
    return pool._zygote.pid


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def ended(pid: int, within: float = 5.0) -> bool:
    """Whether a process that is not our child ends in time."""
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
    while pool.idle > least and time.monotonic() < until:
        pass
    return pool.idle <= least


def busy_one(pool: WorkerPool, within: float = 4.0) -> int:
    """The worker that has computed for some hundredths of a second."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        for pid in workers_of(pool):
            if int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11]) > 5:
                return pid
    raise TimeoutError


@pytest.fixture(scope="module")
def shared() -> Iterator[WorkerPool]:
    with WorkerPool(engine(), SETTINGS) as pool:
        yield pool


@pytest.fixture
def own() -> Iterator[WorkerPool]:
    with WorkerPool(engine(), SETTINGS) as pool:
        yield pool


def test_a_query_is_answered(shared: WorkerPool) -> None:
    answer = shared.run(job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert json.loads(answer.body)["results"]["bindings"][0]["n"]["value"] == "3000"
    assert answer.truncated is None
    assert answer.format.name == "json"


def test_the_union_is_the_default_graph_only_when_asked_for(shared: WorkerPool) -> None:
    text = "SELECT (COUNT(*) AS ?n) FROM <http://g/1> { ?s ?p ?o }"
    assert shared.run(replace(job(text, format_name="csv"), union=False)).body == b"n\r\n1000\r\n"


def test_relative_iris_have_our_base(shared: WorkerPool) -> None:
    assert (
        shared.run(job("SELECT (<id/x> AS ?x) {}", format_name="csv")).body
        == b"x\r\nhttps://w3id.org/plangraph/id/x\r\n"
    )


def test_rows_and_triples_are_cut_at_the_cap(shared: WorkerPool) -> None:
    rows = shared.run(job("SELECT * { ?s ?p ?o }"))
    assert (len(json.loads(rows.body)["results"]["bindings"]), rows.truncated) == (1000, 1000)
    graph = shared.run(job("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", format_name="ntriples"))
    assert (graph.body.count(b" .\n"), graph.truncated) == (1000, 1000)
    whole = shared.run(job("CONSTRUCT { ?s ?p ?o } { GRAPH <http://g/1> { ?s ?p ?o } }", format_name="ntriples"))
    assert (whole.body.count(b" .\n"), whole.truncated) == (1000, None)


def test_a_graph_that_is_too_large_is_refused(shared: WorkerPool) -> None:
    text = "CONSTRUCT { ?s ?p ?long } { ?s ?p ?o BIND(REPLACE('" + "x" * 9000 + "', 'y', STR(?o)) AS ?long) }"
    with pytest.raises(AnswerTooLarge):
        shared.run(job(text, format_name="turtle"))


def test_what_is_wrong_with_the_query_comes_back_from_the_worker(shared: WorkerPool) -> None:
    with pytest.raises(QuerySyntax) as syntax:
        shared.run(job("SELECT * {\n ?s pg:x ?o }"))
    assert syntax.value.fields["line"] == 2
    with pytest.raises(EvaluationFailed, match="not supported"):
        shared.run(job("SELECT (<http://f>(1) AS ?x) {}"))


def test_an_endless_query_is_stopped_at_its_deadline_and_the_next_is_answered_at_once(shared: WorkerPool) -> None:
    start = time.monotonic()
    with pytest.raises(DeadlinePassed):
        shared.run(job(ENDLESS, deadline=0.3))
    stopped = time.monotonic()
    assert answers(shared)
    assert 0.3 <= stopped - start < 3
    assert time.monotonic() - stopped < 3


def test_others_are_answered_while_an_endless_query_runs(shared: WorkerPool) -> None:
    with ThreadPoolExecutor(1) as thread:
        killer = thread.submit(shared.run, job(ENDLESS, deadline=0.5))
        assert taken(shared)
        assert all(answers(shared, index) for index in range(50))
        assert not killer.done()
        assert isinstance(killer.exception(), DeadlinePassed)


def test_a_memory_bomb_dies_alone(shared: WorkerPool) -> None:
    with pytest.raises(MemoryExceeded):
        shared.run(job(BOMB))
    assert answers(shared)


@pytest.mark.parametrize(
    "text",
    ["SELECT * " + "{" * 40_000 + "}" * 40_000, "SELECT * " + "{" * 40_000, "SELECT * {" + "?s ?p ?o ." * 9000 + "}"],
)
def test_brackets_beyond_all_measure_are_survived(shared: WorkerPool, text: str) -> None:
    with pytest.raises(NestingTooDeep):
        shared.run(job(text))
    assert answers(shared)


def test_a_worker_that_stops_itself_in_no_way_is_killed(own: WorkerPool) -> None:
    for worker in workers_of(own):
        os.kill(worker, signal.SIGSTOP)
    with ThreadPoolExecutor(2) as threads:
        stuck = [threads.submit(own.run, job(ENDLESS, deadline=0.1)) for _ in range(2)]
        assert [type(each.exception()) for each in stuck] == [DeadlinePassed, DeadlinePassed]
    assert answers(own)


def test_a_worker_that_died_while_idle_is_replaced_unnoticed(own: WorkerPool) -> None:
    for worker in workers_of(own):
        os.kill(worker, signal.SIGKILL)
        assert ended(worker)
    assert answers(own)
    assert answers(own)


def test_a_worker_that_somebody_kills_has_not_used_too_much_memory(own: WorkerPool) -> None:
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(own.run, job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", deadline=5))
        assert taken(own)
        os.kill(busy_one(own), signal.SIGKILL)
        assert isinstance(asked.exception(), EvaluationFailed)
    assert answers(own)


def test_where_no_descriptor_is_left_there_is_no_worker_and_later_there_is(own: WorkerPool) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for worker in workers_of(own):
        os.kill(worker, signal.SIGKILL)
        assert ended(worker)
    resource.prlimit(zygote_of(own), resource.RLIMIT_NOFILE, (4, hard))
    with pytest.raises(WorkersBusy):
        answers(own)
    resource.prlimit(zygote_of(own), resource.RLIMIT_NOFILE, (64, hard))
    assert answers(own)


def test_a_query_that_a_dying_worker_never_read_is_answered_by_another(own: WorkerPool) -> None:
    for worker in workers_of(own):
        os.kill(worker, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(answers, own)
        assert taken(own)
        for worker in workers_of(own):
            os.kill(worker, signal.SIGKILL)
        assert asked.result()


def test_twenty_killers_leave_nothing_behind(shared: WorkerPool) -> None:
    before = descriptors()
    for text in [ENDLESS, BOMB] * 10:
        with pytest.raises((DeadlinePassed, MemoryExceeded)):
            shared.run(job(text, deadline=0.1))
        assert answers(shared)
    assert descriptors() == before
    assert shared.idle == 2
    assert len(workers_of(shared)) == 2
    assert not any(state(pid) == "Z" for pid in [*children(os.getpid()), *workers_of(shared)])


def test_eight_threads_each_get_their_own_answers(shared: WorkerPool) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(lambda index: answers(shared, index), range(400)))


def test_a_worker_can_open_neither_socket_nor_file(shared: WorkerPool) -> None:
    for worker in workers_of(shared):
        assert sorted(entry.name for entry in Path(f"/proc/{worker}/fd").iterdir()) == ["0", "1", "2", "3"]
        limits = Path(f"/proc/{worker}/limits").read_text()
        assert [line.split()[3:5] for line in limits.splitlines() if line.startswith("Max open files")] == [["4", "4"]]


def test_service_reaches_nobody_even_past_the_guard(shared: WorkerPool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        call = job(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        with pytest.raises(EvaluationFailed):
            shared.run(call)
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()
        # Without a worker around it, the engine does call: so the listener would have seen it.
        listener.settimeout(5)
        with ThreadPoolExecutor(1) as thread:
            seen = thread.submit(lambda: listener.accept()[0].close())
            with pytest.raises(EvaluationFailed):
                evaluate(pyoxigraph.Store(), call)
            assert seen.exception() is None


def test_a_signal_to_the_whole_group_ends_the_server_and_not_its_workers(shared: WorkerPool) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        for pid in [zygote_of(shared), *workers_of(shared)]:
            os.kill(pid, number)
        assert answers(shared)
        assert len(workers_of(shared)) == 2


def test_who_finds_no_worker_is_told_so_in_time() -> None:
    with WorkerPool(engine(), Settings(deadline=0.6, workers=1)) as pool, ThreadPoolExecutor(1) as thread:
        killer = thread.submit(pool.run, job(ENDLESS, deadline=0.6))
        assert taken(pool, least=0)
        with pytest.raises(WorkersBusy):
            answers(pool)
        assert isinstance(killer.exception(), DeadlinePassed)
        assert answers(pool)


def test_without_a_zygote_there_is_an_error_and_no_waiting() -> None:
    with WorkerPool(engine(), Settings(workers=1)) as pool:
        os.kill(zygote_of(pool), signal.SIGKILL)
        assert answers(pool)
        start = time.monotonic()
        with pytest.raises(WorkersGone):
            pool.run(job(ENDLESS, deadline=0.1))
        with pytest.raises(WorkersGone):
            answers(pool)
        assert time.monotonic() - start < 5


def test_closing_ends_every_process_also_a_busy_one() -> None:
    before = descriptors()
    pool = WorkerPool(engine(), Settings(workers=2))
    processes = [zygote_of(pool), *workers_of(pool)]
    with ThreadPoolExecutor(1) as thread:
        killer = thread.submit(pool.run, job(ENDLESS, deadline=10))
        assert taken(pool)
        pool.close()
        assert isinstance(killer.exception(), ServerStopping)
    pool.close()
    with pytest.raises(ServerStopping):
        answers(pool)
    assert all(ended(pid) for pid in processes)
    assert descriptors() == before


def test_when_the_server_is_killed_its_processes_end_by_themselves() -> None:
    code = (
        "import pyoxigraph, sys\n"
        "from plangraph.sandbox.workers import WorkerPool; from plangraph.settings import Settings\n"
        "pool = WorkerPool(pyoxigraph.Store(), Settings(workers=2))\n"
        "print(pool._zygote.pid, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        zygote = int(server.stdout.readline())
        processes = [zygote, *children(zygote)]
        server.kill()
    assert len(processes) == 3
    assert all(ended(pid) for pid in processes)
