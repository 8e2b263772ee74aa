"""Requests as visitors send them: methods, paths, parameters, headers and bodies, each of which may be odd."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote_plus

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from fuzz import headers
from fuzz.texts import texts
from fuzz.visits import Ending, Visit
from fuzz.words import CATALOGUED, GOAL, weighted

METHODS: Final = ["HEAD", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "QUERY"]
ENDINGS: Final[list[Ending]] = ["read"] * 16 + ["half-close", "leave", "stop reading"]
PATHS: Final = [
    *("/graph-store", "/graph-store/", "/graph", "/graph/", "/graph/nothing", "/graph/ichinoseki/plan/2026/stated"),
    *("/graph/ichinoseki/doubts.nt", "/.well-known/void", "/.well-known/void/", "/.well-known/", "/query", "/query/"),
    *("/id/ichinoseki", "/id/ichinoseki/plan/2026/goal/20", "/id/ichinoseki/plan/2026/goal/20.ttl", "/id/ichinoseki.jsonld"),
    *("/id/ichinoseki.rdf", "/id/ichinoseki.nt", "/id/ichinoseki.html", "/id/ichinoseki.exe", "/id/", "/id", "/id/%E5%B7%A5"),
    *("/id/../../etc/passwd", "/id/%2e%2e/%2e%2e/etc/passwd", "/id/%00", "/id/%ff", "/id/a%0d%0aX-Injected:%20yes", "/id//"),
    *("/", "/plans", "/plans/", "/region", "/sources/", "/shapes", "/static/icon.svg", "/static/../app.py", "/static/%2e%2e/app.py"),
    *("//evil.invalid/", "//evil.invalid/plans", "/plans//", "/%2f%2fevil.invalid", "/sparql/", "/SPARQL", "/sparql%00", "/sparql;x"),
    *("/" + "a" * 9000, "/%", "/%zz", "/%u5de5", "/id/" + "%E5%B7%A5" * 900, "/" + "a/" * 1000, "/." * 500, "/favicon.ico"),
]
RAW_VALUES: Final = ["%", "%z", "%zz", "%ff", "%00", "%u5de5", "%0d%0aX-Injected:%20yes", "+", "", "%ED%A0%80", "%C0%AF", "a%26b", "=", ";"]
NAMES: Final = [
    *("query", "format", "timeout", "default-graph-uri", "named-graph-uri", "graph", "default", "update", "using-graph-uri"),
    *("focus", "lang", "language", "", "%zz", "query[]", "Query", "q" * 3000, "%E5%B7%A5", "union", "page", "most"),
]
VALUES: Final = [
    *("json", "csv", "xml", "tsv", "turtle", "ntriples", "jsonld", "rdfxml", "html", "pickle", "0.2", "0.3", "0", "-1", "1e400"),
    *("nan", "inf", "9" * 400, "0x1", "１", CATALOGUED, GOAL, "default", "", "file:///etc/passwd", "http://evil.invalid/"),
    *("ichinoseki/plan/2026/goal/20", "../../etc/passwd", "ja", "en", "\x00", "工業", "\ud800", "SELECT * {}", "ASK {}"),
]
CHARSETS: Final = ["utf-8"] * 6 + ["utf-16", "shift_jis", "latin-1", "utf-8-sig", "cp037"]

Pairs = SearchStrategy[list[str]]


def encoded(value: str) -> str:
    """Percent-encoded; half a surrogate pair becomes bytes that are no UTF-8."""
    return quote_plus(value, errors="surrogatepass")


def _pair(name: str, value: str) -> str:
    return f"{name}={value}"


methods: SearchStrategy[str] = weighted((8, st.just("GET")), (7, st.just("POST")), (3, st.sampled_from(METHODS)))
paths: SearchStrategy[str] = weighted((6, st.just("/sparql")), (4, st.sampled_from(PATHS)))
asked: Pairs = texts.map(lambda text: [_pair("query", encoded(text))])
oddities: Pairs = st.lists(
    st.builds(_pair, st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES).map(encoded), st.sampled_from(RAW_VALUES))),
    max_size=3,
)
parameters: Pairs = weighted((3, asked), (2, st.builds(lambda one, other: one + other, asked, oddities)), (1, oddities))


@st.composite
def _framed(draw: DrawFn, body: bytes) -> tuple[list[headers.Line], bytes, bool]:
    """The lines that frame a body, the body as it is sent, and whether both are honest."""
    kind = draw(st.sampled_from(["length"] * 12 + ["chunked"] * 4 + ["lie", "lie", "coding", "chunks"]))
    if kind == "length":
        return [("Content-Length", str(len(body)))], body, True
    if kind == "lie":
        lie = draw(st.sampled_from([str(len(body) + 9), "3", "-1", "1_0", "\xb2", "0x4", "9" * 30, "", "4, 4", "+3", "1e3"]))
        return [("Content-Length", lie)], body, False
    size = draw(st.integers(1, 4000))
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in pieces) + b"0\r\n\r\n"
    if kind == "chunked":
        return [("Transfer-Encoding", "chunked")], chunks, True
    if kind == "coding":
        coding = draw(st.sampled_from(["gzip, chunked", "chunked, gzip", "xchunked", "chunked, chunked", "identity", "", "Chunked "]))
        return [("Transfer-Encoding", coding), *draw(st.sampled_from([[], [("Content-Length", "4")]]))], chunks, False
    old, new = draw(st.sampled_from([(b"0\r\n\r\n", b""), (b"\r\n", b"\n"), (b"\r\n", b""), (b"0\r\n", b"-1\r\n"), (b"0\r\n", b"f" * 40)]))
    return [("Transfer-Encoding", "chunked")], chunks.replace(old, new, 1), False


@st.composite
def _posted(draw: DrawFn) -> tuple[list[headers.Line], bytes, bool]:
    direct = draw(st.booleans())
    charset = draw(st.sampled_from(CHARSETS))
    text = draw(texts) if direct else "&".join(draw(parameters))
    body = text.encode(charset, "surrogatepass" if charset.startswith("utf") else "replace")
    if draw(st.integers(0, 30)) == 0:
        body = draw(st.sampled_from([b"", b"\xff\xfe\x00", b"query=", body + b" " * 300_000, b"&" * 2000, b"\x1f\x8b\x08\x00"]))
    usual = headers.CONTENT_TYPES[0 if direct else 1]
    content_type = draw(st.sampled_from([usual] * 30 + headers.CONTENT_TYPES))
    framing, body, honest = draw(_framed(body))
    return [("Content-Type", content_type), *framing], body, honest


@st.composite
def requests(draw: DrawFn) -> tuple[str, str, bytes, bool]:
    """The method of a request, its path, its bytes, and whether they are as they should be."""
    method, path = draw(methods), draw(paths)
    pairs = [] if method == "POST" and draw(st.booleans()) else draw(parameters)
    framing, body, honest = draw(_posted()) if method == "POST" else ([], b"", True)
    host = draw(headers.hosts)
    lines = [("Host", host), *draw(headers.lines), *framing]
    target = path + ("?" + "&".join(pairs) if pairs else "")
    head = "".join(f"{line}\r\n" for line in [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in lines)])
    # a name of 9,000 letters or a control character is the visitor's own fault, and may end the connection
    clean = len(head) < 60_000 and all(" " <= each <= "~" for line in lines for each in "".join(line))
    return method, path, head.encode("latin-1") + b"\r\n" + body, honest and clean and host == "localhost" and method != "CONNECT"


@st.composite
def single(draw: DrawFn) -> Visit:
    """One request, sent at once."""
    method, path, sent, honest = draw(requests())
    ending = draw(st.sampled_from(ENDINGS))
    if not honest and ending == "read":
        ending = draw(st.sampled_from(["half-close"] * 9 + ["read"]))
    return Visit((sent,), (method,), path if honest and ending == "read" else "", ending)
