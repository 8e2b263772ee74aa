"""Servers whose log is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from running_server import Server, running_server

TO_FILE = ("sh", "-c", 'exec "$@" 2> "$LOG"', "sh")


@contextmanager
def logging_server(log: Path, level: int = 1, **environment: str) -> Iterator[Server]:
    """A server whose standard error goes into this file."""
    with running_server(under=TO_FILE, LOG=str(log), PLANGRAPH_ACCESS_LOG=str(level), **environment) as server:
        yield server


def lines(log: Path) -> list[dict[str, Any]]:
    """What was logged, each line being an object of JSON."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def answers(log: Path) -> list[dict[str, Any]]:
    """What was logged of answers."""
    return [each for each in lines(log) if "method" in each]
