"""Filters of a list: by what it can be narrowed, how many entries each choice leaves, and what to ask for that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

Wishes: TypeAlias = Mapping[str, str]
"""The value that is wished for, by the name of its facet."""
Listed = TypeVar("Listed")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Listed]):
    """Something that is listed, and the values by which it is found, by the name of their facet."""

    what: Listed
    marks: Mapping[str, Collection[str]]

    def fits(self, wishes: Wishes) -> bool:
        """Whether it has every value that is wished for."""
        return all(value in self.marks.get(name, ()) for name, value in wishes.items())


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, how many entries that leaves, and the wishes that choose it, or give it up again."""

    value: str
    count: int
    chosen: bool
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list."""

    name: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> bool:
        """Whether a value is chosen."""
        return any(each.chosen for each in self.choices)


def facet(entries: Sequence[Entry[Listed]], name: str, order: Sequence[str], wishes: Wishes) -> Facet:
    """What can be chosen among the entries that fit all other wishes; a choice that nothing fits can be given up."""
    without = {each: value for each, value in wishes.items() if each != name}
    counts = Counter(value for each in entries if each.fits(without) for value in set(each.marks.get(name, ())))
    values = [value for value in order if counts[value] or wishes.get(name) == value]
    if wishes.get(name) not in (None, *values):
        values.append(wishes[name])
    return Facet(name, tuple(_choice(name, value, counts[value], wishes, without) for value in values))


def _choice(name: str, value: str, count: int, wishes: Wishes, without: Wishes) -> Choice:
    chosen = wishes.get(name) == value
    return Choice(value, count, chosen, without if chosen else {**without, name: value})
