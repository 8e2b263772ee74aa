"""Tables for people at a terminal, aligned by the width that Japanese characters take."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from plangraph.errors import Language
from plangraph.validation import Report

_COLOURS: Final = {"Violation": "bold red", "Warning": "yellow", "Info": "cyan"}
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "headings": "規則,重さ,もの,どうして,ファイル,箇所",
        "Violation": "違反",
        "Warning": "警告",
        "Info": "情報",
        "passed": "合格: 規則 {rules} 件、延べ {examined:,} 個を調べ、違反 0 件、警告 {warnings} 件 ({seconds:.2f} 秒)",
        "failed": "不合格: 違反 {violations} 件、警告 {warnings} 件 (規則 {rules} 件、{seconds:.2f} 秒)",
    },
    "en": {
        "headings": "Rule,Severity,Thing,Why,File,Place",
        "Violation": "Violation",
        "Warning": "Warning",
        "Info": "Info",
        "passed": "Passed: {rules} rules looked {examined:,} times at a thing: 0 violations, {warnings} warnings ({seconds:.2f} s)",
        "failed": "Failed: {violations} violations, {warnings} warnings ({rules} rules, {seconds:.2f} s)",
    },
}


def show_report(report: Report, language: Language, console: Console) -> None:
    """The findings as a table, the gravest first, and one line that sums them up."""
    words = _WORDS[language]
    if report.findings:
        grid = Grid(*words["headings"].split(","), header_style="bold", expand=False)
        for finding in report.findings:
            thing = Text(f"{finding.focus.label}\n{finding.focus.path or finding.focus.iri}")
            why = Text(f"{finding.message}\n{finding.path} {finding.value}".rstrip())
            severity = Text(words[finding.severity], style=_COLOURS[finding.severity])
            grid.add_row(Text(finding.rule.id), severity, thing, why, Text(finding.file), Text(finding.place))
        console.print(grid)
    violations, warnings = report.count("Violation"), report.count("Warning")
    line = words["failed" if violations else "passed"].format(
        rules=len(report.rules),
        examined=sum(each.examined for each in report.rules),
        violations=violations,
        warnings=warnings,
        seconds=report.seconds,
    )
    console.print(Text(line, style="bold red" if violations else "bold green"))


def show_rows(columns: list[str], rows: list[list[str]], console: Console) -> None:
    """An answer as a table."""
    grid = Grid(header_style="bold")
    for column in columns:
        grid.add_column(Text(column))
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console.print(grid)
