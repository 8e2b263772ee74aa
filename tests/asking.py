"""The ways to send a query to `/sparql`, and what may be read from the answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final, TypeAlias
from urllib.parse import urlencode

import pytest
from running_server import Answer, Server

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
ROWS: Final = "SELECT ?g { ?g <https://w3id.org/plangraph/ontology#number> ?n } ORDER BY ?g LIMIT 3"
GRAPHS: Final = "CONSTRUCT { ?s ?p ?o } { ?s <https://w3id.org/plangraph/ontology#number> ?o ; ?p ?o } LIMIT 3"
JAPANESE: Final = "SELECT ('総合計画 + 100%' AS ?x) { }"

LONG: Final = "x" * 2_000
"""So long that ten thousand rows are more than a worker holds back before it sends anything."""
PAIRS: Final = f"SELECT ('{LONG}' AS ?x) {{ ?s ?p ?o . ?a ?b ?c }}"
"""Meets the limit of rows when a part of it has been sent."""
WHOLE: Final = f"{PAIRS} LIMIT 9000"

Parameters: TypeAlias = list[tuple[str, str]]
Way: TypeAlias = Callable[[Server, str, Parameters], Answer]


def post(server: Server, body: bytes, content_type: str | None, path: str = "/sparql", accept: str = "*/*") -> Answer:
    """Send a body, with no Content-Type for None."""
    return server.send(
        "POST", path, body, {"Accept": accept} | ({"Content-Type": content_type} if content_type else {})
    )


def by_get(server: Server, query: str, beside: Parameters) -> Answer:
    """Section 2.1.1: query and parameters in the address."""
    return server.get("/sparql?" + urlencode([("query", query), *beside]))


def by_form(server: Server, query: str, beside: Parameters) -> Answer:
    """Section 2.1.2: query and parameters in the body."""
    return post(server, urlencode([*beside, ("query", query)]).encode(), FORM)


def directly(server: Server, query: str, beside: Parameters) -> Answer:
    """Section 2.1.3: the query in the body, parameters in the address."""
    return post(server, query.encode(), DIRECT, "/sparql?" + urlencode(beside))


WAYS: Final = pytest.mark.parametrize("way", [by_get, by_form, directly])


def media_type(answer: Answer) -> str:
    """The Content-Type without its parameters."""
    return str(answer.headers["Content-Type"]).partition(";")[0]


def values(answer: Answer) -> list[str]:
    """The values of the first row."""
    assert answer.status == 200, answer.text
    document = json.loads(answer.body)
    return [document["results"]["bindings"][0][name]["value"] for name in document["head"]["vars"]]


def problem(answer: Answer, status: int, code: str) -> dict[str, Any]:
    """The members of a problem, which must be one of this kind."""
    found: dict[str, Any] = json.loads(answer.body)
    assert (answer.status, found["type"]) == (status, f"https://w3id.org/plangraph/problem#{code}")
    assert media_type(answer) == "application/problem+json"
    return found
