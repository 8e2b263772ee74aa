"""Questions on pages: every one is answered and shown as its reader wishes; what does not fit is mended by a click."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from answer_page import AnswerPage
from running_server import Answer, Server, running_server
from small_questions import NAMES_IN_PLAN

from plangraph import catalog
from plangraph.errors import Language
from plangraph.questions import question, questions
from plangraph.store import Store
from plangraph.views import PAGE

HTML = "text/html"
SLUGS = sorted(path.stem for path in (catalog.root() / "data/ttl/questions").glob("*.ttl"))
GOAL = "/questions/measures-of-goal"
NAMES = "/questions/names-in-plan"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with one question more."""
    root: Path = tmp_path_factory.mktemp("asked")
    for part in ("ontology", "data/ttl"):
        shutil.copytree(catalog.root() / part, root / part, ignore=shutil.ignore_patterns("cases"))
    (root / "data/ttl/questions/names-in-plan.ttl").write_text(NAMES_IN_PLAN, encoding="utf-8")
    with running_server("--root", str(root)) as running:
        yield running


def got(server: Server, path: str, **said: object) -> Answer:
    return server.get(f"{path}?{urlencode(said)}" if said else path, HTML)


def shown(server: Server, path: str, **said: object) -> AnswerPage:
    answer = got(server, path, **said)
    assert answer.status == 200
    return AnswerPage(answer.text)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_is_answered_on_its_page(server: Server, store: Store, slug: str, language: Language) -> None:
    answer = got(server, f"/questions/{slug}", lang=language)
    page, found = AnswerPage(answer.text), question(store, slug, language)
    assert answer.status == 200
    assert page.rows
    assert f"<h1>{html.escape(found.title)}</h1>" in answer.text
    heads = [each.label for each in found.columns]
    assert [each.split(" (")[0] for each in page.headings][: len(heads)] == heads
    assert not re.search(r"\{\w+\}", " ".join(re.findall(r'class="sentence">(.*?)</h2>', answer.text)))


def test_the_catalogue_has_every_question_once_below_its_topic(
    server: Server, store: Store, language: Language
) -> None:
    text = got(server, "/questions", lang=language).text
    known = questions(store, language)
    assert sorted(re.findall(r'<h3><a href="/questions/([\w-]+)"', text)) == sorted(each.slug for each in known)
    for section in re.findall(r"<section.*?</section>", text, re.S):
        (topic,) = re.findall(r"<h2[^>]*>(.*?)</h2>", section)
        slugs = re.findall(r'<h3><a href="/questions/([\w-]+)"', section)
        assert slugs == [each.slug for each in known if each.topic.label == html.unescape(topic)]


def test_a_choice_is_a_term_and_the_sentence_says_it(server: Server) -> None:
    page = shown(server, GOAL, goal="ichinoseki/plan/2026/goal/20")
    assert page.column("施策") == ["工業の振興"]
    text = got(server, GOAL, goal="ichinoseki/plan/2026/goal/20").text
    assert "「20 工業の振興」を支える施策は 1 件です。" in text
    assert '<option value="ichinoseki/plan/2026/goal/20" selected>' in text
    assert re.search(r'<a href="/id/([^"]*)" title="https://w3id.org/plangraph/id/\1">工業の振興</a>', text)


@pytest.mark.parametrize("word", ['" } DROP ALL #', "<script>alert(1)</script>", "x" * 101, " "])
def test_a_text_is_never_a_part_of_the_query_or_of_the_page(asked: Server, word: str) -> None:
    answer = got(asked, NAMES, word=word)
    assert answer.status == (400 if len(word) > 100 or not word.strip() else 200)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_wrong_choice_is_refused_with_all_that_can_be_chosen(server: Server, language: str) -> None:
    answer = got(server, GOAL, goal="kogyo", lang=language)
    page = AnswerPage(answer.text)
    assert answer.status == 400
    assert {"ja": "「中目標」に「kogyo」は選べません。", "en": "“kogyo” cannot be chosen for “middle goal”."}[
        language
    ] in answer.text
    ways = [address for address in page.links.values() if "goal%2F" in address or "goal/" in address.partition("?")[2]]
    assert len(ways) == 24
    assert server.get(ways[19], HTML).status == 200


def test_an_unknown_parameter_is_refused_and_programs_are_told_why(server: Server) -> None:
    assert got(server, GOAL, goals="x").status == 400
    refused = server.get(f"{GOAL}?goal=kogyo", "application/json")
    assert (refused.status, refused.headers["Content-Type"]) == (400, "application/problem+json")
    assert "choice-unknown" in refused.text
    assert server.get("/questions/nothing", HTML).status == 404


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
    assert page.headings[-1] == "ものの記載箇所"
    own = shown(server, GOAL)
    assert own.headings.count("出典") == 1
    assert own.sources == own.column("出典")


def test_what_names_no_thing_but_a_plan_is_not_cited_by_its_plan(server: Server) -> None:
    prefix = "PREFIX pg: <https://w3id.org/plangraph/ontology#>"
    counted = f"{prefix} SELECT ?plan (COUNT(*) AS ?n) {{ ?x pg:inPlan ?plan }} GROUP BY ?plan"
    assert set(shown(server, "/query", query=counted).sources) == {""}
    assert any(shown(server, "/query", query=f"{prefix} SELECT ?plan {{ ?plan a pg:Plan }}").sources)


def test_an_empty_answer_says_which_change_is_enough(asked: Server) -> None:
    text = got(asked, NAMES, word="ない言葉", plan="ichinoseki/plan/2016").text
    page = AnswerPage(text)
    assert not page.rows
    assert "次のどれか1つに変えると答えがあります" in text
    assert page.links["言葉を「の」にする"] == f"{NAMES}?plan=ichinoseki%2Fplan%2F2016"
    assert not any(each.startswith("計画を") for each in page.links)
    assert shown(asked, page.links["言葉を「の」にする"]).rows


def test_a_link_carries_everything_and_names_the_version_of_the_data(asked: Server) -> None:
    said = {"word": "振興", "sort": "-length", "filter": "工業", "columns": "thing,length", "page": "1"}
    page = shown(asked, NAMES, **said)
    link = next(address for address in page.links.values() if "&v=" in address)
    again = got(asked, link)
    assert AnswerPage(again.text).rows == page.rows
    assert 'id="other-version"' not in again.text
    assert "lang=ja" in link
    other = got(asked, re.sub(r"v=[^&]*", "v=0.1.0%2B12345678", link)).text
    assert "版 0.1.0+12345678" in other
    assert AnswerPage(other).links["いまの版のリンク"] == link


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
