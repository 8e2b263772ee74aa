"""The data in editions that can be told apart, and which of them may be served at what time."""

from __future__ import annotations

import io
import re
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from pyoxigraph import RdfFormat
from pyoxigraph import Store as Engine

from plangraph import catalog
from plangraph.descriptions import write
from plangraph.questions import questions
from plangraph.store import Store

PLAN: Final = "ichinoseki/plan/2026"
GOAL: Final = f"{PLAN}/goal/20"
FILES: Final = tuple(f"data/ttl/{PLAN}/{name}.ttl" for name in ("stated", "editorial"))
_NAME: Final = re.compile(r'(\n<goal/20>\n(?: .*\n)*?  rdfs:label ")([^"]+)("@(ja|en))')
MARKS: Final = {"ja": "負荷試験 第{}版", "en": "load test edition {}"}


@dataclass(frozen=True)
class Edition:
    """One state of the data: two files name one goal by its number, so that an answer from two editions is seen."""

    number: int
    version: str
    """What pages show as the version of the data."""
    engine: Engine
    """What queries see."""
    names: dict[str, str]
    """The name of the goal in each language."""
    questions: dict[str, str]
    """The shipped example queries."""


class Folder:
    """A copy of ontology and data that is rewritten from edition to edition."""

    def __init__(self, root: Path) -> None:
        """Copy what is shipped."""
        self.root = root
        shutil.copytree(catalog.root() / "ontology", root / "ontology", ignore=shutil.ignore_patterns("cases"))
        shutil.copytree(catalog.root() / "data", root / "data")
        self._shipped = {name: (root / name).read_text(encoding="utf-8") for name in FILES}

    def write(self, number: int) -> None:
        """Have both files name the goal by this edition."""
        for name, text in self._shipped.items():
            (self.root / name).write_text(_NAME.sub(lambda found: _marked(found, number), text), encoding="utf-8")

    def edition(self, number: int) -> Edition:
        """Write an edition and read it as the server will."""
        self.write(number)
        return read(number, self.root)


def read(number: int, root: Path | None = None) -> Edition:
    """What the files below this folder say, or those that are shipped. Raises DataError."""
    store, quads, engine = Store.load(root), io.BytesIO(), Engine()
    write(store, quads)
    engine.bulk_load(quads.getvalue(), RdfFormat.N_QUADS)
    folder, names = root or catalog.root(), {}
    for name in FILES:
        found = _NAME.search((folder / name).read_text(encoding="utf-8"))
        assert found, f"{name} does not name goal 20"  # noqa: S101 - the data were changed under this program
        names[found[4]] = found[2]
    asked = {each.slug: each.sparql for each in questions(store, "ja")}
    return Edition(number, store.version, engine, names, asked)


def _marked(found: re.Match[str], number: int) -> str:
    return f"{found[1]}{found[2]} ({MARKS[found[4]].format(number)}){found[3]}"


@dataclass
class Timeline:
    """When the change to each edition began, and when it was confirmed that no older one is served any more."""

    begun: list[float] = field(default_factory=lambda: [0.0])
    confirmed: list[float] = field(default_factory=lambda: [0.0])
    _turn: Lock = field(default_factory=Lock)

    def begin(self) -> int:
        """From now on the next edition may be served; its number."""
        with self._turn:
            self.begun.append(time.monotonic())
            return len(self.begun) - 1

    def confirm(self) -> None:
        """From now on none older than the latest may be served."""
        with self._turn:
            self.confirmed.append(time.monotonic())

    def served(self, asked: float, answered: float) -> range:
        """The editions that a request may have been answered from that was sent and answered at these times."""
        with self._turn:
            oldest = max(number for number, moment in enumerate(self.confirmed) if moment <= asked)
            newest = max(number for number, moment in enumerate(self.begun) if moment <= answered)
        return range(oldest, newest + 1)
