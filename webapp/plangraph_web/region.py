"""The page of a settlement region: who does what, what happened when, who was asked, where it lies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from flask import Blueprint, render_template, request
from flask_babel import format_date

from plangraph.doubts import doubts_by_target
from plangraph.eras import era_year
from plangraph.errors import Language, NotFound
from plangraph.happenings import Happening, Survey, happenings, survey
from plangraph.regions import Cooperation, Region, Vision, cooperation, region, regions
from plangraph_web.desk import desk
from plangraph_web.language import language

if TYPE_CHECKING:
    from plangraph.doubts import Doubt
    from plangraph.labels import Ref
    from plangraph.store import Store

pages = Blueprint("region", __name__)

_DAY: Final[dict[Language, str]] = {"ja": "y年M月d日", "en": "d MMMM y"}
_MONTH: Final[dict[Language, str]] = {"ja": "y年M月", "en": "MMMM y"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page tells of one region; no vision where the documents give the contents of none."""

    region: Region
    vision: Vision | None
    cooperation: Cooperation | None
    years: dict[int, list[Happening]]
    surveys: list[Survey]


@pages.get("/region")
def page() -> str:
    """Show the region that the parameter names, or the first. Raises NotFound."""
    store, wanted = desk().store, request.args.get("region", "")
    choices = regions(store, language())
    chosen = next((each for each in choices if wanted in ("", each.path)), None)
    if chosen is None and wanted:
        raise NotFound(name=wanted)
    if chosen is None:
        return render_template("region.html", choices=(), shown=None)
    shown = store.once(_shown, chosen, language())
    doubts = doubts_by_target(store, language())
    return render_template(
        "region.html",
        choices=choices,
        shown=shown,
        doubts=doubts,
        common=_common(doubts, shown.cooperation),
        when=_when,
        eras=_eras,
    )


def _shown(store: Store, of: Ref, language: Language) -> Shown:
    """All of it, from the newest vision that has contents."""
    found = region(store, of, language)
    vision = next((each for each in found.visions if each.areas), None)
    told = happenings(store, found, language)
    years: dict[int, list[Happening]] = defaultdict(list)
    for each in told:
        years[each.first.year].append(each)
    return Shown(
        found,
        vision,
        cooperation(store, found, vision, language) if vision else None,
        dict(years),
        [survey(store, each.ref, language) for each in told if each.is_survey],
    )


def _common(doubts: dict[str, tuple[Doubt, ...]], told: Cooperation | None) -> list[Doubt]:
    """The doubts about more than half of the directions, told once before them."""
    counted: dict[Doubt, int] = defaultdict(int)
    for direction in told.roles if told else ():
        for each in doubts.get(direction, ()):
            counted[each] += 1
    return [each for each, count in counted.items() if told and count * 2 > len(told.roles)]


def _when(happening: Happening) -> str:
    """Its date by the Western calendar, as exact as the documents give it."""
    first, last, spoken = happening.first, happening.last, language()
    if happening.month_only:
        return _formatted(first, _MONTH[spoken])
    if first == last:
        return _formatted(first, _DAY[spoken])
    return f"{_formatted(first, _DAY[spoken])}–{_formatted(last, _DAY[spoken])}"


def _eras(happenings: list[Happening]) -> str:
    """The year by the Japanese era; two where an era began between them."""
    return "・".join(dict.fromkeys(era_year(each.first) for each in happenings))


def _formatted(day: date, pattern: str) -> str:
    return str(format_date(day, pattern))
