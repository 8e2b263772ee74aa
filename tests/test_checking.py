"""`plangraph validate` limited to a file or a rule, again at every save, and with a sign of life."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plangraph import catalog
from plangraph.checking import Wanted
from plangraph.errors import FileNotInData, Language, MissingPath, RuleUnknown
from plangraph.validation import Report

GOAL = '  pg:number "20" ;\n'
STATED = "data/ttl/ichinoseki/plan/2026/stated.ttl"


def renumber(root: Path) -> None:
    """Give goal 20 a number that disagrees with its order."""
    text = (root / STATED).read_text()
    assert text.count(GOAL) == 1
    (root / STATED).write_text(text.replace(GOAL, GOAL.replace("20", "02")))


def test_only_the_rule_is_run(root: Path) -> None:
    renumber(root)
    report = Wanted(root, (), "C-34", "en").report()
    assert [checked.rule.id for checked in report.rules] == ["C-34"]
    assert [(finding.rule.id, finding.value) for finding in report.findings] == [("C-34", '"02"')]
    assert Wanted(root, (), "C-12", "en").report().findings == ()


def test_only_what_is_found_in_the_files_is_told(root: Path) -> None:
    renumber(root)
    assert Wanted(root, [root / STATED], "C-34", "en").report().open("Violation")
    other = Wanted(root, [root / "data/ttl/indicators.ttl"], "C-34", "en").report()
    assert (other.findings, [checked.found for checked in other.rules]) == ((), [0])


@pytest.mark.parametrize(
    ("files", "rule", "kind", "named"),
    [
        ((), "C-999", RuleUnknown, "C-999"),
        ((), "c-34", RuleUnknown, "c-34"),
        ((Path("nowhere.ttl"),), None, MissingPath, "nowhere.ttl"),
        ((Path(__file__),), None, FileNotInData, "test_checking.py"),
    ],
)
def test_wrong_wish_is_named(
    files: tuple[Path, ...], rule: str | None, kind: type[Exception], named: str, language: Language
) -> None:
    with pytest.raises(kind) as caught:
        Wanted(catalog.root(), files, rule, language).report()
    assert isinstance(caught.value, FileNotInData | MissingPath | RuleUnknown)
    assert named in caught.value.sentence(language)


@pytest.fixture
def watching(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A `plangraph validate --watch` over the copy."""
    command = [sys.executable, "-m", "plangraph", "validate", "--watch", "--rule", "C-34", "--root", str(root)]
    environment = {**os.environ, "PLANGRAPH_LANG": "en", "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        yield process
        process.kill()


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """Everything that is printed up to and with the line that holds the words."""
    assert process.stdout is not None
    told = ""
    for line in process.stdout:
        told += line
        if words in line:
            return told
    raise AssertionError(told)


def test_watching_tells_of_every_save_until_it_is_stopped(watching: subprocess.Popen[str], root: Path) -> None:
    assert "Violations 0" in read_until(watching, "Passed")
    renumber(root)
    told = read_until(watching, "Failed: violations 1")
    assert "changed: stated.ttl" in told
    assert "ichinoseki/plan/2026/goal/20" in told
    (root / STATED).write_text("no Turtle")
    assert "stated.ttl, line 1" in read_until(watching, "not readable as Turtle")
    shutil.copy(catalog.root() / STATED, root / STATED)
    read_until(watching, "Passed")
    watching.send_signal(signal.SIGINT)
    assert watching.wait(30) == 0


def test_ctrl_c_during_a_check_ends_the_watch_as_well(root: Path) -> None:
    told: list[Report] = []

    def interrupted(report: Report) -> None:
        told.append(report)
        raise KeyboardInterrupt

    Wanted(root, (), "C-34", "en").again_and_again(interrupted)
    assert len(told) == 1


def test_long_work_shows_that_it_goes_on() -> None:
    code = "from plangraph import checking, cli; checking.PATIENCE = 0; cli.main(['validate', '--rule', 'C-92'])"
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PLANGRAPH_LANG": "en", "TERM": "xterm"}
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    told = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert done.returncode == 0
    assert "Checking the shapes" in told or "Dataset rule" in told
    assert b"Dataset rule" not in done.stdout
