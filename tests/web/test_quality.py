"""What is in doubt, on its page, on the page of each doubt, and where a visitor meets it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from broken_data import PLAN, STATED, Edit
from running_server import Server, running_server
from small_sources import disagreeing

from plangraph import catalog
from plangraph.doubts import doubts
from plangraph.errors import Language
from plangraph.releases import n_quads, write
from plangraph.store import Store
from plangraph_web.doubts import at, told
from plangraph_web.facets import Entry, facet

END = "/id/ichinoseki/doubt/end-of-third-vision"
CHOICE = re.compile(r'<a class="choice" href="([^"]+)"( aria-current="true")?>(.*?)</a>', re.DOTALL)
COUNT = re.compile(r'<span class="count">(\d+)</span>')


def choices(page: str) -> dict[str, int]:
    """The address of each choice that is not chosen yet, and how many entries it promises."""
    found = CHOICE.findall(page)
    return {unescape(url): int(COUNT.findall(words)[0]) for url, chosen, words in found if not chosen}


def entries(page: str) -> int:
    """How many doubts and open findings the page lists."""
    findings = "".join(re.findall(r'<ul class="found">.*?</ul>', page, re.DOTALL))
    return page.count('<article class="doubt">') + findings.count("<li>")


def words(page: str) -> str:
    """What the page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_every_doubt_is_listed_with_its_page(server: Server, store: Store, language: Language) -> None:
    page = server.get(f"/quality?lang={language}").text
    found = doubts(store, language)
    assert page.count('<article class="doubt">') == len(found)
    assert [each.ref.path for each in found if f'href="/id/{each.ref.path}"' not in page] == []


def test_every_choice_leaves_as_many_as_it_promises(server: Server) -> None:
    offered = choices(server.get("/quality").text)
    assert {name for url in offered for name in re.findall(r"[?&](\w+)=", url)} >= {"state", "kind", "document"}
    for url, count in offered.items():
        assert entries(server.get(url).text) == count, url


def test_choices_add_up_and_can_be_given_up(server: Server) -> None:
    page = server.get("/quality?kind=agreement&state=acknowledged").text
    assert 0 < entries(page) < entries(server.get("/quality?kind=agreement").text)
    chosen = [unescape(url) for url, current, _ in CHOICE.findall(page) if current]
    assert chosen == ["/quality?kind=agreement#list", "/quality?state=acknowledged#list"]
    assert END in page


@pytest.mark.parametrize("wish", ["kind=nonsense", "document=x", "rule=C-0", "severity=<b>", "state=open&kind=naming"])
def test_a_choice_that_nothing_fits_is_told_and_can_be_given_up(server: Server, wish: str) -> None:
    page = server.get(f"/quality?{wish}").text
    assert entries(page) == 0
    assert "当てはまるものはありません" in page
    assert 'href="/quality#list"' in page
    assert "<b>" not in page


def test_a_doubt_tells_both_sides_and_why(server: Server) -> None:
    page = words(server.get(END + "?lang=en").text)
    assert "2024年度(令和6年度)から2029年度(令和10年度)までの5年間" in page
    assert "2024年度（令和６年度）から2028年度（令和10年度）までの５年間" in page
    assert "R6~R10" in page
    assert "令和10 is fiscal year 2028" in page
    assert page.index("line 31, characters 57–91") < page.index("line 19")


def test_a_thing_in_doubt_says_so(server: Server) -> None:
    page = server.get("/id/ichinoseki-hiraizumi/plan/3/period/city-page").text
    assert END in page
    assert page.index("疑義あり") < page.index("わかっていること")
    assert END not in server.get("/id/ichinoseki/plan/2026/vision").text


def test_the_first_page_says_how_many_doubts_there_are(server: Server, store: Store, language: Language) -> None:
    page = server.get(f"/?lang={language}").text
    (told,) = re.findall('<a href="/quality">(.*?)</a>', page[page.index("<footer") :])
    assert re.findall(r"\d+", told) == [str(len(doubts(store, language)))]


def test_of_a_kind_those_of_two_documents_come_first(server: Server) -> None:
    headlines = re.findall(r'<h4><a href="([^"]+)"', server.get("/quality?kind=agreement").text)
    assert headlines[0] == END


def test_a_doubt_lists_the_warnings_that_it_explains(server: Server) -> None:
    page = server.get("/quality?kind=agreement&lang=en").text
    entry = next(each for each in page.split('<article class="doubt">') if END in each.partition("</h4>")[0])
    assert re.search(r"Explains \d+ warnings?", entry)
    assert re.search(r'<a href="/shapes/C-\d+">C-\d+</a> [^:]+: ', entry)


