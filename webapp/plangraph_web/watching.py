"""What there is to see of a server now: the values of all metrics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Final, TypeAlias

from plangraph import __version__

if TYPE_CHECKING:
    from flask import Flask

    from plangraph_web.connections import Connections
    from plangraph_web.desk import Desks
    from plangraph_web.tallies import Counts, Histogram, Tallies

SERVER: Final = "plangraph.server"
TALLIES: Final = "plangraph.tallies"
"""Where the application knows the server around it, if there is one, and what is counted there."""

Value: TypeAlias = "float | Histogram"
Values: TypeAlias = "Iterator[tuple[str, tuple[str, ...], Value]]"
"""The name of a metric, its labels, and a value."""


def values(app: Flask) -> Values:
    """All values; those of the connections only where a server is around the application."""
    tallies: Tallies = app.extensions[TALLIES]
    yield from _counted(tallies.counts)
    yield from _of_data(app.extensions["plangraph"])
    if server := app.extensions.get(SERVER):
        yield from _of_server(server)
    yield "plangraph_build_info", (__version__,), 1


def _counted(counts: Counts) -> Values:
    for (route, method, status), number in counts.requests.items():
        yield "plangraph_requests_total", (route, method, str(status)), number
    for route, seconds in counts.seconds.items():
        yield "plangraph_request_duration_seconds", (route,), seconds
    for route, number in counts.bytes.items():
        yield "plangraph_answer_bytes_total", (route,), number
    for problem, number in counts.problems.items():
        yield "plangraph_problems_total", (problem,), number
    for outcome, number in counts.queries.items():
        yield "plangraph_queries_total", (outcome,), number
    yield "plangraph_query_duration_seconds", (), counts.query_seconds
    yield "plangraph_log_lines_lost_total", (), counts.lines_lost


def _of_data(desks: Desks) -> Values:
    desk = desks.current
    workers, cache = desk.service.state, desk.service.cache.state
    yield "plangraph_queries_admitted", (), workers.asked
    yield "plangraph_queries_waiting", (), workers.waiting
    yield "plangraph_workers", ("busy",), workers.workers - workers.idle
    yield "plangraph_workers", ("idle",), workers.idle
    yield "plangraph_cache_entries", (), cache.entries
    yield "plangraph_cache_bytes", (), cache.bytes
    yield "plangraph_cache_limit_bytes", (), cache.most
    yield "plangraph_cache_hits_total", (), cache.hits
    yield "plangraph_cache_misses_total", (), cache.misses
    yield "plangraph_data_info", (desk.store.version,), 1
    yield "plangraph_data_triples", (), len(desk.store)
    yield "plangraph_data_graphs", (), len(desk.store.files)
    yield "plangraph_data_loaded_timestamp_seconds", (), desks.loaded
    for result, number in desks.reloads.items():
        yield "plangraph_reloads_total", (result,), number
    for setting in fields(desk.settings):
        if not isinstance(setting.default, str):  # a metric is a number
            unit = setting.metadata["unit"]
            yield "plangraph_setting", (setting.name, unit), getattr(desk.settings, setting.name)


def _of_server(server: Connections) -> Values:
    threads = server.task_dispatcher
    busy = min(threads.active_count, len(threads.threads))
    yield "plangraph_connections", (), len(server.active_channels)
    yield "plangraph_threads", ("busy",), busy
    yield "plangraph_threads", ("idle",), len(threads.threads) - busy
    yield "plangraph_requests_waiting", (), len(threads.queue)
