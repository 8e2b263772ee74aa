"""What visitors get who come through nginx, to a server that is not at the root of its host."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from asking import PAIRS, ROWS, WHOLE
from behind_nginx import PREFIX, nginx
from crawl import crawled
from editor_page import run
from playwright.sync_api import Browser, expect
from running_server import ENDLESS, Answer, Server, running_server, until
from visitor import heading, visitor

from plangraph.errors import Language

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
IRI = "https://w3id.org/plangraph/id/ichinoseki/plan/2026/goal/20"


@pytest.fixture(scope="module")
def behind() -> Iterator[Server]:
    with running_server("--proxies", "1", "--queries-per-address", "1", PLANGRAPH_DEADLINE="4") as server:
        yield server


@pytest.fixture(scope="module")
def front(behind: Server) -> Iterator[Server]:
    with nginx(behind) as server:
        yield server


@pytest.mark.slow
def test_every_link_form_and_asset_leads_on_below_the_prefix(front: Server, language: Language) -> None:
    def get(address: str) -> Answer:
        parts = urlsplit(address)
        asked = parts.path + (f"?{parts.query}" if parts.query else "")
        return front.get(asked, BROWSER, Cookie=f"plangraph-language={language}")

    host, pages, data, wrong = urlsplit(front.url).netloc, 0, 0, []
    for address, answer, links in crawled(front.url + "/", get):
        outside = [each for each in links if urlsplit(each).netloc == host and not each.startswith(front.url + "/")]
        if answer.status != 200 or outside:
            wrong.append((address, answer.status, outside))
        is_page = answer.headers.get_content_type() == "text/html"
        pages, data = pages + is_page, data + (not is_page)
    assert wrong == []
    assert pages > 100
    assert data > 15


LED = [
    ("/sparql", "/query"),
    ("/graph/ichinoseki/municipality", "/query?query="),
    ("/plans?lang=en", "/plans/?lang=en"),
]


@pytest.mark.parametrize(("path", "to"), LED)
def test_who_is_led_elsewhere_stays_below_the_prefix(front: Server, path: str, to: str) -> None:
    answer = front.get(PREFIX + path, BROWSER)
    assert answer.status in (303, 308)
    assert answer.headers["Location"].startswith(PREFIX + to)
    assert front.get(answer.headers["Location"], BROWSER).status == 200


def test_the_language_is_remembered_for_our_pages_and_no_others(front: Server) -> None:
    cookie = front.get(PREFIX + "/?lang=en").headers["Set-Cookie"]
    assert f"; Path={PREFIX};" in cookie + ";"


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_the_service_calls_itself_by_the_address_that_visitors_know_and_things_by_their_own(
    front: Server, behind: Server, path: str
) -> None:
    text = front.get(PREFIX + path, "application/n-triples").text
    assert f"<{front.url}/sparql>" in text
    assert behind.url not in text
    thing = front.get(f"{PREFIX}/id/ichinoseki/plan/2026/goal/20", "application/n-triples")
    assert thing.headers["Content-Location"] == f"{PREFIX}/id/ichinoseki/plan/2026/goal/20.nt"
    assert f"<{IRI}>" in thing.text
    assert front.url not in thing.text


def test_programs_find_at_the_root_of_the_host_what_they_look_for_there(front: Server) -> None:
    robots = front.get("/robots.txt").text
    assert f"\nDisallow: {PREFIX}/sparql\n" in robots
    assert f"\nSitemap: {front.url}/sitemap.xml\n" in robots
    assert f"<{front.url}/sparql>" in front.get("/.well-known/void", "application/n-triples").text
    assert front.get("/plans/").status == 404


@pytest.mark.browser
def test_a_walk_through_the_pages(browser: Browser, tmp_path: Path) -> None:
    with running_server("--proxies", "1") as behind, nginx(behind) as front, visitor(browser, front) as page:
        page.goto(front.url + "/")
        page.get_by_role("link", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.locator(".lane").first.click(position={"x": 500, "y": 8})
        page.wait_for_url("**/plan/plans/ichinoseki/2026")
        goal = page.locator("li.depth-3", has_text="工業の振興")
        goal.locator(".line a").first.click()
        expect(heading(page)).to_contain_text("20 工業の振興")
        page.get_by_role("link", name="See it in the network").click()
        page.wait_for_selector("#network[data-drawn]")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="SPARQL", exact=True).first.click()
        run(page, f"ASK {{ <{IRI}> ?property ?value }}")
        expect(page.locator("#answer-title")).to_have_text("Answer: 1 row")
        with page.expect_download() as download:
            page.get_by_role("link", name="JSON").click()
        download.value.save_as(tmp_path / "answer.json")
    assert json.loads((tmp_path / "answer.json").read_text())["boolean"] is True


def asking(query: str) -> str:
    return f"{PREFIX}/sparql?" + urlencode({"query": query, "format": "csv"})


def test_a_long_query_may_stand_in_the_address(front: Server) -> None:
    assert front.get(asking(f"{ROWS} # {'x' * 50_000}")).status == 200


def test_a_large_answer_comes_whole_and_one_that_is_broken_off_is_seen_to_be(front: Server) -> None:
    assert front.get(asking(WHOLE)).body.count(b"\n") == 9_001
    with pytest.raises(http.client.IncompleteRead):
        front.get(asking(PAIRS))


def test_a_visitor_who_leaves_stops_the_query(front: Server, behind: Server) -> None:
    with front.connection(f"GET {asking(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()):
        assert until(behind.runs)
        (busy,) = (each for each in behind.workers() if each.cpu_times().user > 0.05)
    assert until(lambda: not busy.is_running(), within=2)
    assert until(lambda: front.get(asking(f"{ROWS} # anew")).status == 200, within=2)


def test_visitors_are_told_apart_by_the_addresses_that_nginx_has_seen(front: Server, behind: Server) -> None:
    forged = {"X-Forwarded-For": "192.0.2.7"}
    with front.connection(f"GET {asking(ENDLESS + ' # mine')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()):
        assert until(behind.runs)
        another = f"{ROWS} # another"
        assert front.get(asking(another), **forged).status == 429
        assert behind.get("/sparql?" + urlencode({"query": another}), **forged).status == 200


@pytest.mark.parametrize(
    ("scheme", "prefix", "secure", "strict"),
    [("https", "", True, "max-age=31536000"), ("https", "/plan", True, None), ("http", "", False, None)],
)
def test_where_visitors_come_by_https_they_stay_with_it_unless_others_have_pages_on_the_host(
    behind: Server, scheme: str, prefix: str, secure: bool, strict: str | None
) -> None:
    told = {"X-Forwarded-Proto": scheme, "X-Forwarded-Host": "example.jp", "X-Forwarded-Prefix": prefix}
    answer = behind.get("/?lang=en", **told)
    assert ("; Secure" in answer.headers["Set-Cookie"]) is secure
    assert answer.headers["Strict-Transport-Security"] == strict


def test_pages_are_for_us_and_data_for_all_origins(behind: Server) -> None:
    for path, readers in (("/", "same-origin"), ("/sparql", "cross-origin"), ("/id/ichinoseki.nt", "cross-origin")):
        assert behind.get(path).headers["Cross-Origin-Resource-Policy"] == readers


def test_without_a_proxy_nobody_is_believed(server: Server) -> None:
    forged = {
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Host": "evil.invalid",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Prefix": "/evil",
    }
    for path in ("/sparql", "/?lang=en"):
        plain, believed = (server.get(path, "text/turtle, text/html;q=0.9", **more) for more in ({}, forged))
        assert plain.body == believed.body
        assert plain.headers.get("Set-Cookie") == believed.headers.get("Set-Cookie")
