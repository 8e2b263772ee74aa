"""The whole record: what the five documents set out is there, counted, on its right basis, and can be asked for."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode

from plangraph.labels import label
from plangraph.namespaces import GRAPH, ID, ONTOLOGY
from plangraph.questions import asked, question
from plangraph.store import Row, Store

REGION = "ichinoseki-hiraizumi"
BEFORE, DRAFT, NEWEST = (f"ichinoseki/plan/{year}" for year in ("before-2016", "2016", "2026"))
JOINT = f"{REGION}/plan/3"

PER_PLAN = [
    (BEFORE, {"Vision": 1, "Principle": 3, "Goal": 5, "Field": 35, "Approach": 4 + 11}),
    (DRAFT, {"Vision": 1, "Principle": 4, "Goal": 5, "Field": 35, "Approach": 3 + 3, "PriorityProject": 5}),
    (NEWEST, {"Vision": 1, "Principle": 4, "Goal": 3 + 11 + 24, "Measure": 58, "PriorityProject": 4}),
    (JOINT, {"Vision": 1, "PolicyArea": 3, "CooperationField": 10, "Direction": 17, "JointProject": 32, "Role": 34}),
]
"""What the documents print of each plan, by class."""

IN_ALL = {
    "Plan": 6,
    "Body": 4,
    "Survey": 2,
    "Target": 4,
    "Agreement": 2,
    "Strategy": 2,
    "Document": 5,
    "Municipality": 3,
}


def values(row: Row) -> list[str]:
    return [term.value.removeprefix(ID) for term in row.values()]


def answers(store: Store, slug: str, **given: str) -> list[Row]:
    return list(store.select(asked(store, question(store, slug, "ja"), given).sparql))


@pytest.mark.parametrize(("plan", "wanted"), PER_PLAN)
def test_each_plan_is_whole(plan: str, wanted: dict[str, int], store: Store) -> None:
    rows = store.select("SELECT ?plan ?thing ?kind { ?thing pg:inPlan ?plan ; a ?kind }", plan=NamedNode(ID + plan))
    found = Counter(row["kind"].value.removeprefix(ONTOLOGY) for row in rows)
    assert {kind: found[kind] for kind in wanted} == wanted


@pytest.mark.parametrize(("kind", "count"), IN_ALL.items())
def test_count_over_all_documents(kind: str, count: int, store: Store) -> None:
    assert len(store.match(None, None, NamedNode(ONTOLOGY + kind))) == count


def test_fields_stand_below_their_goals_as_printed(store: Store) -> None:
    rows = store.select("""
        SELECT ?plan ?order (COUNT(?field) AS ?fields) {
          ?field a pg:Field ; pg:contributesTo ?goal ; pg:inPlan ?plan . ?goal pg:order ?order
        } GROUP BY ?plan ?order ORDER BY ?plan ?order""")
    counts: dict[str, list[int]] = {}
    for plan, _, fields in map(values, rows):
        counts.setdefault(plan, []).append(int(fields))
    assert counts[BEFORE] == [6, 9, 7, 5, 8]
    assert sum(counts[DRAFT]) == 35


def test_fields_of_the_draft_are_linked_by_inference_only(store: Store) -> None:
    graphs = {
        each.graph.removeprefix(GRAPH)
        for each in store.match(None, NamedNode(ONTOLOGY + "contributesTo"))
        if f"{DRAFT}/field/" in str(each.subject.value)
    }
    assert graphs == {f"{DRAFT}/inferred"}


CUBE = """
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX estat-measure: <http://data.e-stat.go.jp/lod/ontology/measure/>
"""
CELLS = """
SELECT ?table ?indicator (COUNT(DISTINCT ?cell) AS ?cells) {
  ?cell qb:dataSet ?table ; pg:indicator ?indicator ; pg:valueAsPrinted ?printed ; sdmx-dimension:refArea ?area .
} GROUP BY ?table ?indicator
"""


def test_every_cell_of_the_population_tables_is_there(store: Store) -> None:
    rows = [values(row) for row in store.select(CUBE + CELLS)]
    found = {(table.split("/")[-1], indicator.split("/")[-1]): int(cells) for table, indicator, cells in rows}
    projection, outlook = "population-projection", "population-outlook"
    assert found[projection, "population"] + found[outlook, "population"] == 72 + 84 == 156
    rates = [found[projection, "population-change"], found[projection, "age-share"]]
    rates += [found[outlook, each] for each in ("population-change", "age-share", "ageing-rate")]
    assert rates == [12, 9, 12, 9, 21]
    assert sum(rates) == 63


PRINTED = """
SELECT ?printed ?value {
  ?cell qb:dataSet ?table ; pg:valueAsPrinted ?printed ; estat-measure:population|sdmx-measure:obsValue ?value .
  FILTER ( !STRENDS(STR(?table), "/text") && !STRENDS(STR(?table), "/text-area") )
}
"""


def test_typed_values_of_the_tables_are_the_printed_ones(store: Store) -> None:
    rows = [values(row) for row in store.select(CUBE + PRINTED)]
    assert len(rows) == 156 + 63 + 6
    for printed, value in rows:
        figure = printed.replace("▲ ", "-").replace(",", "").removesuffix("%")
        assert Decimal(figure) == Decimal(value), printed


def test_each_direction_has_the_role_of_both_towns(store: Store) -> None:
    rows = store.select("SELECT ?direction ?town { ?role pg:inDirection ?direction ; pg:playedBy ?town }")
    played = Counter((row["direction"].value, row["town"].value.removeprefix(ID)) for row in rows)
    assert len(played) == 34
    assert {town for _, town in played} == {"ichinoseki", "hiraizumi"}
    assert set(played.values()) == {1}


def test_every_field_and_middle_goal_has_been_judged(store: Store) -> None:
    rows = store.select("""
        SELECT ?thing {
          { ?thing a pg:Field } UNION { ?thing pg:atLevel/rdfs:label "中目標"@ja }
          FILTER NOT EXISTS { ?thing pg:succeeds ?older }
          FILTER NOT EXISTS { ?newer pg:succeeds ?thing }
          FILTER NOT EXISTS { ?thing pg:notTakenUpIn|pg:newIn ?plan }
        }""")
    assert [values(row) for row in rows] == []


def test_nothing_interpreted_stands_in_a_stated_graph(store: Store) -> None:
    readings = ("succeeds", "notTakenUpIn", "newIn", "supports", "policyField", "probableForm")
    bases = {store.bases[each.graph] for name in readings for each in store.match(None, NamedNode(ONTOLOGY + name))}
    assert "stated" not in bases
    assert "interpreted" in bases


def test_what_no_goal_of_the_newest_plan_takes_up(store: Store) -> None:
    rows = store.select(question(store, "not-taken-up", "ja").sparql)
    things = [row["thing"].value for row in rows]
    assert [each for each in things if each.startswith(f"{ID}{BEFORE}/")] == [f"{ID}{BEFORE}/field/1-6"]
    assert [each for each in things if each.startswith(f"{ID}{DRAFT}/")] == things[:-1] != []


@pytest.mark.parametrize(
    ("given", "difference"),
    [
        ({}, 94326 - 90789),
        ({"area": "hiraizumi", "age": ONTOLOGY.replace("#", "/age/65-over")}, 2524 - 2293),
    ],
)
def test_where_projection_and_outlook_differ(given: dict[str, str], difference: int, store: Store) -> None:
    rows = answers(store, "projection-and-outlook", **given)
    assert [row["year"].value for row in rows] == ["2025", "2030", "2035", "2040"]
    assert int(rows[-1]["difference"].value) == difference


def test_what_the_two_towns_promise_in_tourism(store: Store) -> None:
    rows = answers(store, "roles-in-direction", scope=f"{JOINT}/direction/1-3-1")
    assert [label(store, row["municipality"].value, "ja") for row in rows] == ["一関市", "平泉町"]
    assert all("世界遺産「平泉」" in row["promise"].value for row in rows)


def test_events_between_the_declaration_and_the_second_vision(store: Store) -> None:
    rows = answers(store, "events-of-region", end=f"{REGION}/event/2019-03-29-adoption")
    assert [(row["earliest"].value, row["kind"].value.rsplit("/", 1)[-1]) for row in rows] == [
        ("2013-07-23", "declaration"),
        ("2013-09-01", "vote"),
        ("2013-09-01", "vote"),
        ("2013-10-25", "signing"),
        ("2018-03-01", "publication"),
        ("2018-03-31", "revision"),
        ("2019-03-01", "vote"),
        ("2019-03-01", "vote"),
        ("2019-03-26", "signing"),
        ("2019-03-29", "adoption"),
    ]


def test_the_national_codes(store: Store) -> None:
    codes = {row["organization"].value.removeprefix(ID): row["code"].value for row in answers(store, "national-codes")}
    assert codes == {"ichinoseki": "032093", "hiraizumi": "034029", "oshu": "032158", "iwate": "030007"}


@pytest.mark.parametrize(
    ("name", "things"),
    [
        ("医療", [f"{JOINT}/cooperation-field/1-1", f"{DRAFT}/field/27", f"{BEFORE}/field/2-6"]),
        ("工業の振興", [f"{NEWEST}/goal/20", f"{NEWEST}/measure/20-1"]),
        ("広域連携の推進", [f"{DRAFT}/approach/concept-3", f"{DRAFT}/approach/plan-3", f"{BEFORE}/approach/4"]),
        ("協働のまちづくり", [f"{JOINT}/cooperation-field/2-3", f"{NEWEST}/principle/1"]),
    ],
)
def test_equal_names_of_different_things_stay_different(name: str, things: list[str], store: Store) -> None:
    rows = store.select("SELECT ?thing ?name { ?thing rdfs:label ?name }", name=Literal(name, language="ja"))
    assert sorted(row["thing"].value.removeprefix(ID) for row in rows) == things
