"""What the pages work with: the store, the query service, and the answers that never change while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import current_app

from plangraph.query import QueryService, Table
from plangraph.questions import questions
from plangraph.store import Store
from plangraph.validation import Report, validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from plangraph.errors import Language
    from plangraph.settings import Settings

Kept = TypeVar("Kept")


@dataclass
class Desk:
    """One loaded graph and everything that is worked out from it once."""

    store: Store
    service: QueryService
    settings: Settings
    root: Path | None
    _kept: dict[tuple[str, ...], Any] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def open(cls, settings: Settings, root: Path | None) -> Desk:
        """Load the graph under `root` and start the query workers. Raises DataError subclasses."""
        store = Store.load(root)
        return cls(store, QueryService(store, settings), settings, root)

    def report(self, language: Language) -> Report:
        """Which rules the graph passes."""
        return self._once(("report", language), lambda: validate(self.root, language, self.store))

    def answers(self, language: Language) -> dict[str, Table]:
        """The table that answers each catalogued question, by slug."""
        return self._once(
            ("answers", language),
            lambda: {question.slug: self.service.table(question.sparql) for question in questions(language)},
        )

    def close(self) -> None:
        """End the query workers."""
        self.service.close()

    def _once(self, key: tuple[str, ...], work: Callable[[], Kept]) -> Kept:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = work()
            return cast("Kept", self._kept[key])


def desk() -> Desk:
    """The desk of the application that answers now."""
    return cast("Desk", current_app.extensions["plangraph"])
