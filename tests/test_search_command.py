"""`plangraph search`: what it prints for people and for programs, and what it says where nothing is found."""

from __future__ import annotations

import json

import pytest
from command import plangraph

from plangraph.namespaces import ID

PLAN = "ichinoseki/plan/2026"


def test_the_command_shows_kind_number_name_place_and_identifier_in_both_languages() -> None:
    english, japanese = (plangraph("search", "中目標20", language=each) for each in ("en", "ja"))
    assert (english.returncode, japanese.returncode) == (0, 0)
    for answer, lines in (
        (english, ["middle goal 20  promotion of manufacturing", "Ichinoseki comprehensive plan › Working in"]),
        (japanese, ["中目標 20  工業の振興", "一関市総合計画 › いちのせきで「はたらく」"]),
    ):
        assert all(line in answer.stdout.decode() for line in lines)
        assert answer.stdout.decode().splitlines()[2].strip() == f"{ID}{PLAN}/goal/20"


def test_the_command_tells_what_fits_if_that_is_not_the_name_and_folds_no_line() -> None:
    answer = plangraph("search", "いりょう", "--limit", "1", language="ja", columns=20).stdout.decode().splitlines()
    assert answer[0] == "取組分野 （１）  医療  (読み: いりょう)"
    assert answer[2].strip() == f"{ID}ichinoseki-hiraizumi/plan/3/cooperation-field/1-1"


def test_the_command_writes_json_for_programs() -> None:
    (thing,) = json.loads(plangraph("search", "032093", "--json", language="ja").stdout)["things"]
    assert thing == {
        "id": ID + "ichinoseki",
        "kind": "市町村",
        "number": "",
        "label": "一関市",
        "fits": {"field": "code", "text": "032093"},
        "where": [],
    }
    nothing = plangraph("search", "まんぼう町", "--json")
    assert (nothing.returncode, json.loads(nothing.stdout)) == (1, {"word": "まんぼう町", "things": []})


def test_the_command_says_that_there_is_more() -> None:
    answer = plangraph("search", "の", "--limit", "2")
    assert answer.stdout.decode().count("https://") == 2
    assert "first 2" in answer.stderr.decode()
    assert plangraph("search", "の", "--limit", "0").returncode == 2


def test_the_command_offers_what_is_spelled_so_or_else_says_what_to_try_when_nothing_is_found() -> None:
    near, nothing = (plangraph("search", word, language="ja") for word in ("観光業界", "まんぼう町"))
    for answer, word in ((near, "観光業界"), (nothing, "まんぼう町")):
        assert (answer.returncode, answer.stdout) == (1, b"")
        assert f"「{word}」に当たるものは見つかりませんでした。" in answer.stderr.decode()
    assert "観光業の振興" in near.stderr.decode()
    assert "読みがなでも探せます" in nothing.stderr.decode()
    assert plangraph("search", "龘" * 1_000).stderr.decode().count("龘") == 79


@pytest.mark.parametrize("encoding", ["ascii", "cp932"])
def test_what_the_output_cannot_hold_is_written_as_its_number(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    answer = plangraph("search", "2026年度", "--limit", "2", language="ja")
    assert answer.returncode == 0
    assert "(2024\\u20132028)" in answer.stdout.decode(encoding)


@pytest.mark.parametrize("word", ["", "\x07", "\udcff"])
def test_the_command_refuses_a_word_of_nothing(word: str) -> None:
    refused = plangraph("search", "--", word)
    assert refused.returncode == 2
    assert "at least one character" in refused.stderr.decode()


def test_help_shows_each_example_on_its_own_line() -> None:
    examples = plangraph("search", "--help").stdout.decode().split("Examples:\n")[1].split("\n\n")[0].splitlines()
    assert len(examples) >= 2
    assert all("plangraph search" in line for line in examples)
