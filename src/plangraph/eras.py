"""Years as Japanese documents print them: by era (和暦) and by fiscal year (年度)."""

from __future__ import annotations

from datetime import date
from typing import Final

from plangraph.errors import Language

_ERAS: Final = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 10, 23), "明治"),
)
_BEGINNINGS: Final = {
    name: day.year for (day, era), letter in zip(_ERAS, "rhstm", strict=True) for name in (era, letter)
}


def era_year(day: date) -> str:
    """The year of a day by era, such as `令和8年` or `平成元年`; by the Western count before 1868-10-23."""
    for first_day, era in _ERAS:
        if day >= first_day:
            count = day.year - first_day.year + 1
            return f"{era}{'元' if count == 1 else count}年"
    return f"{day.year}年"


def western_year(era: str, count: int) -> int:
    """The year that is the count-th of an era, which is named (`令和`) or by its letter (`r`). Raises KeyError."""
    return _BEGINNINGS[era] + count - 1


def fiscal_year(year: int, language: Language) -> str:
    """The fiscal year that begins on 1 April of `year`, such as `令和8年度` or `FY 2026`.

    It is named by the era of that first day, as the plans themselves print it: 2019 is 平成31年度, not 令和元年度.
    """
    return f"{era_year(date(year, 4, 1))}度" if language == "ja" else f"FY {year}"


def period(first: int, last: int, language: Language) -> str:
    """Fiscal years from `first` to `last`: `令和8年度〜令和12年度 (2026–2030)` or `FY 2026–2030`."""
    western = str(first) if first == last else f"{first}–{last}"
    if language == "en":
        return f"FY {western}"
    eras = dict.fromkeys(fiscal_year(year, "ja") for year in (first, last))
    return f"{'〜'.join(eras)} ({western})"


def year_by_both(year: int, language: Language) -> str:
    """The year by the Western count and by the era in which it ends: `2026(令和8)年` or `2026`."""
    return f"{_by_both(date(year, 12, 31))}年" if language == "ja" and 0 < year < 10000 else str(year)


def fiscal_year_by_both(year: int, language: Language) -> str:
    """The fiscal year by both counts: `2026(令和8)年度` or `FY 2026`; the era is that of 1 April."""
    if language == "en":
        return f"FY {year}"
    return f"{_by_both(date(year, 4, 1)) if 0 < year < 10000 else year}年度"


def date_by_both(day: date, language: Language) -> str:
    """The day by both counts: `2012(平成24)年3月30日` or `2012-03-30`."""
    return f"{_by_both(day)}年{day.month}月{day.day}日" if language == "ja" else day.isoformat()


def _by_both(day: date) -> str:
    """`2026(令和8)`; before the first era that is told here, the Western count alone."""
    western, era = str(day.year), era_year(day).removesuffix("年")
    return western if era == western else f"{western}({era})"
