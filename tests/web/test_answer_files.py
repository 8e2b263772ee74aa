"""Answers as files from the server: what is in them, how they are named, what refuses them, and what they cost."""

from __future__ import annotations

import csv
import gzip
import io
import re
import shutil
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
from adversity import limited
from asking import problem
from playwright.sync_api import Browser, expect
from running_server import Answer, Server, running_server
from visitor import visitor

from plangraph.questions import asked, question
from plangraph.store import Store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOAL = "/questions/measures-of-goal"
CHOSEN = "goal=ichinoseki%2Fplan%2F2026%2Fgoal%2F20"
DOWNLOAD = re.compile("ダウンロード|Download")
LONG = "長い文" * 40
DESCRIBE = "DESCRIBE <https://w3id.org/plangraph/id/ichinoseki>"
MANY = f"SELECT ?s ?p ?o ('{LONG}' AS ?x) {{ ?s ?p ?o . {{ SELECT ?c {{ ?c a ?d }} LIMIT 4 }} }}"


@pytest.fixture(scope="module")
def generous() -> Iterator[Server]:
    """A server that gives many rows, where a large answer may take its time."""
    with running_server(PLANGRAPH_ROWS="100000", PLANGRAPH_CACHE="0") as running:
        yield running


def query(server: Server, form: str, text: str, **headers: str) -> Answer:
    return server.get(f"/query.{form}?{urlencode({'query': text})}", **headers)


def rows(answer: Answer) -> list[list[str]]:
    assert answer.status == 200, answer.text
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))


def file_name(answer: Answer) -> str:
    disposition = str(answer.headers["Content-Disposition"])
    assert disposition.startswith("attachment; filename=")
    return disposition.removeprefix("attachment; filename=")


def test_a_question_is_had_as_a_workbook_in_the_language_of_the_page(server: Server) -> None:
    answer = server.get(f"{GOAL}.xlsx?{CHOSEN}&lang=en")
    assert (answer.headers["Content-Type"], answer.headers["Content-Language"]) == (XLSX, "en")
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert file_name(answer) == "measures-of-goal-20.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    assert book.sheetnames == ["Answer", "Conditions, sources, version"]
    assert [cell.value for cell in book["Answer"][1]][:2] == ["middle goal", "measure"]


def test_its_link_leads_to_the_same_answer(server: Server, store: Store) -> None:
    answer = server.get(f"{GOAL}.xlsx?{CHOSEN}&sort=-measure&page=2&columns=measure&v=old")
    about = openpyxl.load_workbook(io.BytesIO(answer.body)).worksheets[1]
    told = {str(item): str(content) for item, content in about.values}
    link = told["この答えへのリンク"]
    assert link == f"{server.url}{GOAL}?{CHOSEN}&lang=ja&v={store.version.replace('+', '%2B')}"
    page = server.get(link.removeprefix(server.url), "text/html")
    assert page.status == 200
    assert told["答え"] in page.text
    assert (
        server.get(link.removeprefix(server.url).replace("?", ".csv?", 1)).body
        == server.get(f"{GOAL}.csv?{CHOSEN}").body
    )


@pytest.mark.parametrize(("form", "media_type"), [("csv", "text/csv"), ("json", "application/sparql-results+json")])
def test_what_is_for_programs_is_what_the_endpoint_answers(
    server: Server, store: Store, form: str, media_type: str
) -> None:
    text = asked(store, question(store, "measures-of-goal", "ja"), {"goal": "20"}).sparql
    wanted = server.ask(text, format=form)
    for answer in (server.get(f"{GOAL}.{form}?goal=20"), query(server, form, text)):
        assert answer.body == wanted.body
        assert answer.headers["ETag"] == wanted.headers["ETag"]
        assert str(answer.headers["Content-Type"]).startswith(media_type)
        assert file_name(answer).endswith(f".{form}")
    assert server.get(f"{GOAL}.{form}?goal=20", **{"If-None-Match": str(wanted.headers["ETag"])}).status == 304


def test_the_query_itself_is_a_file(server: Server) -> None:
    answer = server.get(f"{GOAL}.rq?{CHOSEN}&lang=en")
    assert str(answer.headers["Content-Type"]).startswith("application/sparql-query")
    assert file_name(answer) == "measures-of-goal-20.rq"
    assert server.ask(answer.text, "text/csv").body == server.get(f"{GOAL}.csv?{CHOSEN}&lang=en").body


def test_csv_for_excel_begins_with_its_mark_also_when_packed(server: Server) -> None:
    plain = server.get(f"{GOAL}.excel.csv")
    packed = server.get("/questions/how-many.excel.csv", **{"Accept-Encoding": "gzip"})
    assert (plain.headers["Content-Type"], file_name(plain)) == (
        "text/csv; charset=utf-8",
        "measures-of-goal.excel.csv",
    )
    assert plain.body.startswith(b"\xef\xbb\xbf")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == server.get("/questions/how-many.excel.csv").body


