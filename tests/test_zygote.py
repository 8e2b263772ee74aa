"""The process that forks workers, and how they are confined."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pyoxigraph
import pytest
from pools import ENDLESS, SETTINGS, answers, data, ended, filled, hosts_of, job, taken, workers_of
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from plangraph.errors import DeadlinePassed, WorkersBusy, WorkersGone
from plangraph.sandbox import hosts
from plangraph.sandbox.hosts import Forking
from plangraph.sandbox.workers import WorkerPool


@pytest.fixture
def own() -> Iterator[WorkerPool]:
    with WorkerPool(data(), SETTINGS) as pool:
        yield filled(pool)


def limit(pid: int, name: str) -> list[str]:
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line.removeprefix(name).split()[:2] for line in limits if line.startswith(name))


def test_a_worker_can_open_neither_socket_nor_file_nor_much_memory(own: WorkerPool) -> None:
    for worker in workers_of(own):
        assert sorted(entry.name for entry in Path(f"/proc/{worker.pid}/fd").iterdir()) == ["0", "1", "2", "3"]
        assert limit(worker.pid, "Max open files") == ["4", "4"]
        assert int(limit(worker.pid, "Max address space")[0]) < worker.memory_info().vms + (129 << 20)


def test_it_forks_with_one_thread_only(own: WorkerPool) -> None:
    assert [process.num_threads() for process in [*hosts_of(own), *workers_of(own)]] == [1, 1, 1]


def test_a_signal_to_the_whole_group_ends_the_server_and_not_its_workers(own: WorkerPool) -> None:
    before = workers_of(own)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for process in [*hosts_of(own), *workers_of(own)]:
            process.send_signal(number)
        assert answers(own)
    assert workers_of(own) == before


def test_where_no_descriptor_is_left_there_is_no_worker_and_later_there_is(own: WorkerPool) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    zygote = hosts_of(own)[0].pid
    for worker in workers_of(own):
        worker.kill()
        assert ended(worker.pid)
    resource.prlimit(zygote, resource.RLIMIT_NOFILE, (4, hard))
    with pytest.raises(WorkersBusy):
        answers(own)
    resource.prlimit(zygote, resource.RLIMIT_NOFILE, (64, hard))
    assert answers(own)


def test_a_worker_that_cannot_be_handed_over_is_buried(own: WorkerPool) -> None:
    made = own._hosts
    assert isinstance(made, Forking)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.ExitStack() as restored:
        restored.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        with contextlib.suppress(OSError):
            while True:
                restored.callback(os.close, os.dup(0))
        assert made.worker() == (None, None)
    worker, _ = made.worker()
    assert worker
    assert not [each for each in workers_of(own) if each.status() == "zombie"]
    worker.channel.close()


def test_a_query_that_a_dying_worker_never_read_is_answered_by_another(own: WorkerPool) -> None:
    for worker in workers_of(own):
        worker.suspend()
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(answers, own)
        assert taken(own)
        for worker in workers_of(own):
            worker.kill()
        assert asked.result()


def test_without_its_zygote_a_worker_goes_on_and_the_next_ones_have_another(own: WorkerPool) -> None:
    zygote = hosts_of(own)[0]
    zygote.kill()
    assert answers(own)
    with pytest.raises(DeadlinePassed):  # nobody can tell how it ended, but it took its time
        own.run(job(ENDLESS, deadline=0.1))
    assert answers(own)
    assert hosts_of(own)[0] != zygote


def test_a_zygote_that_is_stuck_is_given_up(own: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "_FORK_TIMEOUT", 0.2)
    monkeypatch.setattr(hosts, "_END_TIMEOUT", 0.2)
    stuck = hosts_of(filled(own))[0]
    for worker in workers_of(own):
        worker.kill()
    assert answers(own)  # by the forking of which the shorter time begins
    stuck.suspend()
    with pytest.raises(DeadlinePassed):
        own.run(job(ENDLESS, deadline=0.1))
    assert answers(own)
    assert ended(stuck.pid)


def test_closing_does_not_wait_for_a_zygote_that_is_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "_END_TIMEOUT", 0.2)
    pool = filled(WorkerPool(data(), SETTINGS))
    stuck = hosts_of(pool)[0]
    stuck.suspend()
    pool.close()
    assert ended(stuck.pid)


@pytest.mark.parametrize("spawn", [0, 1])
def test_when_the_server_is_killed_its_processes_end_by_themselves(spawn: int) -> None:
    code = (
        "import sys; from threading import Thread; from pools import *\n"
        f"pool = filled(WorkerPool(data(), Settings(workers=2, spawn={spawn}))); assert answers(pool)\n"
        "Thread(target=pool.run, args=[job(ENDLESS, deadline=2)]).start(); busy_one(pool)\n"
        "print(*(each.pid for each in [*hosts_of(pool), *workers_of(pool)]), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        processes = [int(pid) for pid in server.stdout.readline().split()]
        server.kill()
    assert len(processes) >= 3
    assert all(ended(pid) for pid in processes)


def test_a_part_of_the_data_is_never_taken_for_the_whole() -> None:
    whole = pyoxigraph.Store()
    whole.extend(Quad(NamedNode(f"http://s/{n}"), NamedNode("http://p"), Literal("v")) for n in range(50))

    def failing(file: IO[bytes]) -> None:
        whole.dump(file, RdfFormat.N_QUADS)
        raise MemoryError

    with WorkerPool(failing, SETTINGS) as pool, pytest.raises(WorkersGone):
        pool.run(job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
