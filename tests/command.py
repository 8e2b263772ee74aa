"""The command as a person types it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def plangraph(
    *words: str | Path, language: str = "en", given: bytes = b"", columns: int = 80
) -> subprocess.CompletedProcess[bytes]:
    """Run `plangraph` with these words at a terminal so many columns wide, with what is given as its standard input."""
    environment = {**os.environ, "PLANGRAPH_LANG": language, "COLUMNS": str(columns)}
    command = [sys.executable, "-m", "plangraph", *map(str, words)]
    return subprocess.run(command, input=given, capture_output=True, env=environment, timeout=60, check=False)
