"""Workers are lent first come first served, and none is ever lost."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from plangraph.sandbox.lending import Lending, Place


def lending(workers: int = 1) -> Lending:
    return Lending([None] * workers)


def placed(of: Lending, tell: Callable[[], object] | None = None) -> Place:
    place = Place(tell)
    of.ask(place)
    return place


def test_who_comes_first_is_served_first() -> None:
    one = lending()
    first, second, third = (placed(one) for _ in range(3))
    assert [each.granted for each in (first, second, third)] == [True, False, False]
    assert (one.idle, one.waiting, one.lent) == (0, 2, True)
    one.give_back(None)
    assert [each.granted for each in (second, third)] == [True, False]
    one.give_back(None)
    assert third.granted
    one.give_back(None)
    assert (one.idle, one.waiting, one.lent) == (1, 0, False)


def test_who_leaves_makes_room_for_the_next_also_when_it_was_their_turn_already() -> None:
    one = lending()
    first, second, third = (placed(one) for _ in range(3))
    one.leave(second)
    one.leave(first)
    assert third.granted
    one.leave(third)
    assert (one.idle, one.waiting) == (1, 0)


def test_who_does_not_wait_is_told() -> None:
    told: list[str] = []
    one = lending()
    placed(one, lambda: told.append("first"))
    placed(one, lambda: told.append("second"))
    assert told == ["first"]
    one.give_back(None)
    assert told == ["first", "second"]


def test_at_the_end_who_waits_is_woken_with_nothing() -> None:
    one = lending()
    placed(one)
    waiting = placed(one)
    with ThreadPoolExecutor() as threads:
        woken = threads.submit(waiting.wait, 10)
        assert one.end() == []
        assert woken.result()
    late = placed(one)
    assert (waiting.granted, late.granted, one.waiting) == (False, False, 0)


def test_many_threads_never_have_more_workers_than_there_are() -> None:
    few, lent, most = lending(3), [0], [0]

    def borrow(number: int) -> None:
        rng = random.Random(number)
        for _ in range(300):
            place = placed(few)
            if rng.random() < 0.2:
                few.leave(place)
                continue
            while not place.wait(0.1):
                pass
            lent[0] += 1
            most[0] = max(most[0], lent[0])
            lent[0] -= 1
            few.give_back(place.worker)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(borrow, range(8)))
    assert (few.idle, few.waiting, few.lent) == (3, 0, False)
    assert 1 <= most[0] <= 3
