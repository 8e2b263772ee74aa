"""Tables in a terminal that is only 80 characters wide."""

from __future__ import annotations

import io

from rich.console import Console

from plangraph import terminal
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


def written(report: Report) -> str:
    console = Console(file=io.StringIO(), width=80)
    terminal.show_report(report, "ja", console)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_rule_thing_file_and_place_are_whole_on_80_columns() -> None:
    text = written(Report((FINDING,), (Checked(RULE, 58, 1),), 0.1))
    for part in ("C-19", "違反", "工業の振興", "ichinoseki/plan/2026/measure/20-1", FINDING.file, FINDING.place):
        assert part in text
    assert "不合格: 違反 1 件" in text


def test_without_findings_one_line_says_how_much_was_looked_at() -> None:
    text = written(Report((), (Checked(RULE, 58, 0),), 0.1))
    assert text.startswith("合格: 規則 1 件で延べ 58 回調べ")
    assert text.count("\n") == 1
