"""What has changed in the graph since a release: statements by file, things by kind, doubts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from plangraph.doubts import DOUBT
from plangraph.errors import Language
from plangraph.labels import Ref, natural_key, ref
from plangraph.namespaces import ID, RDF_TYPE
from plangraph.releases import opened, version_of
from plangraph.store import Statement, Store

_Said: TypeAlias = dict[str, set[tuple[object, object]]]


@dataclass(frozen=True, slots=True)
class InFile:
    """How many statements one data file has gained and lost."""

    file: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class OfKind:
    """The things of one kind that are new, say something else, or are gone; the kind is "" for other people's kinds."""

    kind: str
    added: tuple[Ref, ...]
    changed: tuple[Ref, ...]
    removed: tuple[Ref, ...]

    @property
    def count(self) -> int:
        """How many things of this kind are not as they were."""
        return len(self.added) + len(self.changed) + len(self.removed)


@dataclass(frozen=True, slots=True)
class Changes:
    """What is not as it was in the release of that version."""

    version: str
    files: tuple[InFile, ...]
    kinds: tuple[OfKind, ...]
    doubts: OfKind

    @property
    def added(self) -> int:
        """How many statements are new."""
        return sum(each.added for each in self.files)

    @property
    def removed(self) -> int:
        """How many statements are gone."""
        return sum(each.removed for each in self.files)


def changes(store: Store, release: Path, language: Language) -> Changes:
    """Compare the graph with the file of a release, once. Raises DataError if that cannot be read."""
    return store.once(_compared, release, language)


def _compared(store: Store, release: Path, language: Language) -> Changes:
    before = opened(release)
    old, new = set(before.match()), set(store.match())
    kinds = _kinds(store, before, _by_thing(new), _by_thing(old), language)
    doubts = ref(store, DOUBT.value, language).label
    return Changes(
        version=version_of(release),
        files=_files(new - old, old - new),
        kinds=tuple(each for each in kinds if each.kind != doubts),
        doubts=next((each for each in kinds if each.kind == doubts), OfKind(doubts, (), (), ())),
    )


def _files(added: Iterable[Statement], removed: Iterable[Statement]) -> tuple[InFile, ...]:
    gained, lost = (Counter(Store.file_name(each.graph) for each in some) for some in (added, removed))
    return tuple(InFile(file, gained[file], lost[file]) for file in sorted(gained | lost, key=natural_key))


def _by_thing(statements: Iterable[Statement]) -> _Said:
    """What is said of each thing that has a page, in whichever file."""
    said: _Said = defaultdict(set)
    for each in statements:
        if each.subject.value.startswith(ID):
            said[each.subject.value].add((each.predicate, each.object))
    return {iri: words for iri, words in said.items() if any(predicate == RDF_TYPE for predicate, _ in words)}


def _kinds(store: Store, before: Store, new: _Said, old: _Said, language: Language) -> list[OfKind]:
    """The changes of each kind, those of most things first."""
    found: dict[str, tuple[list[Ref], list[Ref], list[Ref]]] = defaultdict(lambda: ([], [], []))
    for iri in sorted(new.keys() | old.keys(), key=natural_key):
        if new.get(iri) != old.get(iri):
            thing = ref(store if iri in new else before, iri, language)
            found[thing.kind][0 if iri not in old else 1 if iri in new else 2].append(thing)
    kinds = [OfKind(kind, *(tuple(each) for each in lists)) for kind, lists in found.items()]
    return sorted(kinds, key=lambda each: (-each.count, each.kind))
