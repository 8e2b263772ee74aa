"""Places in documents and reasons for what no document states."""

from __future__ import annotations

from small_plans import StoreOf

from plangraph.errors import Language
from plangraph.evidence import citations, links, places
from plangraph.namespaces import ID
from plangraph.store import Store

PLAN = ID + "ichinoseki/plan/2026"


def test_places_come_by_line_with_document_and_headings(store: Store) -> None:
    found = places(store, PLAN + "/vision", "ja")
    lines = [(each.first_line, each.last_line, each.first_character) for each in found]
    assert lines == [(14, 14, 7), (46, 46, None), (48, 50, None), (50, 50, 94)]
    assert {each.document.path for each in found} == {"ichinoseki/document/plan-2026-summary"}
    assert found[1].section == "一関市総合計画前期基本計画 概要版 > 一関市の将来像"


def test_places_within_a_line_come_by_character_after_the_whole_line(store_of: StoreOf) -> None:
    names = ("L2", "L2-C3-5", "L2-C3-9", "L2-C12-13", "L2-4", "L3")
    cited = " , ".join(f"<{name}>" for name in reversed(names))
    characters = {"L2-C3-5": (3, 5), "L2-C3-9": (3, 9), "L2-C12-13": (12, 13)}
    described = "".join(
        f"<{name}> pg:inDocument <d> ; pg:firstLine {name[1]} ; pg:lastLine {'4' if name == 'L2-4' else name[1]} .\n"
        + "".join(
            f"<{name}> pg:{end}Character {at} .\n"
            for end, at in zip(("first", "last"), characters.get(name, ()), strict=False)
        )
        for name in names
    )
    small = store_of(f"<x> pg:statedAt {cited} .\n{described}")
    found = places(small, ID + "x", "ja")
    assert [each.ref.path for each in found] == ["L2", "L2-4", "L2-C3-5", "L2-C3-9", "L2-C12-13", "L3"]
    assert [(each.first_character, each.last_character) for each in found[1:3]] == [(None, None), (3, 5)]
    assert citations(small, "ja") == {ID + "x": found}


def test_an_inferred_link_tells_why_and_how_sure(store: Store) -> None:
    found = links(store, PLAN + "/goal/01", "en")
    (link,) = (each for each in found if each.basis == "inferred")
    assert (link.source.path, link.target.path) == (
        "ichinoseki/plan/2026/goal/01",
        "ichinoseki/plan/2026/goal/hito-1",
    )
    assert link.predicate.label == "contributes to"
    assert (link.basis, link.confidence) == ("inferred", 0.7)
    assert link.rationale.startswith("From order and wording: growing up well")
    assert {(each.predicate.label, each.basis) for each in found if each != link} == {
        ("succeeds", "interpreted"),
        ("has policy field", "interpreted"),
        ("has sustainable development goal", "interpreted"),
    }


def test_links_are_seen_from_both_ends(store: Store, language: Language) -> None:
    found = links(store, PLAN + "/goal/shigoto-1", language)
    assert [link.source.iri.removeprefix(PLAN) for link in found] == ["/goal/18", "/goal/19", "/goal/20"]
    assert len({link.rationale for link in found}) == 3


def test_what_is_stated_needs_no_reason(store: Store) -> None:
    assert links(store, PLAN + "/measure/20-1", "ja") == ()


def test_a_link_without_confidence_is_left_out(store_of: StoreOf) -> None:
    said = "<link> a pg:ExplainedStatement ; rdf:subject <a> ; rdf:predicate pg:contributesTo ; rdf:object <b> ; "
    assert links(store_of(said + "pg:basis pg:inferred ."), ID + "a", "ja") == ()
    assert len(links(store_of(said + "pg:basis pg:inferred ; pg:confidence 0.5 ."), ID + "b", "ja")) == 1


def test_a_text_that_no_document_states_has_its_reason_too(store_of: StoreOf) -> None:
    said = '<link> rdf:subject <a> ; rdf:predicate pg:corporateNumber ; rdf:object "4000" ; '
    (link,) = links(store_of(said + "pg:basis pg:external ; pg:confidence 1.0 ."), ID + "a", "ja")
    assert (link.target.label, link.target.path) == ("4000", None)
