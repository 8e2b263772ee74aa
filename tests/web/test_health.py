"""Whether the server lives, and whether it can take visitors: being busy is no fault, dead workers are."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from flask.testing import FlaskClient
from running_server import ENDLESS, Server, running_server, until

from plangraph.settings import Settings
from plangraph_web import create_app
from plangraph_web.health import READINESS


@pytest.fixture
def server() -> Iterator[Server]:
    """A server whose workers may be hurt, and have read the data."""
    with running_server(PLANGRAPH_DEADLINE="4") as running:
        assert until(lambda: ready(running))
        yield running


def ready(server: Server) -> bool:
    return server.get("/readyz").status == 200


@contextmanager
def stuck(process: psutil.Process) -> Iterator[None]:
    """Have a process do nothing."""
    process.suspend()
    yield
    process.resume()


def test_both_pages_say_so_in_a_word_that_nobody_keeps(server: Server) -> None:
    for path, word in (("/healthz", "ok\n"), ("/readyz", "ready\n")):
        answer = server.get(path)
        assert (answer.status, answer.text) == (200, word)
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
        head = server.get(path, method="HEAD")
        assert (head.status, head.body) == (200, b"")
        assert server.get(path, method="POST").status == 405


def test_while_no_worker_can_be_had_the_server_lives_but_is_not_ready_and_says_why(server: Server) -> None:
    (zygote,) = server.process.children()
    workers = server.workers()
    with stuck(zygote):
        for each in workers:
            each.kill()
        assert until(lambda: not ready(server))
        assert server.get("/healthz").status == 200
        for language, words in (("ja", "まだ返事がありません"), ("en", "have not answered yet")):
            answer = server.get("/readyz", **{"Accept-Language": language})
            assert (answer.status, answer.headers["Content-Language"]) == (503, language)
            assert words in answer.text
            assert answer.headers["Cache-Control"] == "no-store"
        assert server.get("/readyz", method="HEAD").status == 503
    assert until(lambda: ready(server))
    assert server.ask("ASK {}").status == 200


def test_when_all_processes_have_died_readiness_itself_brings_others(server: Server) -> None:
    before = server.process.children(recursive=True)
    for each in before:
        each.kill()
    assert until(lambda: ready(server) and len(set(server.process.children(recursive=True)) - set(before)) > 1)
    assert server.ask("ASK {}").status == 200


def test_a_server_all_of_whose_workers_are_busy_is_ready(server: Server) -> None:
    with ThreadPoolExecutor() as visitors:
        asked = [visitors.submit(server.ask, f"{ENDLESS} # {index}") for index in range(4)]
        assert until(lambda: server.runs(2))
        seen = []
        while not all(each.done() for each in asked):
            seen.append(server.get("/readyz").status)
    assert set(seen) == {200}
    assert len(seen) > 20
    assert {each.result().status for each in asked} == {503}


def test_asking_again_and_again_keeps_no_worker_busy(server: Server) -> None:
    before = turns(server)
    with ThreadPoolExecutor(8) as many:
        assert all(many.map(lambda _: ready(server), range(300)))
    assert turns(server) - before < 30


def turns(server: Server) -> int:
    """How often the workers were given something to do."""
    return sum(each.num_ctx_switches().voluntary for each in server.workers())


@pytest.fixture
def client(root: Path) -> Iterator[FlaskClient]:
    app = create_app(Settings(workers=1), root)
    yield app.test_client()
    app.extensions["plangraph"].close()


def test_a_server_that_comes_to_its_end_takes_no_more_visitors(client: FlaskClient) -> None:
    assert until(lambda: client.get("/readyz").status_code == 200)
    client.application.extensions[READINESS].draining = True
    answer = client.get("/readyz", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.text) == (503, "plangraph is stopping.\n")
    assert client.get("/healthz").status_code == 200


def test_who_asks_for_nothing_but_health_needs_no_data_and_leaves_no_cookie(client: FlaskClient) -> None:
    client.application.extensions["plangraph"].close()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert "Set-Cookie" not in client.get("/healthz").headers
