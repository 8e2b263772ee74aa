"""Settlement regions: the one of the record, and others that lack what this one has."""

from __future__ import annotations

from datetime import date
from itertools import chain

import pytest
from small_plans import StoreOf

from plangraph.errors import Language
from plangraph.happenings import happenings, survey
from plangraph.regions import Region, cooperation, region, regions
from plangraph.store import Store

REGION = """
<east> a pg:SettlementRegion ; rdfs:label "東の圏域"@ja ; pg:statedAt <place> ;
  pg:member <village> , <city> ; pg:centralCity <city> .
<west> a pg:SettlementRegion ; rdfs:label "西の圏域"@ja .
<city> a pg:Municipality ; rdfs:label "中の市"@ja .
<village> a pg:Municipality ; rdfs:label "あの村"@ja .
<neighbour> a pg:Municipality ; rdfs:label "隣の町"@ja .
<plan/9> a pg:Plan ; rdfs:label "第9次ビジョン"@ja ; pg:madeBy <east> ; pg:edition 9 .
<plan/10> a pg:Plan ; rdfs:label "第10次ビジョン"@ja ; pg:madeBy <east> ; pg:edition 10 .
<vision> a pg:Vision ; rdfs:label "よい圏域"@ja ; pg:inPlan <plan/10> .
<area> a pg:PolicyArea ; rdfs:label "暮らし"@ja ; pg:inPlan <plan/10> ; pg:contributesTo <vision> .
<field> a pg:CooperationField ; rdfs:label "医療"@ja ; pg:inPlan <plan/10> ; pg:contributesTo <area> .
<direction> a pg:Direction ; rdfs:label "病院"@ja ; pg:inPlan <plan/10> ; pg:contributesTo <field> .
<role/1> a pg:Role ; pg:inPlan <plan/10> ; pg:inDirection <direction> ; pg:playedBy <city> ;
  dcterms:description "病院を保つ。"@ja .
<role/2> a pg:Role ; pg:inPlan <plan/10> ; pg:inDirection <direction> ; pg:playedBy <neighbour> .
<event> a pg:Event ; rdfs:label "議決"@ja ; pg:dateAsPrinted "H24.2" ; pg:actor <village> , <city> ;
  pg:earliestDate "2012-02-01"^^xsd:date ; pg:latestDate "2012-02-29"^^xsd:date .
<survey> a pg:Survey ; rdfs:label "調査"@ja ; pg:dateAsPrinted "二月" ; pg:distributed 10 ;
  pg:earliestDate "2011-02-01"^^xsd:date ; pg:latestDate "2011-02-28"^^xsd:date .
"""


@pytest.fixture
def small(store_of: StoreOf) -> Store:
    """Two regions; of one, two visions, of which the newer has contents."""
    return store_of(REGION, "<plan/10> pg:basedOn <agreement> .")


def the_only(store: Store, language: Language = "ja") -> Region:
    (found,) = regions(store, language)
    return region(store, found, language)


def test_the_region_of_the_record(store: Store) -> None:
    found = the_only(store)
    assert [each.label for each in found.members] == ["一関市", "平泉町"]
    assert found.central == found.members[0]
    assert found.prefecture is not None
    assert found.prefecture.label == "岩手県"
    assert [(vision.plan.period, vision.years_basis, len(vision.areas)) for vision in found.visions] == [
        ("令和6年度〜令和10年度 (2024–2028)", "stated", 3),
        ("平成31年度〜令和5年度 (2019–2023)", "inferred", 0),
        ("", "", 0),
    ]
    assert "R6~R10" in found.visions[0].periods
    assert [basis for vision in found.visions for _, basis in vision.based_on] == ["stated", "inferred", "inferred"]
    assert [[each.label for each in things] for _, things in found.sides] == [
        ["奥州市"],
        ["気仙地区"],
        ["宮城県"],
        ["秋田県"],
    ]
    assert {kind.label: len(things) for kind, things in found.features}["河川"] == 6


