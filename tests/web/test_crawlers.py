"""What search engines are told: which pages there are, each in both languages, and what to leave alone."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import islice
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from running_server import Server, running_server

from plangraph_web import crawlers, create_app

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def entries(body: bytes) -> dict[str, dict[str, str]]:
    """The addresses of a site map, each with the same page by language."""
    return {
        url.findtext(f"{SITEMAP}loc", ""): {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(LINK)}
        for url in ET.fromstring(body).iter(f"{SITEMAP}url")
    }


def test_every_address_of_the_site_map_is_a_page_in_its_language(server: Server) -> None:
    found = entries(server.get("/sitemap.xml").body)
    assert len(found) > 2_000
    for address, others in islice(found.items(), 0, None, 41):
        page = server.get(address.removeprefix(server.url), "text/html")
        assert page.status == 200, address
        spoken = "en" if address.endswith("?lang=en") else "ja"
        assert f'<html lang="{spoken}">' in page.text
        assert others[spoken] == address
        assert others.keys() == {"ja", "en", "x-default"}
        assert all(found[each] == others for each in others.values())


def test_the_site_map_has_every_room_and_plan_document_rule_and_thing(server: Server) -> None:
    paths = {urlsplit(each).path for each in entries(server.get("/sitemap.xml").body)}
    assert paths >= {
        "/",
        "/questions",
        "/questions/plan-tree",
        "/ontology",
        "/download",
        "/help",
        "/plans/",
        "/graph",
        "/region",
        "/population",
        "/quality",
        "/query",
        "/sources/",
        "/shapes/",
    }
    for path in ("/plans/ichinoseki/2026", "/sources/ichinoseki/plan-2026-summary", "/shapes/C-07"):
        assert path in paths
    assert "/id/ichinoseki/plan/2026/goal/20" in paths
    assert not any("/link/" in path for path in paths)


@pytest.mark.parametrize("proxied", [False, True])
def test_addresses_are_those_that_visitors_know(proxied: bool) -> None:
    with running_server("--proxies", "1") as server:
        told = {"X-Forwarded-Host": "example.jp", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/plan"}
        root = "https://example.jp/plan/" if proxied else f"{server.url}/"
        headers = told if proxied else {}
        assert all(each.startswith(root) for each in entries(server.get("/sitemap.xml", **headers).body))
        assert f"\nSitemap: {root}sitemap.xml\n" in server.get("/robots.txt", **headers).text


def test_pages_may_be_collected_and_what_is_worked_out_may_not(server: Server) -> None:
    told = server.get("/robots.txt")
    assert told.headers["Content-Type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(told.text.splitlines())
    for path in (
        "/",
        "/query",
        "/query?lang=en",
        "/graph",
        "/graph?plan=x",
        "/id/ichinoseki",
        "/sources/",
        "/sitemap.xml",
    ):
        assert robots.can_fetch("crawler", server.url + path), path
    for path in (
        "/sparql",
        "/sparql?query=x",
        "/query?query=x",
        "/query.xlsx?query=x",
        "/search?q=x",
        "/search.json?q=x",
        "/graph-store?default",
        "/graph/ichinoseki",
    ):
        assert not robots.can_fetch("crawler", server.url + path), path


def test_many_pages_come_in_several_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawlers, "PART", 1000)
    app = create_app()
    client = app.test_client()
    index = ET.fromstring(client.get("/sitemap.xml").data)
    parts = [each.text or "" for each in index.iter(f"{SITEMAP}loc")]
    listed = [each for part in parts for each in entries(client.get(part).data)]
    assert len(parts) > 1
    assert len(set(listed)) == len(listed) > 2_000
    for number in (0, len(parts) + 1):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404
    app.extensions["plangraph"].close()
