"""Figures and series: every value once, sources apart, doubts where they belong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from small_figures import BESIDE, DOUBTS, FIGURES, TARGET
from small_plans import StoreOf

from plangraph.errors import Language
from plangraph.figures import Figure, figures, series, statement_doubts, year_by_era
from plangraph.labels import Ref
from plangraph.namespaces import ID
from plangraph.store import Store

REGION = ID + "ichinoseki-hiraizumi"
TABLES = REGION + "/table/"


def label(ref: Ref | None) -> str:
    return ref.label if ref else ""


def by_path(found: tuple[Figure, ...]) -> dict[str, Figure]:
    return {each.ref.path or "": each for each in found}


def test_every_observation_and_target_is_a_figure_once(store: Store, language: Language) -> None:
    rows = store.select("SELECT ?thing { VALUES ?class { pg:Observation pg:Target } ?thing a ?class }")
    assert sorted(each.ref.iri for each in figures(store, language)) == sorted(row["thing"].value for row in rows)


def test_a_series_has_one_source_and_every_figure(store: Store) -> None:
    found = figures(store, "ja")
    made = series(found)
    keys = [(each.area, each.indicator, each.age, each.source, each.target, each.basis) for each in made]
    assert len(set(keys)) == len(keys)
    inside = [(each, figure) for each in made for figures_ in each.points.values() for figure in figures_]
    assert len(inside) == len(found)
    assert all((each.source, each.age, each.area) == (f.source, f.age, f.area) for each, f in inside)


def test_what_two_tables_and_the_text_print_is_one_point(store: Store) -> None:
    found = by_path(figures(store, "ja"))
    census = found["ichinoseki-hiraizumi/table/text/population/2020"]
    points = [point for each in series(found.values()) for point in each.points.values()]
    point = next(each for each in points if census in each)
    assert {each.value for each in point} == {Decimal(119184)}
    assert {each.table.iri.removeprefix(TABLES) for each in point if each.table} == {
        *("population-projection", "population-outlook", "text"),
    }


def test_the_more_exact_of_two_comes_first_and_shows_its_decimals(store: Store) -> None:
    share = next(
        each.points[None, 2040]
        for each in series(figures(store, "ja"))
        if (each.area.iri, label(each.age), label(each.source)) == (REGION, "15～64歳", "推計")
        and each.indicator.iri == ID + "indicator/age-share"
    )
    assert [each.shown for each in share] == ["46.30", "46.3"]


def test_a_computed_value_is_a_series_of_its_own(store: Store) -> None:
    computed = [each for each in series(figures(store, "ja")) if each.basis != "stated"]
    assert [list(each.points) for each in computed] == [[(None, 2028)]]
    assert [each.shown for found in computed[0].points.values() for each in found] == ["109,611"]


def test_a_doubt_stands_at_its_own_values(store: Store) -> None:
    found = by_path(figures(store, "en"))
    doubted = found["ichinoseki-hiraizumi/table/population-outlook/2/2040/15-64"]
    assert any(each.ref.iri.endswith("/doubt/hiraizumi-2040-ages-swapped") for each in doubted.doubts)
    same_row = found["ichinoseki-hiraizumi/table/population-outlook/2/2035/15-64"]
    assert not any(each.ref.iri.endswith("ages-swapped") for each in same_row.doubts)


def test_doubts_of_cells_blocks_tables_and_text_are_told_apart(store_of: StoreOf) -> None:
    store = store_of(FIGURES + DOUBTS)
    found = by_path(figures(store, "ja"))
    marks = {path: [label(d.ref) for d in each.doubts] for path, each in found.items() if each.doubts}
    assert marks == {"o/counted-1980": ["数え違い"]}
    assert [label(each.ref) for each in found["o/hoped-1990"].wider] == ["表がずれている", "見出しがない"]
    assert [label(each.ref) for each in found["o/hoped-2000"].wider] == ["表がずれている"]
    of_text = statement_doubts(store, "ja")
    assert {key: [label(d.ref) for d in each] for key, each in of_text.items()} == {
        (ID + "island", ID + "people"): ["増えると書いてある"]
    }


def test_the_figures_of_another_place_in_their_order(store_of: StoreOf) -> None:
    found = series(figures(store_of(FIGURES + BESIDE, TARGET), "ja"))
    told = [(each.area.label, label(each.age), label(each.source), each.target) for each in found]
    assert told == [
        ("=1+1島", "", "", True),
        ("=1+1島", "全員", "数えた", False),
        ("=1+1島", "全員", "見込み", False),
        ("=1+1島", "全員", "望み", False),
        ("=1+1島", "年寄り", "数えた", False),
        ("岩礁", "", "", False),
    ]
    assert [year for _, year in found[1].points] == [1898, 1970, 1980]


def test_what_is_no_number_or_has_no_area_is_left_out(store_of: StoreOf) -> None:
    found = by_path(figures(store_of(FIGURES + BESIDE), "ja"))
    assert "o/reef" in found
    assert not found.keys() & {"o/nothing", "o/endless", "o/nowhere"}
    assert found["o/reef"].span == (None, None)
    assert found["o/reef"].shown == "0.50"


def test_no_figures_are_no_series(town: Store) -> None:
    assert figures(town, "ja") == ()
    assert series(()) == ()


@pytest.mark.parametrize(
    ("year", "era"), [(2040, "令和22年"), (2019, "令和元年"), (1989, "平成元年"), (1955, "昭和30年"), (0, "0年")]
)
def test_a_year_by_the_era_in_which_it_ends(year: int, era: str) -> None:
    assert year_by_era(year) == era


@pytest.mark.parametrize(
    ("value", "printed", "shown"),
    [
        ("128000", "約12.8万人", "128,000"),
        ("12.50", "十二余り", "12.50"),
        ("40", "2040年に40.0％", "40.0"),
        ("-20.86", "▲ ２０．８６", "−20.86"),
        ("1E+3", "", "1,000"),
    ],
)
def test_no_decimals_are_shown_but_those_of_the_number(store: Store, value: str, printed: str, shown: str) -> None:
    assert replace(figures(store, "ja")[0], value=Decimal(value), printed=printed).shown == shown


def test_a_decline_has_a_minus_sign(store: Store) -> None:
    assert by_path(figures(store, "ja"))["ichinoseki-hiraizumi/table/population-outlook/3/growth/all"].shown == "−20.86"
