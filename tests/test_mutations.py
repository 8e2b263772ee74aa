"""Of single faults of every kind in the real data, rules catch nearly all; the others are listed with the reason."""

from __future__ import annotations

from copy import copy

import pytest
from mutations import GUARDS, Mutation, RealData, mutations

from plangraph import catalog
from plangraph.doubts import acknowledgements
from plangraph.engines import faults
from plangraph.namespaces import SHAPES
from plangraph.rules import Rules
from plangraph.store import Store

MUTATIONS = mutations(RealData(Store.load()))
NOT_CAUGHT = {
    "length or edition wrong: ichinoseki/plan/2016/part/implementation-plan durationInYears 3 → 4": (
        "The document gives this length once, without years, and nothing is printed beside it to compare."
    ),
    "reason left out: ichinoseki/plan/2016/link/plan-label object 一関市総合計画(2016–2025年度、案)": (
        "A name in an inferred graph may stand without a reason."
    ),
}
"""Why no rule can notice these faults, by their names."""
RULES = Rules(catalog.root())


def noticed(faulty: Store, rules: Rules) -> bool:
    """Whether a rule finds anything that no doubt acknowledges."""
    explained = acknowledgements(faulty)
    return any((fault.rule, fault.focus) not in explained for fault in faults(faulty, rules))


def guards(kind: str) -> Rules:
    """The rules that are asked first, since all together take long."""
    rules = copy(RULES)
    rules.chosen &= {SHAPES + number for number in GUARDS[kind]}
    return rules


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_fault_is_noticed(mutation: Mutation, store: Store) -> None:
    faulty = mutation.store(store)
    assert any(noticed(faulty, rules) for rules in (guards(mutation.kind), RULES)) == (mutation.name not in NOT_CAUGHT)


def test_each_kind_of_fault_has_rules_that_guard_against_it() -> None:
    assert GUARDS.keys() == {mutation.kind for mutation in MUTATIONS}
    assert {SHAPES + number for numbers in GUARDS.values() for number in numbers} <= RULES.chosen


def test_there_are_enough_faults_of_enough_kinds() -> None:
    assert len(MUTATIONS) >= 200
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
    assert len({mutation.kind for mutation in MUTATIONS}) >= 40


def test_nearly_all_faults_are_noticed() -> None:
    assert NOT_CAUGHT.keys() <= {mutation.name for mutation in MUTATIONS}
    assert len(NOT_CAUGHT) <= 0.05 * len(MUTATIONS)
