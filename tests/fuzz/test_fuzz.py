"""Whatever is sent, an answer comes that is worth the name, and the server goes on."""

from __future__ import annotations

import pytest
from running_server import running_server

from fuzz.campaign import SMALL, Tally, ask_ordinarily, drawn, fuzz, heard, warm_up
from fuzz.footprint import resting, settled

pytestmark = pytest.mark.slow

REQUESTS = 300
SLACK = 0.25
"""Memory grows with the first few hundred requests, which fill caches; the long run (`make fuzz`) is stricter."""


def test_three_hundred_requests_break_no_promise_and_leave_nothing_behind() -> None:
    with heard() as said, running_server(**SMALL) as server:
        warm_up(server)
        before, tally = resting(server.pid, lambda: ask_ordinarily(server)), Tally()
        for _ in fuzz(server, drawn(REQUESTS), tally):
            pass
        after = settled(server.pid, before, SLACK, lambda: ask_ordinarily(server))
        complaints = said()
    assert tally.faults == {}
    assert complaints == ""
    assert tally.visits >= REQUESTS
    assert {200, 400, 404, 405, 406} <= set(tally.statuses)
    assert after.back_to(before, SLACK), f"{before}, and afterwards {after}"
