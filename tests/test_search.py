"""Things found by a part of a name: any length, any width and case; and what no name holds."""

from __future__ import annotations

import unicodedata

import pytest
from command import plangraph
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal
from small_plans import StoreOf

from plangraph.errors import WordMissing
from plangraph.search import NAMING, folded, search
from plangraph.store import Store

WRONG = [
    '"',
    '"" OR',
    "NEAR",
    "NEAR(水 地域)",
    "水*水",
    "^水",
    "水%域",
    "水_域",
    "{",
    "\\",
    "'",
    "-水",
    "水\n域",
]


def found(store: Store, word: str, most: int = 50) -> list[str]:
    return [name.text for name in search(store, word, most)]


@pytest.mark.parametrize("word", ["水", "医療", "地域", "振興", "ilc", "Ｉ", "promotion of", "いちのせき", "の"])
def test_everything_with_the_word_in_a_name_is_found_and_nothing_else(store: Store, word: str) -> None:
    asides = "SELECT ?thing { VALUES ?class { pg:ExplainedStatement pg:Parameter pg:Column } ?thing a ?class }"
    aside = {row["thing"] for row in store.select(asides)}
    named = [each for naming in NAMING for each in store.match(None, naming) if each.subject not in aside]
    plain = unicodedata.normalize("NFKC", word).casefold()
    expected = {
        each.subject.value
        for each in named
        if isinstance(each.object, Literal) and plain in unicodedata.normalize("NFKC", each.object.value).casefold()
    }
    assert {name.iri for name in search(store, word, len(named))} == expected != set()


def test_the_word_itself_comes_first_then_its_beginnings_then_its_parts(store_of: StoreOf) -> None:
    names = ("上水道", "水", "水道", "下水", "水源", "土地")
    small = store_of("".join(f'<{at}> a pg:Goal ; rdfs:label "{name}" .\n' for at, name in enumerate(names)))
    assert found(small, "水") == ["水", "水源", "水道", "上水道", "下水"]
    assert found(small, "水", 4) == ["水", "水源", "水道", "上水道"]
    assert found(small, "水道") == ["水道", "上水道"]


def test_a_thing_is_listed_once_by_the_name_that_fits_best(store_of: StoreOf) -> None:
    small = store_of('<a> a pg:Goal ; rdfs:label "上水道", "水" ; skos:altLabel "水源" . <b> skos:prefLabel "上水" .')
    assert found(small, "水") == ["水", "上水"]


def test_readings_are_names(store_of: StoreOf) -> None:
    small = store_of('<a> a pg:Municipality ; rdfs:label "一関市"@ja, "いちのせきし"@ja-hrkt .')
    assert found(small, "のせき") == ["いちのせきし"]


@pytest.mark.parametrize("word", ["ＩＬＣ", "ｉｌｃ", "  ILC ", "I\u200bL\x07C", "\udce3ILC"])
def test_width_case_and_what_cannot_be_printed_make_no_difference(store: Store, word: str) -> None:
    assert search(store, word) == search(store, "ilc") != []


@pytest.mark.parametrize("word", ["", " ", "\u3000", "\x00", "\x1b\x07", "\udcff", "\u200b"])
def test_a_word_of_nothing_is_refused(store: Store, word: str) -> None:
    with pytest.raises(WordMissing):
        search(store, word)


@pytest.mark.parametrize("word", [*WRONG, "x" * 100_000, "水" * 100_000])
def test_no_word_is_a_language_of_its_own(store: Store, word: str) -> None:
    assert search(store, word) == []


@given(st.text(st.sampled_from("上下水道Aaｱ㍍ \n\x00\udcff"), max_size=6))
def test_any_word_is_found_where_it_stands(word: str) -> None:
    plain = folded(word)
    assert plain == folded(plain)
    assert plain.isprintable()
    assert plain in folded(f"前{word}後")


def test_the_command_shows_kind_name_and_identifier_in_both_languages() -> None:
    english, japanese = (plangraph("search", "観光業の振興", language=each, columns=200) for each in ("en", "ja"))
    assert (english.returncode, japanese.returncode) == (0, 0)
    for answer, words in (
        (english, ("Kind", "measure", "(観光業の振興)")),
        (japanese, ("種類", "施策", "観光業の振興")),
    ):
        assert all(word in answer.stdout.decode() for word in words)
        assert "https://w3id.org/plangraph/id/ichinoseki/plan/2026/measure/19-2" in answer.stdout.decode()


def test_the_command_says_that_there_is_more() -> None:
    answer = plangraph("search", "の", "--limit", "2")
    assert answer.stdout.decode().count("https://") == 2
    assert "first 2" in answer.stderr.decode()
    assert plangraph("search", "の", "--limit", "0").returncode == 2


def test_the_command_offers_the_nearest_names_when_nothing_is_found() -> None:
    nothing = plangraph("search", "観光業界", language="ja")
    assert (nothing.returncode, nothing.stdout) == (1, b"")
    told = nothing.stderr.decode()
    assert "「観光業界」を名前に含むものはありません。" in told
    assert "観光業の振興" in told
    assert plangraph("search", "龘" * 1_000).stderr.decode().count("龘") == 79


@pytest.mark.parametrize("word", ["", "\x07", "\udcff"])
def test_the_command_refuses_a_word_of_nothing(word: str) -> None:
    refused = plangraph("search", "--", word)
    assert refused.returncode == 2
    assert "at least one character" in refused.stderr.decode()


def test_help_shows_each_example_on_its_own_line() -> None:
    examples = plangraph("search", "--help").stdout.decode().split("Examples:\n")[1].split("\n\n")[0].splitlines()
    assert len(examples) >= 2
    assert all("plangraph search" in line for line in examples)
