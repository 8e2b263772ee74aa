"""What the pages work with: the store, the query service, and the answers that never change while it runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, get_args

from flask import current_app

from plangraph import catalog
from plangraph.errors import Language, PlangraphError
from plangraph.namespaces import PG_PLAN, RDF_TYPE, id_path
from plangraph.once import Once
from plangraph.outline import outlines
from plangraph.plans import plan
from plangraph.query import QueryService
from plangraph.store import Store
from plangraph.validation import Check, Report, check
from plangraph_web.overview import nodes
from plangraph_web.samples import samples

if TYPE_CHECKING:
    from plangraph.query import Table
    from plangraph.questions import Question
    from plangraph.settings import Settings

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

log = logging.getLogger("plangraph_web")


@dataclass
class Desk:
    """One loaded graph and everything that is worked out from it once."""

    root: Path
    """The folder that holds `ontology/` and `data/`."""
    store: Store
    service: QueryService
    settings: Settings
    plans: frozenset[str]
    """The id paths of all plans, like `ichinoseki/plan/2026`."""
    trees: dict[str, Once[frozenset[str | None]]]
    """The id paths of what is in the tree of each plan."""
    reports: dict[Language, Once[Report]]
    """Which rules the graph passes."""
    samples: dict[Language, Once[list[tuple[Question, Table]]]]
    """What the first page asks and answers."""
    sources: Path | None = None
    """The folder with the user's own copies of the documents."""
    when_lost: Callable[[], None] = lambda: None
    """Called once if the processes that run queries end by themselves."""
    lost: bool = False
    _closed: bool = False
    _turn: Lock = field(default_factory=Lock)

    @classmethod
    def open(cls, settings: Settings, root: Path | None, sources: Path | None = None) -> Desk:
        """Load the graph under `root` and start the query workers. Raises DataError subclasses."""
        store = Store.load(root)
        found = {id_path(each.subject.value) for each in store.match(None, RDF_TYPE, PG_PLAN)}
        plans = frozenset(path for path in found if path)
        folder = root or catalog.root()
        checked = Once(partial(check, folder, store))
        return cls(
            root=folder,
            store=store,
            service=QueryService(store, settings),
            settings=settings,
            plans=plans,
            trees={each: Once(partial(_tree, store, each)) for each in plans},
            reports={each: Once(partial(_report, checked, each)) for each in LANGUAGES},
            samples={each: Once(partial(samples, store, each)) for each in LANGUAGES},
            sources=sources,
        )

    def in_tree(self, path: str, of: str | None) -> bool:
        """Whether the tree of this plan holds the thing with this id path."""
        return of in self.trees and path in self.trees[of].get()

    def warm(self) -> None:
        """Work out now what the first visitors will ask for."""
        import plangraph.drawing  # noqa: F401 - takes part of a second, which nobody has to wait for here

        for language in LANGUAGES:
            try:
                self.samples[language].get()
                outlines(self.store, language)
                self.reports[language].get()
            except PlangraphError as error:  # whoever opens the page is told, too
                log.error("%s", error.sentence(language))

    def workers_gone(self) -> None:
        """Tell, once, the log and whoever runs the server that no query can be run any more."""
        with self._turn:
            if self.lost or self._closed:
                return
            self.lost = True
        log.error("The processes that run queries have ended, so the server ends too.")
        self.when_lost()

    def close(self) -> None:
        """End the query workers, also those that are busy."""
        if not self._closed:
            self._closed = True
            self.service.close()


def _report(checked: Once[Check], language: Language) -> Report:
    return checked.get().report(language)


def _tree(store: Store, path: str) -> frozenset[str | None]:
    return frozenset(node.ref.path for node in nodes(plan(store, path, "ja").tree))


def desk() -> Desk:
    """The desk of the application that answers now."""
    found: Desk = current_app.extensions["plangraph"]
    return found
