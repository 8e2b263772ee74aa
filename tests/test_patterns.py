"""Regular expressions that every Python reads alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "webapp" / "plangraph_web").rglob("*.py")])
POSSESSIVE_GROUP = re.compile(r"(?<!\()\)[*+?]\+")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_group_is_possessive(path: Path) -> None:
    """Python 3.11.2, which Debian 12 has, matches `(?:…)*+` wrongly, and `(?>(?:…)*)` rightly."""
    assert not POSSESSIVE_GROUP.findall(path.read_text(encoding="utf-8"))
