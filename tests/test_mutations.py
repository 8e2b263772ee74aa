"""Of single faults of every kind in the real data, rules catch nearly all; the others are listed with the reason."""

from __future__ import annotations

import pytest
from mutations import Mutation, RealData, mutations

from plangraph import catalog
from plangraph.faults import faults
from plangraph.namespaces import SHAPES
from plangraph.rules import Rules
from plangraph.store import Store
from plangraph.validation import Check

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
DEAREST = frozenset(f"{SHAPES}C-{number}" for number in (31, 88, 139, 162, 199, 200, 201, 210, 234, 240, 241))
"""Rules that take long: they are asked only where the others have noticed nothing."""


@pytest.fixture(scope="module")
def parts() -> tuple[Rules, Rules]:
    """The quick rules, and all."""
    quick, whole = Rules(catalog.root()), Rules(catalog.root())
    quick.chosen -= DEAREST
    return quick, whole


def noticed(faulty: Store, rules: Rules) -> bool:
    """Whether a rule has anything to say that no doubt acknowledges."""
    findings = Check(faulty, rules, tuple(faults(faulty, rules)), 0.0).report("en").findings
    return any(finding.doubt is None for finding in findings)


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_fault_is_noticed(mutation: Mutation, store: Store, parts: tuple[Rules, Rules]) -> None:
    faulty = mutation.store(store)
    assert any(noticed(faulty, rules) for rules in parts) == (mutation.name not in NOT_CAUGHT)


def test_there_are_enough_faults_of_enough_kinds() -> None:
    assert len(MUTATIONS) >= 200
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
    assert len({mutation.kind for mutation in MUTATIONS}) >= 40


def test_nearly_all_faults_are_noticed() -> None:
    assert NOT_CAUGHT.keys() <= {mutation.name for mutation in MUTATIONS}
    assert len(NOT_CAUGHT) <= 0.05 * len(MUTATIONS)
