"""Places in documents and reasons for what no document states."""

from __future__ import annotations

from small_plans import StoreOf

from plangraph.errors import Language
from plangraph.evidence import links, places
from plangraph.namespaces import ID
from plangraph.store import Store

PLAN = ID + "ichinoseki/plan/2026"


def test_places_come_by_line_with_document_and_headings(store: Store) -> None:
    found = places(store, PLAN + "/vision", "ja")
    assert [(each.first_line, each.last_line) for each in found] == [(14, 14), (46, 46), (50, 50)]
    assert {each.document.path for each in found} == {"ichinoseki/document/plan-2026-summary"}
    assert found[1].section == "一関市総合計画前期基本計画 概要版 > 一関市の将来像"


def test_an_inferred_link_tells_why_and_how_sure(store: Store) -> None:
    (link,) = links(store, PLAN + "/goal/01", "en")
    assert (link.source.path, link.target.path) == (
        "ichinoseki/plan/2026/goal/01",
        "ichinoseki/plan/2026/goal/hito-1",
    )
    assert link.predicate.label == "contributes to"
    assert (link.basis, link.confidence) == ("inferred", 0.7)
    assert link.rationale.startswith("From order and wording: growing up well")


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
