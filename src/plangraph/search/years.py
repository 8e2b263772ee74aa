"""Fiscal years however they are written, and what they are the years of: calculated, and in no data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from plangraph.eras import fiscal_year, western_year
from plangraph.namespaces import ONTOLOGY, PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from plangraph.store import Store

_FISCAL_YEAR: Final = NamedNode(ONTOLOGY + "FiscalYear")
_BEGINS: Final = NamedNode(PREFIXES["schema"] + "startDate")
_FIRST: Final = NamedNode(ONTOLOGY + "firstFiscalYear")
_LAST: Final = NamedNode(ONTOLOGY + "lastFiscalYear")
_DAY: Final = re.compile(r"(?!0000|9999)[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WESTERN: Final = re.compile(r"(?:fy ?|fiscal year )?([0-9]{4})(?:年度?)?")
_BY_ERA: Final = re.compile(r"(令和|平成|昭和|大正|明治|[rhstm]) ?(元|[1-9][0-9]?)(?:年度?)?")
_LONGEST: Final = 50
"""Fiscal years of a period: of a longer one only so many are indexed."""


def year(word: str) -> str:
    """A fiscal year as it stands in the index: 2024年度 for FY2024, 令和6年度 and R6; "" where the word is none."""
    if western := _WESTERN.fullmatch(word):
        return f"{western[1]}年度"
    by_era = _BY_ERA.fullmatch(word)
    return f"{western_year(by_era[1], 1 if by_era[2] == '元' else int(by_era[2]))}年度" if by_era else ""


def years(store: Store) -> Iterator[tuple[str, str, str]]:
    """Each fiscal year, how it stands in the index, and its name."""
    for iri, begins in _years(store).items():
        yield iri, f"{begins}年度", fiscal_year(begins, "ja")


def periods(store: Store) -> Iterator[tuple[str, str, str]]:
    """Each thing that has a first and a last fiscal year, each year from one to the other, and both (2024–2028)."""
    known = _years(store)
    first, last = _of(store, _FIRST, known), _of(store, _LAST, known)
    for iri in first.keys() & last.keys():
        for each in range(first[iri], min(last[iri] + 1, first[iri] + _LONGEST)):
            yield iri, f"{each}年度", f"{first[iri]}–{last[iri]}"


def _years(store: Store) -> dict[str, int]:
    """The year in which each fiscal year begins."""
    return {
        each.subject.value: int(begins.object.value[:4])
        for each in store.match(None, RDF_TYPE, _FISCAL_YEAR)
        for begins in store.match(each.subject, _BEGINS)
        if _DAY.fullmatch(begins.object.value)
    }


def _of(store: Store, predicate: NamedNode, known: dict[str, int]) -> dict[str, int]:
    return {
        each.subject.value: known[each.object.value]
        for each in store.match(None, predicate)
        if each.object.value in known
    }