def test_a_text_that_was_chosen_names_the_file(server: Server) -> None:
    answer = server.get("/questions/word-in-generations.xlsx?" + urlencode({"word": '医療/"の"\t'.strip()}))
    assert answer.status == 200
    named = str(answer.headers["Content-Disposition"])
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w.%-]+\.xlsx", named), named


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"{GOAL}.xlsx?goal=999", 400, "choice-unknown"),
        (f"{GOAL}.excel.csv?gaol=20", 400, "parameter-unknown"),
        (f"{GOAL}.other.csv", 404, "page-missing"),
        ("/query.xlsx", 400, "query-syntax"),
        ("/query.xlsx?query=DROP+ALL", 400, "update-refused"),
        ("/query.csv?query=DESCRIBE+%3Cu:a%3E", 406, "format-unknown"),
    ],
)
def test_what_cannot_be_had_is_a_problem(server: Server, path: str, status: int, code: str) -> None:
    answer = server.get(path, "application/json")
    problem(answer, status, code)
    assert "Content-Disposition" not in answer.headers
    assert server.get("/questions/no-such.xlsx").status == 404


def test_the_deadline_holds(server: Server) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    problem(query(server, "xlsx", endless), 503, "deadline-passed")


def test_an_answer_that_is_cut_says_so_in_its_head_and_in_the_file(server: Server) -> None:
    answer = query(server, "excel.csv", MANY)
    assert answer.headers["X-Result-Truncated"] == "rows=10000"
    assert [len(row) for row in rows(answer)] == [7] * 10_001 + [0, 1]
    assert "10,000" in rows(answer)[-1][0]


@pytest.mark.slow
def test_many_rows_take_the_server_no_memory(generous: Server, tmp_path: Path) -> None:
    for form in ("excel.csv", "xlsx"):
        query(generous, form, f"{MANY} LIMIT 1000")
    before = peak(generous)
    table = saved(generous, "excel.csv", tmp_path).read_text(encoding="utf-8-sig").splitlines()
    assert table[-1] == '"※ 答えは上限の 100,000 行で打ち切りました。続きがあります。"'
    assert sum(LONG in line for line in table) == 100_000
    with zipfile.ZipFile(saved(generous, "xlsx", tmp_path)) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 1 + 100_000 + 1
    assert peak(generous) - before < 48


def saved(server: Server, form: str, folder: Path) -> Path:
    """The file of a large answer, for which a busy machine needs longer than for others."""
    path = folder / f"answer.{form}"
    address = f"{server.url}/query.{form}?{urlencode({'query': MANY})}"
    with urllib.request.urlopen(address, timeout=300) as answer, path.open("wb") as file:
        shutil.copyfileobj(answer, file)
    return path


def peak(server: Server) -> int:
    """The most memory that it has ever had at once, in megabytes."""
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) >> 10


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path) -> None:
    with running_server(TMPDIR=str(tmp_path)) as server:
        for form in ("excel.csv", "xlsx"):
            assert query(server, form, MANY).status == 200
        assert list(tmp_path.iterdir()) == []


def test_without_room_for_files_small_answers_are_given_and_large_ones_refused() -> None:
    with running_server(under=limited("-f", 0), PYTHONDONTWRITEBYTECODE="1") as server:
        for form in ("excel.csv", "xlsx", "csv"):
            assert server.get(f"{GOAL}.{form}").status == 200
        for form in ("excel.csv", "xlsx"):
            problem(query(server, form, MANY), 503, "no-room")
        assert query(server, "csv", MANY).status == 200


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "excel"), [("ja", "CSV(Excel用)"), ("en", "CSV for Excel")])
def test_the_page_offers_the_files(browser: Browser, server: Server, lang: str, excel: str) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}{GOAL}?{CHOSEN}&lang={lang}&sort=-measure")
        for label, name in (("Excel", "20.xlsx"), (excel, "20.excel.csv"), ("JSON", "20.json"), ("SPARQL", "20.rq")):
            with page.expect_download() as waiting:
                page.get_by_role("group", name=DOWNLOAD).get_by_role("link", name=label, exact=True).click()
            assert waiting.value.suggested_filename == f"measures-of-goal-{name}"
        expect(page.locator("h1")).to_be_visible()


@pytest.mark.browser
def test_the_page_of_a_query_offers_the_files_of_its_kind(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        for text, name, kind in (("ASK {}", "XML", "answer.xml"), (DESCRIBE, "Turtle", "answer.ttl")):
            page.goto(f"{server.url}/query?{urlencode({'query': text})}")
            for label, file in (("Excel", "answer.xlsx"), (name, kind)):
                with page.expect_download() as waiting:
                    page.get_by_role("group", name=DOWNLOAD).get_by_role("link", name=label, exact=True).click()
                assert waiting.value.suggested_filename == file
