"""Of single faults of every kind in the real data, rules catch nearly all; the others are listed with the reason."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from mutations import Mutation, RealData, mutations

from plangraph import catalog
from plangraph.faults import faults
from plangraph.rules import Rules
from plangraph.store import Store
from plangraph.validation import Check

pytestmark = pytest.mark.slow

CATCHABLE = 0.95
NOT_CAUGHT: dict[str, str] = {}
"""Why no rule can notice these faults, by their names."""


def _told(mutation: Mutation) -> frozenset[str]:
    """The numbers of the rules that have something to say of data with this fault."""
    whole = Store.load()
    store, rules = mutation.store(whole), Rules(catalog.root())
    findings = Check(store, rules, tuple(faults(store, rules)), 0.0).report("en").findings
    return frozenset(finding.rule.id for finding in findings if finding.doubt is None)


@pytest.fixture(scope="module")
def told(store: Store) -> dict[Mutation, frozenset[str]]:
    """What the rules say of each fault; two processes share the work."""
    made = mutations(RealData(store))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return dict(zip(made, pool.map(_told, made, chunksize=8), strict=True))


def test_there_are_enough_faults_of_enough_kinds(told: dict[Mutation, frozenset[str]]) -> None:
    assert len(told) >= 200
    assert len({mutation.name for mutation in told}) == len(told)
    assert len({mutation.kind for mutation in told}) >= 40


def test_nearly_all_faults_are_caught(told: dict[Mutation, frozenset[str]]) -> None:
    missed = {mutation.name for mutation, rules in told.items() if not rules}
    assert missed == NOT_CAUGHT.keys()
    assert len(missed) <= (1 - CATCHABLE) * len(told)


def test_many_rules_take_part(told: dict[Mutation, frozenset[str]]) -> None:
    alone = Counter(rule for rules in told.values() if len(rules) == 1 for rule in rules)
    assert len({rule for rules in told.values() for rule in rules}) >= 80
    assert len(alone) >= 30
