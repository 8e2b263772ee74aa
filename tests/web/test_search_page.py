"""The search page: by kind, with where each thing stands, and never an error for a strange word."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import parse_qs, quote

import pytest
from running_server import Server, received

from plangraph.errors import Language
from plangraph.matches import MOST, matches
from plangraph.store import Store

BROWSER = "text/html,*/*;q=0.8"
HEADING = r'<h2 id="kind-\d+" tabindex="-1">(.*?) <span class="kind">(\d+)</span>'


def page(server: Server, word: str, language: Language = "ja", more: str = "") -> str:
    answer = server.get(f"/search?q={quote(word)}&lang={language}{more}", BROWSER)
    assert answer.status == 200
    return answer.text


def groups(text: str) -> dict[str, int]:
    """How many things of each kind a page says there are, in its order."""
    return {kind: int(count) for kind, count in re.findall(HEADING, text)}


def entry(text: str, path: str) -> str:
    """What a page says of the thing at this path."""
    return next(each for each in text.split("<li>\n") if f'href="{path}"' in each.split("trail")[0])


def test_what_is_found_stands_below_its_kind_and_first_the_kind_of_the_best(
    server: Server, store: Store, language: Language
) -> None:
    found, shown = matches(store, "子育て", language), groups(page(server, "子育て", language))
    assert len(shown) == len({each.kind for each in found})
    assert sum(shown.values()) == len(found) > 10
    assert next(iter(shown)).startswith(found[0].kind)


def test_what_fits_is_marked_and_where_it_stands_is_told(server: Server) -> None:
    goal = entry(page(server, "工業"), "/id/ichinoseki/plan/2026/goal/20")
    assert '<span class="number">20</span>' in goal
    assert "<mark>工業</mark>の振興" in goal
    assert re.findall('<li><a href="([^"]*)"', goal) == [
        "/plans/ichinoseki/2026",
        "/id/ichinoseki/plan/2026/goal/shigoto",
        "/id/ichinoseki/plan/2026/goal/shigoto-1",
    ]


@pytest.mark.parametrize(
    ("word", "path", "told"),
    [
        ("いりょう", "/id/ichinoseki/plan/2016/field/27", "読み</span> <span><mark>いりょう</mark>"),
        ("ｲﾘｮｳ", "/id/ichinoseki/plan/2016/field/27", "読み</span> <span><mark>いりょう</mark>"),
        ("Hiraizumi", "/id/hiraizumi", '別名</span> <span lang="en"><mark>Hiraizumi</mark> Town'),
        ("032093", "/id/ichinoseki", 'コード</span> <span lang="en"><mark>032093</mark>'),
        ("KPI", "/id/ichinoseki/strategy/2015", "要約</span> <span>…"),
        ("20", "/id/ichinoseki/plan/2026/goal/20", '<span class="number"><mark>20</mark></span>'),
    ],
)
def test_what_fits_is_told_if_the_name_does_not(server: Server, word: str, path: str, told: str) -> None:
    assert told in entry(page(server, word), path)


def test_questions_with_the_word_are_offered(server: Server) -> None:
    assert 'href="/questions/taken-up"' in page(server, "引き継ぎ")


def test_an_english_reader_finds_by_the_english_name(server: Server) -> None:
    text = page(server, "manufacturing", "en")
    assert '<span class="gloss">(promotion of <mark>manufacturing</mark>)</span>' in text
    assert 'lang="ja">工業の振興' in text
    assert "Other name" not in entry(text, "/id/ichinoseki/plan/2026/goal/20")


def test_a_long_group_leads_to_all_of_its_kind_in_either_language(server: Server) -> None:
    text, kind = page(server, "の"), "施策"
    (link,) = re.findall(rf'found-more"><a href="([^"]*={quote(kind)})"', text)
    whole = server.get(html.unescape(link), BROWSER).text
    count = groups(text)[kind]
    assert groups(whole) == {kind: count}
    assert whole.count('<p class="found-name">') == min(count, MOST) > 3
    in_english = server.get(f"{html.unescape(link)}&lang=en", BROWSER).text
    assert list(groups(in_english).values()) == [count]


def test_of_very_many_kinds_the_last_are_only_named(server: Server) -> None:
    text = page(server, "の")
    assert len(groups(text)) == 12
    rest = text[text.index('id="other-kinds"') :]
    (link, kind, count) = re.findall(r'<a class="choice" href="([^"]*)">(.*?) <span class="count">(\d+)</span>', rest)[
        0
    ]
    assert groups(server.get(html.unescape(link), BROWSER).text) == {kind: int(count)}


def test_a_plan_can_be_chosen_and_given_up(server: Server) -> None:
    chosen = page(server, "子育て", more="&plan=ichinoseki/plan/2026")
    rest = chosen[chosen.index("found-columns") :]
    assert set(re.findall(r'<ol class="trail"><li><a href="([^"]*)"', rest)) == {"/plans/ichinoseki/2026"}
    (away,) = re.findall(r'<a class="choice" href="([^"]*)" aria-current="true">', chosen)
    assert groups(server.get(html.unescape(away), BROWSER).text) == groups(page(server, "子育て"))


def test_a_choice_that_leaves_nothing_says_so_and_leads_back(server: Server) -> None:
    text = page(server, "子育て", more="&kind=%22%3E%3Cb%3E&plan=nowhere")
    assert "この種類・計画に当てはまるものはありません。" in text
    assert f'<a href="/search?q={quote("子育て")}">すべて表示</a>' in text
    assert '"><b>' not in text


def test_where_nothing_is_found_the_nearest_spelling_is_searched_for_at_a_click(server: Server) -> None:
    text = page(server, "観光業界")
    assert "「観光業界」に当てはまるものは見つかりませんでした。" in text
    near = re.findall(r'<a class="choice" href="([^"]*)">観光業の振興</a>', text)
    assert groups(server.get(near[0], BROWSER).text)
    part = re.findall(r'<a href="([^"]*)">観光業</a>', text)
    assert groups(server.get(part[0], BROWSER).text)


def test_where_nothing_is_like_it_there_is_a_way_on(server: Server) -> None:
    text = page(server, "まんぼう町")
    for way in ("語を短くする", 'href="/questions"', 'href="/plans/"', "読みがな"):
        assert way in text


@pytest.mark.parametrize(
    ("word", "found"),
    [("PREFIX", True), ("まんぼう町", False), ('say "yes"\\', False), ("x'''y", False), ("🦐", False)],
)
def test_the_query_for_any_text_holds_the_word_and_runs(server: Server, word: str, found: bool) -> None:
    (link,) = re.findall(r'href="/query\?([^"]*)"', page(server, word))
    (query,) = parse_qs(html.unescape(link))["query"]
    assert "CONTAINS" in query
    rows = json.loads(server.ask(query, "application/sparql-results+json").body)["results"]["bindings"]
    assert bool(rows) is found
    assert all(word.lower() in row["text"]["value"].lower() for row in rows)


def test_of_two_words_that_nothing_has_together_each_is_offered(server: Server) -> None:
    offered = page(server, "一関市 まんぼう")
    assert re.findall(r'<a href="/search\?q=[^"]*">(一関市|まんぼう)</a>', offered) == ["一関市"]


def test_what_would_turn_the_sentence_round_is_not_repeated(server: Server) -> None:
    text = page(server, "\u202e医\u0000療\u2066")
    assert "「医療」で" in text
    assert 'value="医療"' in text


def test_a_plan_is_found_by_a_year_of_its_period_which_is_told(server: Server) -> None:
    plan = entry(page(server, "2025年度"), "/plans/ichinoseki-hiraizumi/3")
    assert "期間</span> <span>令和6年度〜令和10年度 (2024–2028)</span>" in plan


def test_without_a_word_there_is_the_form_and_how_to_use_it(server: Server) -> None:
    text = server.get("/search", BROWSER).text
    assert 'name="q"' in text
    assert "読みがな" in text
    for nothing in ("\x07", "   ", "　"):
        assert "1文字以上" in page(server, nothing)


LONE_SURROGATE = "\udcff".encode("utf-8", "surrogatepass").decode("latin-1")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    "word", ["x" * 5000, "水" * 3000, "<script>alert(1)</script>", "'\"“”", LONE_SURROGATE, "%", "龘", FAMILY]
)
def test_a_strange_word_is_only_a_word(server: Server, word: str) -> None:
    text = page(server, word)
    assert "<script>alert" not in text
    assert re.search(r'name="q" type="search" value="([^"]*)"', text)
    assert len(html.unescape(text)) < 50_000
    answer = server.get(f"/search.json?q={quote(word)}")
    assert json.loads(answer.body)["word"] == html.unescape(re.findall(r'type="search" value="([^"]*)"', text)[0])


def test_an_undecodable_word_is_only_a_word(server: Server) -> None:
    assert server.get("/search?q=%ED%A0%80%FF", BROWSER).status == 200
    assert server.get("/search.json?q=%ED%A0%80%FF").status == 200


@pytest.mark.parametrize("path", ["/search?q=医療", "/search?q=%E5%8C%BB療", "http://x/search?q=医療"])
def test_an_address_may_hold_the_word_as_it_is_typed(server: Server, path: str) -> None:
    with server.connection(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()) as connection:
        head, _, body = received(connection).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert "<mark>医療</mark>" in body.decode()


def test_an_address_in_another_encoding_is_refused_with_what_to_do(server: Server) -> None:
    request = "GET /search?q=医療 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode("cp932")
    with server.connection(request) as connection:
        answer = received(connection).decode()
    assert " 400 " in answer[:20]
    assert "UTF-8" in answer


@pytest.mark.parametrize("line", ["GÉT / HTTP/1.1", "GET / HTTP/1.é", "GET /search?q=水 療 HTTP/1.1"])
def test_elsewhere_in_the_first_line_nothing_but_ascii_is_understood(server: Server, line: str) -> None:
    with server.connection(f"{line}\r\nHost: x\r\nConnection: close\r\n\r\n".encode()) as connection:
        assert b" 400 " in received(connection)[:20]


def test_a_name_that_has_the_word_has_its_english_beside_it_not_itself_again(server: Server) -> None:
    text = re.sub(r"<[^>]+>", "", page(server, "工業の振興", "en"))
    assert "工業の振興 (promotion of manufacturing)" in text
    assert "工業の振興 (工業の振興)" not in text
