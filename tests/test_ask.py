"""`plangraph ask`: the catalogue, what may be chosen, answers, and what is wrong with a question."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import openpyxl
import pytest
from command import plangraph

from plangraph.questions import asked, question, questions
from plangraph.store import Store


def test_without_a_name_the_catalogue_is_listed(store: Store) -> None:
    listed = plangraph("ask", language="ja").stdout.decode()
    assert all(each.slug in listed.replace("\n", "") for each in questions(store, "ja") if len(each.slug) < 14)
    assert "計画の体系" in listed


@pytest.mark.parametrize(("language", "sentence"), [("ja", "「20 工業の振興」"), ("en", "20 ")])
@pytest.mark.parametrize("given", ["goal=20", "20", "goal=ichinoseki/plan/2026/goal/20"])
def test_an_answer_is_a_sentence_and_a_table(language: str, sentence: str, given: str) -> None:
    told = plangraph("ask", "measures-of-goal", "--param", given, language=language)
    first, *table = told.stdout.decode().splitlines()
    assert sentence in first
    assert len(table) > 4
    assert (told.returncode, told.stderr) == (0, b"")


def test_choices_are_listed_with_their_names_and_words() -> None:
    told = plangraph("ask", "measures-of-goal", "--choices", language="ja").stdout.decode()
    assert "    20 工業の振興\tichinoseki/plan/2026/goal/20\n" in told
    assert told.startswith("goal: 中目標 (はじめの値: ")


def test_the_query_is_printed_and_answers_the_same(store: Store) -> None:
    sparql = plangraph("ask", "measures-of-goal", "--param", "20", "--format", "sparql", language="ja").stdout
    assert sparql.decode() == asked(store, question(store, "measures-of-goal", "ja"), {"goal": "20"}).sparql
    again = plangraph("query", "-", "--format", "json", given=sparql)
    direct = plangraph("ask", "measures-of-goal", "--param", "20", "--format", "json", language="ja")
    assert json.loads(again.stdout) == json.loads(direct.stdout)
    assert json.loads(direct.stdout)["results"]["bindings"]


def test_a_cut_answer_says_so() -> None:
    told = plangraph("ask", "national-codes", "--rows", "1", "--format", "csv")
    assert len(told.stdout.splitlines()) == 2
    assert b"cut after 1 rows" in told.stderr


def test_a_cut_answer_has_no_sentence_that_counts_it(store: Store) -> None:
    wanted = question(store, "measures-of-goal", "en")
    first = plangraph("ask", wanted.slug, "--rows", "1").stdout.decode().splitlines()[0]
    assert first == wanted.title


@pytest.mark.parametrize(
    "words", [["ask", "measures-of-goal", "--param", "20"], ["query", "SELECT ?s { ?s ?p ?o } LIMIT 3"]]
)
def test_an_answer_is_saved_for_excel(words: list[str], tmp_path: Path) -> None:
    told = plangraph(*words, "--output", tmp_path / "answer.xlsx", language="ja")
    assert (told.returncode, told.stdout) == (0, b"")
    assert "answer.xlsx に書きました。" in told.stderr.decode()
    assert openpyxl.load_workbook(tmp_path / "answer.xlsx").sheetnames == ["答え", "条件・出典・版"]
    assert plangraph(*words, "-o", tmp_path / "answer.csv").returncode == 0
    assert (tmp_path / "answer.csv").read_bytes().startswith(codecs.BOM_UTF8)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.csv", "answer.xlsx"]


@pytest.mark.parametrize("words", [["ask", "how-many"], ["query", "ASK {}"]])
def test_a_file_tells_its_form_by_its_name_only(words: list[str], tmp_path: Path) -> None:
    told = plangraph(*words, "--output", tmp_path / "answer.csv", "--format", "json")
    assert told.returncode == 2
    assert b"not both" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_kind_is_refused_and_not_written(tmp_path: Path) -> None:
    told = plangraph("ask", "how-many", "--output", tmp_path / "answer.pdf")
    assert told.returncode == 2
    assert "Choose one of these: .xlsx, .csv" in told.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["measures"], "There is no question “measures”. There are, for example: "),
        (["measures-of-goal", "--param", "goal=まんぼう町"], "“まんぼう町” cannot be chosen for “middle goal”"),
        (["measures-of-goal", "--param", "aim=20"], "This question has no parameter “aim”. Choose among these: goal"),
        (["word-in-generations", "--param", "word="], "Give from 1 to 100 characters."),
        (["how-many", "--param", "20"], "This question has no parameter “20”. Choose among these: –"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(words: list[str], said: str) -> None:
    told = plangraph("ask", *words)
    assert told.returncode == 2
    assert told.stderr.decode().startswith("plangraph: ")
    assert said in told.stderr.decode()
    assert told.stdout == b""
