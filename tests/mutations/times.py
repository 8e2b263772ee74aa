"""Faults in years, eras and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pyoxigraph import NamedNode

from mutations.base import Mutation, RealData, Said, changed

YEARS = ("pg:firstFiscalYear", "pg:lastFiscalYear", "pg:firstFiscalYearByEra", "pg:lastFiscalYearByEra")


def time_faults(data: RealData) -> Iterator[Mutation]:
    for name in YEARS:
        for said in data.draw(data.said(None, name), 2):
            yield changed("year of a period shifted", said, said.leading_to(_later(said)))
    yield from _printed(data)
    for said in data.draw(_days(data), 5):
        day = date.fromisoformat(said.words) + timedelta(days=1)
        yield changed("day shifted", said, said.with_words(day.isoformat()))
    for said in data.draw(_days(data), 3):
        year = str(int(said.words[:4]) + 10)
        yield changed("decade mistyped", said, said.with_words(year + said.words[4:]))
    for said in data.said(None, "pg:durationInYears") + data.said(None, "pg:edition"):
        yield changed("length or edition wrong", said, said.with_words(str(int(said.words) + 1)))
    for said in data.said(None, "pg:targetYear"):
        yield changed("target year wrong", said, said.with_words(str(int(said.words) + 1)))


def _printed(data: RealData) -> Iterator[Mutation]:
    """The era in a printed period or date becomes another, or its year one more."""
    printed = data.said(None, "pg:periodAsPrinted") + data.said(None, "pg:dateAsPrinted")
    for said in data.draw([said for said in printed if re.search("令和|平成", said.words)], 4):
        words = re.sub("令和|平成", lambda era: {"令和": "平成", "平成": "昭和"}[era[0]], said.words, count=1)
        yield changed("era changed", said, said.with_words(words))
    for said in data.draw([said for said in printed if re.search(r"\d+年", said.words)], 4):
        words = re.sub(r"(\d+)(?=年)", lambda year: str(int(year[1]) + 1), said.words, count=1)
        yield changed("printed year changed", said, said.with_words(words))


def _later(said: Said) -> NamedNode:
    """The fiscal year after the one that is said."""
    head, _, year = said.words.rpartition("/")
    return NamedNode(f"{head}/{int(year) + 1}")


def _days(data: RealData) -> list[Said]:
    return data.said(None, "pg:earliestDate") + data.said(None, "pg:latestDate")
