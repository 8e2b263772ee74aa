"""`plangraph rule`: all rules in a list, or one explained by its cases."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plangraph import catalog
from plangraph.cli import main
from plangraph.rules import Rules


def rule(*words: str | Path, language: str = "en") -> Result:
    environment = {"PLANGRAPH_LANG": language, "COLUMNS": "80", "NO_COLOR": "1"}
    return CliRunner().invoke(main, ["rule", *map(str, words)], env=environment)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The shipped data without the link of one measure, and without cases."""
    for folder in ("ontology", "data"):
        shutil.copytree(catalog.root() / folder, tmp_path / folder, ignore=shutil.ignore_patterns("cases", "releases"))
    stated = tmp_path / "data/ttl/ichinoseki/plan/2026/stated.ttl"
    text = stated.read_text(encoding="utf-8")
    stated.write_text(text.replace("  pg:contributesTo <goal/20> ;\n", ""), encoding="utf-8")
    return tmp_path


def test_without_a_number_it_lists_all_rules() -> None:
    lines = rule().stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("C-")] == [
        each.id for each in Rules(catalog.root()).all("en")
    ]
    assert any(line.split() == ["C-07", "Violation", "Has", "one", "vision"] for line in lines)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", ["C-07  違反  将来像が1つある", "計画 (pg:Plan)", "守られています", "破っている例: no vision"]),
        ("en", ["C-07  Violation  Has one vision", "plan (pg:Plan)", "kept", "Broken: no vision"]),
    ],
)
def test_it_explains_a_rule_by_its_cases(language: str, words: list[str]) -> None:
    told = rule("C-07", language=language)
    assert told.exit_code == 0
    assert [each for each in words if each not in told.stdout] == []
    lines = [line.strip() for line in told.stdout.splitlines()]
    at = lines.index("+ # pg:inPlan <plan> ;")
    assert lines[at - 1] == "- pg:inPlan <plan> ;"
    assert lines[at + 1].startswith("→")
    assert lines[at + 1].endswith("<plan>")
    assert "SELECT $this" in lines


def test_it_tells_what_the_rule_asks_for_on_a_path_also_by_small_letters() -> None:
    told = rule("c-06").stdout
    assert told.startswith("C-06  Violation")
    assert "pg:madeBy" in told
    assert "sh:or ( [ sh:class pg:Municipality ] [ sh:class pg:SettlementRegion ] )" in told


def test_it_counts_what_is_found_and_says_how_to_see_it(broken: Path) -> None:
    told = rule("C-19", "--root", broken).stdout
    assert "1 open, 0 acknowledged" in told
    assert "plangraph validate --rule C-19" in told
    assert "Broken:" not in told


def test_a_rule_that_no_query_can_say_is_told_so() -> None:
    assert "the program compares it" in " ".join(rule("C-170").stdout.split())


def test_no_line_is_wider_than_the_terminal() -> None:
    assert [line for line in rule("C-139").stdout.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_unknown_number_is_a_sentence(language: str) -> None:
    told = rule("C-9999", language=language)
    assert told.exit_code == 2
    assert "C-9999" in told.stderr
    assert "plangraph rule" in told.stderr
    assert "Traceback" not in told.stderr
