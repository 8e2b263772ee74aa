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
        "headings": "規則,もの・理由・ファイル",
        "Violation": "違反",
        "Warning": "警告",
        "Info": "情報",
        "passed": "合格: 規則 {rules} 件で延べ {examined:,} 回調べ、違反 0 件、警告 {warnings} 件 ({seconds:.2f} 秒)",
        "failed": "不合格: 違反 {violations} 件、警告 {warnings} 件 (規則 {rules} 件、{seconds:.2f} 秒)",
    },
    "en": {
        "headings": "Rule,Thing; why; where",
        "Violation": "Violation",
        "Warning": "Warning",
        "Info": "Info",
        "passed": "Passed: {rules} rules, {examined:,} checks, 0 violations, {warnings} warnings ({seconds:.2f} s)",
        "failed": "Failed: {violations} violations, {warnings} warnings ({rules} rules, {seconds:.2f} s)",
    },
}


def show_report(report: Report, language: Language, console: Console) -> None:
    """The findings as a table, the gravest first, and one line that sums them up."""
    words = _WORDS[language]
    if report.findings:
        console.print(_findings(report, language))
    violations, warnings = report.count("Violation"), report.count("Warning")
    line = words["failed" if violations else "passed"].format(
        rules=len(report.rules),
        examined=sum(each.examined for each in report.rules),
        violations=violations,
        warnings=warnings,
        seconds=report.seconds,
    )
    console.print(Text(line, style="bold red" if violations else "bold green"))


def _findings(report: Report, language: Language) -> Grid:
    """Two columns only, so that 80 characters show thing, rule and file in full."""
    words = _WORDS[language]
    grid = Grid(header_style="bold", show_lines=True)
    for heading in words["headings"].split(","):
        grid.add_column(heading, overflow="fold")
    for finding in report.findings:
        rule = Text.assemble(finding.rule.id, "\n", (words[finding.severity], _COLOURS[finding.severity]))
        thing = f"{finding.focus.label}  {finding.focus.path or finding.focus.iri}"
        where = f"{finding.file}  {finding.place}".strip()
        lines = (thing, finding.message, f"{finding.path} {finding.value}".strip(), where)
        grid.add_row(rule, Text("\n".join(line for line in lines if line)))
    return grid


def show_rows(columns: list[str], rows: list[list[str]], console: Console) -> None:
    """An answer as a table."""
    grid = Grid(header_style="bold")
    for column in columns:
        grid.add_column(Text(column), overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console.print(grid)
