"""What is offered where nothing is found: what differs by a slip or two, and never nonsense."""

from __future__ import annotations

import pytest

from plangraph.namespaces import ID
from plangraph.search import Found, spelled_like
from plangraph.search.spelling import slips
from plangraph.store import Store


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("観光業界", "観光業の振興", 1),
        ("いちのきせ", "いちのせき", 1),
        ("移住低住", "若者の移住定住の促進", 1),
        ("公園", "公園", 0),
        ("公園", "", 2),
        ("", "公園", 0),
    ],
)
def test_slips_lead_from_a_word_to_the_most_similar_part(word: str, text: str, expected: int) -> None:
    assert slips(word, text) == expected


def test_slips_can_be_counted_to_a_beginning_and_to_the_whole() -> None:
    assert slips("公園", "大公園", begin=True) == 1
    assert slips("公園", "公園の町", begin=True, end=True) == 2


@pytest.mark.parametrize(
    "word", ["まんぼう町", "大阪", "ギョーザ", "sushi", "hospitall", "東京タワー", "施策20-1", "龘", "x" * 1_000]
)
def test_what_nothing_is_like_offers_nothing(store: Store, word: str) -> None:
    assert spelled_like(store, word) == []


def test_the_nearest_spelling_is_offered_first_and_each_thing_once(store: Store) -> None:
    offered = spelled_like(store, "Ichinoski")
    assert offered[0] == Found(ID + "ichinoseki", "label", "Ichinoseki City")
    assert len({each.iri for each in offered}) == len(offered) == 5
    assert [each.text for each in spelled_like(store, "医僚", most=1)] == ["医療"]
