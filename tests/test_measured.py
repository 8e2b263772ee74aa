"""Which figures are about a thing."""

from __future__ import annotations

from plangraph.figures import figures
from plangraph.measured import figure, measured, series_of
from plangraph.namespaces import ID
from plangraph.store import Store

AREA = ID + "ichinoseki-hiraizumi/table/area/hiraizumi/area"


def test_a_figure_is_found_by_its_iri(store: Store) -> None:
    found = figure(store, AREA, "ja")
    assert found
    assert (found.shown, found.unit, found.area.label) == ("63.39", "km²", "平泉町")
    assert figure(store, ID + "ichinoseki/plan/2026/vision", "ja") is None


def test_every_figure_is_found_at_its_area_its_indicator_and_its_table(store: Store) -> None:
    for each in figures(store, "ja"):
        for side in (each.area, each.indicator, each.table):
            assert side is None or each in measured(store, side.iri, "ja")


def test_the_figures_of_a_block_are_those_that_it_holds(store: Store) -> None:
    held = measured(store, ID + "ichinoseki-hiraizumi/table/text/block/share-2040", "ja")
    assert [each.ref.path and each.ref.path.rpartition("/")[2] for each in held]
    assert {(each.span[1], each.unit) for each in held} == {(2040, "%")}
    assert len(held) == 3
    assert measured(store, ID + "ichinoseki/plan/2026/goal/20", "ja") == ()


def test_a_series_has_one_source_and_runs_through_the_years(store: Store) -> None:
    census = next(
        each
        for each in measured(store, ID + "ichinoseki-hiraizumi", "ja")
        if each.source
        and each.source.label == "国勢調査"
        and each.age
        and each.age.label == "総数"
        and each.indicator.label == "人口"
    )
    found = series_of(store, census, "ja")
    years = [each.span[1] or 0 for each in found]
    assert census in found
    assert len(years) > 2
    assert years == sorted(years)
    assert {each.source for each in found} == {census.source}
