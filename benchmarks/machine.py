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
    found = re.search(r"^model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return ", ".join(
        (
            found[1] if found else platform.processor() or platform.machine(),
            f"{os.cpu_count()} cores",
            f"{psutil.virtual_memory().total / 2**30:.0f} GB",
            f"{platform.system()} {platform.release()}",
            f"Python {platform.python_version()}",
            *(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "flask")),
        )
    )


if __name__ == "__main__":
    print(machine())
