"""What is told of a rule's cases is what stands in their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from plangraph import catalog
from plangraph.definitions import definition
from plangraph.examples import Change, Found, examples
from plangraph.faults import UNMET
from plangraph.rules import Rules

ROOT = catalog.root()
RULES = Rules(ROOT)
NUMBERS = [rule.id for rule in RULES.all("en")]


def case(rule: str, name: str) -> tuple[tuple[Change, ...], tuple[Found, ...]]:
    (found,) = (each for each in examples(ROOT, rule).invalid if each.name == name)
    return found.changes, found.finds


def test_a_case_is_told_by_the_line_that_differs_and_what_is_found() -> None:
    changes, finds = case("C-07", "no vision")
    assert changes == (Change("pg:inPlan <plan> ;", "# pg:inPlan <plan> ;"),)
    assert finds == (Found("<plan>", "", ""),)


def test_a_finding_may_have_a_path_and_a_value() -> None:
    assert case("C-139", "same age")[1] == (
        Found("<5>", "qb:dataSet", "<table>"),
        Found("<7>", "qb:dataSet", "<table>"),
    )


def test_the_valid_case_is_told_without_its_prefixes() -> None:
    valid = examples(ROOT, "C-07").valid
    assert valid.startswith("<plan> a pg:Plan .")
    assert "PREFIX" not in valid
    assert "BASE" not in valid


@pytest.mark.parametrize("rule", NUMBERS)
def test_every_rule_is_shown_kept_and_broken(rule: str) -> None:
    shown = examples(ROOT, rule)
    assert (ROOT / shown.file).is_file()
    assert shown.valid
    assert [each.name for each in shown.invalid if len(each.changes) != 1 or not each.finds] == []
    assert all(each.changes[0].valid.strip() and each.changes[0].invalid for each in shown.invalid)
    assert len(shown.invalid) == len(list((ROOT / "ontology/cases" / rule).glob("invalid.*.trig")))


def test_who_has_no_cases_is_told_of_none(tmp_path: Path) -> None:
    shown = examples(tmp_path, "C-07")
    assert (shown.valid, shown.invalid) == ("", ())


def test_a_line_that_is_added_or_taken_away_is_a_change(tmp_path: Path) -> None:
    folder = tmp_path / "ontology/cases/C-01"
    folder.mkdir(parents=True)
    (folder / "valid.trig").write_text("<a> a <b> .\n<c> a <d> .\n")
    (folder / "invalid.less.trig").write_text("# finds: C-01 Violation <c> - -\n<a> a <b> .\n")
    (folder / "invalid.more.trig").write_text(
        '# finds: C-01 Violation <a> <p> "v w"@en\n<a> a <b> .\n<c> a <d> .\n<e> .\n'
    )
    less, more = examples(tmp_path, "C-01").invalid
    assert less.changes == (Change("<c> a <d> .", ""),)
    assert more.changes == (Change("", "<e> ."),)
    assert more.finds == (Found("<a>", "<p>", '"v w"@en'),)


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (Change("a b c d", "a x c d"), ("a", "b", "x", "c d")),
        (Change("a b ;", "# a b ;"), ("", "", "#", "a b ;")),
        (Change("a , a", "a"), ("a", ", a", "", "")),
        (Change("", "<e> ."), ("", "", "<e> .", "")),
    ],
)
def test_what_differs_in_a_line_is_known_by_words(change: Change, parts: tuple[str, ...]) -> None:
    assert change.parts == parts


def test_constraints_are_told_in_turtle_without_what_is_told_elsewhere() -> None:
    written = definition(RULES, next(rule.iri for rule in RULES.all("en") if rule.id == "C-06"))
    assert written.constraints.splitlines() == [
        "sh:maxCount 1 ;",
        "sh:minCount 1 ;",
        "sh:or ( [ sh:class pg:Municipality ] [ sh:class pg:SettlementRegion ] )",
    ]
    assert written.path == "pg:madeBy"
    assert written.classes == ("https://w3id.org/plangraph/ontology#Plan",)
    assert written.query == ""


@pytest.mark.parametrize("rule", RULES.all("en"), ids=lambda rule: rule.id)
def test_every_rule_looks_at_something_and_says_how(rule: object) -> None:
    iri: str = rule.iri  # type: ignore[attr-defined]
    written = definition(RULES, iri)
    assert written.classes or written.subjects_of
    assert bool(written.constraints or written.query) == (iri != UNMET)
    assert not written.query.startswith((" ", "\n"))
    assert "rule:" not in written.constraints
