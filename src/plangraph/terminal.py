"""Tables for people at a terminal, aligned by the width that Japanese characters take."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from plangraph.errors import Language
from plangraph.validation import Finding, Report
from plangraph.verification import Compared, Missing, Verification

_SEVERITIES: Final[dict[str, tuple[str, dict[Language, str]]]] = {
    "Violation": ("bold red", {"ja": "違反", "en": "Violation"}),
    "Warning": ("yellow", {"ja": "警告", "en": "Warning"}),
    "Info": ("cyan", {"ja": "情報", "en": "Info"}),
}
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "headings": "規則,もの・理由・ファイル",
        "acknowledged": "承知",
        "passed": "合格: 規則 {rules} 件、延べ {examined:,} 回。違反 0、未解決の警告 {warnings}、承知 {acknowledged} ({seconds:.2f} 秒)",
        "failed": "不合格: 違反 {violations}、未解決の警告 {warnings}、承知 {acknowledged} (規則 {rules} 件、{seconds:.2f} 秒)",
        "more": "承知の警告とその説明は plangraph validate --acknowledged で見られます。",
    },
    "en": {
        "headings": "Rule,Thing; why; where",
        "acknowledged": "acknowledged",
        "passed": "Passed: rules {rules}, checks {examined:,}. Violations 0, open warnings {warnings}, acknowledged {acknowledged} ({seconds:.2f} s)",
        "failed": "Failed: violations {violations}, open warnings {warnings}, acknowledged {acknowledged} (rules {rules}, {seconds:.2f} s)",
        "more": "plangraph validate --acknowledged shows the acknowledged warnings and what explains them.",
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


def severity(name: str, language: Language) -> Text:
    """The name of a severity in the language, in its colour."""
    colour, words = _SEVERITIES[name]
    return Text(words[language], colour)


def show_report(report: Report, console: Console, acknowledged: bool = False) -> None:
    """The findings as a table, the gravest first, the acknowledged on wish, and one line that sums them up."""
    words = _WORDS[report.language]
    shown = [each for each in report.findings if acknowledged or each.doubt is None]
    if shown:
        console.print(_findings(shown, report.language))
    violations, warnings = len(report.open("Violation")), len(report.open("Warning"))
    line = words["failed" if violations else "passed"].format(
        rules=len(report.rules),
        examined=sum(each.examined for each in report.rules),
        violations=violations,
        warnings=warnings,
        acknowledged=len(report.acknowledged),
        seconds=report.seconds,
    )
    console.print(Text(line, style="bold red" if violations else "bold yellow" if warnings else "bold green"))
    if report.acknowledged and not acknowledged:
        console.print(Text(words["more"], style="dim"))


def _findings(findings: list[Finding], language: Language) -> Grid:
    """Two columns only, so that 80 characters show thing, rule and file in full."""
    words = _WORDS[language]
    grid = Grid(header_style="bold", show_lines=True)
    for heading in words["headings"].split(","):
        grid.add_column(heading, overflow="fold")
    for finding in findings:
        known = f"\n{words['acknowledged']}" if finding.doubt else ""
        rule = Text.assemble(finding.rule.id, "\n", severity(finding.severity, language), known)
        grid.add_row(rule, Text("\n".join(line for line in _told(finding) if line)))
    return grid


def _told(finding: Finding) -> list[str]:
    lines = [
        f"{finding.focus.label}  {finding.focus.path or finding.focus.iri}",
        finding.message,
        f"{finding.path} {finding.value}".strip(),
        f"{finding.file}  {finding.place}".strip(),
    ]
    return [*lines, f"→ {finding.doubt.ref.label}", finding.doubt.rationale] if finding.doubt else lines


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
