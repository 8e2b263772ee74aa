"""Comunica works unchanged, over one endpoint or several: https://comunica.dev/."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import pytest
from ichinoseki import CITY, LABEL, NAMES, QUERY
from pyoxigraph import RdfFormat, parse
from running_server import Server

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
PREFIX = "PREFIX pg: <https://w3id.org/plangraph/ontology#>"
GOALS = f"?goal pg:atLevel <{CITY}/plan/2026/level/middle-goal> ; pg:number ?number ."
NAMED = f'?goal <{LABEL}> ?name . FILTER(LANG(?name) = "ja")'
NOTHING = {"type": "serialized", "value": "", "mediaType": "text/turtle", "baseIRI": "https://example.org/"}

Source: TypeAlias = str | dict[str, str]


@dataclass(frozen=True)
class Told:
    """What Comunica answered, and the requests that it sent for it."""

    answer: str
    requests: list[dict[str, str]]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        head, results = json.loads(self.answer)["head"], json.loads(self.answer)["results"]
        return [tuple(row[name]["value"] for name in head["vars"]) for row in results["bindings"]]

    @property
    def paths(self) -> list[str]:
        return [each["path"] for each in self.requests]


Ask: TypeAlias = Callable[..., Told]


def node() -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    found = shutil.which("node", path=path)
    if not found or not (HERE / "node_modules").is_dir():
        raise SystemExit("There is no Node.js with Comunica here. Run: make test")
    return found


@pytest.fixture(scope="session")
def comunica(server: Server) -> Iterator[Ask]:
    """Asks Comunica, which must ask nobody but our server."""
    with subprocess.Popen([node(), HERE / "comunica.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:

        def ask(query: str, *sources: Source) -> Told:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps({"query": query, "sources": sources}).encode() + b"\n")
            process.stdin.flush()
            told: dict[str, Any] = json.loads(process.stdout.readline())
            assert "error" not in told, told["error"]
            assert {each["origin"] for each in told["requests"]} <= {server.url, other_name(server)}
            return Told(**told)

        yield ask


def other_name(server: Server) -> str:
    return f"http://localhost:{urlsplit(server.url).port}"


def named_as_sparql(server: Server) -> Source:
    return {"type": "sparql", "value": f"{server.url}/sparql"}


def by_its_address(server: Server) -> Source:
    return f"{server.url}/sparql"


def by_its_description(server: Server) -> Source:
    """An address that does not end in /sparql: only the service description tells that queries can be sent."""
    return f"{server.url}/sparql#service"


@pytest.fixture(params=[named_as_sparql, by_its_address, by_its_description])
def source(request: pytest.FixtureRequest, server: Server) -> Source:
    """The endpoint, in each way that Comunica may be told of it."""
    found: Source = request.param(server)
    return found


def test_select(comunica: Ask, source: Source) -> None:
    assert {name for (name,) in comunica(QUERY, source).rows} == NAMES


def test_ask(comunica: Ask, source: Source) -> None:
    assert json.loads(comunica(f"ASK {{ <{CITY}> <{LABEL}> ?name }}", source).answer)["boolean"] is True
    assert json.loads(comunica(f"ASK {{ <{CITY}> <{LABEL}> 2026 }}", source).answer)["boolean"] is False


@pytest.mark.parametrize("query", [f"CONSTRUCT WHERE {{ <{CITY}> <{LABEL}> ?name }}", f"DESCRIBE <{CITY}>"])
def test_construct_and_describe(comunica: Ask, source: Source, query: str) -> None:
    triples = [quad.triple for quad in parse(comunica(query, source).answer, format=RdfFormat.N_TRIPLES)]
    assert {each.object.value for each in triples if each.predicate.value == LABEL} == NAMES


def test_an_endpoint_is_found_by_its_service_description(comunica: Ask, server: Server) -> None:
    first, second = comunica(QUERY, by_its_description(server)).paths
    assert first == "/sparql"
    assert second.startswith("/sparql?query=")


def test_two_endpoints_are_one_source(comunica: Ask, server: Server) -> None:
    query = f"{PREFIX} SELECT ?number ?name {{ {GOALS} {NAMED} }}"
    other: Source = {"type": "sparql", "value": f"{other_name(server)}/sparql"}
    alone = comunica(query, named_as_sparql(server)).rows
    both = comunica(query, named_as_sparql(server), other).rows
    assert len(alone) > 1
    assert Counter(both) == Counter(dict.fromkeys(alone, 2**3))  # either endpoint answers each of three patterns


def test_parts_of_a_query_are_sent_to_two_endpoints_and_joined(comunica: Ask, server: Server) -> None:
    here, there = f"<{server.url}/sparql>", f"<{other_name(server)}/sparql>"
    parts = f"{PREFIX} SELECT ?number ?name {{ SERVICE {here} {{ {GOALS} }} SERVICE {there} {{ {NAMED} }} }}"
    whole = f"{PREFIX} SELECT ?number ?name {{ {GOALS} {NAMED} }}"
    joined = comunica(parts, NOTHING)
    assert sorted(joined.rows) == sorted(comunica(whole, named_as_sparql(server)).rows)
    assert {each["origin"] for each in joined.requests} == {server.url, other_name(server)}
