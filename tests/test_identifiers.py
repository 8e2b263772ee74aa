"""How others identify a thing."""

from __future__ import annotations

import pytest
from small_plans import StoreOf

from plangraph.errors import Language
from plangraph.identifiers import Identifier, identifiers, opened
from plangraph.store import Store
from plangraph.things import thing


def of(store: Store, path: str, language: Language = "ja") -> tuple[Identifier, ...]:
    return identifiers(store, thing(store, path, language).facts, language)


def test_the_city_has_codes_first_and_then_links(store: Store) -> None:
    assert [(each.name, each.text, each.address) for each in of(store, "ichinoseki")] == [
        ("全国地方公共団体コード", "032093", ""),
        ("標準地域コード", "統計LOD C03209", "http://data.e-stat.go.jp/lod/sac/C03209"),
        (
            "法人番号",
            "4000020032093",
            "https://www.houjin-bangou.nta.go.jp/henkorireki-johoto.html?selHouzinNo=4000020032093",
        ),
        ("歴史的行政区域 ID", "03209A1968", ""),
        ("同じもの", "GeoNames 2112655", "https://sws.geonames.org/2112655/"),
        ("同じもの", "Wikidata Q390817", "http://www.wikidata.org/entity/Q390817"),
        ("ウェブサイト", "www.city.ichinoseki.iwate.jp", "https://www.city.ichinoseki.iwate.jp/"),
        ("参照", "Geoshape 03209A1968", "http://geoshape.ex.nii.ac.jp/city/resource/03209A1968.html"),
    ]


def test_each_says_what_it_is_and_what_it_rests_on(store: Store) -> None:
    number = {each.name: each for each in of(store, "ichinoseki", "en")}["has corporate number"]
    assert number.explanation == "The thirteen-digit number given by the National Tax Agency."
    assert number.basis == "inferred"
    assert number.reason
    assert number.reason.confidence == 0.9


def test_what_nobody_else_identifies_has_none(store: Store) -> None:
    assert of(store, "ichinoseki/plan/2026/goal/20") == ()


def test_what_is_ours_is_no_identifier_of_others(store_of: StoreOf) -> None:
    assert (
        of(store_of("<a> a pg:Goal ; rdfs:seeAlso <b> , <https://example.jp/x/y#z> ."), "a")[0].text == "example.jp y"
    )
    assert len(of(store_of("<a> a pg:Goal ; rdfs:seeAlso <b> , <https://example.jp/x> ."), "a")) == 1


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "urn:isbn:1", "", "https://w3id.org/plangraph/id/a"])
def test_only_addresses_of_others_that_a_browser_opens_are_links(iri: str) -> None:
    assert opened(iri) == ""
