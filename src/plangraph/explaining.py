"""What `plangraph rule` tells: all rules in a list, or one with what it looks at, what it finds and its cases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from plangraph import catalog
from plangraph.definitions import Definition, definition
from plangraph.errors import Language
from plangraph.examples import Examples, Found, Invalid, examples
from plangraph.labels import label
from plangraph.namespaces import shorten
from plangraph.rules import Rules
from plangraph.store import Store
from plangraph.terminal import severity
from plangraph.validation import Checked, Report, check

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "looks at": "調べる対象",
        "class": "{label} ({iri})",
        "subjects": "「{label}」({iri}) を持つもの",
        "path": "調べる関係",
        "examined": "調べた数",
        "number": "{count:,} 件",
        "result": "結果",
        "kept": "守られています",
        "found": "未解決 {open:,} 件、承知 {acknowledged:,} 件",
        "more": "plangraph validate --rule {rule} --acknowledged で見られます",
        "constraints": "求めること (SHACL)",
        "query": "破っているものの探し方 (SPARQL)",
        "program": "問い合わせでは書けない規則です。ほかの規則が見つけたものと突き合わせて、プログラムが調べます。",
        "valid": "守っている例",
        "invalid": "破っている例",
        "finds": "見つかるもの",
    },
    "en": {
        "looks at": "Looks at",
        "class": "{label} ({iri})",
        "subjects": "what has “{label}” ({iri})",
        "path": "Path",
        "examined": "Examined",
        "number": "{count:,}",
        "result": "Result",
        "kept": "kept",
        "found": "{open:,} open, {acknowledged:,} acknowledged",
        "more": "plangraph validate --rule {rule} --acknowledged shows them",
        "constraints": "Asks for (SHACL)",
        "query": "Finds what breaks it by (SPARQL)",
        "program": "No query can say this: the program compares it with what the other rules find.",
        "valid": "Kept",
        "invalid": "Broken",
        "finds": "finds",
    },
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rule, how it is written, what it found in the data, its cases."""

    checked: Checked
    definition: Definition
    report: Report
    examples: Examples
    names: dict[str, str]
    """The labels of its targets, by their IRIs."""


def explain(number: str, root: Path | None, language: Language) -> Explanation:
    """Run the rule with this number and gather what there is to say of it. Raises DataError, RuleUnknown."""
    home = root or catalog.root()
    rules, store = Rules(home, number), Store.load(home)
    report = check(home, store, number).report(language)
    (checked,) = (each for each in report.rules if each.rule.id == number)
    written = definition(rules, checked.rule.iri)
    names = {iri: label(store, iri, language) for iri in (*written.classes, *written.subjects_of)}
    return Explanation(checked, written, report, examples(home, number), names)


def show_all(root: Path | None, language: Language, console: Console) -> None:
    """A line for each rule: number, severity, name. Raises DataError."""
    grid = Grid.grid(padding=(0, 2))
    for rule in Rules(root or catalog.root()).all(language):
        grid.add_row(rule.id, severity(rule.severity, language), Text(rule.title))
    console.print(grid)


def show(told: Explanation, console: Console) -> None:
    """The rule for a person at a terminal."""
    language, rule = told.report.language, told.checked.rule
    words = _WORDS[language]
    grave = severity(rule.severity, language)
    console.print(Text.assemble((rule.id, "bold"), "  ", grave, "  ", (rule.title, "bold")))
    console.print(Text(f"{rule.message}\n"))
    console.print(_facts(told, words))
    _show_examples(told.examples, words, console)
    for heading in ("constraints", "query"):
        if code := getattr(told.definition, heading):
            _show_code(words[heading], code, console)
    if not told.definition.constraints and not told.definition.query:
        console.print(Text(f"\n{words['program']}"))


def _facts(told: Explanation, words: dict[str, str]) -> Grid:
    found = [each for each in told.report.findings if each.rule == told.checked.rule]
    known = sum(each.doubt is not None for each in found)
    result = words["found"].format(open=len(found) - known, acknowledged=known) if found else words["kept"]
    more = "\n" + words["more"].format(rule=told.checked.rule.id) if found else ""
    rows = {
        "looks at": "\n".join(_targets(told, words)),
        "path": told.definition.path.replace("|", " | "),
        "examined": words["number"].format(count=told.checked.examined),
        "result": result + more,
    }
    grid = Grid.grid(padding=(0, 2))
    for name, value in rows.items():
        if value:
            grid.add_row(Text(words[name], "dim"), Text(value))
    return grid


def _targets(told: Explanation, words: dict[str, str]) -> list[str]:
    kinds = (("class", told.definition.classes), ("subjects", told.definition.subjects_of))
    return [words[kind].format(label=told.names[iri], iri=shorten(iri)) for kind, iris in kinds for iri in iris]


def _show_code(heading: str, code: str, console: Console) -> None:
    console.print(Text(f"\n{heading}", "bold"))
    console.print(Padding(Text(code), (0, 0, 0, 2), expand=False))


def _show_examples(shown: Examples, words: dict[str, str], console: Console) -> None:
    if not shown.valid:
        return
    _show_code(f"{words['valid']}: {shown.file}", shown.valid, console)
    for each in shown.invalid:
        console.print(Text(f"\n{words['invalid']}: {each.name}", "bold"))
        console.print(Padding(_difference(each, words["finds"]), (0, 0, 0, 2), expand=False))


def _difference(case: Invalid, finds: str) -> Grid:
    """The lines that differ, then what the rule finds there."""
    grid = Grid.grid(padding=(0, 1))
    for change in case.changes:
        grid.add_row(Text("-", "green"), Text(change.valid, "green"))
        grid.add_row(Text("+", "red"), Text(change.invalid, "red"))
    for found in case.finds:
        grid.add_row("→", Text(f"{finds}: {_written(found)}"))
    return grid


def _written(found: Found) -> str:
    return " ".join(each for each in (found.focus, found.path, found.value) if each)
