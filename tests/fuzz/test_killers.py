"""Queries that never end or outgrow every machine: they end, and nobody else notices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from running_server import Server, running_server

from fuzz.campaign import Tally, ask_ordinarily, kill
from fuzz.footprint import resting, settled
from fuzz.killers import KILLERS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    with running_server(PLANGRAPH_WARM="0") as server:
        yield server


def test_every_killer_ends_at_a_limit_or_with_an_answer_and_an_ordinary_query_is_answered_after_it(
    own_server: Server,
) -> None:
    tally = Tally()
    for _ in kill(own_server, len(KILLERS), tally):
        pass
    assert tally.faults == {}
    assert tally.visits == len(KILLERS) > 20
    assert tally.statuses[503] > len(KILLERS) / 2
    assert tally.slowest < 5


def test_killers_leave_no_memory_no_process_and_no_descriptor_behind(own_server: Server) -> None:
    before = resting(own_server.pid, lambda: ask_ordinarily(own_server))
    for _ in kill(own_server, len(KILLERS), Tally(), start=1):
        pass
    after = settled(own_server.pid, before, 0.1, lambda: ask_ordinarily(own_server))
    assert after.back_to(before, 0.1), f"{before}, and afterwards {after}"
