"""The page of the settlement region, of the record and of data that has less, more or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from running_server import Server, running_server
from small_sources import Town
from test_regions import REGION

DOUBT = """
<doubt> a pg:Doubt ; rdfs:label "病院はない"@ja , "no hospital"@en ; oa:hasTarget <direction> ;
  dqv:inDimension <../ontology/doubt-kind/agreement> ; pg:rationale "ない。"@ja ; pg:confidence 0.9 .
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of two small regions."""
    data = REGION.replace("<place>", "<a/L1>") + DOUBT
    with running_server("--root", str(Town(tmp_path_factory.mktemp("regions")).states(data).root)) as running:
        yield running


def test_every_direction_has_the_roles_side_by_side(server: Server) -> None:
    page = server.get("/region?lang=ja").text
    directions = re.findall(r'<article class="direction".*?</article>', page, re.DOTALL)
    assert len(directions) == 17
    for each in directions:
        assert re.findall(r'<div class="role"?[^>]*>\s*<dt[^>]*>([^<]*)</dt>', each) == ["一関市", "平泉町"]
        assert "ichinoseki-hiraizumi/plan/3/joint-project/" in each
    assert "role-missing" not in page
    assert page.count('class="project-name"') == 32
    assert "/id/ichinoseki/plan/2026/goal/11" in page


def test_the_time_line_tells_both_calendars_and_what_is_printed(server: Server) -> None:
    japanese, english = (server.get(f"/region?lang={language}").text for language in ("ja", "en"))
    assert '<time datetime="2013-07-23">2013年7月23日</time>' in japanese
    assert '<time datetime="2013-09">September 2013</time>' in english
    assert '<time datetime="2022-12-01">2022年12月1日–2022年12月21日</time>' in japanese
    assert '<strong>2013</strong> <span lang="ja">平成25年</span>' in japanese
    assert '<q class="as-printed" lang="ja">平成25年7月23日(火)</q>' in english


def test_surveys_places_and_bases(server: Server) -> None:
    page = server.get("/region?lang=ja").text
    assert re.findall(r"<strong>([\d.]+)%</strong>", page) == ["30.9", "71.8"]
    assert "/sources/ichinoseki/settlement-region-page#" in page
    assert {"basis-editorial", "basis-inferred", "basis-interpreted"} <= set(re.findall(r"basis-\w+", page))


def test_names_stay_japanese_in_english_with_what_they_mean(server: Server) -> None:
    page = server.get("/region?lang=en").text
    assert re.search(r'<a href="[^"]*" lang="ja">地域保健医療体制の充実</a> <span class="gloss">', page)


def heading(page: str) -> str:
    return re.sub(r"<[^>]*>", "", re.findall(r"<h1>.*?</h1>", page, re.DOTALL)[0]).strip()


def test_the_region_is_chosen_by_its_address(small: Server) -> None:
    east, west = (small.get(f"/region?region={name}").text for name in ("east", "west"))
    assert (heading(east), heading(west)) == ("東の圏域", "西の圏域")
    assert 'href="/region?region=west"' in east
    assert heading(small.get("/region").text) == "東の圏域"
    assert small.get("/region?region=north").status == 404


def test_what_is_missing_is_said(small: Server) -> None:
    east, west = (small.get(f"/region?region={name}&lang=en").text for name in ("east", "west"))
    assert east.count("No document gives a role here.") == 1
    assert east.count("No text of this role is in the data.") == 1
    assert "No joint project is known here." in east
    assert "The data tell of no vision of this region." in west
    assert "The data tell of no dated events of this region." in west


def test_a_doubt_stands_at_what_it_concerns(small: Server) -> None:
    page = small.get("/region?region=east&lang=en").text
    assert page.count(">no hospital</a>") == 1


def test_data_without_a_region_say_so(tmp_path: Path) -> None:
    with running_server("--root", str(Town(tmp_path).states("<town> a pg:Municipality .").root)) as none:
        answer = none.get("/region?lang=en")
        assert answer.status == 200
        assert "The data tell of no settlement region." in answer.text
        assert none.get("/region?region=east").status == 404
