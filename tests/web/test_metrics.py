"""What an operator watches: every number says what it should after requests that are known."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from broken_data import INFERRED, spoil
from flask import Flask
from prometheus_client import Metric
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_open_metrics
from prometheus_client.parser import text_string_to_metric_families as parse_text
from running_server import ENDLESS, Server, received, running_server, until

from plangraph import __version__, control
from plangraph.errors import ReloadFailed
from plangraph.settings import Settings
from plangraph.store import Store
from plangraph_web import create_app
from plangraph_web.metrics import listed
from plangraph_web.watching import TALLIES

OPEN_METRICS = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that nobody else asks, and whose workers have read the data."""
    with running_server(PLANGRAPH_DEADLINE="5", PLANGRAPH_QUERIES="5") as running:
        assert until(lambda: running.get("/readyz").status == 200)
        yield running


def metrics(server: Server) -> list[Metric]:
    return list(parse_text(server.get("/metrics").text))


def value(server: Server, name: str, **labels: str) -> float | None:
    """The value of a metric with exactly these labels, if there is one."""
    samples = [sample for metric in metrics(server) for sample in metric.samples]
    found = [sample.value for sample in samples if (sample.name, sample.labels) == (name, labels)]
    assert len(found) <= 1
    return found[0] if found else None


def becomes(server: Server, expected: float, name: str, **labels: str) -> bool:
    """Whether a metric has this value soon: an answer is counted when it has been handed over to be sent."""
    return until(lambda: value(server, name, **labels) == expected)


def test_requests_are_counted_by_route_method_and_status(server: Server) -> None:
    for _ in range(3):
        assert server.get("/plans/").status == 200
    for path in ("/id/ichinoseki", "/id/ichinoseki/plan/2026"):
        assert server.get(path, "text/html", method="HEAD").status == 200
    sent = sum(len(server.get("/id/nowhere/" + "x" * index).body) for index in range(4))
    assert becomes(server, 3, "plangraph_requests_total", route="/plans/", method="GET", status="200")
    assert becomes(server, 2, "plangraph_requests_total", route="/id/<path:path>", method="HEAD", status="200")
    assert becomes(server, 4, "plangraph_requests_total", route="/id/<path:path>", method="GET", status="404")
    assert value(server, "plangraph_answer_bytes_total", route="/id/<path:path>") == sent
    assert value(server, "plangraph_problems_total", problem="not-found") == 4
    count = value(server, "plangraph_request_duration_seconds_count", route="/id/<path:path>")
    within = value(server, "plangraph_request_duration_seconds_bucket", route="/id/<path:path>", le="30.0")
    assert count == within == 6
    assert 0 < (value(server, "plangraph_request_duration_seconds_sum", route="/id/<path:path>") or 0) < 30


def test_queries_are_counted_by_what_became_of_them(server: Server) -> None:
    for _ in range(3):
        assert server.ask("SELECT (1 AS ?x) {}").status == 200
    assert server.ask("DROP ALL").status == 400
    assert server.ask(ENDLESS, timeout="0.3").status == 503
    for outcome, number in {"computed": 1, "cached": 2, "refused": 1, "stopped": 1}.items():
        assert becomes(server, number, "plangraph_queries_total", outcome=outcome)
    assert value(server, "plangraph_query_duration_seconds_count") == 2
    assert value(server, "plangraph_query_duration_seconds_bucket", le="0.25") == 1
    assert value(server, "plangraph_problems_total", problem="deadline-passed") == 1
    assert value(server, "plangraph_cache_entries") == 1
    assert value(server, "plangraph_cache_misses_total") == 2
    assert value(server, "plangraph_cache_hits_total") == 2


def test_workers_that_are_busy_and_queries_that_wait_are_seen(server: Server) -> None:
    assert value(server, "plangraph_workers", state="idle") == 2
    with ThreadPoolExecutor() as visitors:
        asked = [visitors.submit(server.ask, f"{ENDLESS} # {index}", timeout="3") for index in range(5)]
        assert becomes(server, 2, "plangraph_workers", state="busy")
        assert becomes(server, 3, "plangraph_queries_waiting")
        assert value(server, "plangraph_queries_admitted") == 5
        assert server.ask("ASK {}").status == 503
        assert all(each.result().status == 503 for each in asked)
    assert becomes(server, 0, "plangraph_queries_admitted")
    assert becomes(server, 2, "plangraph_workers", state="idle")
    assert (value(server, "plangraph_queries_total", outcome="busy") or 0) >= 1


def test_a_worker_that_was_killed_over_a_query_is_seen(server: Server) -> None:
    with ThreadPoolExecutor() as visitors:
        asked = visitors.submit(server.ask, ENDLESS)
        assert until(server.runs)
        for each in server.workers():
            each.kill()
        assert asked.result().status == 503
    assert becomes(server, 1, "plangraph_problems_total", problem="worker-lost")
    assert becomes(server, 1, "plangraph_queries_total", outcome="failed")
    assert server.ask("ASK {}").status == 200
    assert becomes(server, 2, "plangraph_workers", state="idle")


