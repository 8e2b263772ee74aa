"""The load generator finds what is wrong, and a server under a short load shows nothing of the kind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from broken_data import EDITORIAL, Edit
from running_server import ROOT, running_server


def mixed_load(*options: str) -> subprocess.CompletedProcess[str]:
    """Run it; whoever shares the machine with us may make it slow, and that is nothing that is tested here."""
    command = [sys.executable, "benchmarks/mixed_load.py", "--seed", "1", "--patience", "120", "--rate", "25", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, cwd=ROOT)


@pytest.mark.slow
def test_under_a_short_load_with_reloads_no_answer_is_wrong_and_none_is_lost() -> None:
    # there is no telling in six seconds whether memory is level
    done = mixed_load("--seconds", "6", "--reload-every", "2", "--slack", "1000")
    assert ", 0 lost or answered wrongly" in done.stdout, done.stdout + done.stderr
    assert "reloads with changed data, in seconds:" in done.stdout
    assert "**Held**" in done.stdout, done.stdout
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_answers_from_other_data_are_told_to_be_wrong(root: Path) -> None:
    Edit(EDITORIAL, "<goal/20>", "promotion of manufacturing", "demotion of manufacturing").apply(root)
    with running_server("--root", str(root)) as server:
        done = mixed_load("--seconds", "2", "--killers", "0", "--url", server.url)
    assert done.returncode == 1, done.stderr
    assert "**Broken**" in done.stdout
    assert "demotion of manufacturing" in done.stdout
    assert ", 0 lost or answered wrongly" not in done.stdout


@pytest.mark.slow
def test_no_answer_is_lost_when_the_server_is_started_anew_at_the_same_socket() -> None:
    done = mixed_load("--seconds", "5", "--restart-every", "2")
    assert "restarts with changed data, in seconds:" in done.stdout, done.stderr
    assert "**Held**" in done.stdout, done.stdout
    assert (done.returncode, done.stderr) == (0, "")
