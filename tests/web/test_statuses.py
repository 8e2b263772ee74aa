"""What HTTP answers for errors that no request can be relied on to cause: busy workers, faults of ours."""

from __future__ import annotations

from functools import partial
from typing import Any, Final, NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient

from plangraph import errors as kinds
from plangraph_web import errors, headers, language

LIMITS: Final[dict[Exception, tuple[int, str, str | None]]] = {
    kinds.AddressBusy(limit=8, seconds=2): (429, "address-busy", "2"),
    kinds.TooManyQueries(limit=16, seconds=2.5): (503, "too-many-queries", "3"),
    kinds.WorkersBusy(seconds=0): (503, "workers-busy", "1"),
    kinds.WorkersGone(): (503, "workers-gone", "5"),
    kinds.ServerStopping(): (503, "server-stopping", "5"),
    kinds.MemoryExceeded(megabytes=1024): (503, "memory-exceeded", None),
    kinds.ClientGone(): (499, "client-gone", None),
    kinds.BrokenRelease(path="releases", reason="?"): (500, "broken-release", None),
    ZeroDivisionError("the secret of the house"): (500, "unexpected", None),
}


def fail(error: Exception) -> NoReturn:
    raise error


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """An application in which every address under /sparql ends in one of these errors."""
    app = Flask("plangraph_web")
    for part in (language, headers, errors):
        part.init_app(app)
    for error in LIMITS:
        name = type(error).__name__
        app.add_url_rule(f"/sparql/{name}", name, partial(fail, error))
    app.add_url_rule("/sparql/broken/<name>", "broken", lambda name: fail(ZeroDivisionError(name)))
    return app.test_client()


@pytest.mark.parametrize("error", LIMITS, ids=lambda error: type(error).__name__)
def test_an_error_has_its_status_and_tells_when_waiting_helps(client: FlaskClient, error: Exception) -> None:
    status, code, seconds = LIMITS[error]
    answer = client.get(f"/sparql/{type(error).__name__}", headers={"Accept-Language": "en"})
    found: dict[str, Any] = answer.json or {}
    assert answer.mimetype == "application/problem+json"
    assert answer.status_code == found["status"] == status
    assert found["type"] == f"https://w3id.org/plangraph/problem#{code}"
    assert answer.headers.get("Retry-After") == seconds
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_fault_of_ours_is_told_to_the_log_and_to_nobody_else(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/sparql/ZeroDivisionError")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "the secret of the house" in caplog.text


def test_who_asks_writes_no_line_of_their_own_into_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/sparql/broken/a%0AINFO%20all%20is%20well")
    assert [each.getMessage() for each in caplog.records] == [
        "A request for /sparql/broken/<name> could not be answered."
    ]


def test_a_range_that_is_not_there_keeps_the_status_that_http_gives_it(client: FlaskClient) -> None:
    answer = client.get("/static/icon.svg", headers={"Range": "bytes=99999999-"})
    found: dict[str, Any] = answer.json or {}
    assert answer.status_code == found["status"] == 416
    assert found["type"].endswith("#request-wrong")
