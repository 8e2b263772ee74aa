"""Figures as sheets of a spreadsheet: a row for each, and what one has to know to use them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from flask_babel import gettext

from plangraph.doubts import Doubt
from plangraph.evidence import Place
from plangraph.figures import Figure, year_by_era
from plangraph.labels import Ref
from plangraph.spreadsheets import Sheet, Value
from plangraph_web.desk import desk
from plangraph_web.templating import BASES


def sheet(found: Sequence[Figure]) -> Sheet:
    """One row for each figure and target, in their order."""
    columns = (
        gettext("Area"),
        gettext("Indicator"),
        gettext("Age class"),
        gettext("Source of the figure"),
        gettext("Year"),
        gettext("Year by era"),
        gettext("Compared with year"),
        gettext("Value"),
        gettext("Unit"),
        gettext("As printed"),
        gettext("Approximate"),
        gettext("Basis of the value"),
        gettext("Table"),
        gettext("Place"),
        gettext("Doubts"),
        gettext("Doubts about the table"),
        gettext("Permanent identifier"),
    )
    return Sheet(gettext("Figures"), columns, tuple(_row(each) for each in found))


def about(
    chosen: tuple[Ref | None, Ref | None],
    tables: Sequence[tuple[Ref, tuple[Place, ...], str]],
    doubts: Sequence[Doubt],
    fetched: date,
) -> Sheet:
    """What was chosen, the version, the day, the tables with their places, and every doubt with its reason."""
    area, indicator = chosen
    rows: list[tuple[Value, ...]] = [
        (gettext("Title"), gettext("Population: figures, targets and outlook")),
        (gettext("Area"), area.label if area else ""),
        (gettext("Indicator"), indicator.label if indicator else gettext("all")),
        (gettext("Data version"), desk().store.version),
        (gettext("Fetched on"), fetched.isoformat()),
        (gettext("Licence"), "CC BY 4.0"),
        (gettext("Note"), gettext("Figures of different sources never make one series.")),
    ]
    rows += [row for each in tables for row in _source(*each)]
    rows += [(gettext("Doubt"), _doubt(each)) for each in doubts]
    name, columns = gettext("Conditions, sources, version"), (gettext("Item"), gettext("Content"))
    return Sheet(name, columns, tuple(rows), filtered=False)


def where(places: Iterable[Place]) -> str:
    """The lines, document by document, in one text."""
    lines: dict[str, list[str]] = {}
    for each in places:
        last = "" if each.last_line == each.first_line else f"–{each.last_line}"
        lines.setdefault(each.document.label, []).append(f"{each.first_line}{last}")
    found = {document: ", ".join(dict.fromkeys(each)) for document, each in lines.items()}
    return " / ".join(gettext("%(document)s, lines %(lines)s", document=d, lines=each) for d, each in found.items())


def _row(each: Figure) -> tuple[Value, ...]:
    since, year = each.span
    return (
        each.area.label,
        each.indicator.label,
        each.age.label if each.age else "",
        gettext("target") if each.target else each.source.label if each.source else "",
        year,
        year_by_era(year) if year else "",
        since,
        each.value + Decimal(0).scaleb(-each.decimals),  # with the zeros that are printed
        each.unit,
        each.printed,
        gettext("yes") if each.approximate else "",
        str(BASES[each.basis][1]) if each.basis in BASES else "",
        each.table.label if each.table else "",
        where(each.places),
        " / ".join(doubt.ref.label for doubt in each.doubts),
        " / ".join(doubt.ref.label for doubt in each.wider),
        each.ref.iri,
    )


def _source(table: Ref, places: tuple[Place, ...], description: str) -> list[tuple[Value, ...]]:
    told = [(gettext("Source"), f"{table.label}: {where(places)}")]
    return [*told, (gettext("Note"), description)] if description else [*told]


def _doubt(each: Doubt) -> str:
    suspected = gettext("suspected") if each.suspected else ""
    heads = [each.ref.label, each.dimension.label, suspected, each.rationale, each.ref.iri]
    return "\n".join(filter(None, heads))
