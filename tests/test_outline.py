"""Documents heading by heading: what cites each place, and what is in doubt there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_sources import Town, disagreeing

from plangraph.errors import Language
from plangraph.namespaces import ID
from plangraph.outline import Outline, Section, addresses, anchor, outlines, told_at
from plangraph.store import Store

CITED = """SELECT DISTINCT ?place {
  { ?thing pg:statedAt ?place } UNION { ?thing pg:conflictsWith ?place } ?place pg:inDocument ?document
}"""


@pytest.fixture
def small(tmp_path: Path) -> Store:
    return Store.load(disagreeing(tmp_path).root)


def named(store: Store, name: str, language: Language = "en") -> Outline:
    return next(each for each in outlines(store, language) if each.name == name)


def sections(found: tuple[Section, ...]) -> Iterator[Section]:
    for each in found:
        yield each
        yield from sections(each.sections)


def shape(found: tuple[Section, ...]) -> list[object]:
    return [
        (each.title, [anchor(s.place) for p in each.passages for s in p.spots], shape(each.sections)) for each in found
    ]


def test_every_cited_place_stands_once_below_its_heading(store: Store) -> None:
    listed = [
        (spot.place.ref.iri, section.title, spot.place.section.rpartition(" > ")[2])
        for outline in outlines(store, "ja")
        for section in sections(outline.sections)
        for passage in section.passages
        for spot in passage.spots
    ]
    assert sorted(place for place, *_ in listed) == sorted(row["place"].value for row in store.select(CITED))
    assert all(title == heading for _, title, heading in listed)


def test_documents_follow_the_names_of_their_files(store: Store) -> None:
    assert [(each.name, each.lines) for each in outlines(store, "ja")] == [
        ("ichinoseki/plan-2026-summary", 189),
        ("ichinoseki/plan-before-2016", 127),
        ("ichinoseki-hiraizumi/vision-3", 1029),
        ("ichinoseki/settlement-region-page", 75),
        ("ichinoseki/plan-and-strategy", 39),
    ]
    assert {each.publisher.path for each in outlines(store, "ja") if each.publisher} == {"ichinoseki"}


def test_an_anchor_is_the_end_of_the_identifier_and_leads_to_one_place(store: Store) -> None:
    for outline in outlines(store, "en"):
        anchors = [anchor(spot.place) for spot in outline.spots]
        assert anchors == [spot.place.ref.iri.rpartition("/")[2] for spot in outline.spots]
        assert len(set(anchors)) == len(anchors)


def test_headings_nest_in_the_order_of_lines(small: Store) -> None:
    below: list[object] = [("1 工業", ["L2", "L2-C5-9"], []), ("2 農林業", ["L3-6"], []), ("期間", ["L8-C301-316"], [])]
    assert shape(named(small, "a").sections) == [("しごとの計画", ["L1"], below)]
    assert shape(named(small, "b").sections) == [("", ["L1", "L1-2"], [])]


def test_a_place_tells_what_cites_it_and_on_which_basis(small: Store) -> None:
    spots = {anchor(each.place): each for each in named(small, "a", "ja").spots}
    assert [(each.ref.label, each.ref.kind, each.basis) for each in spots["L2"].citations] == [
        ("企業の支援", "施策", "stated")
    ]
    assert [each.ref.label for each in spots["L8-C301-316"].citations] == ["2029年度まで"]
    assert named(small, "a").things == 5


def test_a_doubt_stands_at_both_ends_and_is_nothing_that_cites(small: Store) -> None:
    here, there = named(small, "a").spots[-1], named(small, "b").spots[0]
    assert [each.ref.label for each in here.doubts] == ["End of the plan"]
    assert [each.ref.label for each in there.conflicts] == ["End of the plan"]
    assert (here.conflicts, there.doubts, there.citations) == ((), (), ())
    assert [anchor(place) for _, place in named(small, "b").doubts] == ["L1"]
    assert [each.doubts for each in sections(named(small, "a").sections)] == [1, 0, 0, 1]


def test_what_nothing_cites_is_told_by_what_shares_its_lines(small: Store) -> None:
    line, both = named(small, "b").spots
    known = outlines(small, "en")
    assert [each.ref.label for each in told_at(known, line.place)] == ["2028年度まで"]
    assert told_at(known, both.place) == both.citations


def test_documents_and_places_are_found_by_their_identifiers(small: Store) -> None:
    known = addresses(small)
    assert known[ID + "a"] == ("a", "")
    assert known[ID + "a/L8-C301-316"] == ("a", "L8-C301-316")
    assert ID + "goal" not in known


def test_a_document_that_nothing_cites_is_listed_and_empty(tmp_path: Path) -> None:
    store = Store.load(Town(tmp_path).states("<goal> a pg:Goal .").root)
    assert [(each.name, each.spots, each.sections, each.doubts) for each in outlines(store, "ja")] == [
        ("a", (), (), ())
    ]


def test_a_doubt_that_lacks_everything_else_is_still_shown_at_its_place(tmp_path: Path) -> None:
    store = Store.load(Town(tmp_path).states("", "<doubt> a pg:Doubt ; pg:statedAt <a/L1> .").root)
    assert [(each.ref.label, anchor(place)) for each, place in named(store, "a").doubts] == [("doubt", "L1")]


def test_each_cited_place_has_the_address_where_the_outline_shows_it(store: Store) -> None:
    shown = {
        spot.place.ref.iri: (each.name, anchor(spot.place)) for each in outlines(store, "en") for spot in each.spots
    }
    assert {iri: address for iri, address in addresses(store).items() if address[1]} == shown
