"""A cell as a person reads it, and as a spreadsheet keeps it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from plangraph.errors import Language
from plangraph.evidence import places
from plangraph.namespaces import ID, ONTOLOGY, PREFIXES
from plangraph.questions import question
from plangraph.shown import NOTHING, Heading, Kind, Reader, Shown, readable
from plangraph.spreadsheets import Value
from plangraph.store import Store
from plangraph.tables import Cell, Table

XSD = PREFIXES["xsd"]
GOAL = ID + "ichinoseki/plan/2026/goal/20"


def read(store: Store, cell: Cell | None, kind: Kind = "", language: Language = "ja") -> Shown:
    (found,) = Reader(store, language, ["x"], [Heading("x", "x", kind)]).row([cell])
    return found


def literal(text: str, datatype: str = "string") -> Cell:
    return Cell("literal", text, XSD + datatype)


@pytest.mark.parametrize(
    ("text", "datatype", "kind", "shown", "value"),
    [
        ("12345", "integer", "number", "12,345", 12345),
        ("-3", "integer", "number", "−3", -3),
        ("1234.50", "decimal", "number", "1,234.50", Decimal("1234.50")),
        ("12345", "integer", "", "12345", 12345),
        ("0.8", "decimal", "confidence", "0.80", Decimal("0.8")),
        ("2026", "integer", "fiscal-year", "2026(令和8)年度", 2026),
        ("2019", "integer", "year", "2019(令和元)年", 2019),
        ("2019", "gYear", "", "2019(令和元)年", 2019),
        ("2012-03-30", "date", "", "2012(平成24)年3月30日", date(2012, 3, 30)),
        ("032093", "string", "code", "032093", "032093"),
        ("INF", "double", "number", "INF", "INF"),
        ("about 5", "integer", "number", "about 5", "about 5"),
        ("2012-02-31", "date", "date", "2012-02-31", "2012-02-31"),
        ("-5", "integer", "year", "-5", "-5"),
        ("", "string", "", "", ""),
    ],
)
def test_a_literal_is_read_by_its_kind_and_what_cannot_be_stays_a_text(
    store: Store, text: str, datatype: str, kind: Kind, shown: str, value: Value
) -> None:
    found = read(store, literal(text, datatype), kind)
    assert (found.text, found.value, type(found.value)) == (shown, value, type(value))


def test_an_english_reader_has_western_years(store: Store) -> None:
    shown = [read(store, literal("2026", "integer"), kind, "en").text for kind in ("year", "fiscal-year")]
    assert shown == ["2026", "FY 2026"]


def test_a_thing_has_its_name_and_one_without_a_name_its_address(store: Store) -> None:
    named, unnamed, term = (
        read(store, Cell("uri", iri)) for iri in (GOAL, "https://example.org/x", ONTOLOGY + "interpreted")
    )
    assert (named.text, named.kind, named.ref and named.ref.iri) == ("工業の振興", "thing", GOAL)
    assert (unnamed.text, unnamed.value) == ("<https://example.org/x>",) * 2
    assert term.text == "解釈"


def test_a_place_is_told_by_document_and_lines(store: Store) -> None:
    place = places(store, GOAL, "ja")[0]
    found = read(store, Cell("uri", place.ref.iri), "place")
    assert (found.text, found.kind) == (f"{place.document.label} {place.lines('ja')}", "place")
    assert read(store, Cell("uri", GOAL), "place").text == "工業の振興"


def test_what_is_not_there_is_nothing(store: Store) -> None:
    assert read(store, None, "number") is NOTHING
    assert not NOTHING.numeric


def test_a_number_opens_the_thing_in_the_column_that_is_not_shown(store: Store) -> None:
    variables, heads = ["people", "figure"], [Heading("people", "人口", "number", opens="figure")]
    row = [literal("5", "integer"), Cell("uri", GOAL)]
    (found,) = Reader(store, "ja", variables, heads).row(row)
    assert (found.value, found.ref and found.ref.iri, found.numeric) == (5, GOAL, True)


def test_the_heads_are_those_of_the_question_with_their_units_or_the_variables(store: Store) -> None:
    table = Table(["people", "x"], [[literal("1", "integer"), None]], None)
    heads, rows = readable(store, table, "ja", question(store, "population-series", "ja"))
    assert [each.in_full for each in heads] == ["人口 (人)"]
    assert [[cell.text for cell in row] for row in rows] == [["1"]]
    plain, _ = readable(store, table, "ja")
    assert [each.in_full for each in plain] == ["people", "x"]
