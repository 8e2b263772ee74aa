"""Things found by a part of what is written of them: any length, width, case, script; and what is found first."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from finding import found, paths
from pyoxigraph import Literal
from small_plans import StoreOf

from plangraph.errors import WordMissing
from plangraph.matches import alike
from plangraph.namespaces import ID, ONTOLOGY, RDF_TYPE, RDFS_LABEL, id_path
from plangraph.search import Found, folded, search
from plangraph.store import Store

PLAN = "ichinoseki/plan/2026"
WRONG = [
    '"',
    '"" OR',
    "NEAR(水 地域)",
    "水*水",
    "^水",
    "水%域",
    "水_域",
    "{",
    "\\",
    "-水",
]


def searches() -> Iterator[tuple[str, int, set[str]]]:
    """What is looked for, in how many of the first things what is meant stands, and what that is."""
    with (Path(__file__).parent / "searches.tsv").open(encoding="utf-8", newline="") as lines:
        for word, most, paths in csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            yield word, int(most), set(paths.split())


@pytest.mark.parametrize(("word", "most", "meant"), list(searches()))
def test_what_people_mean_is_found_first(store: Store, word: str, most: int, meant: set[str]) -> None:
    if most:
        assert meant <= set(paths(store, word, most))
    else:
        assert search(store, word) == []
        offered = {each.ref.path for each in alike(store, word, "ja")}
        assert meant <= offered if meant else not offered


@pytest.mark.parametrize("word", ["水", "医療", "地域", "振興", "ilc", "Ｉｎｇ", "promotion of", "いちのせき", "の"])
def test_everything_with_the_word_in_its_label_is_found(store: Store, word: str) -> None:
    asides = (
        "SELECT ?thing { VALUES ?class { pg:ExplainedStatement pg:Parameter pg:Column pg:Question } ?thing a ?class }"
    )
    aside = {row["thing"] for row in store.select(asides)}
    expected = {
        each.subject.value
        for each in store.match(None, RDFS_LABEL)
        if isinstance(each.object, Literal) and folded(word) in folded(each.object.value)
        if each.subject.value.startswith(ID) and each.subject not in aside
        if any(sort.object.value.startswith(ONTOLOGY) for sort in store.match(each.subject, RDF_TYPE))
    }
    assert expected
    assert expected <= {each.iri for each in search(store, word, 10_000)}


def test_what_is_the_word_comes_first_then_what_begins_with_it_then_a_word_that_does_then_any_part(
    store_of: StoreOf,
) -> None:
    names = ("上水道", "水", "水道の町", "まちの水源", "水源", "土地")
    small = store_of("".join(f'<{at}> a pg:Goal ; rdfs:label "{name}" .\n' for at, name in enumerate(names)))
    assert found(small, "水") == ["水", "水源", "水道の町", "まちの水源", "上水道"]
    assert found(small, "水", 3) == ["水", "水源", "水道の町"]
    assert found(small, "水道") == ["水道の町", "上水道"]


def test_labels_count_more_than_readings_other_names_and_summaries(store_of: StoreOf) -> None:
    small = store_of(
        """<a> a pg:Goal ; rdfs:label "目標"@ja ; dcterms:description "みずうみの説明"@ja .
        <b> a pg:Goal ; rdfs:label "川"@ja ; skos:altLabel "みずうみ沿い"@ja .
        <c> a pg:Goal ; rdfs:label "湖畔"@ja , "みずうみのほとり"@ja-hrkt .
        <d> a pg:Goal ; rdfs:label "みずうみの町"@ja ."""
    )
    fields = [(id_path(each.iri), each.field) for each in search(small, "ミズウミ")]
    assert fields == [("d", "label"), ("c", "reading"), ("b", "name"), ("a", "summary")]
    assert search(small, "みずうみの", 1) == [Found(ID + "d", "label", "みずうみの町")]


def test_what_plans_set_out_comes_before_the_rest_and_documents_last(store_of: StoreOf) -> None:
    kinds = ("Document", "Survey", "JointProject", "Measure", "Field", "Goal", "Plan")
    small = store_of("".join(f'<{kind}> a pg:{kind} ; rdfs:label "水{kind[:2]}" .\n' for kind in kinds))
    assert paths(small, "水") == list(reversed((*kinds[:2], *kinds[2:])))


def test_a_thing_is_listed_once_by_what_fits_best(store_of: StoreOf) -> None:
    small = store_of(
        '<a> a pg:Goal ; rdfs:label "上水道", "水" ; skos:altLabel "水源" . <b> a pg:Goal ; rdfs:label "上水" .'
    )
    assert found(small, "水") == ["水", "上水"]


def test_the_code_of_a_municipality_is_found_with_and_without_its_check_digit(store: Store) -> None:
    for word in ("032093", "03209", "０３２０９３"):
        assert search(store, word, 1) == [Found(ID + "ichinoseki", "code", "032093")]


def test_a_short_part_of_a_code_says_nothing(store: Store) -> None:
    assert "code" not in {each.field for each in search(store, "03", 500)}
    assert search(store, "0320", 500)[0].field == "code"


@pytest.mark.parametrize("word", [f"{PLAN}/goal/20", f"{ID}{PLAN}/goal/20", f" {ID}{PLAN}/goal/20\n"])
def test_a_thing_is_found_by_its_iri(store: Store, word: str) -> None:
    assert search(store, word, 1) == [Found(f"{ID}{PLAN}/goal/20", "code", f"{ID}{PLAN}/goal/20")]
    assert search(store, f"{word}9") == search(store, "ontology#Goal") == []


def test_neither_terms_nor_graphs_nor_explained_statements_nor_parts_of_questions_are_found(store: Store) -> None:
    found = paths(store, "目標", 10_000)
    assert all(found)
    assert not [path for path in found if path and ("/link/" in path or path.startswith("question/"))]


@pytest.mark.parametrize("word", ["", " ", "\u3000", "\x00", "\x1b\x07", "\udcff", "\u200b"])
def test_a_word_of_nothing_is_refused(store: Store, word: str) -> None:
    with pytest.raises(WordMissing):
        search(store, word)


@pytest.mark.parametrize("word", [*WRONG, "x" * 100_000, "水" * 100_000, "0" * 100_000 + "x", "1-" * 50_000])
def test_no_word_is_a_language_of_its_own(store: Store, word: str) -> None:
    assert search(store, word) == []
