"""Of single faults of every kind in the real data, rules catch nearly all; the others are listed with the reason."""

from __future__ import annotations

import pytest
from mutations import Mutation, RealData, mutations

from plangraph import catalog
from plangraph.faults import faults
from plangraph.rules import Rules
from plangraph.store import Store
from plangraph.validation import Check

MUTATIONS = mutations(RealData(Store.load()))
NOT_CAUGHT: dict[str, str] = {}
"""Why no rule can notice these faults, by their names."""


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(catalog.root())


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_fault_is_noticed(mutation: Mutation, store: Store, rules: Rules) -> None:
    faulty = mutation.store(store)
    findings = Check(faulty, rules, tuple(faults(faulty, rules)), 0.0).report("en").findings
    told = {finding.rule.id for finding in findings if finding.doubt is None}
    assert bool(told) == (mutation.name not in NOT_CAUGHT)


def test_there_are_enough_faults_of_enough_kinds() -> None:
    assert len(MUTATIONS) >= 200
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
    assert len({mutation.kind for mutation in MUTATIONS}) >= 40


def test_nearly_all_faults_are_noticed() -> None:
    assert NOT_CAUGHT.keys() <= {mutation.name for mutation in MUTATIONS}
    assert len(NOT_CAUGHT) <= 0.05 * len(MUTATIONS)
