"""A request and how its answer is judged: what is right is known beforehand, for each edition of the data."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

import pyoxigraph
from fuzz.answers import Answer
from load_editions import MARKS, Edition
from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat

from plangraph.sparql.formats import FORMATS, Format

Read = Callable[[bytes], Hashable]
FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
_BY_NAME: Final = {form.name: form for form in FORMATS}
_HEADING: Final = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_VERSION: Final = re.compile(r"\d+\.\d+\.\d+[\w.]*\+[0-9a-f]{8}")
_MARK: Final = re.compile("|".join(mark.format(r"(\d+)") for mark in MARKS.values()))


@dataclass(frozen=True, eq=False)
class Judge:
    """What an answer has to be: its status, its media type, and what is read from its body in which editions."""

    status: int
    media_type: str
    read: Read
    right: Mapping[Hashable, frozenset[int]]
    _known: dict[bytes, frozenset[int]] = field(default_factory=dict)

    def editions(self, answer: Answer, body: bytes, method: str) -> frozenset[int]:
        """The editions in which this answer, unpacked, is right. Raises ValueError if it cannot be read."""
        if answer.status != self.status or answer.media_type != self.media_type:
            return frozenset()
        if method == "HEAD":
            return frozenset() if body else frozenset().union(*self.right.values())
        digest = hashlib.blake2b(body).digest()
        if digest not in self._known:
            self._known[digest] = self.right.get(self.read(body), frozenset())
        return self._known[digest]


@dataclass(frozen=True, eq=False)
class Request:
    """What is sent, and the row of the report that it counts in."""

    kind: str
    judge: Judge
    target: str
    accept: str = "*/*"
    method: str = "GET"
    body: bytes = b""
    content_type: str = ""

    def sent(self, **headers: str) -> bytes:
        """The bytes, with more headers."""
        lines = [f"{self.method} {self.target} HTTP/1.1", "Host: localhost", f"Accept: {self.accept}"]
        if self.body:
            lines += [f"Content-Type: {self.content_type}", f"Content-Length: {len(self.body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


def query(kind: str, sparql: str, form: str, editions: list[Edition], way: str = "get", exact: bool = False) -> Request:
    """A query in one of the three ways; `exact` where its order leaves no choice, so that each byte is known."""
    kept = _BY_NAME[form]
    read: Read = bytes if exact else _reader(kept)
    right = _gathered((each.number, read(_answer(each, sparql, kept))) for each in editions)
    return asked(kind, sparql, way, Judge(200, kept.essence, read, right), kept.essence)


def asked(kind: str, sparql: str, way: str, judge: Judge, accept: str = "*/*") -> Request:
    """A query sent by GET, in a form or directly."""
    if way == "get":
        return Request(kind, judge, "/sparql?" + urlencode({"query": sparql}), accept)
    if way == "form":
        body = urlencode({"query": sparql}).encode()
        return Request(kind, judge, "/sparql", accept, "POST", body, FORM)
    return Request(kind, judge, "/sparql", accept, "POST", sparql.encode(), DIRECT)


def graph(kind: str, target: str, iri: str | None, form: str, editions: list[Edition]) -> Request:
    """A whole graph, or for None the union of all, at one of its addresses."""
    kept, pattern = _BY_NAME[form], "?s ?p ?o" if iri is None else f"GRAPH <{iri}> {{ ?s ?p ?o }}"
    read, sparql = _reader(kept), f"CONSTRUCT {{ ?s ?p ?o }} {{ {pattern} }}"
    right = _gathered((each.number, read(_answer(each, sparql, kept))) for each in editions)
    return Request(kind, Judge(200, kept.essence, read, right), target, kept.essence)


def page(kind: str, path: str, heading: str, language: str, editions: list[Edition]) -> Request:
    """A page, whose heading may hold the name of the goal; whatever else it names is of its edition, too."""
    found = []
    for each in editions:
        said = heading.format(**each.names)
        for marks in ((), (str(each.number),)):
            found.append((each.number, (said, (each.version,), marks)))
    judge = Judge(200, "text/html", _page, _gathered(found))
    return Request(kind, judge, f"{path}?lang={language}", "text/html,application/xhtml+xml,*/*;q=0.8")


def text(kind: str, path: str, said: str, editions: list[Edition]) -> Request:
    """A plain text that begins so, whatever the data."""
    beginning = said.encode()
    right = _gathered((each.number, True) for each in editions)
    return Request(kind, Judge(200, "text/plain", lambda body: body.startswith(beginning), right), path)


def refused(kind: str, request: Request, status: int, code: str, editions: list[Edition]) -> Request:
    """What cannot be answered, with the code that says why."""
    right = _gathered((each.number, code) for each in editions)
    judge = Judge(status, "application/problem+json", _code, right)
    return Request(kind, judge, request.target, request.accept, request.method, request.body, request.content_type)


ANYTHING: Final = Judge(200, "text/plain", bytes, {})
"""For what `refused` takes and judges itself."""


def _gathered(pairs: Iterable[tuple[int, Hashable]]) -> dict[Hashable, frozenset[int]]:
    found: dict[Hashable, frozenset[int]] = {}
    for number, what in pairs:
        found[what] = found.get(what, frozenset()) | {number}
    return found


def _answer(edition: Edition, sparql: str, form: Format) -> bytes:
    found = edition.engine.query(sparql, use_default_graph_as_union=True)
    if isinstance(found, QueryTriples):
        assert isinstance(form.engine, RdfFormat)  # noqa: S101 - said in the list of requests
        return found.serialize(format=form.engine) or b""
    assert isinstance(form.engine, QueryResultsFormat)  # noqa: S101 - as above
    return found.serialize(format=form.engine) or b""


def _reader(form: Format) -> Read:
    syntax = form.engine
    if isinstance(syntax, RdfFormat):
        return lambda body: _digest(map(str, pyoxigraph.parse(body, syntax)))
    return _table if form.name == "csv" else lambda body: _rows(body, syntax)


def _table(body: bytes) -> Hashable:
    head, *rows = csv.reader(io.StringIO(body.decode(), newline=""), strict=True)
    return tuple(head), _digest(map("\0".join, rows))


def _rows(body: bytes, syntax: QueryResultsFormat) -> Hashable:
    found = pyoxigraph.parse_query_results(body, syntax)
    if isinstance(found, QueryBoolean):
        return bool(found)
    return tuple(map(str, found.variables)), _digest("\0".join(map(str, row)) for row in found)


def _digest(texts: Iterable[str]) -> bytes:
    """Of all texts in any order."""
    return hashlib.blake2b("\n".join(sorted(texts)).encode()).digest()


def _page(body: bytes) -> Hashable:
    text = body.decode()
    headings = _HEADING.findall(text)
    heading = " ".join(re.sub("<[^>]+>", "", headings[0]).split()) if headings else ""
    versions = tuple(sorted(set(_VERSION.findall(text))))
    return heading, versions, tuple(sorted({first or second for first, second in _MARK.findall(text)}))


def _code(body: bytes) -> Hashable:
    return str(json.loads(body)["type"]).partition("#")[2]