def test_each_municipality_has_its_role_in_each_direction(store: Store, language: Language) -> None:
    found = the_only(store, language)
    told = cooperation(store, found, found.visions[0], language)
    assert told.players == found.members
    assert len(told.roles) == 17
    for played in told.roles.values():
        assert set(played) == {each.iri for each in found.members}
        assert all(role.text and role.basis == "editorial" and role.places for role in played.values())


def test_what_projects_and_fields_help_along_is_interpreted(store: Store) -> None:
    found = the_only(store)
    told = cooperation(store, found, found.visions[0], "ja")
    links = list(chain.from_iterable(told.supports.values()))
    assert {each.basis for each in links} == {"interpreted"}
    assert {each.predicate for each in links} == {"supports", "policyField"}
    assert all(0 < float(each.confidence) <= 1 for each in links)
    (medical,) = (some for iri, some in told.supports.items() if iri.endswith("cooperation-field/1-1"))
    assert [(each.predicate, each.number, each.target.label) for each in medical] == [
        ("supports", "11", "まちの医療、福祉体制の確保"),
        ("policyField", "", "衛生"),
    ]


def test_what_happened_is_told_in_order_with_the_printed_dates(store: Store) -> None:
    told = happenings(store, the_only(store), "ja")
    assert [each.first for each in told] == sorted(each.first for each in told)
    assert [(each.ref.label, each.month_only) for each in told if each.first == date(2013, 9, 1)] == [
        ("形成協定の締結の議決(一関市議会)", True),
        ("形成協定の締結の議決(平泉町議会)", True),
    ]
    (signing,) = (each for each in told if each.first == date(2013, 10, 25))
    assert signing.printed == ("平成25年10月25日(金)", "H25.10.25")
    assert [each.label for each in signing.actors] == ["一関市", "平泉町"]
    assert signing.kind.label == "締結"
    assert {each.kind.label for each in told} >= {"宣言", "議決", "締結", "策定", "アンケート調査"}
    assert all(each.places for each in told)


def test_surveys_with_their_rates(store: Store) -> None:
    told = [survey(store, each.ref, "ja") for each in happenings(store, the_only(store), "ja") if each.is_survey]
    assert [(each.distributed, each.answered, each.rate) for each in told] == [
        (3982, 1229, "30.9"),
        (1171, 841, "71.8"),
    ]


def test_regions_are_listed_by_name_and_the_central_city_first(small: Store) -> None:
    assert [each.label for each in regions(small, "ja")] == ["東の圏域", "西の圏域"]
    east = region(small, regions(small, "ja")[0], "ja")
    assert [each.label for each in east.members] == ["中の市", "あの村"]
    assert [each.plan.ref.label for each in east.visions] == ["第10次ビジョン", "第9次ビジョン"]
    assert [basis for _, basis in east.visions[0].based_on] == ["inferred"]


def test_a_role_that_nobody_gives_is_missing_and_an_outsider_has_a_column(small: Store) -> None:
    east = region(small, regions(small, "ja")[0], "ja")
    told = cooperation(small, east, east.visions[0], "ja")
    assert [each.label for each in told.players] == ["中の市", "あの村", "隣の町"]
    (played,) = told.roles.values()
    assert [played[each.iri].text if each.iri in played else None for each in told.players] == [
        "病院を保つ。",
        None,
        "",
    ]
    assert [role.basis for role in played.values() if not role.text] == [""]


def test_a_month_is_a_month_only_for_an_event(small: Store) -> None:
    asked, voted = happenings(small, region(small, regions(small, "ja")[0], "ja"), "ja")
    assert (asked.is_survey, asked.month_only) == (True, False)
    assert (voted.is_survey, voted.month_only) == (False, True)
    assert [each.label for each in voted.actors] == ["中の市", "あの村"]
    told = survey(small, asked.ref, "ja")
    assert (told.distributed, told.answered, told.rate, told.asked) == (10, None, "", "")


def test_a_region_of_which_nothing_more_is_known(small: Store) -> None:
    west = region(small, regions(small, "ja")[1], "ja")
    assert (west.members, west.central, west.visions, west.sides, west.features) == ((), None, (), (), ())
    assert happenings(small, west, "ja") == ()


def test_there_may_be_no_region(town: Store) -> None:
    assert regions(town, "ja") == ()
