"""The plan on one screen: every row as wide as the others, also where a branch ends early."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plangraph.errors import Language
from plangraph.plans import plan
from plangraph.store import Store
from plangraph_web.overview import overview


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_shipped_plan(store: Store, language: Language) -> None:
    rows = overview(plan(store, "ichinoseki/plan/2026", language).tree)
    assert [len(row.blocks) for row in rows] == [3, 11, 24]
    assert {sum(block.span for block in row.blocks) for row in rows} == {24}


def test_a_branch_that_ends_early_keeps_its_column(store: Store) -> None:
    tree = plan(store, "ichinoseki/plan/2026", "ja").tree
    leaf = replace(tree.children[2], children=())
    rows = overview(replace(tree, children=(tree.children[0], leaf)))
    assert [[block.span for block in row.blocks] for row in rows] == [[8, 1], [2, 2, 2, 2, 1], [1] * 9]
    assert [row.blocks[-1].node for row in rows] == [leaf, None, None]


def test_a_shallow_plan_has_as_many_rows_as_levels(town: Store) -> None:
    tree = plan(town, "town/plan", "ja").tree
    assert [row.level for row in overview(tree)] == ["柱", "施策"]
    assert [[block.span for block in row.blocks] for row in overview(tree)] == [[1, 2], [1, 1, 1]]
    assert overview(replace(tree, children=())) == []
