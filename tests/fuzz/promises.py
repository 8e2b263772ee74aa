"""What must hold of every answer, whatever was asked."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

from fuzz.answers import Answer
from fuzz.bodies import readable
from fuzz.visits import PATIENCE, Outcome, Visit
from plangraph.errors import (
    AnswerTooLarge,
    DeadlinePassed,
    MemoryExceeded,
    NestingTooDeep,
    TooManyQueries,
    WorkersBusy,
)
from plangraph.namespaces import PROBLEM
from plangraph.sandbox.caps import HELD

EXPECTED: Final = {
    200: "an answer",
    204: "what OPTIONS and CORS ask",
    206: "a part of a static file",
    303: "from /sparql to the form, for browsers",
    304: "what the visitor has is still right",
    308: "the same page with its slash",
    400: "the request cannot be understood, or the query is refused",
    404: "there is no such page, thing or graph",
    405: "this cannot be done there",
    406: "there is no such format",
    408: "the request did not arrive in time",
    413: "the body or the query is too long",
    414: "the address is too long",
    415: "a query does not come as this type",
    416: "a static file has no such part",
    417: "nothing else can be expected than 100-continue",
    429: "one address asks too much at once",
    431: "the heading is too long",
    499: "the visitor has closed its side, and is hardly there to read this",
    503: "a limit, by its name",
}
"""Every status that may come, and why."""

LIMITS: Final = frozenset(
    PROBLEM + limit.code
    for limit in (
        *(DeadlinePassed(seconds=1), MemoryExceeded(megabytes=1), NestingTooDeep(), AnswerTooLarge(megabytes=1)),
        *(WorkersBusy(seconds=1), TooManyQueries(limit=1, seconds=1)),
    )
)
"""The problems that may come with 503."""

OPEN: Final = re.compile(r"/(sparql|graph-store|graph/|id/|\.well-known/void)(?![a-z%;])")
TELLTALES: Final = re.compile(rb"Traceback \(most recent|File \"/|\.py\", line \d|/site-packages/|werkzeug|panicked at")


def broken(visit: Visit, outcome: Outcome) -> Iterator[str]:
    """What a visit shows to be wrong, in a few words each."""
    if visit.ending not in ("read", "half-close"):
        return
    if outcome.malformed:
        yield f"no HTTP: {outcome.malformed}"
        return
    answers = outcome.reading.answers
    for answer in answers:
        for fault in (*_status(answer, visit), *_heading(answer, visit), *_body(answer, visit)):
            yield f"{answer.status}: {fault}"
    if visit.path and len(answers) < len(visit.methods) and not (answers and answers[-1].last):
        yield "no answer"
    if outcome.seconds > PATIENCE - 1 and visit.ending == "read":
        yield "no answer and no end" if not answers else "no end after the answer"


def _status(answer: Answer, visit: Visit) -> Iterator[str]:
    if answer.status not in EXPECTED:
        yield "unexpected status"
    if answer.status in (206, 416) and b"/static/" not in visit.sent:
        yield "a part of what is no file"
    if answer.status == 499 and visit.ending != "half-close":
        yield "who waits is taken for gone"
    if answer.status == 503 and "retry-after" not in answer.headers and b"-busy" in answer.body:
        yield "no Retry-After"


def _heading(answer: Answer, visit: Visit) -> Iterator[str]:
    if "x-injected" in answer.headers:
        yield "a header that the visitor made"
    if answer.status >= 300 and _echoed(answer, visit):
        yield "a host that is not ours"
    if OPEN.match(visit.path) and answer.headers.get("access-control-allow-origin") != "*":
        yield f"{visit.path} is not open to other origins"
    if "access-control-allow-credentials" in answer.headers:
        yield "credentials are allowed"
    if answer.media_type.startswith("text/") and "charset=utf-8" not in answer.headers["content-type"].lower():
        yield f"{answer.media_type} without charset"
    if answer.status >= 400 and not answer.media_type:
        yield "an error of no type"


def _echoed(answer: Answer, visit: Visit) -> bool:
    """Whether a name comes back that was sent as Host and nowhere else, or that nobody has sent."""
    elsewhere = visit.sent.replace(b"Host: evil.invalid", b"")
    said = "".join(answer.headers.values()).encode() + answer.body
    return any(name in said and name not in elsewhere for name in (b"evil.invalid", b"waitress.invalid"))


def _body(answer: Answer, visit: Visit) -> Iterator[str]:
    if TELLTALES.search(answer.body):
        yield "a traceback or a path"
    if not answer.whole:
        large = "content-encoding" in answer.headers or len(answer.body) > HELD // 2  # whole rows, which may be long
        if answer.status != 200 or "transfer-encoding" not in answer.headers or not large:
            yield "broken off"
        return
    if not answer.body and (answer.status != 200 or b"HEAD " in visit.sent or b"OPTIONS " in visit.sent):
        return
    try:
        body = _decoded(answer, visit)
        if answer.status >= 400:
            yield from _error(answer, body)
        elif answer.status == 200 and (problem := readable(answer.media_type, body)):
            yield f"{answer.media_type} cannot be read: {problem}"
    except (ValueError, OSError, zlib.error) as error:
        yield f"the body is not {answer.headers.get('content-encoding', 'UTF-8')}: {error}"


def _decoded(answer: Answer, visit: Visit) -> bytes:
    coding = answer.headers.get("content-encoding", "identity")
    decoders: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "deflate": zlib.decompress}
    if coding == "identity":
        return answer.body
    if coding not in decoders or (coding.encode() not in visit.sent and b"*" not in visit.sent):
        raise ValueError("nobody asked for that")
    return decoders[coding](answer.body)


def _error(answer: Answer, body: bytes) -> Iterator[str]:
    """An error is a page for people or a problem for programs (RFC 9457)."""
    text = body.decode()
    if answer.media_type == "application/problem+json":
        yield from _problem(answer, json.loads(text))
    elif answer.media_type != "text/html" or not re.search(r"<title>.+</title>.*<h1[ >]", text, re.DOTALL):
        yield f"neither a page nor a problem but {answer.media_type}: {text[:60]!r}"


def _problem(answer: Answer, problem: dict[str, Any]) -> Iterator[str]:
    texts = [problem.get(name) for name in ("type", "title", "detail")]
    if not all(isinstance(each, str) and each for each in texts):
        yield "a problem without type, title or detail"
    elif not str(problem["type"]).startswith(PROBLEM):
        yield "a problem of a foreign type"
    elif answer.status == 503 and problem["type"] not in LIMITS:
        yield f"no limit: {problem['type']}"
    if problem.get("status") != answer.status:
        yield "a problem of another status"
