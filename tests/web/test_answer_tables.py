"""Tables of answers: rows in the order, with the columns and on the page that a reader wishes, with their sources."""

from __future__ import annotations

import re
from urllib.parse import quote

from answer_page import AnswerPage, got, shown
from running_server import Server, running_server
from small_questions import NAMES

from plangraph.views import PAGE

GOAL = "/questions/measures-of-goal"


def test_pages_hold_all_rows_once(asked: Server) -> None:
    first = shown(asked, NAMES)
    rows = list(first.rows)
    while len(first.rows) == PAGE:
        first = shown(asked, first.links["次へ"])
        rows += first.rows
    total = int(re.findall(r"名前は (\d+) 件です", got(asked, NAMES).text)[0])
    assert len(rows) == total > PAGE
    assert len({row[0] + row[3] for row in rows}) > PAGE


def test_columns_are_sorted_by_their_values_and_the_address_says_so(asked: Server) -> None:
    page = shown(asked, shown(asked, NAMES).links["長さ (字)"])
    by_size = [int(each.replace(",", "")) for each in page.column("長さ")]
    assert by_size == sorted(by_size)
    turned = shown(asked, page.links["長さ (字)▲"])
    by_size = [int(each.replace(",", "")) for each in turned.column("長さ")]
    assert by_size == sorted(by_size, reverse=True)
    assert turned.links["長さ (字)▼"] == NAMES
    assert 'aria-sort="descending"' in got(asked, NAMES, sort="-length").text


def test_rows_are_found_by_a_text_and_the_other_choices_stay(asked: Server) -> None:
    text = got(asked, NAMES, filter="工業", sort="thing", word="振興").text
    page = AnswerPage(text)
    assert set(page.column("もの")) == {"工業の振興"}
    assert '<input type="hidden" name="word" value="振興">' in text
    assert page.links["すべて表示"] == f"{NAMES}?word={quote('振興')}&sort=thing"
    nothing = got(asked, NAMES, filter="<b>nothing").text
    assert "「&lt;b&gt;nothing」を含む行はありません。" in nothing
    assert "<b>nothing" not in nothing


def test_what_an_english_page_shows_in_japanese_is_found_there(asked: Server) -> None:
    for wanted in ("工業", "manufacturing"):
        page = shown(asked, NAMES, filter=wanted, word="振興", lang="en")
        assert page.column("thing")[0] == "工業の振興 (promotion of manufacturing)"


def test_columns_can_be_left_out(asked: Server) -> None:
    page = shown(asked, f"{NAMES}?columns=year&columns=thing")
    assert [each.rstrip("▲▼") for each in page.headings[:2]] == ["もの", "年度"]
    assert len(page.rows[0]) == 3  # with the place in the document
    assert "columns=thing%2Cyear" in page.links["年度"]


def test_numbers_stand_right_with_their_unit_above_and_years_are_told_by_era(asked: Server) -> None:
    page = shown(asked, NAMES)
    assert page.headings[:4] == ["もの", "長さ (字)", "年度", "説明"]
    assert all("numeric" in row[1] and "numeric" not in row[2] for row in page.classes)
    assert set(page.column("年度")) == {"2026(令和8)年度"}
    assert page.column("長さ")[0].endswith(",000")
    english = shown(asked, NAMES, lang="en")
    assert english.headings[1] == "length (characters)"
    assert set(english.column("year")) == {"FY 2026"}


def test_long_texts_are_folded_and_whole(asked: Server) -> None:
    text = got(asked, NAMES).text
    begin, whole = re.findall(r'class="begin">(.*?)</span>.*?class="whole">(.*?)</p>', text)[0]
    assert whole.startswith(begin.removesuffix("…"))
    assert whole.endswith("おわり")
    assert len(begin) == 101


def test_rows_are_cited_by_what_they_name(server: Server, asked: Server) -> None:
    page = shown(asked, NAMES, word="工業")
    assert all(re.search(r"\d行目", each) for each in page.sources)
    assert page.headings[-1] == "記載箇所"
    own = shown(server, GOAL)
    assert own.headings.count("出典") == 1
    assert own.sources == own.column("出典")


def test_what_names_no_thing_but_a_plan_is_not_cited_by_its_plan(server: Server) -> None:
    prefix = "PREFIX pg: <https://w3id.org/plangraph/ontology#>"
    counted = f"{prefix} SELECT ?plan (COUNT(*) AS ?n) {{ ?x pg:inPlan ?plan }} GROUP BY ?plan"
    assert set(shown(server, "/query", query=counted).sources) == {""}
    assert any(shown(server, "/query", query=f"{prefix} SELECT ?plan {{ ?plan a pg:Plan }}").sources)


def test_answers_to_any_query_are_shown_in_the_same_way(server: Server) -> None:
    query = "SELECT ?s ?p { ?s ?p ?o } LIMIT 120"
    first = shown(server, "/query", query=query)
    assert len(first.rows) == PAGE
    assert [each.rstrip("▲▼") for each in first.headings[:2]] == ["s", "p"]
    last = shown(server, first.links["ページ 3"])
    assert len(last.rows) == 20
    assert last.links["前へ"].endswith("page=2")
    text = got(server, "/query", query=query, sort="s", v="other").text
    assert 'id="other-version"' in text
    assert "答え: 120行" in text


def test_ten_thousand_rows_are_shown_a_page_at_a_time(server: Server) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    answer = got(server, "/query", query=query, sort="-o", filter="a")
    assert answer.status == 200
    assert "最初の10,000行" in answer.text
    assert len(AnswerPage(answer.text).rows) == PAGE
    assert len(answer.body) < 200_000


def test_a_cut_answer_does_not_say_how_many_there_are() -> None:
    with running_server(PLANGRAPH_ROWS="2") as small:
        text = got(small, GOAL).text
    assert len(AnswerPage(text).rows) == 2
    assert "2行で打ち切りました" in text
    assert "件です" not in text


def test_many_columns_leave_fewer_rows_on_the_page_and_it_says_so(server: Server) -> None:
    columns = " ".join(f"(?o AS ?c{at})" for at in range(60))
    text = got(server, "/query", query=f"SELECT {columns} {{ ?s ?p ?o }}").text
    assert "50列" in text
    assert re.search(r"この画面では最初の[12],\d{3}行", text)
