"""Labels: which of many is shown, what kind a thing is, and how lists are sorted."""

from __future__ import annotations

import pytest
from small_plans import StoreOf

from plangraph.errors import Language
from plangraph.labels import kind, label, natural_key, ref
from plangraph.namespaces import ID, ONTOLOGY
from plangraph.store import Store

PLAN = ID + "ichinoseki/plan/2026"


@pytest.mark.parametrize(
    ("labels", "language", "shown"),
    [
        ('"市"@ja , "city"@en', "en", "city"),
        ('"市"@ja , "city"@en', "ja", "市"),
        ('"市"@ja , "plain"', "en", "市"),
        ('"plain" , "city"@en', "ja", "plain"),
        ('"city"@en , "ville"@fr', "ja", "city"),
        ('"ville"@fr , "Stadt"@de', "ja", "Stadt"),
        ('"いちのせき"@ja-Hrkt , "city"@en', "ja", "city"),
        ('"乙"@ja , "甲"@ja', "ja", "乙"),
    ],
)
def test_the_language_asked_for_then_japanese_untagged_english_any(
    store_of: StoreOf, labels: str, language: Language, shown: str
) -> None:
    assert label(store_of(f"<it> rdfs:label {labels} ."), ID + "it", language) == shown


def test_without_any_label_the_end_of_the_iri_is_shown(store: Store) -> None:
    assert label(store, "http://purl.org/dc/terms/accrualPolicy", "ja") == "accrualPolicy"
    assert label(store, "http://example.org/vocabulary#thing", "en") == "thing"


def test_an_official_name_that_nobody_has_put_into_english_stays_japanese(store: Store, town: Store) -> None:
    assert label(town, ID + "town/plan/goal/1", "en") == "暮らし"
    assert label(store, PLAN + "/goal/20", "en") == "promotion of manufacturing"
    assert label(store, PLAN, "en") == "Ichinoseki comprehensive plan"


def test_two_things_of_one_name_differ_in_kind(store: Store) -> None:
    goal, measure = ref(store, PLAN + "/goal/20", "ja"), ref(store, PLAN + "/measure/20-1", "ja")
    assert goal.label == measure.label == "工業の振興"
    assert (goal.kind, measure.kind) == ("目標", "施策")
    assert kind(store, PLAN + "/measure/20-1", "en") == "measure"


def test_the_kind_is_the_most_specific_class(store_of: StoreOf) -> None:
    found = store_of("<it> a pg:PlanElement , pg:Goal , skos:Concept . <other> a skos:Concept .")
    assert kind(found, ID + "it", "en") == "goal"
    assert kind(found, ID + "other", "en") == ""


def test_only_our_own_things_have_a_path(store: Store) -> None:
    assert ref(store, PLAN, "ja").path == "ichinoseki/plan/2026"
    assert ref(store, ONTOLOGY + "Goal", "ja").path is None


def test_two_comes_before_ten_whatever_its_form() -> None:
    assert sorted(["施策10", "施策2", "施策1"], key=natural_key) == ["施策1", "施策2", "施策10"]
    assert sorted(["⑩", "②", "9"], key=natural_key) == ["②", "9", "⑩"]
    assert natural_key("Goal 02") == natural_key("goal 2")
