"""The ontology at its address: a page for people, RDF for programs, and each term where its name says."""

from __future__ import annotations

import html
import re
from collections import Counter
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, expect
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from running_server import Answer, Server
from visitor import visitor

from plangraph.errors import Language
from plangraph.namespaces import GRAPH
from plangraph.store import Store
from plangraph.vocabulary import vocabulary

HTML = "text/html"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SYNTAXES = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}


def triples(answer: Answer, syntax: RdfFormat) -> set[Triple]:
    assert answer.status == 200
    return {quad.triple for quad in parse(answer.body, format=syntax)}


def shown(page: str) -> set[str]:
    """The names of the terms that are not hidden."""
    found = re.findall(r'<article class="(?:term|concept)" id="([^"]+)" data-words="[^"]*"( hidden)?>', page)
    return {name for name, hidden in found if not hidden}


@pytest.fixture(scope="module")
def said(store: Store) -> set[Triple]:
    """What the files of the ontology say."""
    graphs = [NamedNode(graph) for graph in store.graphs() if graph.startswith(GRAPH + "ontology/")]
    return {quad.triple for graph in graphs for quad in store.engine.quads_for_pattern(None, None, None, graph)}


@pytest.mark.parametrize("suffix", SYNTAXES)
def test_programs_get_the_whole_ontology(server: Server, said: set[Triple], suffix: str) -> None:
    media_type, syntax = SYNTAXES[suffix]
    by_accept, by_suffix = server.get("/ontology", media_type), server.get(f"/ontology.{suffix}", HTML)
    for answer in (by_accept, by_suffix):
        assert triples(answer, syntax) == said
        assert answer.headers["Content-Type"].partition(";")[0] == media_type
        assert answer.headers["Content-Location"] == f"/ontology.{suffix}"
        assert "Accept" in answer.headers["Vary"]
    tag = by_accept.headers["ETag"]
    assert server.get("/ontology", media_type, **{"If-None-Match": tag}).status == 304


@pytest.mark.parametrize("language", ["ja", "en"])
def test_people_get_a_page_on_which_every_term_has_its_place(server: Server, store: Store, language: Language) -> None:
    answer = server.get(f"/ontology?lang={language}", BROWSER)
    assert answer.headers["Content-Type"].startswith(HTML)
    found = vocabulary(store, language)
    names = [each.anchor for each in (*found.classes, *found.properties)]
    names += [each.anchor for scheme in found.schemes for each in (scheme.term, *scheme.concepts)]
    ids = Counter(re.findall(r' id="([^"]+)"', answer.text))
    assert [name for name in names if ids[name] != 1] == []
    targets = {html.unescape(each) for each in re.findall(r'href="#([^"]+)"', answer.text)}
    assert targets - ids.keys() == set()


def test_a_term_says_what_it_means_and_how_it_is_used(server: Server) -> None:
    page = html.unescape(server.get("/ontology?lang=en", HTML).text)
    goal = page[page.index('id="Goal"') :].partition("</article>")[0]
    assert "A state that is aimed at on the way to the vision" in goal
    assert "将来像に向けて目指す状態" in goal
    assert all(word in goal for word in ("pg:Goal", 'href="#PlanElement"', "StratML: Goal", 'href="/shapes/C-21"'))


@pytest.mark.parametrize(("name", "columns"), [("Goal", 1), ("statedAt", 2), ("/event-kind/vote", 2)])
def test_a_count_leads_to_what_is_counted(server: Server, name: str, columns: int) -> None:
    page = html.unescape(server.get("/ontology?lang=en", HTML).text)
    entry = page[page.index(f'id="{name}"') :].partition("</article>")[0]
    found = re.search(r'href="/query\?query=([^"]+)"[^>]*>(?:used )?([\d,]+)', entry)
    assert found
    query = parse_qs(f"query={found[1]}")["query"][0]
    rows = server.ask(query, "text/csv").text.splitlines()
    assert (len(rows) - 1, rows[0].count(",") + 1) == (int(found[2].replace(",", "")), columns)


@pytest.mark.parametrize("path", ["event-kind/vote", "event-kind", "basis"])
def test_a_concept_is_found_at_its_own_address(server: Server, said: set[Triple], path: str) -> None:
    iri = f"https://w3id.org/plangraph/ontology/{path}"
    found = triples(server.get(f"/ontology/{path}", "text/turtle"), RdfFormat.TURTLE)
    assert found == triples(server.get(f"/ontology/{path}.nt"), RdfFormat.N_TRIPLES)
    assert {each for each in said if each.subject == NamedNode(iri)} <= found < said
    to_page = server.get(f"/ontology/{path}", BROWSER)
    assert (to_page.status, to_page.headers["Location"]) == (303, f"/ontology#/{path}")


def test_this_version_is_the_ontology(server: Server, store: Store, said: set[Triple]) -> None:
    version = vocabulary(store, "ja").version
    assert version
    assert triples(server.get(f"/ontology/{version}", "text/turtle"), RdfFormat.TURTLE) == said
    assert "</html>" in server.get(f"/ontology/{version}", BROWSER).text


@pytest.mark.parametrize("path", ["/ontology/nothing", "/ontology/event-kind/vot", "/ontology.exe", "/ontology/0.0.1"])
@pytest.mark.parametrize("accept", ["text/turtle", BROWSER])
def test_what_is_not_there_is_not_found(server: Server, path: str, accept: str) -> None:
    assert server.get(path, accept).status == 404


def test_a_format_that_is_not_there(server: Server) -> None:
    assert server.get("/ontology", "image/png").status == 406


@pytest.mark.parametrize(
    ("words", "name", "other"),
    [
        ("目標 将来像", "BasicConcept", "Role"),
        ("CONTRIBUTESTO", "contributesTo", "Goal"),
        ("ＶＯＴＥ", "/event-kind/vote", "Goal"),
    ],
)
def test_words_narrow_the_page_without_javascript(server: Server, words: str, name: str, other: str) -> None:
    found = shown(server.get(f"/ontology?q={quote(words)}", HTML).text)
    assert name in found
    assert other not in found


def test_markup_in_the_words_stays_text(server: Server) -> None:
    page = server.get("/ontology?q=" + quote('"><script>alert(1)</script>'), HTML).text
    assert "<script>alert" not in page
    assert shown(page) == set()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "word", "none"), [("ja", "引き継ぐ", "当てはまる"), ("en", "succeeds", "No term")]
)
def test_typing_narrows_the_page(browser: Browser, server: Server, language: str, word: str, none: str) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/ontology?lang={language}")
        expect(page.locator("#Place")).to_be_visible()
        page.locator(".term-search input").fill(word)
        expect(page.locator("#succeeds")).to_be_visible()
        expect(page.locator("#Place")).to_be_hidden()
        expect(page.locator("#all-schemes")).to_be_hidden()
        page.locator(".term-search input").fill("no such term")
        expect(page.locator(".term-search [role=status]")).to_contain_text(none)
        page.locator(".term-search input").fill("")
        expect(page.locator("#Place")).to_be_visible()


@pytest.mark.browser
def test_the_name_of_a_term_leads_to_its_place(browser: Browser, server: Server) -> None:
    with visitor(browser, server) as page:
        page.goto(f"{server.url}/ontology?lang=en#successionKind")
        expect(page.locator("#successionKind")).to_be_in_viewport()
        page.locator(".term-index a", has_text="vision").first.click()
        expect(page).to_have_url(re.compile("#Vision$"))
        expect(page.locator("#Vision")).to_be_in_viewport()
        assert urlsplit(page.url).path == "/ontology"
