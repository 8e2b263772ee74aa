"""Without the processes that run queries the server tells so, shows its pages, and recovers by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import psutil
import pytest
from adversity import Harm, Python, messages
from running_server import Answer, Server, until

NUMBERS = count()
SETTINGS = {"PLANGRAPH_CACHE": "0", "PLANGRAPH_DEADLINE": "4"}
HARMS: tuple[Harm, ...] = (Python.vanish, Python.end_at_once)


@pytest.fixture
def python(tmp_path: Path) -> Python:
    return Python(tmp_path / "python")


def ask(server: Server) -> Answer:
    """Ask what nobody has asked before."""
    return server.ask(f"SELECT ({next(NUMBERS)} AS ?number) {{}}")


def kill(processes: list[psutil.Process]) -> None:
    for each in processes:
        each.kill()
    assert until(lambda: not any(runs(each) for each in processes))


def runs(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def refused(answer: Answer) -> bool:
    """Whether it is refused in such a way that the asker knows when to ask again."""
    if answer.status == 200:
        return False
    problem = json.loads(answer.body)
    assert answer.status == problem["status"] == 503
    assert int(answer.headers["Retry-After"]) > 0
    return str(problem["type"]).partition("#")[2] in ("workers-gone", "workers-unstarted")


@pytest.mark.parametrize("spawn", ["0", "1"], ids=["forked", "spawned"])
@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_without_workers_queries_are_refused_pages_are_shown_and_it_ends_with_its_cause(
    harm: Harm, spawn: str, python: Python, capfd: pytest.CaptureFixture[str]
) -> None:
    with python.running_server(PLANGRAPH_SPAWN=spawn, **SETTINGS) as server:
        assert ask(server).status == 200
        harm(python)
        kill(server.process.children(recursive=True))
        assert all(refused(ask(server)) for _ in range(30))
        assert server.get("/plans/").status == 200
        assert server.get("/healthz").status == 200
        assert until(lambda: server.get("/readyz").status == 503)
        python.work()
        assert until(lambda: ask(server).status == 200)
        assert until(lambda: server.get("/readyz").status == 200)
    log = messages(capfd.readouterr().err)
    assert [each.startswith("Queries cannot be answered: ") for each in log].count(True) == 1
    assert log[-1] == "Queries are answered again."
    assert len(log) <= 3  # however often it has been tried


def test_processes_that_are_killed_over_and_over_are_started_over_and_over(python: Python) -> None:
    with python.running_server(**SETTINGS) as server:
        assert ask(server).status == 200
        for _ in range(6):
            kill(server.process.children(recursive=True))
            answer = ask(server)
            assert answer.status == 200 or refused(answer)
        assert until(lambda: ask(server).status == 200)
        assert not [each for each in server.process.children(recursive=True) if not runs(each)]


def test_a_server_whose_processes_cannot_be_started_says_why_and_does_not_start(python: Python) -> None:
    python.work()
    code = f"import os, plangraph.cli as c; os.unlink({str(python.path)!r}); c.main(['serve', '--port', '0'])"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    for language, sentence in (("ja", "起動できません"), ("en", "cannot be started (No such file or directory)")):
        python.work()
        ended = subprocess.run(
            [python.path, "-c", code],
            env={**environment, "PLANGRAPH_LANG": language},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 2
        (line,) = ended.stderr.splitlines()
        assert sentence in line
