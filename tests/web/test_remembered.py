"""Replies remembered byte for byte: of one version of the data, and no more than there is room for."""

from __future__ import annotations

from plangraph_web.fast_replies import LONGEST_REMEMBERED, FastReply, Remembered
from plangraph_web.fast_requests import FastRequest
from plangraph_web.protocol import Asked

READ = FastRequest("GET", Asked("ASK {}", None, None, None), "", "", "", "", "192.0.2.1")


def reply(size: int = 10) -> FastReply:
    return FastReply(200, b"head", b"x" * size)


def test_a_reply_is_of_one_version() -> None:
    known = Remembered(1 << 16)
    known.put("1", b"GET", reply(), READ)
    assert known.get("1", b"GET") == (reply(), READ)
    assert known.get("1", b"GET ") is None
    assert known.get("2", b"GET") is None
    assert known.get("1", b"GET") is None, "the first version is gone"


def test_the_replies_used_last_stay() -> None:
    known = Remembered(20_000)
    for number in range(10):
        known.put("1", b"%d" % number, reply(1500), READ)
        assert known.get("1", b"0")
    stayed = [number for number in range(10) if known.get("1", b"%d" % number)]
    assert 0 in stayed
    assert stayed[1:] == list(range(11 - len(stayed), 10))
    assert 6 <= len(stayed) < 10


def test_what_is_too_large_is_not_remembered() -> None:
    known = Remembered(20_000)
    known.put("1", b"large", reply(3000), READ)
    known.put("1", b"x" * (LONGEST_REMEMBERED + 1), reply(), READ)
    assert known.get("1", b"large") is None
    assert known.get("1", b"x" * (LONGEST_REMEMBERED + 1)) is None


def test_without_room_nothing_is_remembered() -> None:
    known = Remembered(0)
    known.put("1", b"GET", reply(), READ)
    assert known.get("1", b"GET") is None


def test_only_the_date_and_the_end_of_a_connection_change() -> None:
    assert reply(2).bytes(0, last=False) == b"headThu, 01 Jan 1970 00:00:00 GMT\r\n\r\nxx"
    assert reply(2).bytes(0.9, last=True) == b"headThu, 01 Jan 1970 00:00:00 GMT\r\nConnection: close\r\n\r\nxx"
