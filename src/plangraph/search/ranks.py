"""What people mean first: of which sort a thing is, and how old the plan that it stands in."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pyoxigraph import NamedNode

from plangraph.namespaces import ID, ONTOLOGY, PG_IN_PLAN, PG_PLAN
from plangraph.plans import newest_first

if TYPE_CHECKING:
    from plangraph.store import Store

_MADE_BY: Final = NamedNode(ONTOLOGY + "madeBy")
_ASIDE: Final = frozenset(ONTOLOGY + name for name in ("ExplainedStatement", "Parameter", "Column", "Question"))
"""What is named after the things that it is about, and questions, which are found by their keywords."""
_LATER: Final = tuple(
    frozenset(ONTOLOGY + name for name in names)
    for names in (
        ("Document", "Attachment"),
        (
            *("Doubt", "Observation", "Target", "Distance"),
            *("TrendStatement", "CountStatement", "PeriodStatement"),
        ),
        ("Place", "TableBlock"),
    )
)
"""What is told last: documents, then what says something of others or is many and alike, then parts of documents."""
LAST: Final = range(1, len(_LATER) + 1)
"""The values of `Standing.last` of these."""
_ORDER: Final = (
    ("Plan", "Municipality", "Prefecture", "SettlementRegion"),
    ("Vision",),
    ("Goal",),
    ("Field", "CooperationField", "PolicyArea", "Direction"),
    ("Measure",),
    ("PriorityProject", "JointProject"),
    ("Strategy", "Principle", "Approach"),
    ("Role", "Level", "BasicConcept", "BasicPlan", "ImplementationPlan"),
)
"""The classes of what plans set out and of who sets it out, in the order in which it is meant."""
_BESIDE: Final = len(_ORDER)
"""From this weight on things stand beside the plans, indicators before others."""
_WEIGHTS: Final = {ONTOLOGY + "Indicator": _BESIDE} | {
    ONTOLOGY + name: weight for weight, names in enumerate(_ORDER) for name in names
}
_OTHER: Final = _BESIDE + 1
_NONE: Final = frozenset({""})


Objects: TypeAlias = dict[str, frozenset[str]]


class Standing(NamedTuple):
    """Where a thing stands among others that fit as well; the smaller, the sooner it is meant."""

    last: int
    """0, or one of `LAST` if it is told last."""
    aside: bool
    """Whether it is neither a part of a plan nor a municipality."""
    age: int
    """How many newer plans there are by the maker of its plan."""
    weight: int


def standings(store: Store, classes_of: Objects) -> dict[str, Standing]:
    """Where each thing stands that can be found, which these classes tell."""
    plans, ages = objects(store, PG_IN_PLAN), _ages(store)
    return {
        iri: _standing(classes, ages.get(iri if PG_PLAN.value in classes else min(plans.get(iri, _NONE)), 0))
        for iri, classes in classes_of.items()
        if iri.startswith(ID) and can_be_found(classes)
    }


def _ages(store: Store) -> dict[str, int]:
    """How many newer plans the maker of each plan has."""
    makers, made = objects(store, _MADE_BY), Counter[str]()
    found = {}
    for plan in newest_first(store):
        maker = min(makers.get(plan, _NONE))
        found[plan] = made[maker]
        made[maker] += 1
    return found


def objects(store: Store, predicate: NamedNode) -> Objects:
    """The objects of each thing; where they are the same of several, they stand in memory once."""
    found: dict[str, frozenset[str]] = {}
    for each in store.engine.quads_for_pattern(None, predicate, None, None):
        if isinstance(each.subject, NamedNode) and isinstance(each.object, NamedNode):
            found[each.subject.value] = _with(found.get(each.subject.value, frozenset()), each.object.value)
    return found


@lru_cache(maxsize=10_000)
def _with(objects: frozenset[str], other: str) -> frozenset[str]:
    return objects | {other}


def can_be_found(classes: frozenset[str]) -> bool:
    """Whether people look for things of these classes."""
    return not classes & _ASIDE and any(each.startswith(ONTOLOGY) for each in classes)


@lru_cache(maxsize=10_000)
def _standing(classes: frozenset[str], age: int) -> Standing:
    weight = min((_WEIGHTS[each] for each in classes if each in _WEIGHTS), default=_OTHER)
    last = max((at for at, those in zip(LAST, _LATER, strict=True) if classes & those), default=0)
    return Standing(last, weight >= _BESIDE, age, weight)
