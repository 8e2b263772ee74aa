"""The page of figures: sources apart, doubts at their cells, and the same figures as files."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from running_server import Server, running_server
from small_figures import BESIDE, DOUBTS, FIGURES
from small_plans import bare_root

from plangraph.figures import figures
from plangraph.namespaces import GRAPH, ID, PREFIXES
from plangraph.store import Store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HREF = re.compile(r'href="/id/([^"]+)"')


def rows_of(page: str, kind: str) -> list[str]:
    return re.findall(rf'<tr class="{kind}">(.*?)</tr>', page, re.S)


def cells_of(row: str) -> list[str]:
    return re.findall(r"<td class=\"numeric[^>]*>.*?</td>", row, re.S)


@pytest.mark.parametrize("area", ["ichinoseki-hiraizumi", "ichinoseki", "hiraizumi"])
def test_a_row_never_mixes_sources(server: Server, store: Store, area: str) -> None:
    known = {each.ref.path: each for each in figures(store, "ja")}
    rows = rows_of(server.get(f"/population?area={area}", "text/html").text, "series")
    shown = [[known[path] for path in HREF.findall(row) if path in known] for row in rows]
    assert len(shown) > 15
    assert all(len({(each.source, each.age, each.basis) for each in row}) == 1 for row in shown)


def test_every_figure_of_an_area_can_be_reached(server: Server, store: Store) -> None:
    page = server.get("/population?area=hiraizumi", "text/html").text
    shown = set(HREF.findall(page))
    wanted = {each.ref.path for each in figures(store, "ja") if each.area.path == "hiraizumi"}
    twice = {path for path in wanted - shown if path and "/2020/" in path}  # printed alike in both tables
    assert wanted - shown == twice
    assert len(twice) == 4


def test_the_mark_of_a_doubt_is_at_its_cells_and_nowhere_else(server: Server, store: Store) -> None:
    doubt = "ichinoseki-hiraizumi/doubt/hiraizumi-2040-ages-swapped"
    rows = rows_of(server.get("/population?area=hiraizumi", "text/html").text, "series")
    marked = {
        path for row in rows for cell in cells_of(row) if doubt in HREF.findall(cell) for path in HREF.findall(cell)
    }
    wanted = {each.ref.path for each in figures(store, "ja") for d in each.doubts if d.ref.path == doubt}
    assert len(wanted) == 2
    assert {path for path in marked if path and "/doubt/" not in path} == wanted
    assert all("doubted" in cell for row in rows for cell in cells_of(row) if doubt in cell)


def test_targets_stand_beside_the_values_of_their_year(server: Server) -> None:
    page = server.get("/population?lang=en", "text/html").text
    table = page[page.index('id="targets"') : page.index('id="doubts"')]
    assert re.findall(r'<td class="numeric">([−+][\d.,]+)</td>', table) == [
        *("+2,211", "+47", "−3,211", "+326", "+0.30", "+0.13"),
    ]
    assert "107,400人程度" in table


def test_years_have_their_era_and_differences_their_sign(server: Server) -> None:
    page = server.get("/population?indicator=indicator/population", "text/html").text
    assert "令和22年" in page
    differences = [re.findall(r">([−+±][\d,]+)<", row) for row in rows_of(page, "less")]
    assert differences[0] == ["−2,233", "−1,715", "+533", "+3,537"]


def test_the_pictures_are_named_and_need_no_style_of_their_own(server: Server) -> None:
    page = server.get("/population", "text/html").text
    pictures = re.findall(r'<svg class="chart".*?</svg>', page, re.S)
    assert len(pictures) == 5
    names = [ElementTree.fromstring(each).findtext("title") for each in pictures]
    assert len(set(names)) == 5
    assert names[0] == "一関・平泉定住自立圏 人口 総数"
    assert "style=" not in page
    assert re.findall(r"<script.*?>", page) == ['<script type="module" src="/static/dist/search.js">']


def test_one_indicator_can_be_chosen(server: Server) -> None:
    page = server.get("/population?area=ichinoseki&indicator=indicator/ageing-rate", "text/html").text
    assert "39.66" in page
    assert "111,932" not in page


@pytest.mark.parametrize("address", ["", ".csv", ".xlsx"])
@pytest.mark.parametrize("wrong", ["area=nonsense", "indicator=nonsense", "area=ichinoseki/plan/2026", "area=%00"])
def test_an_unknown_area_or_indicator_is_not_found(server: Server, address: str, wrong: str) -> None:
    answer = server.get(f"/population{address}?{wrong}", "text/html")
    assert answer.status == 404
    assert "見つかりません" in answer.text


def test_a_pair_without_figures_is_a_sentence(server: Server) -> None:
    answer = server.get("/population?area=japan&indicator=indicator/ageing-rate", "text/html")
    assert answer.status == 200
    assert "この地域には、この指標の数値がありません" in answer.text


def test_the_csv_holds_what_the_page_shows(server: Server, store: Store) -> None:
    answer = server.get("/population.csv?area=ichinoseki&indicator=indicator/population")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment; filename=population-ichinoseki-population.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
    wanted = [
        each
        for each in figures(store, "ja")
        if (each.area.path, each.indicator.path) == ("ichinoseki", "indicator/population")
    ]
    assert [row["永続的な識別子"] for row in rows] == [each.ref.iri for each in wanted]
    assert [float(row["値"]) for row in rows] == [float(each.value) for each in wanted]
    assert {row["単位"] for row in rows} == {"人"}
    assert all("行" in row["出典の箇所"] for row in rows)


def test_the_xlsx_says_where_its_figures_are_from(server: Server, store: Store) -> None:
    answer = server.get("/population.xlsx?area=hiraizumi")
    assert answer.headers["Content-Type"] == XLSX
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    assert book.sheetnames == ["数値", "条件・出典・版"]
    head, *rows = book.worksheets[0].values
    at = {str(name): place for place, name in enumerate(head)}
    assert {type(row[at["値"]]) for row in rows} == {int, float}
    assert {type(row[at["年"]]) for row in rows} == {int, type(None)}
    swapped = {row[at["値"]] for row in rows if "入れ替わった" in str(row[at["疑義"]])}
    assert swapped == {2172, 2524}
    told = defaultdict(list)
    for item, content in list(book.worksheets[1].values)[1:]:
        told[item].append(str(content))
    assert told["地域"] == ["平泉町"]
    assert told["データの版"] == [store.version]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told["取得日"][0])
    assert any("308–350行" in each for each in told["出典"])
    assert any("入れ替わった" in each and "/doubt/" in each for each in told["疑義"])


@pytest.fixture(scope="module")
def island(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = bare_root(tmp_path_factory.mktemp("island"))
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    (root / "data/ttl/island.ttl").write_text(f"{prefixes}BASE <{ID}>\n{FIGURES}{BESIDE}{DOUBTS}")
    with (root / "data/ttl/catalog.ttl").open("a") as catalogue:
        catalogue.write(f"\n<{GRAPH}island> pg:basis pg:stated .\n")
    with running_server("--root", str(root)) as running:
        yield running


def test_other_places_years_and_sources_are_shown_too(island: Server) -> None:
    page = island.get("/population", "text/html").text
    assert page.count('<svg class="chart"') == 1
    assert "明治31年" in page
    assert re.findall(r">([−+][\d,]+)<", "".join(rows_of(page, "less"))) == ["+10", "+90"]
    assert all(doubt in page for doubt in ("数え違い", "増えると書いてある", "表がずれている"))
    reef = island.get("/population?area=reef", "text/html").text
    assert "0.50" in reef
    assert '<svg class="chart"' not in reef


def test_a_name_that_is_a_formula_does_nothing(island: Server) -> None:
    rows = list(csv.reader(io.StringIO(island.get("/population.csv").body.decode("utf-8-sig"), newline="")))
    assert {row[0] for row in rows[1:]} == {"'=1+1島"}
    page = openpyxl.load_workbook(io.BytesIO(island.get("/population.xlsx").body)).worksheets[0]
    assert page["A2"].value == "=1+1島"
    assert page["A2"].quotePrefix


def test_data_without_figures_is_a_sentence(tmp_path: Path) -> None:
    with running_server("--root", str(bare_root(tmp_path))) as bare:
        assert "数値がまだ1つもありません" in bare.get("/population", "text/html").text
        assert bare.get("/population.csv").body.decode("utf-8-sig").count("\r\n") == 1
        assert bare.get("/population.xlsx").status == 200
