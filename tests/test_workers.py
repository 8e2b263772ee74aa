"""Queries that do their worst, in processes that can be stopped: forked ones, and those for systems without fork."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pyoxigraph
import pytest
from pools import (
    BOMB,
    ENDLESS,
    SETTINGS,
    answers,
    busy_one,
    data,
    descriptors,
    ended,
    filled,
    hosts_of,
    job,
    taken,
    workers_of,
)

from plangraph.errors import (
    ClientGone,
    DeadlinePassed,
    EvaluationFailed,
    MemoryExceeded,
    NestingTooDeep,
    ServerStopping,
    WorkerLost,
    WorkersBusy,
)
from plangraph.sandbox.admission import Client
from plangraph.sandbox.evaluation import evaluate
from plangraph.sandbox.workers import WorkerPool
from plangraph.settings import Settings


@pytest.fixture(scope="module", params=[0, 1], ids=["forked", "spawned"])
def spawn(request: pytest.FixtureRequest) -> int:
    """Both ways to make workers."""
    return int(request.param)


@pytest.fixture(scope="module")
def shared(spawn: int) -> Iterator[WorkerPool]:
    with WorkerPool(data(), replace(SETTINGS, spawn=spawn)) as pool:
        yield filled(pool)


@pytest.fixture
def own(spawn: int) -> Iterator[WorkerPool]:
    with WorkerPool(data(), replace(SETTINGS, spawn=spawn)) as pool:
        yield filled(pool)


def test_a_query_is_answered(shared: WorkerPool) -> None:
    answer = shared.run(job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert json.loads(answer.body)["results"]["bindings"][0]["n"]["value"] == "3000"
    assert answer.truncated is None
    assert answer.size == len(answer.body)
    assert answer.format.name == "json"


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


def test_a_query_whose_asker_has_gone_is_stopped_at_once(shared: WorkerPool) -> None:
    start = time.monotonic()
    with pytest.raises(ClientGone):
        shared.run(job(ENDLESS), Client("192.0.2.1", gone=lambda: time.monotonic() > start + 0.3))
    assert answers(shared)
    assert time.monotonic() - start < 3


def test_who_has_gone_waits_for_no_worker(spawn: int) -> None:
    settings = replace(SETTINGS, workers=1, deadline=2.0, spawn=spawn)
    with WorkerPool(data(), settings) as pool, ThreadPoolExecutor(1) as thread:
        killer = thread.submit(pool.run, job(ENDLESS, deadline=1.5))
        assert taken(pool, least=0)
        with pytest.raises(ClientGone):
            pool.run(job(ENDLESS), Client("192.0.2.1", gone=lambda: True))
        assert not killer.done()


def test_a_worker_that_stops_itself_in_no_way_is_killed(own: WorkerPool) -> None:
    for worker in workers_of(own):
        worker.suspend()
    with ThreadPoolExecutor(2) as threads:
        stuck = [threads.submit(own.run, job(ENDLESS, deadline=0.1)) for _ in range(2)]
        assert [type(each.exception()) for each in stuck] == [DeadlinePassed, DeadlinePassed]
    assert answers(own)


def test_a_worker_that_died_while_idle_is_replaced_unnoticed(own: WorkerPool) -> None:
    for worker in workers_of(own):
        worker.kill()
        assert ended(worker.pid)
    assert answers(own)
    assert answers(own)


def test_a_worker_that_somebody_kills_has_not_used_too_much_memory(own: WorkerPool) -> None:
    assert answers(own)
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(own.run, job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", deadline=5))
        os.kill(busy_one(own), signal.SIGKILL)
        assert isinstance(asked.exception(), WorkerLost)
    assert answers(own)


def test_when_all_processes_die_others_take_their_place(own: WorkerPool) -> None:
    for process in [*hosts_of(own), *workers_of(own)]:
        process.kill()
    assert answers(own)
    assert answers(own)
    assert filled(own).lending.idle == 2


def test_killers_leave_nothing_behind(shared: WorkerPool) -> None:
    before = descriptors()
    for text in [ENDLESS, BOMB] * 4:
        with pytest.raises((DeadlinePassed, MemoryExceeded)):
            shared.run(job(text, deadline=0.1))
        assert answers(shared)
    assert len(workers_of(filled(shared))) == 2
    assert descriptors() <= before  # fewer, where the test before this one had some left to close
    assert shared.lending.idle == 2
    assert not any(process.status() == "zombie" for process in workers_of(shared))


def test_eight_threads_each_get_their_own_answers(shared: WorkerPool) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(lambda index: answers(shared, index), range(400)))


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


def test_who_finds_no_worker_is_told_so_in_time(spawn: int) -> None:
    settings = Settings(deadline=0.6, workers=1, spawn=spawn)
    with WorkerPool(data(), settings) as pool, ThreadPoolExecutor(1) as thread:
        assert answers(pool)
        killer = thread.submit(pool.run, job(ENDLESS, deadline=0.6))
        assert taken(pool, least=0)
        with pytest.raises(WorkersBusy):
            answers(pool)
        assert isinstance(killer.exception(), DeadlinePassed)
        assert answers(pool)


def test_closing_ends_every_process_also_a_busy_one(spawn: int) -> None:
    before = descriptors()
    pool = filled(WorkerPool(data(), replace(SETTINGS, spawn=spawn)))
    processes = [*hosts_of(pool), *workers_of(pool)]
    with ThreadPoolExecutor(1) as thread:
        killer = thread.submit(pool.run, job(ENDLESS, deadline=10))
        assert taken(pool)
        pool.close()
        assert isinstance(killer.exception(), ServerStopping)
    pool.close()
    with pytest.raises(ServerStopping):
        answers(pool)
    assert all(ended(process.pid) for process in processes)
    assert descriptors() <= before
