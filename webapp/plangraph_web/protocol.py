"""What a request says: https://www.w3.org/TR/sparql11-protocol/#query-operation, sections 2.1.1 to 2.1.4."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.http import parse_options_header

from plangraph.errors import (
    MediaTypeUnknown,
    ParameterWrong,
    QueryMissing,
    QueryNotUnicode,
    QueryRepeated,
    TimeoutWrong,
    TooManyParameters,
)
from plangraph.sandbox.admission import Client
from plangraph.sparql import guard
from plangraph.sparql.guard import Dataset
from plangraph_web.desk import desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Parameters: TypeAlias = MultiDict[str, str]

QUERY_TYPE: Final = "application/sparql-query"
FORM_TYPE: Final = "application/x-www-form-urlencoded"
MOST_PARAMETERS: Final = 2_000
"""So that nobody can keep a thread busy with reading ampersands."""

_NAMES: Final = {FORM_TYPE: None, QUERY_TYPE: "query", "application/sparql-update": "update"}
_NUMBER: Final = re.compile(r"[0-9]*\.?[0-9]+(?:e[0-9]{1,3})?", re.IGNORECASE)
_UTF_8: Final = ("utf-8", "utf8")
_ABSOLUTE: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|\\^`]+')


@dataclass(frozen=True, slots=True)
class Asked:
    """One query as it was sent, with what was sent beside it; the deadline is in seconds."""

    query: str
    dataset: Dataset | None
    format: str | None
    deadline: float | None


@dataclass(frozen=True, slots=True)
class Sent:
    """What of a request the protocol looks at; the names of the media type and the coding are as they came."""

    method: str
    query_string: bytes
    content_type: str
    content_encoding: str
    body: Callable[[], bytes]
    longest: int
    """Characters that a query or an update may have."""


def read(sent: Sent | None = None) -> Asked:
    """The query of a request, of this one if none is given, from its address or its body.

    Raises a subclass of RequestWrong, or UpdateRefused, TooManyParameters.
    """
    sent = sent or _this()
    found = _parameters(sent.query_string)
    if sent.method == "POST":
        found.update(_in_body(sent))
    for update in filter(None, found.getlist("update")):
        guard.check(update, (), sent.longest)  # which refuses it, with the place of its keyword
    queries = found.getlist("query")
    if not queries:
        raise QueryMissing
    if len(queries) > 1:
        raise QueryRepeated
    return Asked(queries[0], _dataset(found), found.get("format"), _deadline(found.get("timeout")))


def _this() -> Sent:
    headers = request.headers
    return Sent(
        request.method,
        request.query_string,
        headers.get("Content-Type", ""),
        headers.get("Content-Encoding", ""),
        request.get_data,
        desk().settings.query_length,
    )


def in_address() -> Parameters:
    """The parameters in the address. Raises QueryNotUnicode, where the framework would guess, or RequestWrong."""
    return _parameters(request.query_string)


def absolute(name: str, value: str) -> str:
    """The absolute IRI that a parameter holds. Raises ParameterWrong."""
    if not _ABSOLUTE.fullmatch(value):
        raise ParameterWrong(name=name, value=value)
    return value


def decoded(sent: bytes) -> str:
    """A text that came as UTF-8, without a byte order mark. Raises QueryNotUnicode."""
    try:
        return sent.decode().removeprefix("\ufeff")  # some editors write it first
    except UnicodeDecodeError as error:
        raise QueryNotUnicode from error


def client() -> Client:
    """Who asks, and a way to learn whether the connection is still open."""
    return Client(request.remote_addr or "", request.environ.get("waitress.client_disconnected", lambda: False))


def takes_parts() -> bool:
    """Whether a broken end would be seen; in HTTP/1.0 the end of the connection is the end of the answer."""
    return request.environ.get("SERVER_PROTOCOL") != "HTTP/1.0"


def asks_nothing() -> bool:
    """Whether the address has no parameters but those that choose how an answer is written."""
    return not set(in_address()) - {"format", "lang"}


def _in_body(sent: Sent) -> Parameters:
    kind, options = parse_options_header(sent.content_type)
    kind = kind.lower()
    if kind not in _NAMES:
        raise MediaTypeUnknown(found=kind or "-")
    if (sent.content_encoding or "identity") != "identity":
        raise MediaTypeUnknown(found=f"Content-Encoding: {sent.content_encoding}")
    if options.get("charset", "utf-8").lower() not in _UTF_8:
        raise QueryNotUnicode
    body = sent.body()
    name = _NAMES[kind]
    return MultiDict([(name, decoded(body))]) if name else _parameters(body)


def _parameters(encoded: bytes) -> Parameters:
    text = decoded(encoded)
    if text.count("&") > MOST_PARAMETERS:
        raise TooManyParameters(limit=MOST_PARAMETERS)
    try:
        return MultiDict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError as error:
        raise QueryNotUnicode from error


def _dataset(sent: Parameters) -> Dataset | None:
    """The graphs beside the query; an empty value, as forms send it, names none."""
    default, named = (
        tuple(absolute(name, value) for value in sent.getlist(name) if value)
        for name in ("default-graph-uri", "named-graph-uri")
    )
    return Dataset(default, named) if default or named else None


def _deadline(text: str | None) -> float | None:
    if text is None:
        return None
    seconds = float(text) if _NUMBER.fullmatch(text) else 0
    if not 0 < seconds < float("inf"):
        raise TimeoutWrong(value=text)
    return seconds
