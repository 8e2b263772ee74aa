"""Tables for people at a terminal, aligned by the width that Japanese characters take."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from plangraph.errors import Language
from plangraph.validation import Report
from plangraph.verification import Compared, Missing, Verification

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
_VERIFIED: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "documents": "文書,行,引用あり,引用のない所",
        "differences": "不一致,もの・文字列・箇所・ファイル",
        "document": "文書",
        "missing": "見つからない",
        "no place": "データに載っている出典の箇所なし",
        "agrees": "一致: 文書 {documents} 件。文字列 {texts:,} 件はすべて出典の箇所にあります ({seconds:.2f} 秒)",
        "differs": "不一致: 文字列 {texts:,} 件のうち見つからない {missing:,} 件、調べられない {unread:,} 件。文書と箇所の誤り {problems:,} 件 ({seconds:.2f} 秒)",
    },
    "en": {
        "documents": "Document,Lines,Cited,Uncited stretches",
        "differences": "Difference,Thing; text; places; file",
        "document": "Document",
        "missing": "Not found",
        "no place": "cites no place that the data describes",
        "agrees": "Agrees: {documents} documents, all {texts:,} texts stand where they are cited ({seconds:.2f} s)",
        "differs": "Differs: of {texts:,} texts {missing:,} not found, {unread:,} not looked up; {problems:,} faults of documents and places ({seconds:.2f} s)",
    },
}
_PASSAGE_CELLS: Final = 56
"""How much of what stands at a place is shown beside a text that is not found there."""


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


def show_verification(found: Verification, console: Console, uncited: bool = False) -> None:
    """How much of each document is cited, on wish what is not, then what differs, and one line that sums up."""
    words = _VERIFIED[found.language]
    console.print(_documents(found, words))
    for document in found.documents if uncited else ():
        _show_uncited(document, console)
    if not found.agrees:
        console.print(_differences(found, words))
    line = words["agrees" if found.agrees else "differs"].format(
        documents=len(found.documents),
        texts=found.texts,
        missing=len(found.missing),
        problems=found.problems,
        unread=found.unread,
        seconds=found.seconds,
    )
    console.print(Text(line, style="bold green" if found.agrees else "bold red"))


def _documents(found: Verification, words: dict[str, str]) -> Grid:
    grid = Grid(header_style="bold")
    for heading in words["documents"].split(","):
        grid.add_column(heading, overflow="fold", justify="right" if grid.columns else "left")
    for each in found.documents:
        cells = [f"{each.source.document.label}\n{each.source.path.name}", "–", "–", "–"]
        if each.coverage and each.source.lines is not None:
            cells[1:] = f"{len(each.source.lines):,}", f"{each.coverage.share:.1%}", f"{len(each.coverage.uncited):,}"
        grid.add_row(*(Text(cell) for cell in cells))
    return grid


def _show_uncited(document: Compared, console: Console) -> None:
    """A line for each stretch: its line numbers and as much of its text as the screen has room for."""
    console.print(Text(document.source.document.label, style="bold"))
    for each in document.coverage.uncited if document.coverage else ():
        lines = f"{each.first_line}" if each.first_line == each.last_line else f"{each.first_line}–{each.last_line}"
        console.print(Text(f"{lines:>9}  {each.text}"), no_wrap=True, overflow="ellipsis")


def _differences(found: Verification, words: dict[str, str]) -> Grid:
    grid = Grid(header_style="bold", show_lines=True)
    for heading in words["differences"].split(","):
        grid.add_column(heading, overflow="fold")
    for document in found.documents:
        for problem in document.problems:
            told = f"{document.source.document.label}\n{problem.sentence(found.language)}"
            grid.add_row(Text(words["document"], "bold red"), Text(told))
    for missing in found.missing:
        grid.add_row(Text(words["missing"], "bold red"), Text("\n".join(_lines(missing, words))))
    return grid


def _lines(missing: Missing, words: dict[str, str]) -> list[str]:
    passages = [f"{each.place.ref.label}: {' '.join((each.text or '').split())}" for each in missing.passages]
    return [
        f"{missing.thing.label}  {missing.thing.path or missing.thing.iri}",
        f'{missing.predicate} "{missing.text}"',
        *(_shortened(each) for each in passages or [words["no place"]]),
        missing.file,
    ]


def _shortened(words: str) -> str:
    text = Text(words)
    text.truncate(_PASSAGE_CELLS, overflow="ellipsis")
    return text.plain


def show_rows(columns: list[str], rows: list[list[str]], console: Console) -> None:
    """An answer as a table."""
    grid = Grid(header_style="bold")
    for column in columns:
        grid.add_column(Text(column), overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console.print(grid)
