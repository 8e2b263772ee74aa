"""Which questions can be asked about a thing."""

from __future__ import annotations

from plangraph.asked_about import asked_about
from plangraph.namespaces import BASE, ID
from plangraph.questions import asked
from plangraph.store import Store

GOAL = ID + "ichinoseki/plan/2026/goal/20"


def test_a_goal_is_among_the_choices_of_the_questions_about_goals(store: Store) -> None:
    found = {each.question.slug: each for each in asked_about(store, GOAL, "ja")}
    assert "measures-of-goal" in found
    assert (found["measures-of-goal"].variable, found["measures-of-goal"].word) == (
        "goal",
        "ichinoseki/plan/2026/goal/20",
    )
    assert len(found) == len(asked_about(store, GOAL, "ja"))


def test_each_of_its_questions_can_be_asked_about_it(store: Store) -> None:
    for each in asked_about(store, GOAL, "en"):
        chosen = asked(store, each.question, {each.variable: each.word}).choices[each.variable]
        assert chosen.term.value == GOAL


def test_a_policy_field_has_questions_too_and_a_place_has_none(store: Store) -> None:
    assert asked_about(store, BASE + "ontology/policy-field/welfare", "ja")
    assert asked_about(store, ID + "ichinoseki/document/plan-2026-summary/L144-C3-10", "ja") == ()