def test_coverage_and_what_has_changed_are_told(server: Server) -> None:
    page = server.get("/quality").text
    assert page.count('<rect class="bar-share"') >= 5
    assert "公開版 0.1.0 以後" in words(page)
    assert "data/ttl/ichinoseki/doubts.ttl" in page


def test_neighbours_with_the_same_words_are_told_once(store: Store) -> None:
    found = at(store, "https://w3id.org/plangraph" + END, "ja")
    assert found
    assert [[(each.text, len(each.places)) for each in side.passages] for side in found.against] == [
        [("2024年度（令和６年度）から2028年度（令和10年度）までの５年間", 1)],
        [("R6~R10", 2)],
    ]
    assert at(store, "https://w3id.org/plangraph/id/ichinoseki", "ja") is None


def test_every_doubt_can_be_told(store: Store, language: Language) -> None:
    for each in doubts(store, language):
        both = told(store, each)
        assert sum(len(passage.places) for side in both.printed for passage in side.passages) == len(each.places)
        assert sum(len(passage.places) for side in both.against for passage in side.passages) == len(each.against)


ENTRIES = [
    Entry("a", {"kind": ["x"], "rule": ["1", "2"]}),
    Entry("b", {"kind": ["x"], "rule": ["2"]}),
    Entry("c", {"kind": ["y"]}),
]


def test_a_facet_counts_what_fits_the_other_wishes() -> None:
    rules = facet(ENTRIES, "rule", ["1", "2"], {"kind": "x", "rule": "1"})
    assert [(each.value, each.count, each.chosen) for each in rules.choices] == [("1", 1, True), ("2", 2, False)]
    assert [each.wishes for each in rules.choices] == [{"kind": "x"}, {"kind": "x", "rule": "2"}]
    kinds = facet(ENTRIES, "kind", ["y", "x"], {"rule": "2"})
    assert [(each.value, each.count) for each in kinds.choices] == [("x", 2)]


def test_a_wish_that_nothing_fits_stays_a_choice() -> None:
    (kind,) = facet(ENTRIES, "kind", ["x", "y"], {"kind": "z", "rule": "3"}).choices
    assert (kind.value, kind.count, kind.chosen, kind.wishes) == ("z", 0, True, {"rule": "3"})


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The shipped data with a goal that belongs nowhere, and without a release."""
    root = tmp_path_factory.mktemp("faulty")
    for folder in ("ontology", "data/ttl"):
        shutil.copytree(catalog.root() / folder, root / folder)
    Edit(STATED, "<goal/19>", "  pg:atLevel <level/middle-goal> ;\n").apply(root)
    with running_server("--root", str(root)) as running:
        yield running


def test_open_findings_stand_before_the_doubts(faulty: Server) -> None:
    page = faulty.get("/quality").text
    assert f"/id/{PLAN}/goal/19" in page
    assert page.index('class="panel finding"') < page.index('class="doubt"')
    assert entries(faulty.get("/quality?state=open").text) == entries(page) - page.count('<article class="doubt">')
    assert STATED in page


def test_without_a_release_a_sentence_says_so(faulty: Server) -> None:
    assert "plangraph release" in faulty.get("/quality").text


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The root of a town whose two documents disagree, with a release of just that."""
    root = disagreeing(tmp_path).root
    write(root, "1.0.0", n_quads(Store.load(root).engine))
    return root


def test_a_town_of_its_own_has_its_doubt_and_its_release(town: Path) -> None:
    with running_server("--root", str(town)) as running:
        page = running.get("/quality?lang=en").text
    assert "Nothing has changed since release 1.0.0." in page
    assert page.count('<article class="doubt">') == 1
    assert "End of the plan" in page


def test_what_is_gone_is_named_but_leads_nowhere(town: Path) -> None:
    stated = town / "data/ttl/stated.ttl"
    text = stated.read_text(encoding="utf-8")
    stated.write_text(re.sub("<measure> a .*\n", "", text), encoding="utf-8")
    with running_server("--root", str(town)) as running:
        page = running.get("/quality?lang=ja").text
    gone = page.partition("なくなったもの</dt>")[2]
    assert gone.startswith("<dd>1</dd>")
    assert "企業の支援" in gone
    assert 'href="/id/measure"' not in page


def test_a_release_that_cannot_be_read_is_a_sentence(town: Path) -> None:
    (town / "data/releases/1.0.0.nq.gz").write_bytes(b"")
    with running_server("--root", str(town)) as running:
        answer = running.get("/quality", "text/html")
    assert answer.status == 500
    assert "1.0.0.nq.gz" in answer.text
