"""The picture of an answer on its page: a tree or network as SVG, bars or lines as data for the page's script."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from flask_babel import format_decimal, gettext, ngettext
from markupsafe import Markup
from pyoxigraph import NamedNode, Triple

from plangraph.descriptions import description
from plangraph.labels import kind, named
from plangraph.namespaces import RDF_TYPE, shorten
from plangraph.pictures.bars import bar_chart
from plangraph.pictures.guessing import guessed
from plangraph.pictures.lines import MOST_SERIES, line_chart
from plangraph.pictures.looks import MADE
from plangraph.pictures.networks import network_svg
from plangraph.pictures.reading import (
    Rows,
    Things,
    branches,
    drawn_as,
    is_drawable,
    network,
    numbers,
    with_numbers,
)
from plangraph.pictures.trees import tree_svg
from plangraph.pictures.triples import linked
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.templating import page_of

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.pictures.networks import Link, Node
    from plangraph.questions import Question
    from plangraph.shown import Heading
    from plangraph.store import Store

MOST_BARS: Final = 60
MOST_DOTS: Final = 600
MOST_THINGS: Final = 400
"""Boxes in a tree or a network."""
MOST_LINKS: Final = 600
"""Links in the network of a graph, of which nobody knows beforehand how dense it is."""
_QUERY: Final = "query"
_NAMED: Final = re.compile(r"<([^<>\s]+)>")
"""What a query names by its IRI."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a page shows: a drawing, the data of a chart, or a sentence that says why there is neither.

    `name` is that of its file, and what its ids begin with.
    """

    name: str
    title: str
    description: str
    svg: Markup | None = None
    chart: dict[str, Any] | None = None


def picture(
    title: str,
    headings: Sequence[Heading],
    rows: Rows,
    question: Question | None = None,
    about: Collection[str] = (),
) -> Picture | None:
    """The picture that a question asks for, or that fits an answer to any other query; None for a mere table.

    `about` has the IRIs of things that are to stand out.
    """
    wanted = question.picture if question else "table"
    name = question.slug if question else _QUERY
    if question is None and (guess := guessed(headings, rows)):
        wanted, headings = guess
    if not rows or not is_drawable(wanted, headings):
        return None
    if wanted == "tree":
        return _tree(name, title, headings, rows)
    if wanted == "network":
        return _network(name, title, headings, rows, about)
    return _chart(name, title, wanted, headings, rows)


def graph_picture(title: str, rows: Rows, sparql: str) -> Picture | None:
    """The network of the triples that a query answers with; what the query names by its IRI stands out.

    None without a row.
    """
    if not rows:
        return None
    basis = partial(_basis, desk().store)
    nodes, links = linked(rows, _things(_any_kind), basis, set(_NAMED.findall(sparql)), language())
    if not links:
        return Picture(_QUERY, title, _unlinked())
    if len(nodes) > MOST_THINGS or len(links) > MOST_LINKS:
        return Picture(_QUERY, title, _too_large(len(nodes), len(links)))
    return _drawn(_QUERY, title, nodes, links)


def _basis(store: Store, subject: str, predicate: str, target: str) -> str:
    """What a triple rests on: the basis of the graph that holds it; else the query has made it."""
    if "_:" in (subject[:2], target[:2]):
        return ""
    ends = NamedNode(subject), NamedNode(predicate), NamedNode(target)
    found = store.match(*ends)
    if found:
        return store.bases[found[0].graph]
    return "" if Triple(*ends) in store.once(_described) else MADE


def _described(store: Store) -> frozenset[Triple]:
    return frozenset(description(store))


def _any_kind(store: Store, iri: str, spoken: Language) -> str:
    """The kind of a thing, of whatever vocabulary; "" if the data say nothing of it."""
    if ours := kind(store, iri, spoken):
        return ours
    said = [each.object for each in store.match(NamedNode(iri), RDF_TYPE)]
    found = sorted(each.value for each in said if isinstance(each, NamedNode))
    return (named(store, found[0], spoken) or shorten(found[0])) if found else ""


def _tree(name: str, title: str, headings: Sequence[Heading], rows: Rows) -> Picture:
    found = branches(headings, rows, _things())
    things = sum(bool(each.label) for each in found)
    if not 0 < things <= MOST_THINGS:
        return Picture(name, title, _not_drawn(things))
    told = ngettext("A tree of %(count)s thing.", "A tree of %(count)s things.", things, count=format_decimal(things))
    levels = [headings[at].label for at in drawn_as(headings, "level")]
    return _svg(name, title, told, tree_svg(found, levels, title, told, language(), name))


def _network(name: str, title: str, headings: Sequence[Heading], rows: Rows, about: Collection[str]) -> Picture:
    nodes, links = network(headings, rows, _things(), about)
    if not 0 < len(nodes) <= MOST_THINGS:
        return Picture(name, title, _not_drawn(len(nodes)))
    return _drawn(name, title, nodes, links)


def _drawn(name: str, title: str, nodes: Sequence[Node], links: Sequence[Link]) -> Picture:
    told = gettext(
        "A network of %(things)s things and %(links)s links.",
        things=format_decimal(len(nodes)),
        links=format_decimal(len(links)),
    )
    return _svg(name, title, told, network_svg(nodes, links, title, told, language(), name))


def _svg(name: str, title: str, told: str, svg: str) -> Picture:
    return Picture(name, title, _beside_table(told), svg=Markup(svg))  # noqa: S704 - written by an XML library


def _chart(name: str, title: str, form: str, headings: Sequence[Heading], rows: Rows) -> Picture:
    found = with_numbers(headings, rows)
    if not found:
        return Picture(name, title, gettext("None of the rows has a number to be drawn."))
    if over := _over_bars(found) if form == "bar" else _over_lines(headings, found):
        return Picture(name, title, over)
    (category,), (value,) = drawn_as(headings, "category"), drawn_as(headings, "value")
    counted = headings[value].in_full
    drawn = numbers(headings, found, _things())
    if form == "bar":
        told, chart = gettext("A bar chart."), asdict(bar_chart(counted, drawn))
    else:
        told = gettext("A line chart over the years.")
        chart = asdict(line_chart(counted, headings[category].label, drawn, language()))
    return Picture(name, title, _beside_table(told), chart=chart)


def _over_bars(rows: Rows) -> str:
    """Why there are no bars; "" if there can be."""
    return _too_many(gettext("Bars"), len(rows), MOST_BARS) if len(rows) > MOST_BARS else ""


def _over_lines(headings: Sequence[Heading], rows: Rows) -> str:
    """Why there are no lines; "" if there can be."""
    if len(rows) > MOST_DOTS:
        return _too_many(gettext("Dots"), len(rows), MOST_DOTS)
    lines = {row[at].text for row in rows for at in drawn_as(headings, "series")}
    return _too_many(gettext("Lines"), len(lines), MOST_SERIES) if len(lines) > MOST_SERIES else ""


def _beside_table(told: str) -> str:
    between = "" if language() == "ja" else " "
    return told + between + str(gettext("The table below holds the same."))


def _not_drawn(things: int) -> str:
    if not things:
        return str(gettext("None of the rows names a thing to be drawn."))
    return _too_many(gettext("Things"), things, MOST_THINGS)


def _too_many(what: str, count: int, most: int) -> str:
    return str(
        gettext(
            "Too many for a picture (%(what)s: %(count)s, at most %(most)s). The table holds them all.",
            what=what,
            count=format_decimal(count),
            most=format_decimal(most),
        )
    )


def _unlinked() -> str:
    return str(gettext("No two things are linked here, so there is no picture. The table below holds what is said."))


def _too_large(things: int, links: int) -> str:
    return str(
        gettext(
            "Too much for a picture: %(things)s things and %(links)s links, "
            "at most %(most_things)s and %(most_links)s. "
            "With LIMIT or one more condition the query has a picture; the rows are in the table below.",
            things=format_decimal(things),
            links=format_decimal(links),
            most_things=format_decimal(MOST_THINGS),
            most_links=format_decimal(MOST_LINKS),
        )
    )


def _things(kind_of: Callable[[Store, str, Language], str] = kind) -> Things:
    """What pictures ask about things, each asked once."""
    store, spoken = desk().store, language()
    return Things(cache(lambda ref: kind_of(store, ref.iri, spoken)), cache(lambda ref: page_of(ref) or ""))
