"""What a start does not wait for: modules that take long to load are loaded when they are first needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("IPython", "networkx", "pyshacl", "pyvis", "rdflib", "rich", "shifty", "watchfiles", "xlsxwriter")
WEB = ("flask", "werkzeug", "jinja2", "babel", "waitress")


@pytest.mark.parametrize(
    ("room", "not_loaded"),
    [
        ("plangraph.cli", (*HEAVY, *WEB, "plangraph_web", "asyncio", "psutil")),
        ("plangraph_web.app", HEAVY),
        ("plangraph_web.server", HEAVY),
        ("plangraph.sandbox.host", (*HEAVY, *WEB, "plangraph_web", "asyncio")),
    ],
)
def test_heavy_modules_are_loaded_late(room: str, not_loaded: tuple[str, ...]) -> None:
    program = f"import sys, {room}; print(*sorted({{each.partition('.')[0] for each in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert room.partition(".")[0] in loaded
    assert set(not_loaded).isdisjoint(loaded)
