"""Where a command cannot write: one sentence, exit code 2, and nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from adversity import AS_ANYBODY, limited

from plangraph.errors import Language
from plangraph.releases import FOLDER, write

QUADS = b"<x:a> <x:b> <x:c> <x:d> .\n"
SENTENCES: dict[Language, str] = {
    "ja": "plangraph: 標準出力に書けません(No space left on device)。出力先の空き容量を確かめてください。\n",
    "en": (
        "plangraph: Standard output cannot be written (No space left on device)."
        " Check the space that is left where it goes.\n"
    ),
}
COMMANDS = {
    "table": ["query", "ASK {}"],
    "csv": ["query", "SELECT * { ?s ?p ?o } LIMIT 9000", "--format", "csv"],
    "junit": ["validate", "--rule", "C-07", "--format", "junit"],
    "rules": ["rule"],
    "version": ["--version"],
    "help": ["query", "--help"],
}


def ended(shell: str, *words: str | Path, language: Language = "en") -> subprocess.CompletedProcess[str]:
    """How a command ends that a shell runs, with what it prints where the shell leads it."""
    command = ["sh", "-c", shell, "sh", sys.executable, "-m", "plangraph", *map(str, words)]
    environment = {**os.environ, "PLANGRAPH_LANG": language, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHONUNBUFFERED", None)
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS.keys())
def test_a_full_disk_is_one_sentence(words: list[str]) -> None:
    failed = ended('exec "$@" >/dev/full', *words)
    assert (failed.returncode, failed.stderr) == (2, SENTENCES["en"])


def test_a_full_disk_is_told_in_japanese() -> None:
    failed = ended('exec "$@" >/dev/full', "--version", language="ja")
    assert (failed.returncode, failed.stderr) == (2, SENTENCES["ja"])


@pytest.mark.parametrize("words", [["query", "ASK {}"], ["query", "ASK {"]], ids=["an answer", "an error"])
def test_what_can_be_told_nowhere_is_told_by_the_exit_code(words: list[str]) -> None:
    assert ended('exec "$@" >/dev/full 2>/dev/full', *words).returncode == 2


def test_a_notice_that_cannot_be_given_fails_although_the_answer_was_printed() -> None:
    cut = ended('exec "$@" 2>/dev/full', "query", "SELECT * { ?s ?p ?o }", "--format", "csv", "--rows", "3")
    assert (cut.returncode, len(cut.stdout.splitlines())) == (2, 4)


def test_who_reads_no_further_is_told_nothing() -> None:
    left = ended('"$@" | head -n 1', "query", "SELECT * { ?s ?p ?o }", "--format", "csv")
    assert len(left.stdout.splitlines()) == 1
    assert "Traceback" not in left.stderr
    assert "cannot be written" not in left.stderr


def test_without_an_output_a_query_says_nothing() -> None:
    silent = ended('exec "$@" >&-', "query", "ASK {}", "--format", "csv")
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", "")


def release(under: tuple[str, ...], root: Path) -> subprocess.CompletedProcess[str]:
    """How writing a release of 99 kB ends, in a process of its own."""
    code = (
        "import sys; from pathlib import Path; from random import Random\n"
        "from plangraph import errors, releases\n"
        "try: releases.write(Path(sys.argv[1]), '1.0.0', Random(1).randbytes(99_000))\n"
        "except errors.FileUnwritable as error: sys.exit(error.sentence('en'))"
    )
    command = [*under, sys.executable, "-B", "-c", code, str(root)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_release_for_which_there_is_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    kept = write(tmp_path, "0.9.0", QUADS)
    failed = release(limited("-f", 20), tmp_path)
    path = tmp_path / FOLDER / "1.0.0.nq.gz"
    sentence = f"{path} cannot be written (File too large). Check the permissions and the space that is left.\n"
    assert (failed.returncode, failed.stderr) == (1, sentence)
    assert list(path.parent.iterdir()) == [kept]


def test_a_release_that_may_not_be_written_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    for mode in (0o555, 0o000):
        folder.chmod(mode)
        failed = release(AS_ANYBODY, tmp_path)
        folder.chmod(0o755)
        assert failed.returncode == 1
        assert "cannot be written (Permission denied)" in failed.stderr
        assert len(failed.stderr.splitlines()) == 1
    assert not list(folder.iterdir())
