"""What holds for every address that the server knows, so that none is forgotten."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from pages import PAGES
from running_server import Server, received
from werkzeug.routing import Map

from plangraph_web.app import ROOMS
from plangraph_web.headers import SECURITY

NO_PAGES = {
    "crawlers.part",
    "crawlers.robots",
    "crawlers.sitemap",
    "descriptions.dataset",
    "download.file",
    "download.sums",
    "downloads.query",
    "downloads.question",
    "graph_store.direct",
    "graph_store.store",
    "health.live",
    "health.ready",
    "metrics.page",
    "ontology.document",
    "ontology.part",
    "population.csv",
    "population.xlsx",
    "query_check.check",
    "query_terms.layout",
    "query_terms.term",
    "query_terms.terms",
    "query_terms.things",
    "search.suggestions",
    "sparql.endpoint",
    "static",
}
"""Files, answers for programs, and what leads elsewhere."""
SAMPLES = {"form": "csv", "number": "1", "suffix": "ttl"}


def routes() -> Map:
    """All routes of the pages, without the data."""
    app = Flask("plangraph_web")
    for room in ROOMS:
        app.register_blueprint(room.pages)
    return app.url_map


def test_every_kind_of_page_is_looked_at() -> None:
    known = routes()
    at = known.bind("localhost")
    looked_at = {at.match(path.partition("?")[0])[0] for path in PAGES if path != "/nowhere"}
    assert looked_at == {rule.endpoint for rule in known.iter_rules()} - NO_PAGES


@pytest.mark.parametrize("rule", sorted(str(rule) for rule in routes().iter_rules()))
def test_every_answer_keeps_the_pages_to_themselves(server: Server, rule: str) -> None:
    path = re.sub(r"<(?:[^:>]*:)?(\w+)>", lambda found: SAMPLES.get(found[1], "nowhere"), rule)
    for method in ("GET", "HEAD", "POST", "PUT", "OPTIONS"):
        for accept in ("text/html", "application/json"):
            assert kept(server.get(path, accept, method).headers) == SECURITY, (method, path)


@pytest.mark.parametrize("path", ["/static/dist/site.css", "/static/icon.svg", "/plans", "/nowhere", "/id/ichinoseki"])
def test_files_redirects_and_errors_do_so_too(server: Server, path: str) -> None:
    assert kept(server.get(path, "*/*").headers) == SECURITY


def test_so_does_what_is_no_request(server: Server) -> None:
    with server.connection(b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n") as connection:
        answer = received(connection).decode()
    assert answer.startswith("HTTP/1.1 400")
    assert f"Content-Security-Policy: {SECURITY['Content-Security-Policy']}" in answer


def kept(headers: object) -> dict[str, str]:
    """What an answer says to browsers; where data are for everybody, the last of it is wider."""
    said = dict(headers)  # type: ignore[call-overload]
    return {name: said.get(name, "").replace("cross-origin", "same-origin") for name in SECURITY}
