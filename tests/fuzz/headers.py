"""Header lines, from the usual to what no client should send; Latin-1 text, as it goes over the wire."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from fuzz.words import weighted

Line = tuple[str, str]
Lines = SearchStrategy[list[Line]]

MEDIA_TYPES: Final = [
    *("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    *("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "application/json"),
    *("text/html", "*/*", "text/*", "application/*", "application/problem+json", "application/xhtml+xml", "image/png"),
]
_QUALITIES: Final = [
    *("", "", "", ";q=0.5", ";q=0", ";q=1.000", ";q=0.333333333333", ";q=-1", ";q=2", ";q=nan", ";q=", ";q=\xb2"),
    *(";q=1e400", "; q = 0.1", ";charset=utf-8;q=0.2", ';x="a,b;c\\"d";q=0.9', ";;;", ";q=0.1;q=0.9"),
]
_ACCEPTS: Final = [
    *("", ",", "text", "/", "*", "*/csv", "text/html,,,text/csv", "q=1", "text/csv;q", 'text/csv;x="', "\xe5\xb7\xa5"),
    *("text/html," * 3000, "a/" + "b" * 20_000, ";" * 5000, "text/csv\t;\tq=0.1", "TEXT/CSV"),
]
_ranges: Final = st.builds("{}{}".format, st.sampled_from(MEDIA_TYPES), st.sampled_from(_QUALITIES))
accept: SearchStrategy[str] = weighted(
    (2, st.lists(_ranges, min_size=1, max_size=4).map(", ".join)),
    (3, st.sampled_from(MEDIA_TYPES)),
    (1, st.sampled_from(_ACCEPTS)),
)
_CODINGS: Final = [
    *("gzip", "br", "deflate", "zstd", "identity", "gzip, deflate, br", "*", "*;q=0", "identity;q=0", "gzip;q=0"),
    *("gzip;q=1e9", "gzip;q=nan", "x" * 5000, "gzip," * 2000, "", "\xff"),
]
_LANGUAGES: Final = [
    *("ja", "en", "en-US,en;q=0.5", "ja-Hrkt;q=2", "*", "de", "x" * 9000, "ja;q=nan", "../../etc/passwd", ""),
    "\xe6\x97",
    *("ja_JP.UTF-8", "zh-Hant-TW-x-private", "-", "en;q=0, ja;q=0", "C", "root"),
]
CONTENT_TYPES: Final = [
    *("application/sparql-query", "application/x-www-form-urlencoded"),
    *("application/sparql-query; charset=utf-8", "application/x-www-form-urlencoded; charset=shift_jis"),
    *("application/sparql-query; charset=utf-16", "application/sparql-query;charset=nonsense"),
    "APPLICATION/SPARQL-QUERY",
    *('application/sparql-query; charset="utf-8', "application/sparql-query;charset=", "application/sparql-update"),
    *("text/plain", "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "", "/"),
    "\xe5\xb7\xa5",
    *("application/x-www-form-urlencoded; charset=zlib", "application/x-www-form-urlencoded;" + "a=b;" * 2000),
]
_RARE: Final[list[Line]] = [
    *(("Range", "bytes=0-0"), ("Range", "bytes=-1,0-,9-1"), ("Range", "rows=1-2"), ("Range", "bytes=" + "0-1," * 2000)),
    *(("If-None-Match", "*"), ("If-None-Match", '"x'), ("If-Match", '"x"'), ("If-Modified-Since", "yesterday")),
    *(("If-Modified-Since", "Thu, 01 Jan 2099 00:00:00 GMT"), ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")),
    *(("Expect", "100-continue"), ("Expect", "200-ok"), ("Origin", "null"), ("Origin", "http://evil.invalid")),
    *(("Access-Control-Request-Method", "DELETE"), ("Access-Control-Request-Headers", "x\x01y")),
    *(("X-Forwarded-For", "127.0.0.1, ?"), ("X-Forwarded-Host", "evil.invalid"), ("X-Forwarded-Proto", "gopher")),
    *(("Forwarded", "for=evil.invalid;host=evil.invalid"), ("X-HTTP-Method-Override", "DELETE")),
    ("X-Original-URL", "/"),
    *(("Cookie", "language=" + "x" * 4000), ("Cookie", "language=../../x; ;=;\xff"), ("Cookie", "lang=en; lang=ja")),
    *(("Authorization", "Basic !!!"), ("Referer", "javascript:alert(1)"), ("User-Agent", "")),
    ("User-Agent", "\xff" * 99),
    *(("Upgrade", "h2c"), ("HTTP2-Settings", "AAMAAABkAAQAAP__"), ("Upgrade", "websocket"), ("TE", "trailers, gzip")),
    *(("Connection", "close"), ("Connection", "keep-alive"), ("Connection", "upgrade"), ("Connection", "host, accept")),
    *(("Trailer", "Content-Length"), ("Via", "1.1 " + "p" * 500), ("Prefer", "respond-async"), ("Date", "0")),
    *(("X-Long", "x" * 60_000), ("X-Long", "x" * 300_000), ("X-" + "n" * 9000, "1")),
    ("Content-Location", "//evil.invalid"),
    *(("Content-Encoding", "gzip"), ("Content-Encoding", "br"), ("Content-Language", "xx"), ("Max-Forwards", "-1")),
]
BROKEN: Final[list[str]] = [
    *("No colon", ": no name", "Sp ace: x", "Name : x", "\tFolded: x", " folded", "X: a\rb", "X: a\x00b", "X: \x7f"),
    "X:\x0b",
    *("X\xe5: x", "Content-Length: 1\n", "Accept: a\nX: b", "Host: a, b", "Host", "Transfer_Encoding: chunked"),
    *("\x00", "()<>@: x"),
]
_HOSTS: Final = [
    *("evil.invalid", "127.0.0.1:99999", "[::1", "a b", "", "\xe5\xb7\xa5", "x" * 3000, "a/../b", "[evil.invalid]:80"),
]
hosts: SearchStrategy[str] = weighted((14, st.just("localhost")), (1, st.sampled_from(_HOSTS)))


def _named(name: str, values: SearchStrategy[str]) -> Lines:
    return weighted((2, st.just([])), (1, values.map(lambda value: [(name, value)])))


lines: Lines = st.tuples(
    st.one_of(st.just([]), accept.map(lambda value: [("Accept", value)])),
    _named("Accept-Encoding", st.sampled_from(_CODINGS)),
    _named("Accept-Language", st.sampled_from(_LANGUAGES)),
    weighted((2, st.just([])), (1, st.lists(st.sampled_from(_RARE), max_size=3))),
    weighted(
        (40, st.just([])), (1, st.integers(90, 3000).map(lambda many: [(f"X-{each}", "x") for each in range(many)]))
    ),
).map(lambda groups: [line for group in groups for line in group])
"""The lines of a request besides Host and those that frame its body."""
