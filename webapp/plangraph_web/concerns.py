"""What the page of quality lists: open findings and doubts, in groups, and by what they can be chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from plangraph.doubts import Doubt
from plangraph.faults import literal
from plangraph.labels import Ref, natural_key, ref
from plangraph.namespaces import BASE, SHAPES
from plangraph.validation import SEVERITIES, Finding, Report
from plangraph_web.doubts import Told, told
from plangraph_web.facets import Entry, Facet, Wishes, facet

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.rules import Rule
    from plangraph.store import Store

NAMES: Final = ("state", "kind", "document", "severity", "rule")
"""The facets, which are parameters of the page's address, too."""
STATES: Final = ("open", "acknowledged", "suspected")
"""A finding that no doubt explains; a doubt that something is wrong; a mere suspicion."""

Concern: TypeAlias = Finding | Doubt


@dataclass(frozen=True, slots=True)
class OfRule:
    """The open findings of one rule, each with the value that it names, for people."""

    rule: Rule
    found: tuple[tuple[Finding, Ref | str], ...]


@dataclass(frozen=True, slots=True)
class OfKind:
    """The doubts of one kind, each with the warnings that it explains."""

    kind: Ref
    doubts: tuple[tuple[Told, tuple[tuple[Finding, Ref | str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Concerns:
    """All that is in doubt."""

    entries: tuple[Entry[Concern], ...]
    names: dict[str, Ref]
    """The kinds and documents among the values of the facets."""

    def fitting(self, wishes: Wishes) -> list[Concern]:
        """Those that fit all wishes."""
        return [each.what for each in self.entries if each.fits(wishes)]

    def facets(self, wishes: Wishes) -> list[Facet]:
        """By what they can be chosen, those already chosen included."""
        return [facet(self.entries, name, self._order(name), wishes) for name in NAMES]

    def _order(self, name: str) -> Sequence[str]:
        """The values of a facet; kinds stay as the doubts are sorted."""
        if name in ("state", "severity"):
            return STATES if name == "state" else SEVERITIES
        found = dict.fromkeys(value for each in self.entries for value in each.marks.get(name, ()))
        return list(found) if name == "kind" else sorted(found, key=natural_key)


def concerns(report: Report, doubts: Iterable[Doubt]) -> Concerns:
    """The open findings of a report, the gravest first, then the doubts."""
    found, known = [each for each in report.findings if each.doubt is None], tuple(doubts)
    numbers = {each.rule.iri: each.rule.id for each in report.rules}
    cited = [document for each in known for document in each.documents]
    cited += [place.document for each in found for place in each.places]
    return Concerns(
        entries=(*map(_finding, found), *(_doubt(each, numbers) for each in known)),
        names={_short(each): each for each in (*cited, *(doubt.dimension for doubt in known))},
    )


def by_rule(store: Store, found: Iterable[Concern], language: Language) -> list[OfRule]:
    """The findings among them, by rule."""
    findings = groupby((each for each in found if isinstance(each, Finding)), key=lambda each: each.rule)
    return [
        OfRule(rule, tuple((each, _value(store, each.value, language)) for each in some)) for rule, some in findings
    ]


def by_kind(store: Store, found: Iterable[Concern], report: Report) -> list[OfKind]:
    """The doubts among them, by kind; those about more than one document first."""
    explained: dict[str, list[tuple[Finding, Ref | str]]] = defaultdict(list)
    for each in report.acknowledged:
        explained[each.doubt.ref.iri if each.doubt else ""].append((each, _value(store, each.value, report.language)))
    kinds = groupby((each for each in found if isinstance(each, Doubt)), key=lambda each: each.dimension)
    sorted_kinds = ((kind, sorted(some, key=lambda each: len(each.documents) == 1)) for kind, some in kinds)
    return [
        OfKind(kind, tuple((told(store, each), tuple(explained[each.ref.iri])) for each in some))
        for kind, some in sorted_kinds
    ]


def _finding(finding: Finding) -> Entry[Concern]:
    marks = {
        "state": ["open"],
        "document": {_short(place.document) for place in finding.places},
        "severity": [finding.severity],
        "rule": [finding.rule.id],
    }
    return Entry(finding, marks)


def _doubt(doubt: Doubt, numbers: dict[str, str]) -> Entry[Concern]:
    marks = {
        "state": ["suspected" if doubt.suspected else "acknowledged"],
        "kind": [_short(doubt.dimension)],
        "document": {_short(each) for each in doubt.documents},
        "severity": ["Warning"] if doubt.acknowledges else [],
        "rule": [numbers.get(each, each.removeprefix(SHAPES)) for each in doubt.acknowledges],
    }
    return Entry(doubt, marks)


def _short(ref: Ref) -> str:
    """What stands for a document or a kind in an address."""
    return ref.path or ref.iri.rpartition("/")[2]


def _value(store: Store, written: str, language: Language) -> Ref | str:
    """The value of a finding: a thing of ours, the text of a literal, or what else is written there."""
    if written.startswith(BASE):
        return ref(store, written, language)
    known = literal(written)
    return written if known is None else known.value
