"""Tell what a benchmark ran on: `.venv/bin/python benchmarks/machine.py`."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

import psutil


def machine() -> str:
    """The processor, its cores, the memory, the system and the versions that matter, on one line."""
    return ", ".join(
        (
            _processor(),
            f"{os.cpu_count()} cores",
            f"{psutil.virtual_memory().total / 2**30:.0f} GB",
            f"{platform.system()} {platform.release()}",
            f"Python {platform.python_version()}",
            *(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "flask")),
        )
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    text = told.read_text(encoding="utf-8") if told.exists() else ""
    found = re.search(r"^model name\s*: (.*)", text, re.MULTILINE)
    return found[1] if found else platform.machine()


if __name__ == "__main__":
    print(machine())
