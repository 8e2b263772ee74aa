"""Pictures: lines that never mix, words that cover nothing, axes that end where the values do."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from plangraph.figures import figures
from plangraph.store import Store
from plangraph_web.charts import DASHES, HEIGHT, MARKERS, WIDTH, Chart, Dot, Line, chart
from plangraph_web.figure_tables import sections
from plangraph_web.lettering import Box, Wanted, Words, beside, placed


def line(style: int, *points: tuple[int, float], words: str = "", mark: str = "", target: bool = False) -> Line:
    return Line(style, tuple(Dot(year, value, f"{year}", words, mark) for year, value in points), target)


def ends_of(drawn: Chart) -> list[tuple[str, str, str]]:
    return [(path.css, path.points.split()[0], path.points.split()[-1]) for path in drawn.paths]


COUNTED = line(0, (2015, 130.0), (2020, 120.0))
GUESSED = line(1, (2025, 115.0), (2040, 90.0), words="guessed")
HOPED = line(2, (2025, 112.0), (2040, 95.0), words="hoped")
AIM = line(0, (2040, 94.0), words="aim", target=True)


def test_each_series_is_a_line_and_only_bridges_lead_between_them() -> None:
    drawn = chart([COUNTED, GUESSED, HOPED, AIM], {})
    assert [path.css for path in drawn.paths] == ["bridge", "bridge", "series-0", "series-1", "series-2"]
    by_css = {css: (first, last) for css, first, last in ends_of(drawn) if css != "bridge"}
    for bridge, to in zip([path.points.split() for path in drawn.paths[:2]], ("series-1", "series-2"), strict=True):
        assert bridge == [by_css["series-0"][1], by_css[to][0]]
    assert len({each.path for each in drawn.markers}) == 4
    assert len({path.dash for path in drawn.paths if path.css != "bridge"}) == 3


def test_no_bridge_where_there_is_no_common_start() -> None:
    together = chart([GUESSED, HOPED], {})
    assert "bridge" not in [path.css for path in together.paths]
    lone = chart([COUNTED, line(1, (2023, 118.0)), line(2, (2025, 112.0), (2040, 95.0))], {})
    assert [path.css for path in lone.paths] == ["bridge", "series-0", "series-2"]


def test_styles_differ_in_dash_and_shape() -> None:
    assert len(set(DASHES)) == len(DASHES)
    assert len(set(MARKERS)) == len(MARKERS)


@pytest.mark.parametrize(
    ("values", "first", "from_zero"),
    [((90.0, 130.0), "90", False), ((0.0, 3.0), "0", True), ((-40.0, -20.0), "-40", False)],
)
def test_the_axis_is_round_and_says_whether_it_begins_at_zero(
    values: tuple[float, float], first: str, from_zero: bool
) -> None:
    drawn = chart([line(0, (2000, values[0]), (2010, values[1]), (2020, values[0]))], {})
    assert drawn.values[0].text == first
    assert drawn.from_zero == from_zero
    assert all(drawn.values[-1].at <= each.y <= drawn.values[0].at for each in drawn.markers)


def test_equal_values_have_an_axis_all_the_same() -> None:
    drawn = chart([line(0, (2000, 7.0), (2010, 7.0), (2020, 7.0))], {2000: "平成12"})
    assert len({each.at for each in drawn.values}) == len(drawn.values) > 1
    assert [(each.text, each.era) for each in drawn.years] == [("2000", "平成12"), ("2010", ""), ("2020", "")]


def test_years_without_room_have_a_tick_without_a_name() -> None:
    drawn = chart([line(0, *((year, float(year)) for year in range(2000, 2041)))], {})
    named = [int(each.text) for each in drawn.years]
    assert {2000, 2010, 2020, 2030, 2040} <= set(named)
    assert len(named) + len(drawn.minor) == 41
    assert all(b.at - a.at >= 36 for a, b in pairwise(drawn.years))


def test_words_at_the_ends_keep_the_order_of_the_values() -> None:
    wanted = [Wanted((300.0, y), name, "s") for name, y in (("low", 202.0), ("high", 200.0), ("middle", 201.0))]
    found = beside(wanted, 210)
    assert [each.text for each in found] == ["high", "middle", "low"]
    assert all(b.y - a.y >= 14 for a, b in pairwise(found))
    assert found[-1].y <= 210


def test_words_that_find_no_room_are_left_out_if_they_may_be() -> None:
    frame = Box(0, 0, 60, 40)
    full = [[(float(x), float(y)) for x in range(0, 60, 4)] for y in range(0, 40, 4)]
    assert placed([Wanted((30.0, 20.0), "long words", "s", optional=True)], [], full, frame) == []
    assert [each.text for each in placed([Wanted((30.0, 20.0), "x", "s")], [], full, frame)] == ["x"]


def test_the_shipped_pictures_keep_their_words_inside_and_apart(store: Store) -> None:
    found = figures(store, "ja")
    styles = {source: at for at, source in enumerate(dict.fromkeys(each.source for each in found if each.source))}
    areas = dict.fromkeys(each.area for each in found)
    charts = [
        block.chart
        for area in areas
        for section in sections([each for each in found if each.area == area], styles, {})
        for block in section.blocks
        if block.chart
    ]
    assert len(charts) == 15
    for drawn in charts:
        assert all(Box(0, 0, WIDTH, HEIGHT).holds(each.box) for each in drawn.words)
        assert not [(a.text, b.text) for a, b in combinations(drawn.words, 2) if overlap(a, b)]


def overlap(a: Words, b: Words) -> bool:
    """Whether letters meet, which are a little smaller than their boxes."""
    box = a.box
    return Box(box.left + 1, box.top + 2, box.right - 1, box.bottom - 2).meets(b.box)
