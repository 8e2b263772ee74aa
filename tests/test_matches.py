"""What a search tells of what it found: kind, number, where it stands, and what of a name fits."""

from __future__ import annotations

import pytest
from small_plans import StoreOf

from plangraph.errors import Language, WordMissing
from plangraph.marking import pieces, stretch
from plangraph.matches import MOST, alike, matches, matching_questions
from plangraph.store import Store

PLAN = "ichinoseki/plan/2026"


def paths(store: Store, word: str, most: int = MOST) -> list[str | None]:
    return [each.ref.path for each in matches(store, word, "ja", most)]


def test_a_goal_is_told_with_its_level_its_number_and_its_way_up(store: Store) -> None:
    found = next(each for each in matches(store, "工業の振興", "ja") if each.ref.path == f"{PLAN}/goal/20")
    assert (found.kind, found.number, found.name) == ("中目標", "20", "")
    assert [each.path for each in found.above] == [PLAN, f"{PLAN}/goal/shigoto", f"{PLAN}/goal/shigoto-1"]


def test_a_name_that_is_not_the_label_is_told_too(store: Store) -> None:
    (city,) = (each for each in matches(store, "いちのせきし", "ja") if each.ref.path == "ichinoseki")
    assert (city.ref.label, city.name) == ("一関市", "いちのせきし")
    english = next(each for each in matches(store, "工業の振興", "en") if each.ref.path == f"{PLAN}/goal/20")
    assert english.name == "工業の振興"


def test_newer_plans_come_before_older_ones_and_what_is_said_of_others_last(store: Store) -> None:
    found = paths(store, "まちづくりの")
    newest = [at for at, path in enumerate(found) if path and path.startswith(f"{PLAN}/measure")]
    older = [at for at, path in enumerate(found) if path and path.startswith("ichinoseki/plan/before-2016/approach")]
    doubts = [at for at, path in enumerate(found) if path and "/doubt/" in path]
    assert max(newest) < min(older) < min(doubts)


def test_first_of_all_comes_what_has_just_this_name(store: Store) -> None:
    assert paths(store, "一関市")[0] == "ichinoseki"
    assert paths(store, "人口")[0] == "indicator/population"


@pytest.mark.parametrize(
    ("word", "path", "field", "text"),
    [
        ("医療", "ichinoseki/plan/2016/field/27", "label", "医療"),
        ("ｲﾘｮｳ", "ichinoseki/plan/2016/field/27", "reading", "いりょう"),
        ("457号", "ichinoseki-hiraizumi/feature/route-457", "name", "457号"),
        ("03209", "ichinoseki", "code", "032093"),
        ("2", f"{PLAN}/project/2", "number", "②"),
    ],
)
def test_what_fits_is_told_with_its_field(store: Store, word: str, path: str, field: str, text: str) -> None:
    found = next(each for each in matches(store, word, "ja") if each.ref.path == path)
    assert (found.field, found.text) == (field, text)


def test_of_a_summary_a_stretch_around_what_fits_is_told(store: Store) -> None:
    (found, *_) = matches(store, "KPI", "ja")
    assert (found.ref.path, found.field, found.name) == ("ichinoseki/strategy/2015", "summary", "")
    assert found.text.startswith("…")
    assert ("KPI", True) in pieces(found.text, "kpi")
    assert len(found.text) <= 62


def test_no_more_are_told_than_are_wanted(store: Store) -> None:
    assert len(paths(store, "の", 7)) == 7


@pytest.mark.parametrize("word", ["", " ", "\x00"])
def test_a_word_of_nothing_is_refused(store: Store, word: str) -> None:
    with pytest.raises(WordMissing):
        matches(store, word, "ja")


def test_things_that_are_named_alike_are_told_as_others_are(store: Store) -> None:
    assert matches(store, "観光業界", "ja") == []
    found = alike(store, "観光業界", "ja")
    assert "観光業の振興" in [each.ref.label for each in found]
    assert all(each.field == "label" and each.above for each in found)


def test_questions_are_found_by_title_and_keyword(store: Store, language: Language) -> None:
    by_word = {"ja": "引き継ぎ", "en": "succession"}
    assert "taken-up" in [each.slug for each in matching_questions(store, by_word[language], language)]
    assert matching_questions(store, "龘", language) == []
    assert matching_questions(store, " ", language) == []


@pytest.mark.parametrize(
    ("text", "word", "fits"),
    [
        ("工業の振興", "工業", ["工業"]),
        ("人口と人口", "人口", ["人口", "人口"]),
        ("ILCの推進", "ｉｌｃ", ["ILC"]),
        ("ﾊﾞｽの路線", "バス", ["ﾊﾞｽ"]),
        ("面積 12 ㎢", "km2", ["㎢"]),
        ("子育てしやすい環境", "環境 子育て", ["子育て", "環境"]),
        ("one  two", "one two", ["one  two"]),
        ("生活バス路線", "ばす", ["バス"]),
        ("ばすとﾊﾞｽ", "バス", ["ばす", "ﾊﾞｽ"]),
        ("一関市", "一關", ["一関"]),
        ("骨寺村莊園", "荘園", ["莊園"]),
        ("工業", "農業", []),
        ("", "農業", []),
    ],
)
def test_what_fits_is_told_apart_and_nothing_is_lost(text: str, word: str, fits: list[str]) -> None:
    found = pieces(text, word)
    assert "".join(part for part, _ in found) == text
    assert [part for part, fit in found if fit] == fits


@pytest.mark.parametrize(
    ("text", "word", "most", "expected"),
    [
        ("短い文", "文", 10, "短い文"),
        ("一二三四五六七八九十", "八", 6, "…五六七八九十"),
        ("一二三四五六七八九十", "一", 6, "一二三四五六…"),
        ("一二三四五六七八九十", "五", 6, "…三四五六七八…"),
        ("一二三四五六七八九十", "龘", 6, "一二三四五六…"),
    ],
)
def test_a_stretch_holds_what_fits(text: str, word: str, most: int, expected: str) -> None:
    assert stretch(text, word, most) == expected


def test_several_words_are_sought_as_they_stand_and_then_each(store_of: StoreOf) -> None:
    small = store_of('<a> a pg:Goal ; rdfs:label "よい町 と 村" . <b> a pg:Goal ; rdfs:label "村 の よい人" .')
    assert [each.ref.label for each in matches(small, "よい町 と", "ja")] == ["よい町 と 村"]
    assert {each.ref.label for each in matches(small, "村 よい", "ja")} == {"よい町 と 村", "村 の よい人"}
    assert matches(small, "村 悪い", "ja") == []
