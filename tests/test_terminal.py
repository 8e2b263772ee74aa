"""Tables in a terminal that is only 80 characters wide."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from plangraph import terminal
from plangraph.doubts import Doubt
from plangraph.labels import Ref
from plangraph.rules import Rule
from plangraph.validation import Checked, Finding, Report

RULE = Rule("https://w3id.org/plangraph/shapes#C-19", "C-19", "施策が目標につながる", "目標が必要です。", "Violation")
FINDING = Finding(
    RULE,
    Ref("https://w3id.org/plangraph/id/ichinoseki/plan/2026/measure/20-1", "工業の振興", "施策"),
    "pg:contributesTo",
    "",
    "data/ttl/ichinoseki/plan/2026/stated.ttl",
    "概要版 144行",
)


DOUBTFUL = replace(RULE, id="C-05", severity="Warning")
DOUBT = Doubt(
    Ref("https://w3id.org/plangraph/id/doubt/1", "二つのもの"), (), Ref("", ""), (), (), (), "", "訳。", 0.9, False, ()
)


def written(report: Report, acknowledged: bool = False) -> str:
    console = Console(file=io.StringIO(), width=80)
    terminal.show_report(report, console, acknowledged)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_rule_thing_file_and_place_are_whole_on_80_columns() -> None:
    text = written(Report((FINDING,), (Checked(RULE, 58, 1),), 0.1))
    for part in ("C-19", "違反", "工業の振興", "ichinoseki/plan/2026/measure/20-1", FINDING.file, FINDING.place):
        assert part in text
    assert "不合格: 違反 1、未解決の警告 0、承知 0" in text


def test_without_findings_one_line_says_how_much_was_looked_at() -> None:
    text = written(Report((), (Checked(RULE, 58, 0),), 0.1))
    assert text.startswith("合格: 規則 1 件、延べ 58 回。違反 0")
    assert text.count("\n") == 1
    assert written(Report((), (Checked(RULE, 58, 0),), 0.1, "en")).startswith(
        "Passed: rules 1, checks 58. Violations 0"
    )


def test_acknowledged_warnings_are_shown_on_wish_with_what_explains_them() -> None:
    report = Report((replace(FINDING, rule=DOUBTFUL, doubt=DOUBT),), (Checked(DOUBTFUL, 58, 1),), 0.1)
    brief, whole = written(report), written(report, acknowledged=True)
    assert "違反 0、未解決の警告 0、承知 1" in brief
    assert "--acknowledged" in brief
    assert FINDING.focus.label not in brief
    for part in ("警告", "承知", FINDING.focus.label, DOUBT.ref.label, DOUBT.rationale):
        assert part in whole
    assert "--acknowledged" not in whole


def test_an_open_warning_is_shown_but_is_no_failure() -> None:
    text = written(Report((replace(FINDING, rule=DOUBTFUL),), (Checked(DOUBTFUL, 58, 1),), 0.1))
    assert FINDING.focus.label in text
    assert "合格: 規則 1 件、延べ 58 回。違反 0、未解決の警告 1、承知 0" in text
