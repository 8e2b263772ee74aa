"""The way from anything up to the vision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.labels import Ref, ref
from plangraph.namespaces import ONTOLOGY
from plangraph.store import Row, Store

LAST: Final = 1 << 30
"""The order of what has none: after all others."""

_ORDER: Final = NamedNode(ONTOLOGY + "order")
_CONTRIBUTES_TO: Final = NamedNode(ONTOLOGY + "contributesTo")
_ABOVE: Final = """SELECT ?thing ?child ?parent ?basis ?order {
  ?thing pg:contributesTo* ?child .
  GRAPH ?graph { ?child pg:contributesTo ?parent }
  ?graph pg:basis ?basis .
  OPTIONAL { ?parent pg:order ?order }
}"""


def trail(store: Store, iri: str, language: Language) -> tuple[Ref, ...]:
    """From the vision down to the thing's parent; empty where it does not climb."""
    upward = main_links(store.select(_ABOVE, thing=NamedNode(iri)))
    passed = [iri]
    while (link := upward.get(passed[-1])) and (parent := link["parent"].value) not in passed:
        passed.append(parent)
    return tuple(ref(store, each, language) for each in reversed(passed[1:]))


def position(store: Store, iri: str) -> tuple[int, ...]:
    """The orders from the top of the thing's trail down to its own, by which things of many parents can be sorted."""
    passed = [iri]
    orders = [_order(store, iri)]
    while above := {each.object.value for each in store.match(NamedNode(passed[-1]), _CONTRIBUTES_TO)} - set(passed):
        order, parent = min((_order(store, each), each) for each in above)
        passed.append(parent)
        orders.append(order)
    return tuple(reversed(orders))


def main_links(rows: Iterable[Row]) -> dict[str, Row]:
    """Of rows with child, parent, basis and order: each child's one link up, stated before others, then by order."""
    chosen: dict[str, Row] = {}
    for row in sorted(rows, key=_preference):
        chosen.setdefault(row["child"].value, row)
    return chosen


def _order(store: Store, iri: str) -> int:
    return min((int(each.object.value) for each in store.match(NamedNode(iri), _ORDER)), default=LAST)


def _preference(row: Row) -> tuple[bool, int, str]:
    order = int(row["order"].value) if "order" in row else LAST
    return row["basis"].value != ONTOLOGY + "stated", order, row["parent"].value
