"""The pages of the documents: what is cited where, what is in doubt, and the passages for who has the texts."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from running_server import Server, running_server
from small_sources import Town, disagreeing

CITY = "/sources/ichinoseki/settlement-region-page"
DOCUMENTS = (
    CITY,
    "/sources/ichinoseki/plan-2026-summary",
    "/sources/ichinoseki/plan-before-2016",
    "/sources/ichinoseki/plan-and-strategy",
    "/sources/ichinoseki-hiraizumi/vision-3",
)
BROWSER = "text/html"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return disagreeing(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def at_hand(town: Town) -> Iterator[Server]:
    """A server with the texts of both documents."""
    with running_server("--root", str(town.root), "--sources", str(town.folder)) as running:
        yield running


def seen(page: str) -> str:
    """The words of a page, without tags, each run of white space made one space."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())


def identifiers(page: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', page)


def place(page: str, anchor: str) -> str:
    """The page from a place to the next."""
    return page.split(f'id="{anchor}"')[1].split('<li class="source-spot"')[0]


def test_the_list_says_how_much_of_what_is_cited(at_hand: Server) -> None:
    words = seen(at_hand.get("/sources/?lang=en").text)
    assert re.search(r"文書 a lines8 places cited5 things citing it5 doubts1 of its text is cited7%", words)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_link_to_a_place_leads_to_it(server: Server, path: str, language: str) -> None:
    page = server.get(f"{path}?lang={language}").text
    known = {path: identifiers(page)}
    assert len(set(known[path])) == len(known[path])
    for target, anchor in set(re.findall(r'href="([^"#]*)#([^"]+)"', page)):
        if target and target not in known:
            known[target] = identifiers(server.get(target).text)
        assert anchor in known[target or path]


@pytest.mark.parametrize(
    "thing",
    [
        "ichinoseki/plan/2026/goal/20",
        "ichinoseki-hiraizumi/table/area/hiraizumi/area",
        "ichinoseki/document/plan-and-strategy",
        "ichinoseki/document/settlement-region-page/L31-C57-91",
    ],
)
def test_things_documents_and_places_link_to_where_they_are_written(server: Server, thing: str) -> None:
    links = re.findall(r'href="(/sources/[^"#]+/[^"#]+)(?:#([^"]+))?"', server.get(f"/id/{thing}", BROWSER).text)
    assert links
    for path, anchor in links:
        answer = server.get(path)
        assert answer.status == 200
        assert not anchor or anchor in identifiers(answer.text)


def test_why_two_documents_disagree_is_two_clicks_away(server: Server) -> None:
    assert f'href="{CITY}"' in server.get("/sources/").text
    page = server.get(f"{CITY}?lang=en").text
    listed = page[: page.index('class="source-columns"')]
    assert re.search(r'<a href="#L31-C57-91">Last fiscal year of the third vision', listed)
    there = place(page, "L31-C57-91")
    assert "2029年度(令和10年度)" in there
    assert 'href="/sources/ichinoseki-hiraizumi/vision-3#L19"' in there
    assert "the third vision itself ends in 2028" in there
    assert 'href="/id/ichinoseki/doubt/end-of-third-vision"' in there


def test_passages_of_both_documents_stand_side_by_side(at_hand: Server) -> None:
    for path, anchor in (("/sources/a", "L8-C301-316"), ("/sources/b", "L1")):
        words = seen(place(at_hand.get(f"{path}?lang=en").text, anchor))
        assert "End of the plan" in words
        assert "2024年度から2029年度まで後後" in words
        assert "計画の期間は2024年度から2028年度までの5年間とする。" in words
        assert "2024年度から2028年度まで" in words


def test_the_cited_characters_are_marked_and_markup_is_no_markup(at_hand: Server) -> None:
    page = at_hand.get("/sources/a").text
    assert "<mark>工業の振興</mark>" in page
    assert "（こうぎょう）" in page
    assert 'class="x"' not in page
    assert "width: 20%" not in page


def test_markup_that_is_none_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    said = '<goal> a pg:Goal ; rdfs:label "目標"@ja ; pg:statedAt <a/L1> .'
    town = Town(tmp_path, {"a": "1 < 2 & <script>alert(1)</script > <\n"}).states(said)
    with running_server("--root", str(town.root), "--sources", str(town.folder)) as running:
        page = running.get("/sources/a").text
    assert "1 &lt; 2 &amp; " in page
    assert "<script>alert" not in page


def test_no_more_of_a_text_is_served_than_is_cited_or_near_it(at_hand: Server) -> None:
    page = at_hand.get("/sources/a").text + at_hand.get("/sources/").text
    assert "だれも引用しない文" not in page
    assert "前" * 40 not in page
    assert at_hand.get("/sources/a.txt").status == 404


def test_without_the_texts_the_page_says_what_to_put_where(server: Server) -> None:
    page = server.get(f"{CITY}?lang=en").text
    assert "003_5e30ff693196ac1f.txt" in page
    assert "plangraph serve --sources FOLDER" in page
    assert "<mark>" not in page
    assert "plangraph serve --sources フォルダー" in server.get("/sources/?lang=ja").text


@pytest.mark.parametrize(
    ("body", "ja", "en"),
    [
        (None, "a.txt が見つかりません", "a.txt does not exist"),
        ("工業の振興\n".encode(), "行を数えた本文と同じではありません", "is not the text whose lines were counted"),
        ("工業".encode("shift_jis"), "UTF-8 のテキストではありません", "UTF-8"),
    ],
)
def test_another_text_is_told_and_none_of_it_is_shown(tmp_path: Path, body: bytes | None, ja: str, en: str) -> None:
    town = disagreeing(tmp_path)
    with running_server("--root", str(town.root), "--sources", str(town.folder)) as running:
        assert "<mark>" in running.get("/sources/a").text
        (town.folder / "a.txt").unlink()
        if body is not None:
            (town.folder / "a.txt").write_bytes(body)
        for language, sentence in {"ja": ja, "en": en}.items():
            page = running.get(f"/sources/a?lang={language}").text
            assert sentence in page
            assert "<mark>" not in page
            assert 'id="L2-C5-9"' in page
            assert sentence in running.get(f"/sources/?lang={language}").text
        assert "2028年度までの5年間" in running.get("/sources/b").text


def test_a_folder_that_goes_away_is_told_on_the_page(tmp_path: Path) -> None:
    town = disagreeing(tmp_path)
    with running_server("--root", str(town.root), "--sources", str(town.folder)) as running:
        shutil.rmtree(town.folder)
        answer = running.get("/sources/a?lang=en")
    assert answer.status == 200
    assert "documents does not exist" in answer.text


@pytest.mark.parametrize(
    ("folder", "language", "sentence"),
    [
        ("nowhere", "ja", "nowhere が見つかりません"),
        ("nowhere", "en", "nowhere does not exist"),
        (sys.executable, "en", "cannot be read"),
    ],
)
def test_a_folder_that_is_none_is_one_sentence_before_the_server_starts(
    folder: str, language: str, sentence: str
) -> None:
    command = [sys.executable, "-m", "plangraph", "serve", "--port", "0", "--sources", folder]
    ended = subprocess.run(
        command, capture_output=True, text=True, timeout=30, check=False, env={"PLANGRAPH_LANG": language}
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1
    assert sentence in ended.stderr


@pytest.mark.parametrize("name", ["ichinoseki/plan-2026", "a/../b", "ichinoseki", "%00", "x" * 3000])
def test_an_unknown_document_is_a_page_with_the_nearest_names(server: Server, name: str) -> None:
    answer = server.get(f"/sources/{name}?lang=en", BROWSER)
    assert answer.status == 404
    assert "<h1>Not found</h1>" in answer.text


def test_what_is_near_an_unknown_document_is_named(server: Server) -> None:
    page = server.get("/sources/ichinoseki/plan-2026-sumary", BROWSER).text
    assert 'href="/id/ichinoseki/document/plan-2026-summary"' in page
