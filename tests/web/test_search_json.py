"""Suggestions as JSON, for the search field and for programs: what fits, where it stands, and how many are wanted."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import quote

import pytest
from running_server import Server

from plangraph.errors import Language

BROWSER = "text/html,*/*;q=0.8"


def suggestions(server: Server, word: str, language: Language = "ja", more: str = "") -> dict[str, Any]:
    answer = server.get(f"/search.json?q={quote(word)}&lang={language}{more}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert "Cookie" in answer.headers["Vary"]
    found: dict[str, Any] = json.loads(answer.body)
    return found


def test_suggestions_are_few_and_lead_to_pages(server: Server, language: Language) -> None:
    found = suggestions(server, "環境", language)
    assert 0 < len(found["things"]) <= 8
    for each in found["things"]:
        texts = [each["label"], each["also"], each["fits"]["text"] if each["fits"] else []]
        assert any(fits for text in texts for _, fits in text)
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
        "fits": None,
        "where": ["一関市総合計画", "地域産業が元気なまち"],
    }


def test_a_suggestion_says_what_fits_if_the_name_does_not(server: Server) -> None:
    (field, *_) = suggestions(server, "いりょう")["things"]
    assert field["fits"] == {"field": "reading", "name": "読み", "text": [["いりょう", True]]}


def test_suggested_questions_have_their_topic(server: Server) -> None:
    (first, *_) = suggestions(server, "重点プロジェクト")["questions"]
    assert first["page"].startswith("/questions/")
    assert first["kind"]


def test_suggestions_for_nothing_are_refused_with_a_reason(server: Server) -> None:
    answer = server.get("/search.json?q=%20&lang=en")
    assert answer.status == 400
    assert json.loads(answer.body)["type"].endswith("#word-missing")


def test_programs_of_any_origin_may_say_how_many_they_want(server: Server) -> None:
    assert len(suggestions(server, "の", more="&limit=1")["things"]) == 1
    assert len(suggestions(server, "の", more="&limit=100")["things"]) == 100
    assert server.get("/search.json?q=a", Origin="https://example.org").headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("limit", ["0", "-1", "101", "1.5", "ten", "", "٣", "9" * 5000])
def test_a_wrong_limit_is_told_with_those_that_there_are(server: Server, limit: str) -> None:
    answer = server.get(f"/search.json?q=a&limit={quote(limit)}&lang=en")
    told = json.loads(answer.body)
    assert answer.status == 400
    assert told["type"].endswith("#limit-wrong")
    assert "from 1 to 100" in told["hint"]


@pytest.mark.slow
def test_suggestions_take_no_time(server: Server) -> None:
    words = ["医療", "水", "の", "20", "いりょう", "a", "Hiraizumi", "子育て"]
    suggestions(server, "医療")
    times = []
    for word in words * 5:
        begun = time.perf_counter()
        suggestions(server, word)
        times.append(time.perf_counter() - begun)
    assert sorted(times)[len(times) // 2] < 0.02


def test_an_english_reader_is_told_what_the_name_means_and_nothing_twice(server: Server) -> None:
    found = suggestions(server, "工業の振興", "en")["things"]
    (goal,) = (each for each in found if each["number"] == "20")
    assert goal["also"] == [["promotion of manufacturing", False]]
    assert goal["fits"] is None
