"""Plans: the newest as it was printed, and others of another shape."""

from __future__ import annotations

import pytest
from small_plans import TOWN, StoreOf

from plangraph.errors import NoPlan, NotFound
from plangraph.plans import newest, plan, plans
from plangraph.store import Row, Store, Term

PATH = "ichinoseki/plan/2026"


class Counting(Store):
    """A store that counts the queries."""

    queries = 0

    def select(self, sparql: str, **terms: Term) -> list[Row]:
        self.queries += 1
        return super().select(sparql, **terms)


def test_the_counts_of_the_plan(store: Store) -> None:
    counts = {each.label: each.count for each in plan(store, PATH, "ja").counts}
    assert list(counts.items()) == [
        ("将来像", 1),
        ("まちづくりの考え方", 4),
        ("基本目標", 3),
        ("大目標", 11),
        ("中目標", 24),
        ("施策", 58),
        ("重点プロジェクト", 4),
    ]


def test_counts_are_labelled_in_english_too(store: Store) -> None:
    labels = [each.label for each in plan(store, PATH, "en").counts]
    assert labels == ["vision", "principle", "basic goal", "major goal", "middle goal", "measure", "priority project"]


def test_what_surrounds_the_tree(store: Store) -> None:
    found = plan(store, PATH, "ja")
    assert found.maker is not None
    assert found.maker.label == "一関市"
    assert found.document is not None
    assert found.document.path == "ichinoseki/document/plan-2026-summary"
    assert found.period == "基本計画 令和8年度〜令和12年度 (2026–2030)"
    assert [(part.ref.kind, bool(part.period)) for part in found.parts] == [
        ("基本構想", False),
        ("基本計画", True),
        ("実施計画", False),
    ]
    assert [each.number for each in found.principles] == ["01", "02", "03", "04"]
    assert [each.number for each in found.projects] == ["①", "②", "③", "④"]
    assert found.strategy is not None
    assert found.strategy.path == f"{PATH}/strategy"
    assert found.strategy_subtitle == "～人口減少に立ち向かう 私たちの未来への挑戦～"


def test_who_took_part_and_how_the_future_is_seen(store: Store) -> None:
    found = plan(store, PATH, "en")
    assert [(each.role, each.ref.kind) for each in found.bodies] == [
        ("was deliberated by", "body"),
        ("was in cooperation with", "body"),
        ("was consulted on through", "consultation"),
        ("was consulted on through", "consultation"),
    ]
    assert [each.ref.label for each in found.scenarios] == ["population outlook", "the city’s own projection"]
    assert all(each.text.startswith("Assumes") for each in found.scenarios)


def test_another_plan_names_its_own_levels(town: Store) -> None:
    found = plan(town, "town/plan", "ja")
    assert [(each.label, each.count) for each in found.counts] == [("将来像", 1), ("柱", 2), ("施策", 2)]
    assert found.period == "基本計画 平成31年度 (2019)"
    assert (found.strategy, found.document, found.principles) == (None, None, ())


def test_goals_without_a_level_are_counted_as_goals(store_of: StoreOf) -> None:
    loose = "<town/plan/goal/3> a pg:Goal ; rdfs:label '三' ; pg:inPlan <town/plan> ."
    counts = plan(store_of(TOWN + loose), "town/plan", "ja").counts
    assert [(each.label, each.count) for each in counts] == [("将来像", 1), ("柱", 2), ("目標", 1), ("施策", 2)]


def test_the_newest_plan_comes_first(store_of: StoreOf) -> None:
    newer = """
<fiscal-year/2024> a pg:FiscalYear ; schema:startDate "2024-04-01"^^xsd:date .
<a> a pg:Plan ; rdfs:label "期間のない計画"@ja .
<z> a pg:Plan ; rdfs:label "新しい計画"@ja .
<z/part> a pg:BasicPlan ; pg:inPlan <z> ;
  pg:firstFiscalYear <fiscal-year/2024> ; pg:lastFiscalYear <fiscal-year/2024> ."""
    both = store_of(TOWN + newer)
    assert [each.ref.path for each in plans(both, "ja")] == ["z", "town/plan", "a"]
    assert newest(both, "ja") == plan(both, "z", "ja")


def test_the_newest_plan_is_found_without_reading_the_others(store_of: StoreOf) -> None:
    older = "".join(f'<old/{at}> a pg:Plan ; rdfs:label "旧"@ja .\n' for at in range(50))
    many = store_of(TOWN + older)
    counting = Counting(many.engine, many.files, many.version)
    assert newest(counting, "ja") == plan(many, "town/plan", "ja")
    assert counting.queries < 10


def test_where_there_is_no_plan_none_is_newest(store_of: StoreOf) -> None:
    with pytest.raises(NoPlan):
        newest(store_of(""), "ja")


@pytest.mark.parametrize("path", ["ichinoseki/plan/2006", "ichinoseki", f"{PATH}/vision", "", "a b", "<script>"])
def test_what_is_no_plan_is_not_found(store: Store, path: str) -> None:
    with pytest.raises(NotFound):
        plan(store, path, "ja")
