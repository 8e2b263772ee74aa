"""Every metric there is, by its name: of which type it is, what it says, and by what it is told apart."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple


class Family(NamedTuple):
    """All values under one name."""

    type: Literal["counter", "gauge", "histogram"]
    help: str
    labels: tuple[str, ...] = ()


FAMILIES: Final = {
    "plangraph_requests_total": Family(
        "counter",
        "Answered requests. The route is the pattern of an address, other where there is no page, unreadable for what"
        " is no request.",
        ("route", "method", "status"),
    ),
    "plangraph_request_duration_seconds": Family(
        "histogram", "Seconds from the arrival of a request until its answer was handed over to be sent.", ("route",)
    ),
    "plangraph_answer_bytes_total": Family("counter", "Bytes of the bodies of answers.", ("route",)),
    "plangraph_problems_total": Family(
        "counter",
        "Requests that ended with an error, by its code; deadline-passed, memory-exceeded, nesting-too-deep and"
        " worker-lost each ended a worker.",
        ("problem",),
    ),
    "plangraph_queries_total": Family(
        "counter",
        "Queries of visitors by what became of them: computed, cached, unchanged, refused, stopped at a limit, busy"
        " (not run as too many were), gone (the visitor left), failed.",
        ("outcome",),
    ),
    "plangraph_query_duration_seconds": Family(
        "histogram", "Seconds from the arrival of a query that a worker ran to the end of its answer, or of its time."
    ),
    "plangraph_queries_admitted": Family("gauge", "Queries that run, wait, or are still being sent."),
    "plangraph_queries_waiting": Family("gauge", "Queries that wait for a worker."),
    "plangraph_workers": Family("gauge", "Workers, by whether they have a query (busy) or not (idle).", ("state",)),
    "plangraph_cache_entries": Family("gauge", "Answers that are kept."),
    "plangraph_cache_bytes": Family("gauge", "Bytes of the answers that are kept."),
    "plangraph_cache_limit_bytes": Family("gauge", "Bytes of answers that may be kept."),
    "plangraph_cache_hits_total": Family(
        "counter", "Queries whose answer was kept or being made, since the data were loaded."
    ),
    "plangraph_cache_misses_total": Family(
        "counter", "Queries whose answer had to be made, since the data were loaded."
    ),
    "plangraph_connections": Family("gauge", "Connections that are open."),
    "plangraph_threads": Family("gauge", "Threads that answer requests, by whether they do so now.", ("state",)),
    "plangraph_requests_waiting": Family("gauge", "Requests that have arrived and wait for a thread."),
    "plangraph_data_info": Family("gauge", "The version of the data that are served.", ("version",)),
    "plangraph_data_triples": Family("gauge", "Triples that are served."),
    "plangraph_data_graphs": Family("gauge", "Graphs that are served."),
    "plangraph_data_loaded_timestamp_seconds": Family(
        "gauge", "When the data that are served were loaded, in seconds since 1970."
    ),
    "plangraph_reloads_total": Family(
        "counter", "Reloads of the data, by what came of them: ok or failed.", ("result",)
    ),
    "plangraph_log_lines_lost_total": Family("counter", "Lines of the log that could not be written."),
    "plangraph_setting": Family(
        "gauge", "The settings that the server runs with, in their units.", ("setting", "unit")
    ),
    "plangraph_build_info": Family("gauge", "The version of plangraph itself.", ("version",)),
}
