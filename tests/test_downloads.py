"""Answers as files: what a spreadsheet shows, keeps and tells of their origin."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command import plangraph

from plangraph.downloads import Origin, Spreadsheet, save, whole, write
from plangraph.downloads import sources as gathering
from plangraph.errors import FileUnwritable, Language, TooManyQueries
from plangraph.evidence import place
from plangraph.namespaces import ID
from plangraph.query import QueryService
from plangraph.questions import Asked, asked, question
from plangraph.settings import Settings
from plangraph.spooled import fetched
from plangraph.store import Store

DAY = date(2026, 11, 23)
LINK = "http://127.0.0.1:8000/questions/x?v=1"


@pytest.fixture(scope="module")
def service(store: Store) -> Iterator[QueryService]:
    with QueryService(store, Settings(workers=1, rows=200)) as asked:
        yield asked


@pytest.fixture
def of(store: Store, service: QueryService) -> Files:
    return Files(store, service)


class Files:
    """Makes files of answers."""

    def __init__(self, store: Store, service: QueryService) -> None:
        self.store, self.service = store, service

    def question(self, slug: str, form: Spreadsheet, language: Language = "ja", **given: str) -> bytes:
        found = asked(self.store, question(self.store, slug, language), given)
        return self.query(found.sparql, form, language, found)

    def query(self, text: str, form: Spreadsheet, language: Language = "ja", asked: Asked | None = None) -> bytes:
        file, origin = io.BytesIO(), Origin(self.store, language, text, asked, LINK, DAY)
        with fetched(self.service, self.service.check(text)) as rows:
            write(form, rows, origin, file)
        return file.getvalue()

    def sheets(self, body: bytes) -> tuple[list[tuple[Any, ...]], dict[str, list[Any]]]:
        """The rows of the first sheet, and what the second one says."""
        first, second = openpyxl.load_workbook(io.BytesIO(body)).worksheets
        told: dict[str, list[Any]] = {}
        for item, content in list(second.values)[1:]:
            told.setdefault(str(item), []).append(content)
        return list(first.values), told


def read_csv(body: bytes) -> list[list[str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_sheet_has_labels_values_and_then_the_iris(of: Files) -> None:
    head, *rows = of.sheets(of.question("population-series", "xlsx"))[0]
    columns = {each.variable: each for each in question(of.store, "population-series", "ja").columns}
    assert head[0] == columns["year"].label
    assert head[2] == f"{columns['people'].label} (人)"
    assert head[len(columns) :] == tuple(f"{columns[name].label} (URI)" for name in ("source", "people", "place"))
    assert {type(row[0]) for row in rows} == {type(row[2]) for row in rows} == {int}
    figure = rows[1][len(columns) + 1]
    value = of.store.select(f"SELECT ?v {{ <{figure}> estat-measure:population ?v }}")
    assert [int(each["v"].value) for each in value] == [rows[1][2]]


def test_csv_for_excel_has_the_same_columns_and_rows(of: Files) -> None:
    rows = read_csv(of.question("population-series", "excel-csv"))
    sheet, _ = of.sheets(of.question("population-series", "xlsx"))
    assert rows == [["" if value is None else str(value) for value in row] for row in sheet]


def test_days_are_days_and_codes_keep_their_zeros(of: Files) -> None:
    events, _ = of.sheets(of.question("events-of-region", "xlsx"))
    assert {type(row[0]) for row in events[1:]} == {datetime}
    codes, _ = of.sheets(of.question("national-codes", "xlsx"))
    assert ("一関市", "032093") in {row[:2] for row in codes}


def test_a_thing_without_a_name_is_its_iri(of: Files) -> None:
    head, row = of.sheets(of.query("SELECT (<http://example.org/a> AS ?x) (<http://example.org/b> AS ?y) {}", "xlsx"))[
        0
    ]
    assert head == ("x", "y", "x (URI)", "y (URI)")
    assert row == ("http://example.org/a", "http://example.org/b") * 2


def test_only_columns_that_name_things_have_their_iris_beside(of: Files) -> None:
    head = of.sheets(of.query("SELECT ?n ?x { VALUES (?n ?x) { (1 UNDEF) (2 <http://example.org/>) } }", "xlsx"))[0][0]
    assert head == ("n", "x", "x (URI)")
    assert of.sheets(of.query("ASK {}", "xlsx"))[0] == [("ask",), ("true",)]
    triples = of.sheets(of.query(f"DESCRIBE <{ID}ichinoseki>", "xlsx"))[0]
    assert triples[0][:3] == ("主語", "述語", "目的語")
    assert ("一関市", "法人番号", "4000020032093") in {row[:3] for row in triples}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "＝1", "\u200b=1"])
def test_a_text_that_looks_like_a_formula_does_nothing(of: Files, text: str) -> None:
    query = f'SELECT ("{text}" AS ?x) {{}}'
    assert read_csv(of.query(query, "excel-csv"))[1] == [f"'{text}"]
    cell = openpyxl.load_workbook(io.BytesIO(of.query(query, "xlsx"))).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_the_second_sheet_tells_how_the_answer_came_about(of: Files, store: Store) -> None:
    goal = "ichinoseki/plan/2026/goal/20"
    rows, told = of.sheets(of.question("measures-of-goal", "xlsx", goal=goal))
    found = asked(store, question(store, "measures-of-goal", "ja"), {"goal": goal})
    assert told["質問"] == [found.question.title]
    assert told["条件: 中目標"] == ["20 工業の振興"]
    assert told["答え"] == [found.sentence(len(rows) - 1)]
    assert told["行数"] == ["1 行"]
    assert told["データの版"] == [store.version]
    assert told["取得日"] == [datetime(2026, 11, 23)]
    assert told["この答えへのリンク"] == [LINK]
    assert told["SPARQL"] == [found.sparql]
    assert told["根拠の種類"] == ["文書に記載: 文書の文言がそう述べている。"]
    assert told["ライセンス"] == ["CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"]


def test_its_sources_are_the_lines_that_the_rows_cite(of: Files, store: Store) -> None:
    rows, told = of.sheets(of.question("measures-of-goal", "xlsx", "en"))
    cited = [found for row in rows[1:] if (found := place(store, row[-1], "en"))]
    assert len(cited) == len(rows) - 1
    (line,) = {each.first_line for each in cited}
    assert told["Source"] == [f"{cited[0].document.label}, lines {line}"]


def test_rows_without_a_column_of_places_are_looked_up_by_their_things(of: Files) -> None:
    told = of.sheets(of.query(f"SELECT * {{ VALUES ?x {{ <{ID}ichinoseki/plan/2026/goal/20> }} }}", "xlsx"))[1]
    assert len(told["出典"]) == 1
    assert told["出典"][0].startswith("一関市総合計画前期基本計画 概要版 ")


def test_a_long_answer_looks_up_only_so_many_rows_and_says_so(of: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    query = "PREFIX pg: <https://w3id.org/plangraph/ontology#> SELECT ?x { ?x pg:statedAt ?place } ORDER BY ?x LIMIT 50"
    complete = of.sheets(of.query(query, "xlsx", "en"))[1]
    monkeypatch.setattr(gathering, "MOST", 10)
    told = of.sheets(of.query(query, "xlsx", "en"))[1]
    assert [each for each in told["Note"] if each not in complete["Note"]] == [
        "There are more sources. Those of the first 10 different rows are listed here."
    ]


def test_an_answer_that_is_cut_says_so_on_both_sheets_and_in_csv(of: Files) -> None:
    query = "SELECT ?p ?o { ?s ?p ?o }"
    rows, told = of.sheets(of.query(query, "xlsx"))
    assert (len(rows), rows[-2][0], rows[-1][0]) == (
        203,
        None,
        "※ 答えは上限の 200 行で打ち切りました。続きがあります。",
    )
    assert told["行数"] == ["はじめの 200 行(上限で打ち切り)"]
    assert read_csv(of.query(query, "excel-csv", "en"))[-2:] == [
        [],
        ["* The answer was cut at the limit of 200 rows: there are more."],
    ]


def test_a_text_that_no_cell_holds_is_cut_and_counted(of: Files) -> None:
    long = "REPLACE(STR(12345678), '.', '" + "長" * 5000 + "')"
    query = f"SELECT ({long} AS ?x) {{}}"
    rows, told = of.sheets(of.query(query, "xlsx"))
    assert len(rows[1][0]) == 32_767
    assert "長い文字列 1 件は" in told["注"][0]
    assert read_csv(of.query(query, "excel-csv"))[1] == ["長" * 40_000]
    assert "".join(told["SPARQL"]) == query


def test_a_file_is_whole_or_not_there(of: Files, tmp_path: Path) -> None:
    text, target = "SELECT ?s { ?s ?p ?o }", tmp_path / "answer.xlsx"
    with fetched(of.service, of.service.check(text)) as rows:
        save("xlsx", rows, Origin(of.store, "ja", text), target)
        assert openpyxl.load_workbook(target).sheetnames == ["答え", "条件・出典・版"]
        with pytest.raises(FileUnwritable):
            save("xlsx", rows, Origin(of.store, "ja", text), tmp_path / "no" / "answer.xlsx")
        with pytest.raises(FileUnwritable):
            save("excel-csv", rows, Origin(of.store, "ja", text), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["answer.xlsx"]


def test_a_file_that_is_written_spares_those_beside_it(tmp_path: Path) -> None:
    other = tmp_path / "answer.csv.part"
    other.write_text("mine")
    with whole(tmp_path / "answer.csv") as file:
        file.write(b"x")
    assert other.read_text() == "mine"
    assert (tmp_path / "answer.csv").read_bytes() == b"x"


def test_whoever_waits_is_looked_after(of: Files) -> None:
    def gone() -> None:
        raise InterruptedError

    text = "SELECT ?s { ?s ?p ?o }"
    with fetched(of.service, of.service.check(text)) as rows, pytest.raises(InterruptedError):
        write("excel-csv", rows, Origin(of.store, "ja", text), io.BytesIO(), gone)


@pytest.mark.parametrize(("suffix", "query"), [("json", "ASK {}"), ("ttl", f"DESCRIBE <{ID}ichinoseki>")])
def test_a_command_writes_the_form_that_its_file_is_named_for(suffix: str, query: str, tmp_path: Path) -> None:
    path = tmp_path / f"answer.{suffix}"
    told = plangraph("query", query, "--output", path)
    assert (told.returncode, told.stdout) == (0, b"")
    assert path.read_bytes() == plangraph("query", query, "--format", suffix.replace("ttl", "turtle")).stdout


def test_what_is_made_of_an_answer_counts_as_a_query(store: Store) -> None:
    with QueryService(store, Settings(workers=1, queries=1)) as service:
        with service.busy(), pytest.raises(TooManyQueries):
            service.answer("ASK {}", "csv")
        assert service.answer("ASK {}", "csv").body
