"""The search page and the suggestions: by kind, with where each thing stands, and never an error for a strange word."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from running_server import Server

from plangraph.errors import Language
from plangraph.matches import MOST, matches
from plangraph.store import Store

BROWSER = "text/html,*/*;q=0.8"


def page(server: Server, word: str, language: Language = "ja") -> str:
    answer = server.get(f"/search?q={quote(word)}&lang={language}", BROWSER)
    assert answer.status == 200
    return answer.text


def suggestions(server: Server, word: str, language: Language = "ja") -> dict[str, Any]:
    answer = server.get(f"/search.json?q={quote(word)}&lang={language}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert "Cookie" in answer.headers["Vary"]
    found: dict[str, Any] = json.loads(answer.body)
    return found


def test_what_is_found_stands_below_its_kind(server: Server, store: Store, language: Language) -> None:
    text = page(server, "子育て", language)
    headings = re.findall(r'<h2 id="kind-\d+" tabindex="-1">.*?<span class="kind">(\d+)</span>', text)
    found = matches(store, "子育て", language)
    assert len(headings) == len({each.kind for each in found})
    assert sum(map(int, headings)) == len(found) > 10
    assert text.count('<p class="found-name">') >= len(found)


def test_what_fits_is_marked_and_where_it_stands_is_told(server: Server) -> None:
    text = page(server, "工業")
    entry = next(each for each in text.split("<li>") if 'href="/id/ichinoseki/plan/2026/goal/20"' in each)
    assert '<span class="number">20</span>' in entry
    assert "<mark>工業</mark>の振興" in entry
    way = text[text.index(entry) :]
    first = way[way.index('<ol class="trail">') : way.index("</ol>")]
    assert re.findall('href="([^"]*)"', first) == [
        "/plans/ichinoseki/2026",
        "/id/ichinoseki/plan/2026/goal/shigoto",
        "/id/ichinoseki/plan/2026/goal/shigoto-1",
    ]


def test_questions_with_the_word_are_offered(server: Server) -> None:
    assert 'href="/questions/taken-up"' in page(server, "引き継ぎ")


def test_an_english_reader_finds_by_the_english_name(server: Server) -> None:
    text = page(server, "manufacturing", "en")
    assert '<span class="gloss">(promotion of <mark>manufacturing</mark>)</span>' in text
    assert 'lang="ja">工業の振興' in text


def test_where_nothing_is_found_the_nearest_names_are_offered(server: Server) -> None:
    text = page(server, "観光業界")
    assert "「観光業界」を名前に含むものはありません。" in text
    assert "観光業の振興" in text
    assert 'href="/questions"' in text


def test_of_very_many_the_first_are_shown_and_it_says_so(server: Server) -> None:
    text = page(server, "の")
    assert f"はじめの{MOST}件" in text
    assert text.count('<p class="found-name">') >= MOST


def test_without_a_word_there_is_the_form_and_how_to_use_it(server: Server) -> None:
    text = server.get("/search", BROWSER).text
    assert 'name="q"' in text
    assert "読みがな" in text
    assert "1文字以上" in page(server, "\x07")


@pytest.mark.parametrize(
    "word", ["x" * 5000, "水" * 3000, '"><b>', "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"), "%", "龘"]
)
def test_a_strange_word_is_only_a_word(server: Server, word: str) -> None:
    text = page(server, word)
    assert '"><b>' not in text
    assert len(html.unescape(text)) < 50_000


def test_suggestions_are_few_and_lead_to_pages(server: Server, language: Language) -> None:
    found = suggestions(server, "環境", language)
    assert 0 < len(found["things"]) <= 8
    for each in found["things"]:
        assert "環境" in "".join(part for part, _ in each["label"])
        assert server.get(each["page"], BROWSER).status == 200


def test_a_suggestion_says_what_it_is_and_where(server: Server) -> None:
    goal = next(each for each in suggestions(server, "工業の振興")["things"] if each["id"].endswith("/goal/20"))
    assert goal == {
        "id": "https://w3id.org/plangraph/id/ichinoseki/plan/2026/goal/20",
        "page": "/id/ichinoseki/plan/2026/goal/20",
        "kind": "中目標",
        "number": "20",
        "label": [["工業の振興", True]],
        "also": [["", False]],
        "where": ["一関市総合計画", "地域産業が元気なまち"],
    }


def test_suggested_questions_have_their_topic(server: Server) -> None:
    (first, *_) = suggestions(server, "重点プロジェクト")["questions"]
    assert first["page"].startswith("/questions/")
    assert first["kind"]


def test_suggestions_for_nothing_are_refused_with_a_reason(server: Server) -> None:
    answer = server.get("/search.json?q=%20&lang=en")
    assert answer.status == 400
    assert json.loads(answer.body)["type"].endswith("#word-missing")


def test_a_name_that_has_the_word_has_its_english_beside_it_not_itself_again(server: Server) -> None:
    text = re.sub(r"<[^>]+>", "", page(server, "工業の振興", "en"))
    assert "工業の振興 (promotion of manufacturing)" in text
    assert "工業の振興 (工業の振興)" not in text
    (also,) = (each["also"] for each in suggestions(server, "工業の振興", "en")["things"] if each["number"] == "20")
    assert also == [["promotion of manufacturing", False]]
