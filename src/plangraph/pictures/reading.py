"""From the rows of an answer to what a picture draws."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Final, TypeAlias

from plangraph.labels import Ref
from plangraph.namespaces import ONTOLOGY
from plangraph.pictures.networks import Link, Node
from plangraph.pictures.trees import Branch
from plangraph.shown import Heading, Shown
from plangraph.spreadsheets import Value

Rows: TypeAlias = Sequence[Sequence[Shown]]

_ONE_EACH: Final = {"bar": ("category", "value"), "line": ("category", "value"), "network": ("from", "to")}
"""The channels that one column each has to be drawn as."""
_DEEPER: Final = "\n"


@dataclass(frozen=True, slots=True)
class Things:
    """What a picture has to know of things beyond the rows: their kinds and their pages ("" for none)."""

    kind: Callable[[Ref], str]
    url: Callable[[Ref], str]


@dataclass(frozen=True, slots=True)
class Number:
    """One value of a chart: its category with its page and place on an axis, its series, and how it is written."""

    category: str
    category_url: str
    place: Value
    fiscal: bool
    series: str
    value: float
    text: str
    title: str
    url: str


def branches(headings: Sequence[Heading], rows: Rows, things: Things) -> list[Branch]:
    """The tree that the columns of levels make, row by row; the basis of a row is that of its deepest link."""
    columns = drawn_as(headings, "level")
    found: dict[str, Branch] = {}
    for row in rows:
        way = _way([row[at] for at in columns])
        for depth, (at, cell) in enumerate(zip(columns, way, strict=False)):
            key = "".join(_DEEPER + _name(each) for each in way[: depth + 1])
            above = key[: key.rindex(_DEEPER)]
            known = found.get(key)
            basis = _basis(headings, row) if depth == len(way) - 1 else ""
            if known is None or (basis and not known.basis):
                found[key] = _branch(key, above, _label(headings, row, at), cell.ref, basis, things)
    return list(found.values())


def network(
    headings: Sequence[Heading], rows: Rows, things: Things, about: Collection[str]
) -> tuple[list[Node], list[Link]]:
    """The network that the columns `from` and `to` make, a link a row, called as the column `series` says.

    The things with the IRIs in `about` are what the picture is about.
    """
    (start,), (end,) = drawn_as(headings, "from"), drawn_as(headings, "to")
    named = drawn_as(headings, "series")
    nodes: dict[str, Node] = {}
    links: dict[Link, None] = {}
    for row in rows:
        ends = row[start], row[end]
        for at, cell in zip((start, end), ends, strict=True):
            if cell.text and _name(cell) not in nodes:
                nodes[_name(cell)] = _node(_label(headings, row, at), cell, headings[at], things, about)
        if ends[0].text and ends[1].text:
            words = row[named[0]].text if named else ""
            links[Link(_name(ends[0]), _name(ends[1]), words, _basis(headings, row))] = None
    return list(nodes.values()), list(links)


def is_drawable(picture: str, headings: Sequence[Heading]) -> bool:
    """Whether the columns are those that the picture needs: data that break the rules may lack some, or have two."""
    if picture == "tree":
        return bool(drawn_as(headings, "level"))
    return picture in _ONE_EACH and all(len(drawn_as(headings, each)) == 1 for each in _ONE_EACH[picture])


def with_numbers(headings: Sequence[Heading], rows: Rows) -> Rows:
    """The rows whose `value` is a number, and no larger than one that can be drawn."""
    (value,) = drawn_as(headings, "value")
    return [row for row in rows if _has_length(row[value].value)]


def _has_length(value: Value) -> bool:
    return isinstance(value, int | Decimal) and isfinite(float(value))


def numbers(headings: Sequence[Heading], rows: Rows, things: Things) -> list[Number]:
    """The values of the columns `category`, `value` and `series`, a row each; rows without a number have none."""
    (category,), (value,) = drawn_as(headings, "category"), drawn_as(headings, "value")
    series = drawn_as(headings, "series")
    found = []
    for row in rows:
        cell, name = row[value], row[category]
        if isinstance(cell.value, int | Decimal):
            of = row[series[0]].text if series else ""
            told = f"{', '.join(filter(None, (name.text, of)))}: {cell.text}{_unit(headings[value])}"
            found.append(
                Number(
                    category=_label(headings, row, category),
                    category_url=things.url(name.ref) if name.ref else "",
                    place=name.value,
                    fiscal=name.kind == "fiscal-year",
                    series=of,
                    value=float(cell.value),
                    text=cell.text,
                    title=told,
                    url=things.url(cell.ref) if cell.ref else "",
                )
            )
    return found


def _unit(heading: Heading) -> str:
    between = "" if heading.unit[:1] > "\u3000" or heading.unit == "%" else " "
    return f"{between}{heading.unit}" if heading.unit else ""


def _label(headings: Sequence[Heading], row: Sequence[Shown], at: int) -> str:
    """What a cell says, after the code in the column before it."""
    code = row[at - 1].text if at and headings[at - 1].kind == "code" else ""
    return f"{code} {row[at].text}" if code and row[at].text else row[at].text


def drawn_as(headings: Sequence[Heading], channel: str) -> list[int]:
    """The positions of the columns that a picture draws so."""
    return [at for at, heading in enumerate(headings) if heading.drawn_as == channel]


def _way(cells: Iterable[Shown]) -> list[Shown]:
    """The cells down to the last that says something."""
    way = list(cells)
    while way and not way[-1].text:
        way.pop()
    return way


def _name(cell: Shown) -> str:
    return cell.ref.iri if cell.ref else cell.text


def _branch(key: str, above: str, label: str, ref: Ref | None, basis: str, things: Things) -> Branch:
    return Branch(key, above, label, ref.iri, things.url(ref), basis) if ref else Branch(key, above, label, basis=basis)


def _node(label: str, cell: Shown, heading: Heading, things: Things, about: Collection[str]) -> Node:
    ref = cell.ref
    if ref is None:
        return Node(cell.text, label, heading.label)
    return Node(ref.iri, label, things.kind(ref) or heading.label, things.url(ref), strong=ref.iri in about)


def _basis(headings: Sequence[Heading], row: Sequence[Shown]) -> str:
    """The basis that a row names, without the IRI of the ontology around it; "" if none."""
    cells = (row[at] for at, heading in enumerate(headings) if heading.kind == "basis")
    named = (cell.ref.iri for cell in cells if cell.ref)
    return next((iri.removeprefix(ONTOLOGY) for iri in named), "")
