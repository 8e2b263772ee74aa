"""How people put what they look for: places by their names alone, years, numbers, kinds, words written otherwise."""

from __future__ import annotations

import pytest
from finding import found, paths
from small_plans import StoreOf

from plangraph.marking import pieces
from plangraph.matches import matches
from plangraph.namespaces import ID
from plangraph.search import Found, search
from plangraph.store import Store

PLAN = "ichinoseki/plan/2026"
NAMES = {
    "ichinoseki": "一関 いちのせき ｲﾁﾉｾｷ ICHINOSEKI 一關",
    "hiraizumi": "平泉 ひらいずみ Hiraizumi",
    "iwate": "岩手 いわて",
}
"""What people call places."""


def test_a_number_is_found_however_it_is_printed_alone_and_with_its_kind(store_of: StoreOf) -> None:
    small = store_of(
        """<level> a pg:Level ; rdfs:label "中目標"@ja , "middle goal"@en .
        <four> a pg:Goal ; rdfs:label "町"@ja ; pg:number "04" ; pg:atLevel <level> .
        <circled> a pg:PriorityProject ; rdfs:label "村"@ja ; pg:number "④" .
        <bracketed> a pg:Field ; rdfs:label "里"@ja ; pg:number "（４）" ; pg:atLevel <level> .
        <forty> a pg:Goal ; rdfs:label "市"@ja ; pg:number "40" ; pg:atLevel <level> ."""
    )
    assert paths(small, "4", 3) == paths(small, "04", 3) == paths(small, "④", 3) == ["four", "bracketed", "circled"]
    for word in ("中目標4", "中目標　０４", "中目標④", "Middle goal 4"):
        assert paths(small, word) == ["four", "bracketed"]
    assert paths(small, "中目標 市") == ["forty"]
    assert paths(small, "中目標") == ["level", "four", "forty", "bracketed"]


def test_a_number_is_a_word_only_as_a_whole(store_of: StoreOf) -> None:
    small = store_of('<a> a pg:Goal ; rdfs:label "年度 2016" . <b> a pg:Goal ; rdfs:label "長い名の市道 20 号" .')
    assert paths(small, "20") == ["b", "a"]


def test_a_few_letters_and_a_number_are_no_part_of_a_longer_one(store_of: StoreOf, store: Store) -> None:
    small = store_of(
        '<a> a pg:Goal ; rdfs:label "Hiraizumi 14-19", "AIの活用 4-1" . <b> a pg:Goal ; rdfs:label "main 104" .'
    )
    for word in ("ai", "4-1", "ＡＩ"):
        assert found(small, word) == ["AIの活用 4-1"]
    assert [paths(small, word) for word in ("a", "rai", "04", "1")] == [["a"], ["a"], [], ["a", "b"]]
    assert found(store, "3209", 1) == ["032093"]


def test_what_is_written_in_several_ways_is_found_in_all_of_them_and_first_as_it_is_asked(store_of: StoreOf) -> None:
    small = store_of(
        """<a> a pg:Goal ; rdfs:label "こどもの居場所" . <b> a pg:Measure ; rdfs:label "障がいのある子ども" .
        <c> a pg:Survey ; rdfs:label "子供" ; dcterms:description "障碍と取組みの話" ."""
    )
    assert [paths(small, word) for word in ("こども", "子ども", "子供")] == [[*"abc"], [*"bca"], [*"cba"]]
    assert [paths(small, word) for word in ("障害", "障害 子ども", "取り組み", "受け入れ")] == [
        [*"bc"],
        [*"b"],
        [*"c"],
        [],
    ]
    assert pieces("こどもの居場所", "子供") == [("こども", True), ("の居場所", False)]


def test_what_is_of_a_kind_and_of_a_place_is_found_by_both_before_doubts(store_of: StoreOf) -> None:
    small = store_of(
        """<town> a pg:Municipality ; rdfs:label "小さな町" . <town/vision> a pg:Vision ; rdfs:label "よい暮らし" .
        <city/vision> a pg:Vision ; rdfs:label "仕事" . <doubt> a pg:Doubt ; rdfs:label "小さな町 将来像 の誤り" ."""
    )
    assert paths(small, "小さな町の将来像") == paths(small, "将来像 小さな町") == ["town/vision", "doubt"]


def test_words_joined_by_a_particle_may_stand_apart(store_of: StoreOf) -> None:
    small = store_of('<a> a pg:Goal ; rdfs:label "一関市 総数 人口" . <b> a pg:Goal ; rdfs:label "人口の多い町" .')
    assert [paths(small, word) for word in ("一関市の人口", "人口の総数", "町の人口", "の人口")] == [
        ["a"],
        ["a"],
        [],
        [],
    ]
    assert pieces("一関市 人口", "人口の一関市") == [("一関市", True), (" ", False), ("人口", True)]


@pytest.mark.parametrize(
    ("word", "path"),
    [(word, path) for path, words in NAMES.items() for word in words.split()],
)
def test_a_place_is_called_by_its_name_alone(store: Store, word: str, path: str) -> None:
    assert paths(store, word, 1) == [path]


@pytest.mark.parametrize(
    "word", ["2024年度", "2024", "令和6年度", "令和６", "FY 2024", "fy2024", "fiscal year 2024", "R6"]
)
def test_a_fiscal_year_is_found_however_it_is_written_and_then_the_plans_that_it_is_in(store: Store, word: str) -> None:
    assert paths(store, word, 3) == ["fiscal-year/2024", "ichinoseki-hiraizumi/plan/3", "ichinoseki/plan/2016"]


def test_a_year_of_a_period_finds_what_has_the_period_by_either_era_where_one_ends(store_of: StoreOf) -> None:
    small = store_of(
        """<year/2018> a pg:FiscalYear ; schema:startDate "2018-04-01"^^xsd:date .
        <year/2020> a pg:FiscalYear ; schema:startDate "2020-04-01"^^xsd:date .
        <never> a pg:FiscalYear ; schema:startDate "yesterday" .
        <plan> a pg:Plan ; pg:firstFiscalYear <year/2018> ; pg:lastFiscalYear <year/2020> .
        <endless> a pg:Plan ; pg:firstFiscalYear <year/2018> ; pg:lastFiscalYear <never> ."""
    )
    for word in ("2019", "2019年度", "FY 2019", "令和元年度", "令和1年度", "平成31年度", "R1", "h31年度"):
        assert search(small, word) == [Found(ID + "plan", "period", "2018–2020")]
    assert [matches(small, "2019", each)[0].text for each in ("ja", "en")] == [
        "平成30年度〜令和2年度 (2018–2020)",
        "FY 2018–2020",
    ]
    assert found(small, "2021年度") == found(small, "令和3") == found(small, "平成元年度") == []
    assert found(small, "2018") == ["平成30年度", "2018–2020"]
    assert {each.field for each in search(small, "20")} == {"label"}


def test_a_municipalitys_own_plan_is_found_without_the_municipalitys_name(store: Store) -> None:
    assert paths(store, "総合計画", 1) == [PLAN]
    assert search(store, "面積", 1)[0].iri == f"{ID}indicator/area"
