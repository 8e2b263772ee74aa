"""From rows to pictures: which row is drawn how, and what answers are not drawn at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from plangraph.labels import Ref
from plangraph.namespaces import ONTOLOGY
from plangraph.pictures.bars import BarChart, bar_chart
from plangraph.pictures.guessing import guessed
from plangraph.pictures.lines import line_chart
from plangraph.pictures.networks import Link
from plangraph.pictures.reading import Things, branches, is_drawable, network, numbers, with_numbers
from plangraph.questions import Channel, ValueKind
from plangraph.shown import NOTHING, Heading, Shown

THINGS = Things(kind=lambda ref: f"kind of {ref.label}", url=lambda ref: f"/id/{ref.label}")


def column(variable: str, kind: ValueKind, drawn_as: Channel = "", unit: str = "") -> Heading:
    return Heading(variable, variable, kind, unit, drawn_as)


def thing(label: str) -> Shown:
    return Shown(label, label, Ref(f"urn:{label}", label), "thing")


def number(value: int | Decimal) -> Shown:
    return Shown(f"{value:,}", value, None, "number")


def year(value: int) -> Shown:
    return Shown(f"{value}年", value, None, "year")


def text(words: str) -> Shown:
    return Shown(words, words, None, "text")


def basis(name: str) -> Shown:
    return Shown(name, name, Ref(ONTOLOGY + name, name), "basis")


COUNTED = (
    column("goal", "thing", "category"),
    column("plan", "thing", "series"),
    column("count", "number", "value", "件"),
)


def bars(*rows: tuple[str, str, int]) -> BarChart:
    found = [(thing(goal), thing(plan), number(count)) for goal, plan, count in rows]
    return bar_chart("数(件)", numbers(COUNTED, found, THINGS))


def names(chart: BarChart) -> list[str]:
    """The rows, with a colon after headings."""
    return ["".join(row.beside) + ("" if row.bars else ":") for row in chart.rows]


def test_one_series_is_bars_under_each_other_that_lead_to_their_things() -> None:
    chart = bars(("水", "甲", 3), ("道", "甲", 1))
    assert (names(chart), chart.columns, chart.series) == (["水", "道"], ("",), ())
    assert [row.url for row in chart.rows] == ["/id/水", "/id/道"]
    (bar,) = chart.rows[0].bars
    assert (bar.value, bar.text, bar.title) == (3.0, "3", "水, 甲: 3件")


def test_things_of_several_series_keep_their_order_and_get_marks() -> None:
    chart = bars(("水", "甲", 3), ("道", "乙", 2), ("橋", "甲", 1))
    assert (names(chart), chart.series) == (["水", "道", "橋"], ("甲", "乙"))
    assert [bar.mark for row in chart.rows for bar in row.bars] == [0, 1, 0]


def test_many_categories_of_few_series_stand_in_columns() -> None:
    chart = bars(*((f"分野{at}", plan, at) for plan in ("甲", "乙") for at in range(7)))
    assert (len(chart.rows), chart.columns) == (7, ("甲", "乙"))
    assert {tuple(bar.column for bar in row.bars) for row in chart.rows} == {(0, 1)}


def test_what_follows_one_another_stands_under_its_name() -> None:
    by_series = bars(("水", "甲", 3), ("道", "甲", 2), ("水", "乙", 1))
    assert names(by_series) == ["甲:", "水", "道", "乙:", "水"]
    by_category = bars(("水", "甲", 3), ("水", "乙", 2), ("道", "甲", 1), ("道", "乙", 1))
    assert names(by_category) == ["水:", "甲", "乙", "道:", "甲", "乙"]
    mixed = bars(("水", "甲", 3), ("道", "乙", 2), ("水", "乙", 2), ("道", "甲", 1))
    assert names(mixed) == ["水 · 甲", "道 · 乙", "水 · 乙", "道 · 甲"]


def test_rows_without_a_number_are_not_drawn() -> None:
    rows = [(thing("水"), thing("甲"), NOTHING), (thing("道"), thing("甲"), number(Decimal("1.5")))]
    assert with_numbers(COUNTED, rows) == [rows[1]]
    assert [each.value for each in numbers(COUNTED, rows, THINGS)] == [1.5]


def test_a_number_leads_to_what_it_opens() -> None:
    opening = Shown("3", 3, Ref("urn:rows", "rows"), "number")
    (found,) = numbers(COUNTED, [(thing("水"), thing("甲"), opening)], THINGS)
    assert (found.url, found.category_url) == ("/id/rows", "/id/水")


def test_a_code_before_a_thing_is_part_of_its_name() -> None:
    heads = (column("number", "code"), column("goal", "thing", "category"), column("count", "number", "value"))
    (found,) = numbers(heads, [(Shown("09", "09", None, "code"), thing("水"), number(1))], THINGS)
    assert found.category == "09 水"


YEARS = (column("year", "year", "category"), column("source", "text", "series"), column("people", "number", "value"))


def test_lines_are_by_year_and_name_it_by_both_counts() -> None:
    rows = [
        (year(2025), text("推計"), number(9)),
        (year(2015), text("調査"), number(12)),
        (year(2020), text("調査"), number(11)),
    ]
    found = numbers(YEARS, rows, THINGS)
    chart = line_chart("人口", "年", found, "ja")
    assert chart.series == ("推計", "調査")
    assert [(dot.year, dot.series) for dot in chart.dots] == [(2015, 1), (2020, 1), (2025, 0)]
    assert [tick.lines for tick in chart.ticks] == [("2015", "平成27"), ("2020", "令和2"), ("2025", "令和7")]
    assert line_chart("people", "year", found, "en").ticks[0].lines == ("2015",)


def test_a_fiscal_year_has_the_era_of_its_first_day_and_a_day_its_part_of_the_year() -> None:
    heads = (column("year", "fiscal-year", "category"), column("n", "number", "value"))
    fiscal = numbers(heads, [(Shown("2019", 2019, None, "fiscal-year"), number(1))], THINGS)
    assert line_chart("n", "年度", fiscal, "ja").ticks[0].lines == ("2019", "平成31")
    day = numbers(heads, [(Shown("", date(2020, 7, 2), None, "date"), number(1))], THINGS)
    assert line_chart("n", "日", day, "ja").dots[0].year == pytest.approx(2020.5, abs=0.01)


LEVELS = (
    column("vision", "thing", "level"),
    column("first", "thing", "level"),
    column("second", "thing", "level"),
    column("basis", "basis"),
)


def test_a_tree_grows_row_by_row_and_leaves_levels_out() -> None:
    rows = [
        (thing("像"), thing("水"), NOTHING, basis("stated")),
        (thing("像"), thing("水"), thing("井戸"), basis("inferred")),
        (thing("像"), NOTHING, thing("橋"), basis("interpreted")),
    ]
    found = branches(LEVELS, rows, THINGS)
    assert [(each.label, each.basis) for each in found] == [
        ("像", ""),
        ("水", "stated"),
        ("井戸", "inferred"),
        ("", ""),
        ("橋", "interpreted"),
    ]
    by_key = {each.key: each for each in found}
    assert [by_key[each.above].label for each in found if each.above] == ["像", "水", "像", ""]


def test_the_same_thing_in_two_branches_is_drawn_in_both() -> None:
    rows = [(thing("像"), thing("水"), thing("橋"), NOTHING), (thing("像"), thing("道"), thing("橋"), NOTHING)]
    assert [each.label for each in branches(LEVELS, rows, THINGS)] == ["像", "水", "橋", "道", "橋"]


def test_a_network_has_a_link_a_row_with_its_name_and_basis() -> None:
    heads = (
        column("from", "thing", "from"),
        column("link", "thing", "series"),
        column("to", "thing", "to"),
        column("basis", "basis"),
    )
    row = (thing("甲"), text("継ぐ"), thing("乙"), basis("interpreted"))
    nodes, links = network(heads, [row, row, (thing("丙"), NOTHING, NOTHING, NOTHING)], THINGS, {"urn:乙"})
    assert [(each.label, each.kind, each.url, each.strong) for each in nodes] == [
        ("甲", "kind of 甲", "/id/甲", False),
        ("乙", "kind of 乙", "/id/乙", True),
        ("丙", "kind of 丙", "/id/丙", False),
    ]
    assert links == [Link("urn:甲", "urn:乙", "継ぐ", "interpreted")]


@pytest.mark.parametrize(
    ("row", "form", "channels"),
    [
        ((thing("水"), number(3)), "bar", ["category", "value"]),
        ((number(3), text("水")), "bar", ["value", "category"]),
        ((year(2020), number(3)), "line", ["category", "value"]),
        ((year(2020), text("調査"), number(3)), "line", ["category", "series", "value"]),
    ],
)
def test_an_answer_of_names_or_years_with_numbers_is_drawn(
    row: Sequence[Shown], form: str, channels: list[str]
) -> None:
    heads = [Heading(f"x{at}", f"x{at}") for at in range(len(row))]
    found = guessed(heads, [row, row])
    assert found
    assert (found[0], [each.drawn_as for each in found[1]]) == (form, channels)


@pytest.mark.parametrize(
    "rows",
    [
        [(thing("水"), thing("道"))],
        [(number(1), number(2))],
        [(thing("水"), number(1)), (thing("道"), text("many"))],
        [(thing("水"), thing("道"), number(2))],
        [(number(1),)],
        [],
    ],
)
def test_any_other_answer_is_a_table(rows: list[Sequence[Shown]]) -> None:
    heads = [Heading(f"x{at}", f"x{at}") for at in range(len(rows[0]) if rows else 2)]
    assert guessed(heads, rows) is None


def test_a_picture_needs_its_columns_once() -> None:
    assert is_drawable("bar", COUNTED)
    assert is_drawable("tree", [column("goal", "thing", "level")])
    assert not is_drawable("table", COUNTED)
    assert not is_drawable("network", COUNTED)
    assert not is_drawable("tree", COUNTED)
    assert not is_drawable("line", COUNTED[1:])
    assert not is_drawable("bar", (*COUNTED, column("share", "number", "value")))


def test_a_number_beyond_what_can_be_drawn_is_left_to_the_table() -> None:
    rows = [(thing("甲"), thing("乙"), number(each)) for each in (2, Decimal("1e999"), Decimal("9" * 400))]
    assert with_numbers(COUNTED, rows) == rows[:1]
