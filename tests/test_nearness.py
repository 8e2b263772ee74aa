"""What is offered to somebody who asked for what is not there."""

from __future__ import annotations

import pytest
from small_plans import StoreOf

from plangraph.nearness import nearest
from plangraph.store import Store

PLAN = "ichinoseki/plan/2026"


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        (f"{PLAN}/goal/99", f"{PLAN}/goal/09"),
        ("goal/99", f"{PLAN}/goal/09"),
        (f"{PLAN}/goals/20", f"{PLAN}/goal/20"),
        (f"{PLAN}/measure/20-9", f"{PLAN}/measure/20-1"),
        ("ichinoseki/plan/2027", PLAN),
        ("ichinosek", "ichinoseki"),
        ("ichinoseki/", "ichinoseki"),
        ("いちのせき", "ichinoseki"),
        ("観光業", f"{PLAN}/measure/19-2"),
        ("観光", "ichinoseki/plan/2016/field/5"),
        ("population", "indicator/population"),
        ("ＩＬＣの実現", f"{PLAN}/project/2"),
        ("Public Comment", f"{PLAN}/consultation/public-comment"),
    ],
)
def test_the_nearest_path_or_label_comes_first(store: Store, asked: str, offered: str) -> None:
    assert nearest(store, asked, "ja")[0].path == offered


def test_a_year_between_two_plans_offers_both_before_any_other(store: Store) -> None:
    offered = [each.path for each in nearest(store, "ichinoseki/plan/2006", "ja")]
    assert set(offered[:2]) == {"ichinoseki/plan/2016", "ichinoseki/plan/2026"}


def test_what_holds_the_whole_text_comes_before_what_is_only_like_it(store_of: StoreOf) -> None:
    small = store_of(
        '<plan/like> a pg:Goal ; rdfs:label "観光" . <plan/holds> a pg:Goal ; rdfs:label "商業、観光業の振興" .'
    )
    assert [each.path for each in nearest(small, "観光業", "ja")] == ["plan/holds", "plan/like"]


def test_among_equals_the_shorter_path_comes_first(store_of: StoreOf) -> None:
    roles = "".join(f"<region/role/{at:04}/town> a pg:Role ; rdfs:label '{at}' .\n" for at in range(3_000))
    small = store_of(roles + "<town> a pg:Municipality ; rdfs:label '町' .")
    assert [(each.path or "").count("/") for each in nearest(small, "tow", "ja", most=2)] == [0, 3]


def test_an_explained_statement_is_found_by_its_path_and_not_by_the_names_of_its_ends(store: Store) -> None:
    assert nearest(store, f"{PLAN}/link/goal-99", "ja")[0].kind == "理由を添えた記述"
    assert not [each for each in nearest(store, "将来像", "ja") if each.kind == "理由を添えた記述"]


def test_a_wrong_number_offers_only_goals_of_that_plan(store: Store) -> None:
    assert all((each.path or "").startswith(f"{PLAN}/goal/") for each in nearest(store, f"{PLAN}/goal/99", "ja"))


def test_one_name_of_two_things_offers_both(store: Store) -> None:
    assert [each.kind for each in nearest(store, "工業の振興", "en", most=2)] == ["goal", "measure"]


def test_no_more_than_asked_for_and_always_the_same(store: Store) -> None:
    assert len(nearest(store, "まちづくり", "ja", most=3)) == 3
    assert nearest(store, "まちづくり", "ja") == nearest(Store.load(), "まちづくり", "ja")


def test_in_large_data_the_rarest_pairs_decide(store_of: StoreOf) -> None:
    goals = "".join(f'<town/plan/goal/{at}> a pg:Goal ; rdfs:label "目標" .\n' for at in range(12_000))
    large = store_of(goals + '<town/plan/goal/x> a pg:Goal ; rdfs:label "観光の目標" .')
    assert nearest(large, "観光の目標", "ja")[0].path == "town/plan/goal/x"
    assert nearest(large, "town/plan/goal/10432", "ja")[0].path == "town/plan/goal/10432"


@pytest.mark.parametrize("asked", ["", "/", "<script>", "𓀀", "x" * 100_000])
def test_nonsense_offers_nothing(store: Store, asked: str) -> None:
    assert nearest(store, asked, "ja") == []
