"""A thing's page: what it is, where it stands, what became of it, how it is cited, how an error is reported."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import pytest
from running_server import Server, running_server
from small_sources import Town

from plangraph.store import Store

PLAN = "/id/ichinoseki/plan/2026"
BROWSER = "text/html"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def reachable() -> Iterator[Server]:
    """A server whose operator can be written to."""
    with running_server(PLANGRAPH_CONTACT="mailto:data@example.jp") as running:
        yield running


def section(page: str, name: str) -> str:
    """What follows a heading, up to the next section."""
    found = re.search(rf'<h2 id="{name}">(.*?)</section>', page, re.S)
    assert found, name
    return found[1]


def seen(markup: str) -> str:
    """What is read of it."""
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", "", markup))).strip()


def field(page: str, name: str) -> str:
    """The text in a field to copy from."""
    found = re.search(rf'<textarea id="{name}"[^>]*>(.*?)</textarea>', page, re.S)
    assert found
    return html.unescape(found[1])


def links(markup: str) -> list[str]:
    """Where it leads."""
    return [html.unescape(each) for each in re.findall(r'<a [^>]*?href="([^"]+)"', markup)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ja",
            (
                "「一関市総合計画」の中目標です。「地域産業が元気なまち」の実現に向かいます。これを支えるのは施策1件です。"
                "前の計画から引き継いだのは分野1件です。文書の1か所に書かれています。"
            ),
        ),
        (
            "en",
            (
                "Middle goal of “一関市総合計画”. It serves “地域産業が元気なまち”. What serves it: 1 measure. "
                "From an earlier plan it takes up: 1 field. Places in documents that say so: 1."
            ),
        ),
    ],
)
def test_a_line_says_in_words_what_it_is(server: Server, language: str, words: str) -> None:
    page = server.get(f"{PLAN}/goal/20?lang={language}", BROWSER).text
    assert f'<p class="lead">{words}</p>' in page
    assert 'href="/ontology#Goal"' in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("ichinoseki", "「岩手県」の市町村です。文書の1か所に書かれています。"),
        ("ichinoseki/document/plan-2026-summary", "「一関市」の文書です。"),
        ("ichinoseki-hiraizumi/table/area/hiraizumi/area", "平泉町の面積(計画の記載): 63.39km²。"),
    ],
)
def test_so_it_does_for_what_stands_in_no_plan(server: Server, path: str, words: str) -> None:
    assert f'<p class="lead">{words}</p>' in server.get(f"/id/{path}?lang=ja", BROWSER).text


def test_where_only_the_kind_is_known_no_sentence_repeats_it(server: Server) -> None:
    assert '<p class="lead">' not in server.get("/id/indicator/population", BROWSER).text


def test_crumbs_lead_up_to_the_vision(server: Server) -> None:
    page = server.get(f"{PLAN}/measure/20-1", BROWSER).text
    trail = re.search(r'<ol class="trail">(.*?)</ol>', page, re.S)
    assert trail
    assert links(trail[1]) == [f"{PLAN}/{each}" for each in ("vision", "goal/shigoto", "goal/shigoto-1", "goal/20")]


def test_before_and_after_say_how_and_why(server: Server) -> None:
    there = section(server.get("/id/ichinoseki/plan/2016/field/5?lang=ja", BROWSER).text, "generations")
    assert [seen(each) for each in re.findall(r"<h3>(.*?)</h3>", there)] == ["前の計画では 1", "後の計画では 1"]
    assert {"/id/ichinoseki/plan/before-2016/field/1-3", "/id/ichinoseki/plan/2026/goal/19"} <= set(links(there))
    assert [word for word in ("継続", "統合", "解釈", "理由") if word not in seen(there)] == []


def test_what_is_new_or_dropped_says_so_on_its_side(server: Server, store: Store) -> None:
    for predicate, at in (("newIn", 0), ("notTakenUpIn", 1)):
        thing = store.select(f"SELECT ?thing {{ ?thing pg:{predicate} ?plan }} ORDER BY ?thing LIMIT 1")[0]["thing"]
        path = thing.value.partition("plangraph")[2]
        there = section(server.get(f"{path}?lang=ja", BROWSER).text, "generations")
        side = next(each for each in there.split("<h3>") if each.startswith(("前の計画では", "後の計画では")[at]))
        assert "当たるものはありません。" in side, path
        assert "理由" in side, path


def test_the_newest_plan_is_expected_to_have_no_later_one(server: Server) -> None:
    there = section(server.get(f"{PLAN}/goal/20?lang=ja", BROWSER).text, "generations")
    assert "前の計画では" in there
    assert "後の計画では" not in there


def test_links_are_told_by_kind_with_their_number_and_the_others_folded(server: Server) -> None:
    there = section(server.get(f"{PLAN}?lang=ja", BROWSER).text, "mentioned")
    (measures,) = re.findall(
        r'<dt[^>]*>計画 <span class="kind">施策 <span class="count">58</span>(.*?)</div>', there, re.S
    )
    shown, folded = measures.split('<details class="folded">')
    assert (shown.count("<li>"), folded.count("<li>")) == (25, 33)
    assert re.search("<summary>[^<]*33[^<]*</summary>", folded)


def test_a_link_that_nobody_wrote_down_has_its_reason_at_hand(server: Server) -> None:
    there = section(server.get(f"{PLAN}/goal/20?lang=ja", BROWSER).text, "leading")
    row = next(each for each in there.split("<dt ")[1:] if "実現に向かう" in each)
    assert re.search(r'<details class="why"><summary>理由 <span class="confidence">確からしさ 0.95', row)
    listed = next(each for each in there.split("<dt ")[1:] if "欄に載る" in each)
    assert 'class="why"' not in listed


def test_a_concept_leads_to_its_definition_and_to_questions_about_it(server: Server) -> None:
    there = links(section(server.get(f"{PLAN}/goal/20", BROWSER).text, "leading"))
    (meant,) = [each for each in there if each.startswith("/ontology#") and each.endswith("/commerce-and-industry")]
    assert f'id="{meant.partition("#")[2]}"' in server.get("/ontology", BROWSER).text
    assert any(each.startswith("/questions/things-of-policy-field?field=") for each in there)


def test_the_picture_holds_the_neighbours_and_leads_to_them(server: Server) -> None:
    page = server.get(f"{PLAN}/goal/20", BROWSER).text
    (drawn,) = re.findall(r"<svg.*?</svg>", section(page, "near"), re.S)
    root = ElementTree.fromstring(drawn)
    href = "{http://www.w3.org/1999/xlink}href"
    led = {each.get("href") or each.get(href) for each in root.iter(f"{SVG}a")}
    assert led >= {
        f"{PLAN}/goal/shigoto-1",
        f"{PLAN}/measure/20-1",
        "/id/ichinoseki-hiraizumi/plan/3/cooperation-field/1-3",
    }
    assert 'href="/graph?plan=ichinoseki/plan/2026&amp;focus=ichinoseki/plan/2026/goal/20' in page


def test_what_has_no_neighbours_has_no_picture(server: Server) -> None:
    assert 'id="near"' not in server.get("/id/fiscal-year/2030", BROWSER).text


def test_a_figure_shows_its_value_year_area_source_and_the_years_beside_it(server: Server) -> None:
    page = server.get("/id/ichinoseki-hiraizumi/table/population-outlook/3/growth/all?lang=ja", BROWSER).text
    there = seen(section(page, "figure"))
    for word in ("−20.86%", "2020(令和2)年→2040(令和22)年", "一関・平泉定住自立圏", "展望", "▲ 20.86", "文書に記載"):
        assert word in there, word
    assert "/population?area=ichinoseki-hiraizumi&indicator=indicator/population-change" in links(page)


def test_an_area_shows_its_figures(server: Server) -> None:
    there = section(server.get("/id/ichinoseki?lang=ja", BROWSER).text, "figures")
    shown, folded = there.split('<details class="folded">')
    assert shown.count("<tr>") == 1 + 25
    assert "111,932" in shown
    assert folded.count("<tr>") > 1
    assert "地域" not in re.findall(r'<th scope="col">([^<]*)</th>', shown)


def test_identifiers_of_others_lead_out(server: Server) -> None:
    there = section(server.get("/id/ichinoseki?lang=ja", BROWSER).text, "identifiers")
    assert "http://www.wikidata.org/entity/Q390817" in links(there)
    assert all('rel="external noopener"' in each for each in re.findall(r'<a href="http[^>]*>', there))
    assert "国税庁が付ける13桁の番号。" in there


def test_questions_about_it_can_be_followed(server: Server) -> None:
    found = links(section(server.get(f"{PLAN}/goal/20", BROWSER).text, "questions"))
    assert "/questions/measures-of-goal?goal=ichinoseki/plan/2026/goal/20" in [unquote(each) for each in found]
    assert [server.get(each, BROWSER).status for each in found] == [200] * len(found)


def test_a_question_and_its_parts_lead_to_its_answer(server: Server) -> None:
    for path in ("measures-of-goal", "measures-of-goal/column/measure", "measures-of-goal/parameter/goal"):
        page = server.get(f"/id/question/{path}", BROWSER).text
        assert 'class="button solid" href="/questions/measures-of-goal"' in page
    page = server.get("/id/question/measures-of-goal?lang=en", BROWSER).text
    assert "Which measures serve this middle goal?" in seen(page[page.index("<h1>") : page.index("</h1>")])
    assert re.search('<pre class="written">PREFIX pg: .*\n', page)


def test_the_citation_names_place_version_and_identifier(server: Server, store: Store) -> None:
    assert field(server.get(f"{PLAN}/goal/20?lang=ja", BROWSER).text, "citation") == (
        "「工業の振興」(一関市総合計画 中目標 20)。出典: 一関市総合計画前期基本計画 概要版 144行目 3–10字目。"
        f"データ: plangraph {store.version}、https://w3id.org/plangraph/id/ichinoseki/plan/2026/goal/20"
    )
    figure = server.get("/id/ichinoseki-hiraizumi/table/area/hiraizumi/area?lang=en", BROWSER).text
    assert field(figure, "citation").startswith("平泉町, area (statement of the plan): 63.39 km². Source: ")


def test_the_letter_about_an_error_names_record_file_place_and_version(server: Server, store: Store) -> None:
    letter = field(server.get(f"{PLAN}/goal/20?lang=en", BROWSER).text, "letter").splitlines()
    assert letter[:2] == [
        "Record: 工業の振興 (goal)",
        "Identifier: https://w3id.org/plangraph/id/ichinoseki/plan/2026/goal/20",
    ]
    assert "data/ttl/ichinoseki/plan/2026/stated.ttl" in letter[2]
    assert "line 144" in letter[3]
    assert letter[4] == f"Data version: {store.version}"
    assert "What is wrong:" in letter


def test_nobody_is_written_to_where_the_operator_names_nobody(server: Server) -> None:
    assert "mailto:" not in server.get(f"{PLAN}/goal/20", BROWSER).text


def test_a_mail_has_its_subject_and_its_text(reachable: Server) -> None:
    page = reachable.get(f"{PLAN}/goal/20?lang=ja", BROWSER).text
    (mail,) = [each for each in links(page) if each.startswith("mailto:")]
    asked = parse_qs(urlsplit(mail).query)
    assert urlsplit(mail).path == "data@example.jp"
    assert asked["subject"] == ["データの誤りについて: 工業の振興"]
    assert asked["body"][0].replace("\r\n", "\n") == field(page, "letter").rstrip("\n") + "\n"


def test_names_are_never_markup(tmp_path: Path) -> None:
    evil = '<script>alert(1)</script> & \\"x'
    town = Town(tmp_path).states(
        f'<a> a pg:Goal ; rdfs:label "{evil}"@ja ; pg:contributesTo <b> ; pg:statedAt <a/L1> .'
        '<b> a pg:Goal ; rdfs:label "b"@ja .'
    )
    with running_server("--root", str(town.root)) as small:
        page = small.get("/id/b", BROWSER).text
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page + small.get("/id/a", BROWSER).text
