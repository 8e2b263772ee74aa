"""Eras and fiscal years, as documents print them."""

from __future__ import annotations

from datetime import date

import pytest

from plangraph.eras import date_by_both, era_year, fiscal_year, fiscal_year_by_both, period, year_by_both
from plangraph.errors import Language
from plangraph.labels import label
from plangraph.namespaces import ID
from plangraph.store import Store


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 4, 1), "令和8年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1926, 12, 25), "昭和元年"),
        (date(1926, 12, 24), "大正15年"),
        (date(1912, 7, 30), "大正元年"),
        (date(1912, 7, 29), "明治45年"),
        (date(1868, 10, 23), "明治元年"),
        (date(1868, 10, 22), "1868年"),
    ],
)
def test_eras_change_on_their_day(day: date, printed: str) -> None:
    assert era_year(day) == printed


def test_a_fiscal_year_has_the_era_of_its_first_day() -> None:
    assert [fiscal_year(year, "ja") for year in (2018, 2019, 2020)] == ["平成30年度", "平成31年度", "令和2年度"]
    assert fiscal_year(2026, "en") == "FY 2026"


def test_periods_are_printed_by_both_counts() -> None:
    assert period(2026, 2030, "ja") == "令和8年度〜令和12年度 (2026–2030)"
    assert period(2026, 2030, "en") == "FY 2026–2030"
    assert period(2026, 2026, "ja") == "令和8年度 (2026)"
    assert period(2026, 2026, "en") == "FY 2026"


def test_years_and_days_are_shown_by_both_counts_as_far_as_there_are_two() -> None:
    assert [year_by_both(year, "ja") for year in (2026, 1989, 1800)] == ["2026(令和8)年", "1989(平成元)年", "1800年"]
    assert [fiscal_year_by_both(year, "ja") for year in (2019, 1800, 0)] == ["2019(平成31)年度", "1800年度", "0年度"]
    assert date_by_both(date(2019, 5, 1), "ja") == "2019(令和元)年5月1日"
    assert date_by_both(date(1800, 5, 1), "ja") == "1800年5月1日"
    assert (year_by_both(0, "ja"), year_by_both(2026, "en"), fiscal_year_by_both(0, "en")) == ("0", "2026", "FY 0")
    assert date_by_both(date(2019, 5, 1), "en") == "2019-05-01"


def test_the_labels_of_the_data_are_these(store: Store, language: Language) -> None:
    years = store.select("SELECT ?year ?start { ?year a pg:FiscalYear ; schema:startDate ?start }")
    assert sorted(row["start"].value for row in years) == [f"{year}-04-01" for year in range(2013, 2031)]
    assert label(store, ID + "fiscal-year/2019", language) == {"ja": "平成31年度", "en": "FY 2019"}[language]
    for row in years:
        assert label(store, row["year"].value, language) == fiscal_year(int(row["start"].value[:4]), language)