def test_connections_and_threads_are_counted(server: Server) -> None:
    before = value(server, "plangraph_connections") or 0
    with ExitStack() as opened:
        for _ in range(7):
            opened.enter_context(server.connection(b"GET"))
        assert becomes(server, before + 7, "plangraph_connections")
    assert becomes(server, before, "plangraph_connections")
    assert becomes(server, 1, "plangraph_threads", state="busy")  # it is that which tells so
    assert becomes(server, 5 + 4 - 1, "plangraph_threads", state="idle")
    assert value(server, "plangraph_requests_waiting") == 0


def test_nobody_can_make_more_metrics_than_there_are_routes_methods_and_statuses(server: Server) -> None:
    for index in range(30):
        assert server.get(f"/nowhere/{index}").status == 404
        assert server.get("/plans/", method=f"BREW{chr(65 + index % 26)}").status == 405
        with server.connection(f"{index}\r\n\r\n".encode()) as connection:
            assert received(connection)
    assert becomes(server, 30, "plangraph_requests_total", route="other", method="GET", status="404")
    assert becomes(server, 30, "plangraph_requests_total", route="other", method="other", status="405")
    assert becomes(server, 30, "plangraph_requests_total", route="unreadable", method="GET", status="400")
    (requests,) = [each for each in metrics(server) if each.name == "plangraph_requests"]
    assert {each.labels["route"] for each in requests.samples} == {"other", "unreadable", "/metrics", "/readyz"}


def test_both_formats_hold_every_metric_that_is_listed_with_its_type_and_meaning(server: Server) -> None:
    text, opened = server.get("/metrics"), server.get("/metrics", OPEN_METRICS)
    assert text.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert opened.headers["Content-Type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8"
    assert text.headers["Cache-Control"] == opened.headers["Cache-Control"] == "no-store"
    expected = {(name.removesuffix("_total"), kind, meaning) for name, kind, meaning in listed()}
    assert all(meaning for _, _, meaning in expected)
    for found in (parse_text(text.text), parse_open_metrics(opened.text)):  # type: ignore[no-untyped-call]
        assert {(each.name.removesuffix("_total"), each.type, each.documentation) for each in found} == expected


def test_whoever_accepts_neither_format_is_told_in_plain_text(server: Server) -> None:
    for accept in ("text/html", "application/openmetrics-text;version=kettle,*/*;q=0", "application/json;version=;;"):
        assert server.get("/metrics", accept).status == 200
    assert server.get("/metrics", "application/json").headers["Content-Type"].startswith("text/plain")
    assert server.get("/metrics", method="HEAD").body == b""
    assert server.get("/metrics", method="POST").status == 405


def test_settings_version_and_size_are_those_of_the_server(server: Server, store: Store) -> None:
    assert value(server, "plangraph_setting", setting="deadline", unit="s") == 5
    assert value(server, "plangraph_setting", setting="queries", unit="") == 5
    assert value(server, "plangraph_setting", setting="memory", unit="MB") == Settings().memory
    assert value(server, "plangraph_build_info", version=__version__) == 1
    assert value(server, "plangraph_data_info", version=store.version) == 1
    assert value(server, "plangraph_data_triples") == len(store)
    assert value(server, "plangraph_data_graphs") == len(store.graphs())
    assert (value(server, "process_resident_memory_bytes") or 0) > 1 << 20


def test_reloads_are_counted_and_the_last_one_has_a_time(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with running_server("--root", str(root), PLANGRAPH_WORKERS="1") as server:
        port = urlsplit(server.url).port or 0
        first = value(server, "plangraph_data_loaded_timestamp_seconds") or 0
        (root / INFERRED).write_text((root / INFERRED).read_text(encoding="utf-8") + "<x:a> <x:b> 1 .\n")
        loaded = control.reload("127.0.0.1", port)
        second = value(server, "plangraph_data_loaded_timestamp_seconds") or 0
        assert second > first > 0
        assert value(server, "plangraph_data_info", version=loaded.version) == 1
        spoil(root)
        with pytest.raises(ReloadFailed):
            control.reload("127.0.0.1", port)
        assert value(server, "plangraph_reloads_total", result="ok") == 1
        assert value(server, "plangraph_reloads_total", result="failed") == 1
        assert value(server, "plangraph_data_loaded_timestamp_seconds") == second


def names(app: Flask) -> set[str]:
    found = app.test_client().get("/metrics")
    return {sample.name for metric in parse_text(found.text) for sample in metric.samples}


def test_without_a_server_there_are_no_connections_and_two_applications_share_nothing(root: Path) -> None:
    one, other = (create_app(Settings(workers=1), root) for _ in range(2))
    assert "plangraph_workers" in names(one)
    assert not {"plangraph_connections", "plangraph_threads"} & names(one)
    assert one.extensions[TALLIES] is not other.extensions[TALLIES]
    for app in (one, other):
        app.extensions["plangraph"].close()
