"""Does the graph keep its rules, and which of the warnings have the editors looked into."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from plangraph import catalog
from plangraph.descriptions import told
from plangraph.doubts import Doubt, doubts
from plangraph.errors import Language
from plangraph.evidence import STATED_AT, Place, places
from plangraph.faults import OF_A_QUERY, UNMET, Fault, Progress, term, unheard
from plangraph.labels import NaturalKey, Ref, label, natural_key, ref
from plangraph.namespaces import shorten
from plangraph.store import Statement, Store

if TYPE_CHECKING:
    from plangraph.rules import Rule, Rules

SEVERITIES = ("Violation", "Warning", "Info")
"""From the gravest: the graph is wrong; something is doubtful; worth knowing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with all that a reader needs to mend it, or to see why it stays."""

    rule: Rule
    focus: Ref
    path: str
    value: str
    file: str
    place: str
    """Where the documents state the thing, in words."""
    places: tuple[Place, ...] = ()
    doubt: Doubt | None = None
    """What the editors say of this warning: such a warning is acknowledged, one without is open."""
    component: str = OF_A_QUERY
    """The IRI of the kind of constraint that was broken (SHACL §3.6.2)."""

    @property
    def severity(self) -> str:
        """`Violation` (the graph is wrong), `Warning` (something is doubtful) or `Info`."""
        return self.rule.severity

    @property
    def message(self) -> str:
        """What is wrong and how to mend it."""
        return self.rule.message


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule with how many things it looked at and how many faults it found, acknowledged ones included."""

    rule: Rule
    examined: int
    found: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found, how much it looked at, and how long that took, in seconds."""

    findings: tuple[Finding, ...]
    rules: tuple[Checked, ...]
    seconds: float
    language: Language = "ja"

    def open(self, severity: str) -> tuple[Finding, ...]:
        """The findings of one severity that no doubt acknowledges."""
        return tuple(each for each in self.findings if each.severity == severity and each.doubt is None)

    @property
    def acknowledged(self) -> tuple[Finding, ...]:
        """The warnings that the editors have looked into and explained."""
        return tuple(each for each in self.findings if each.doubt is not None)

    def within(self, files: Iterable[str]) -> Report:
        """The same report with the findings of these data files only."""
        wanted = set(files)
        found = tuple(each for each in self.findings if each.file in wanted)
        times = Counter(each.rule for each in found)
        rules = tuple(Checked(each.rule, each.examined, times[each.rule]) for each in self.rules)
        return Report(found, rules, self.seconds, self.language)


def validate(
    root: Path | None = None, language: Language = "ja", store: Store | None = None, only: str | None = None
) -> Report:
    """Check the data below `root` against the rules below it, or against `only` the one of that number.

    Raises DataError if either cannot be read, RuleUnknown if no rule has the number.
    """
    return check(root or catalog.root(), store or Store.load(root), only).report(language)


@dataclass(frozen=True, slots=True)
class Check:
    """What the engines found, before it is told in a language; it took so many seconds."""

    store: Store
    rules: Rules
    faults: tuple[Fault, ...]
    seconds: float
    examined: dict[str, int]
    """How many things each rule looked at, by its IRI."""

    def report(self, language: Language) -> Report:
        """The findings in the language."""
        known = {rule.iri: rule for rule in self.rules.all(language)}
        explained = _explained(self.store, language)
        findings = [
            _finding(self.store, known[fault.rule], fault, explained.get((fault.rule, fault.focus)), language)
            for fault in self.faults
        ]
        findings.sort(key=lambda each: (*_gravest_first(each.rule), each.focus.iri, each.value))
        times = Counter(fault.rule for fault in self.faults)
        checked = tuple(Checked(rule, self.examined[iri], times[iri]) for iri, rule in known.items())
        return Report(tuple(findings), checked, self.seconds, language)


def check(root: Path, store: Store, only: str | None = None, progress: Progress = unheard) -> Check:
    """Run the rules below `root`, or `only` the one of that number, over the data and what the service says of them.

    Raises DataError if they cannot be read, RuleUnknown if no rule has the number.
    """
    from plangraph.engines import faults
    from plangraph.rules import Rules

    started = time.perf_counter()
    rules = Rules(root, only)
    run = Rules(root) if rules.chosen == {UNMET} else rules  # that rule looks at what all others find
    everything = told(store)
    found = faults(store, run, progress=progress, described=everything)
    kept = tuple(each for each in found if each.rule in rules.chosen or not only)
    examined = {rule: rules.examined(rule, everything) for rule in rules.chosen}
    return Check(store, rules, kept, time.perf_counter() - started, examined)


def _explained(store: Store, language: Language) -> dict[tuple[str, str], Doubt]:
    """The doubt that acknowledges the warnings of a rule on a thing, by both IRIs."""
    known = doubts(store, language)
    return {(rule, target.iri): each for each in known for rule in each.acknowledges for target in each.targets}


def _gravest_first(rule: Rule) -> tuple[int, NaturalKey]:
    return SEVERITIES.index(rule.severity), natural_key(rule.id)


def _finding(store: Store, rule: Rule, fault: Fault, doubt: Doubt | None, language: Language) -> Finding:
    known = _is_iri(fault.focus)
    about = store.match(NamedNode(fault.focus)) if known else []
    return Finding(
        rule=rule,
        focus=ref(store, fault.focus, language) if known else Ref(fault.focus, fault.focus),
        path=fault.path,
        value=fault.value,
        file=_file(store, fault, about),
        place=_place(store, about, language),
        places=places(store, fault.focus, language) if known else (),
        doubt=doubt if rule.severity == "Warning" else None,  # only warnings can be acknowledged (C-171)
        component=fault.component,
    )


def _place(store: Store, about: list[Statement], language: Language) -> str:
    """What the thing cites, be it a place or something that should be one."""
    stated = sorted(
        each.object.value for each in about if each.predicate == STATED_AT and not isinstance(each.object, BlankNode)
    )
    return ", ".join(label(store, place, language) if _is_iri(place) else place for place in stated)


def _is_iri(written: str) -> bool:
    """Whether it can be looked up: the focus of a fault may be a literal, or nothing."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", written) is not None


def _file(store: Store, fault: Fault, about: list[Statement]) -> str:
    """The file that holds the faulty statement, or else the one that says most of the thing."""
    faulty = [each for each in about if (shorten(each.predicate.value), term(each.object)) == (fault.path, fault.value)]
    graphs = Counter(each.graph for each in faulty or about)
    return store.file_name(graphs.most_common(1)[0][0]) if graphs else ""
