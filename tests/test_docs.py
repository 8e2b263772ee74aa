"""What the documents promise exists, and what exists is documented."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import click
import pytest

from plangraph import cli
from plangraph.store import Store

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLES = str(ROOT / "docs/generate.py")


@pytest.mark.parametrize("name", sorted(cli.main.commands))
def test_every_command_is_in_the_readme_and_has_help_with_an_example(name: str) -> None:
    command = cli.main.commands[name]
    assert f"plangraph {name}" in README
    assert "Examples:" in (command.help or "")
    assert all(
        isinstance(each, click.Argument) or getattr(each, "help", None)
        for each in command.params
        if each.name != "format_"
    )


def test_the_tables_in_the_documents_are_what_the_code_says() -> None:
    checked = subprocess.run([sys.executable, TABLES, "--check"], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_table_that_is_not_is_written_anew() -> None:
    stale = README.replace("| `--rows` | `PLANGRAPH_ROWS` | 10000 |", "| `--rows` | `PLANGRAPH_ROWS` | 9000 |")
    assert stale != README
    assert runpy.run_path(TABLES)["with_tables"](stale, "en") == README


def test_every_link_between_documents_leads_to_a_file() -> None:
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs/decisions").glob("[0-9]*.md"):
        assert f"({page.name})" in listed


def test_every_query_in_the_readme_has_an_answer(store: Store) -> None:
    queries = [
        text for pattern in (r"```sparql\n(.*?)```", r"'query=\n(.*?)'\n") for text in re.findall(pattern, README, re.S)
    ]
    assert len(queries) == 2
    assert all(store.select(each) for each in queries)
