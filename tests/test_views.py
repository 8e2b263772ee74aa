"""What a reader sees of a long answer: in an order, with a text in it, some columns, a page at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraph.shown import NOTHING, Heading, Shown
from plangraph.views import PAGE, Wish, view

HEADINGS = (Heading("name", "名前"), Heading("people", "人口", "number", "人"))


def text(words: str) -> Shown:
    return Shown(words, words)


def number(value: int | Decimal | None) -> Shown:
    return NOTHING if value is None else Shown(f"{value:,}", value)


ROWS = [
    [text("施策10"), number(900)],
    [text("施策2"), number(Decimal("1000.5"))],
    [text("ﾀﾞｯｼｭ 計画"), number(None)],
    [text("Plan B"), number(-3)],
]


def names(wish: Wish) -> list[str]:
    return [row[0].text for row in view(HEADINGS, ROWS, wish).rows]


def test_without_a_wish_everything_is_shown_as_it_came() -> None:
    found = view(HEADINGS, ROWS, Wish())
    assert (found.rows, found.shown, found.fitting, found.every, found.pages) == (ROWS, (0, 1), 4, 4, 1)
    assert (found.first, found.last, found.near) == (1, 4, [1])


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("people", ["Plan B", "施策10", "施策2", "ﾀﾞｯｼｭ 計画"]),
        ("-people", ["施策2", "施策10", "Plan B", "ﾀﾞｯｼｭ 計画"]),
        ("name", ["Plan B", "ﾀﾞｯｼｭ 計画", "施策2", "施策10"]),
        ("nothing", ["施策10", "施策2", "ﾀﾞｯｼｭ 計画", "Plan B"]),
    ],
)
def test_numbers_sort_by_size_texts_as_people_do_and_gaps_last(sort: str, expected: list[str]) -> None:
    assert names(Wish(sort=sort)) == expected


def test_a_column_of_several_kinds_can_be_sorted() -> None:
    mixed = [text("x"), number(2), Shown("2012-03-30", date(2012, 3, 30)), NOTHING, number(Decimal("1.5"))]
    found = view(HEADINGS[:1], [[each] for each in mixed], Wish(sort="name"))
    assert [row[0].text for row in found.rows] == ["1.5", "2", "2012-03-30", "x", ""]


def test_equal_rows_keep_their_order_both_ways() -> None:
    rows = [[text("b"), number(1)], [text("a"), number(1)], [text("c"), number(0)]]
    assert [row[0].text for row in view(HEADINGS, rows, Wish(sort="people")).rows] == ["c", "b", "a"]
    assert [row[0].text for row in view(HEADINGS, rows, Wish(sort="-people")).rows] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("ダッシュ", ["ﾀﾞｯｼｭ 計画"]),
        ("ｐｌａｎ", ["Plan B"]),
        ("施策 900", ["施策10"]),
        ("1,000", ["施策2"]),
        ("施策 計画", []),
        (" \u3000 ", ["施策10", "施策2", "ﾀﾞｯｼｭ 計画", "Plan B"]),
    ],
)
def test_rows_are_found_by_words_anywhere_in_them(wanted: str, expected: list[str]) -> None:
    assert names(Wish(text=wanted)) == expected


def test_the_text_of_two_cells_is_never_read_as_one() -> None:
    assert names(Wish(text="10900")) == []


def test_pages_follow_each_other_without_a_gap() -> None:
    rows = [[text(str(at)), number(at)] for at in range(2 * PAGE + 1)]
    found = [view(HEADINGS, rows, Wish(page=page)) for page in (1, 2, 3)]
    assert [row for each in found for row in each.rows] == rows
    assert [(each.first, each.last) for each in found] == [(1, PAGE), (PAGE + 1, 2 * PAGE), (2 * PAGE + 1,) * 2]
    beyond = view(HEADINGS, rows, Wish(page=99))
    assert (beyond.wish.page, beyond.rows) == (3, found[2].rows)


@pytest.mark.parametrize(
    ("page", "expected"),
    [(1, [1, 2, 0, 9]), (3, [1, 2, 3, 4, 0, 9]), (5, [1, 0, 4, 5, 6, 0, 9]), (8, [1, 0, 7, 8, 9])],
)
def test_the_pages_to_go_to_leave_out_only_what_is_far(page: int, expected: list[int]) -> None:
    rows = [[text("x"), NOTHING]] * (9 * PAGE)
    assert view(HEADINGS, rows, Wish(page=page)).near == expected


def test_columns_are_chosen_in_their_order_and_unknown_ones_are_no_wish() -> None:
    assert view(HEADINGS, ROWS, Wish(columns=("people", "gone"))).shown == (1,)
    for columns in (("gone",), ("people", "name")):
        found = view(HEADINGS, ROWS, Wish(columns=columns))
        assert (found.shown, found.wish.columns) == ((0, 1), ())


def test_a_heading_sorts_then_turns_then_gives_up() -> None:
    wish = Wish(text="x", page=3).sorted_by("name")
    assert wish == Wish("name", "x")
    assert wish.sorted_by("name") == Wish("-name", "x")
    assert wish.sorted_by("name").sorted_by("name") == Wish("", "x")
    assert wish.sorted_by("people") == Wish("people", "x")


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "", "²", "9" * 5000])
def test_what_is_no_page_is_the_first(page: str) -> None:
    assert Wish.read({"page": page}).page == 1


WORDS = st.text("abc_9", min_size=1, max_size=4)
WISHES = st.builds(
    Wish,
    sort=WORDS | st.just("") | WORDS.map("-{}".format),
    text=st.text(max_size=20).map(lambda words: " ".join(words.split())),
    columns=st.lists(WORDS, unique=True).map(tuple),
    page=st.integers(1, 1_000_000),
)


@given(WISHES)
def test_an_address_says_the_whole_wish(wish: Wish) -> None:
    said = {
        name: words[0]
        for name, words in parse_qs(urlencode(wish.words(), errors="surrogatepass"), errors="surrogatepass").items()
    }
    assert Wish.read(said, [said.get("columns", "")]) == wish


@given(st.dictionaries(st.sampled_from(["sort", "filter", "page", "columns"]), st.text()), st.lists(st.text()))
def test_no_address_is_too_strange_to_show_something(said: dict[str, str], several: list[str]) -> None:
    found = view(HEADINGS, ROWS, Wish.read(said, several))
    assert found.fitting <= found.every == len(ROWS)
    assert found.shown
