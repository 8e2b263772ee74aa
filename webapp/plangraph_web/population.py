"""The page of population figures: tables, charts, and the same as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import Blueprint, Response, render_template, request

from plangraph.doubts import Doubt
from plangraph.downloads import today
from plangraph.errors import NotFound
from plangraph.evidence import Place, places
from plangraph.figures import Figure, figures, statement_doubts, year_by_era
from plangraph.labels import Ref, meaning, text
from plangraph.namespaces import PREFIXES
from plangraph.spreadsheets import CSV_TYPE, as_csv
from plangraph.trails import position
from plangraph.workbooks import XLSX_TYPE, as_xlsx
from plangraph_web.charts import DASHES, MARKERS, TARGET
from plangraph_web.desk import desk
from plangraph_web.figure_sheets import about, sheet, where
from plangraph_web.figure_tables import compared, sections
from plangraph_web.language import language

pages = Blueprint("population", __name__)

_DESCRIPTION: Final = PREFIXES["dcterms"] + "description"


@dataclass(frozen=True, slots=True)
class Choice:
    """The figures that a visitor has chosen: of one area, and of one indicator or of all."""

    area: Ref | None
    indicator: Ref | None
    areas: tuple[Ref, ...]
    indicators: tuple[Ref, ...]
    figures: tuple[Figure, ...]
    doubts: tuple[Doubt, ...]
    """What is in doubt about these values and about what the text says of them."""
    wider: tuple[Doubt, ...]
    """What else is in doubt about the tables that they stand in."""


@pages.get("/population")
def page() -> str:
    """Show the figures of an area (default: the one with most), of one indicator (`?indicator=`) or of all."""
    chosen = _choice()
    marks = {each.ref.iri: f"※{at}" for at, each in enumerate((*chosen.doubts, *chosen.wider), 1)}
    styles = {source: at for at, source in enumerate(_sources(figures(desk().store, language())))}
    shown = sections(chosen.figures, styles, marks)
    return render_template(
        "population.html",
        chosen=chosen,
        sections=shown,
        targets=[each for section in shown for each in compared(section)],
        undated=[each for each in chosen.figures if each.span[1] is None],
        marks=marks,
        styles=styles,
        sources=[(each, meaning(desk().store, each.iri, language())) for each in _sources(chosen.figures)],
        tables=tables(chosen.figures),
        in_order=partial(sorted, key=lambda doubt: list(marks).index(doubt.ref.iri)),
        key=key,
        where=where,
        era=year_by_era,
        dashes=DASHES,
        markers=MARKERS,
        diamond=TARGET,
    )


@pages.get("/population.csv")
def csv() -> Response:
    """The chosen figures as CSV."""
    chosen = _choice()
    return _file(as_csv(sheet(chosen.figures)), CSV_TYPE, chosen, "csv")


@pages.get("/population.xlsx")
def xlsx() -> Response:
    """The chosen figures as XLSX, with a second sheet on conditions, sources and version."""
    chosen = _choice()
    second = about((chosen.area, chosen.indicator), tables(chosen.figures), (*chosen.doubts, *chosen.wider), today())
    return _file(as_xlsx(sheet(chosen.figures), second), XLSX_TYPE, chosen, "xlsx")


def key(ref: Ref) -> str:
    """How an address names an area or an indicator: the end of its IRI, or all of it where it is not ours."""
    return ref.path or ref.iri


def tables(found: Sequence[Figure]) -> list[tuple[Ref, tuple[Place, ...], str]]:
    """The tables that these figures stand in, where they are printed, and what is to be known about them."""
    store, wanted = desk().store, language()
    refs = dict.fromkeys(each.table for each in found if each.table)
    return [(each, places(store, each.iri, wanted), text(store, each.iri, _DESCRIPTION, wanted)) for each in refs]


def _choice() -> Choice:
    found = figures(desk().store, language())
    areas = tuple(dict.fromkeys(each.area for each in found))
    area = _named("area", areas) or next(iter(areas), None)
    here = tuple(each for each in found if each.area == area)
    indicators = tuple(dict.fromkeys(each.indicator for each in here))
    indicator = _named("indicator", tuple(dict.fromkeys(each.indicator for each in found)))
    chosen = tuple(each for each in here if indicator in (None, each.indicator))
    doubts = _doubts(chosen)
    wider = dict.fromkeys(doubt for each in chosen for doubt in each.wider)
    return Choice(
        area, indicator, areas, indicators, chosen, doubts, tuple(each for each in wider if each not in doubts)
    )


def _doubts(chosen: Sequence[Figure]) -> tuple[Doubt, ...]:
    of_text = statement_doubts(desk().store, language())
    keys = dict.fromkeys((each.area.iri, each.indicator.iri) for each in chosen)
    of_values = (doubt for each in chosen for doubt in each.doubts)
    return tuple(dict.fromkeys((*of_values, *(doubt for each in keys for doubt in of_text.get(each, ())))))


def _named(parameter: str, known: tuple[Ref, ...]) -> Ref | None:
    """The thing that the address asks for, None if it asks for none. Raises NotFound."""
    wanted = request.args.get(parameter, "")
    if not wanted:
        return None
    found = next((each for each in known if key(each) == wanted), None)
    if found is None:
        raise NotFound(name=wanted)
    return found


def _sources(found: Sequence[Figure]) -> list[Ref]:
    """The sources of these figures, in the order of their scheme."""
    refs = {each.source for each in found if each.source}
    return sorted(refs, key=lambda each: (position(desk().store, each.iri), each.iri))


def _file(body: bytes, media_type: str, chosen: Choice, suffix: str) -> Response:
    parts = [key(each).rpartition("/")[2] for each in (chosen.area, chosen.indicator) if each]
    response = Response(body, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename="-".join(["population", *parts]) + f".{suffix}")
    response.headers["Content-Language"] = language()
    response.vary.add("Cookie")
    return response
