"""What the pages work with: the store, the query service, and the answers that stay the same until the next reload."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakSet

from flask import current_app, g

from plangraph import catalog, search, unknown_terms
from plangraph.copies import existing
from plangraph.coverage import coverage
from plangraph.errors import Language, PlangraphError, ServerStopping
from plangraph.generations import lineages
from plangraph.namespaces import PG_PLAN, RDF_TYPE, id_path
from plangraph.once import Once
from plangraph.outline import outlines
from plangraph.plans import plan
from plangraph.query import QueryService
from plangraph.store import Store
from plangraph.validation import Check, Report, check
from plangraph.vocabulary import vocabulary
from plangraph_web.begun import begun
from plangraph_web.language import LANGUAGES
from plangraph_web.overview import nodes
from plangraph_web.samples import Sample, samples

if TYPE_CHECKING:
    from flask import Flask

    from plangraph.settings import Settings

log = logging.getLogger("plangraph_web")


@dataclass(eq=False)
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
    samples: dict[Language, Once[list[Sample]]]
    """What the first page asks and answers."""
    sources: Path | None = None
    """The folder with the user's own copies of the documents."""
    guests: int = 0
    """How many requests are working with it."""
    retired: bool = False
    """Whether another one has taken its place."""

    @classmethod
    def open(cls, settings: Settings, root: Path | None, sources: Path | None = None) -> Desk:
        """Load the graph under `root` and start the query workers. Raises DataError subclasses or WorkersGone."""
        sources = sources and existing(sources)
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
        """Work out soon what the next visitors will ask for, and first what the first page shows."""
        failed: set[str] = set()
        for work in (self._first_page, self._checks):
            for language in LANGUAGES:
                if self.retired:
                    return
                try:
                    work(language)
                except PlangraphError as error:  # whoever opens the page is told, too
                    failed.add(error.sentence("en"))
        for sentence in sorted(failed):
            log.error("%s", sentence)
        unknown_terms.prepare(self.store)
        import plangraph.drawing  # noqa: F401 - takes part of a second, which nobody has to wait for here

    def _first_page(self, language: Language) -> None:
        self.samples[language].get()
        lineages(self.store, language)
        coverage(self.store, language)
        outlines(self.store, language)
        vocabulary(self.store, language)
        search.prepare(self.store)

    def _checks(self, language: Language) -> None:
        self.reports[language].get()


class Desks:
    """The desk for new requests, beside those that have been replaced and are still in use."""

    def __init__(self, new: Callable[[], Desk]) -> None:
        """Open the first one, raising what `new` raises."""
        self._new = new
        self._turn = Lock()
        self._closed = False
        self.current = new()
        self.loaded = time.time()
        """When the data that are served now were loaded, in seconds since 1970."""
        self.reloads = Counter(ok=0, failed=0)
        self._services = WeakSet({self.current.service})

    @property
    def closed(self) -> bool:
        """Whether the query workers of all desks have been ended."""
        return self._closed

    def take(self) -> Desk:
        """The desk for a request, which gives it back."""
        with self._turn:
            self.current.guests += 1
            return self.current

    def give_back(self, desk: Desk) -> None:
        """Say that a request has ended; the last one to leave a replaced desk ends its query workers."""
        with self._turn:
            desk.guests -= 1
            last = desk.retired and not desk.guests
        if last:
            desk.service.retire()

    def reload(self) -> Desk:
        """Read the files anew and let requests begin with what they hold now; one thread at a time may do that.

        Raises what opening a desk and asking its workers raise, and then nothing has changed, or ServerStopping.
        """
        try:
            new = self._opened()
            old = self._replaced_by(new)
        except BaseException:
            self.reloads["failed"] += 1
            raise
        self.reloads["ok"] += 1
        self.loaded = time.time()
        if not old.guests:
            old.service.retire()
        return new

    def _opened(self) -> Desk:
        new = self._new()
        try:
            new.service.answer("ASK {}", "csv")  # the workers may need longer to read the data than we did
            if new.settings.warm:  # while the old one still answers those who would have to wait for it
                new.warm()
        except BaseException:
            new.service.close()
            raise
        return new

    def _replaced_by(self, new: Desk) -> Desk:
        with self._turn:
            if not self._closed:
                old, self.current = self.current, new
                old.retired = True
                self._services.add(new.service)
                return old
        new.service.close()
        raise ServerStopping

    def close(self) -> None:
        """End the query workers of all desks, also those that are busy."""
        with self._turn:
            self._closed = True
            services = list(self._services)
        for service in services:
            service.close()


def _report(checked: Once[Check], language: Language) -> Report:
    return checked.get().report(language)


def _tree(store: Store, path: str) -> frozenset[str | None]:
    return frozenset(node.ref.path for node in nodes(plan(store, path, "ja").tree))


def init_app(app: Flask) -> None:
    """Give back the desk of each request when it ends."""
    app.teardown_appcontext(_leave)


def desk() -> Desk:
    """The desk of the request that is answered now: the same from its beginning to its end."""
    if "desk" not in g:
        at_work = begun()
        g.desk = at_work.desk() if at_work else _desks().take()
    found: Desk = g.desk
    return found


def _leave(error: BaseException | None) -> None:
    del error
    if "desk" in g:
        _desks().give_back(g.pop("desk"))


def _desks() -> Desks:
    found: Desks = current_app.extensions["plangraph"]
    return found
