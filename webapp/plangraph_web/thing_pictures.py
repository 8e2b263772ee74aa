"""The small picture on a thing's page: the thing and what is next to it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from plangraph.labels import Ref
from plangraph.neighbours import Neighbour, neighbourhood
from plangraph.pictures.networks import Link, Node, network_svg
from plangraph.things import level
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.templating import named, page_of


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing, and how many neighbours it leaves out."""

    svg: Markup
    left_out: int


def picture_of(ref: Ref) -> Picture | None:
    """The thing and its nearest neighbours, drawn; None where it has none."""
    around = neighbourhood(desk().store, ref.iri, language())
    if not around.neighbours:
        return None
    nodes = [_node(ref, strong=True), *(_node(each.ref) for each in around.neighbours)]
    links = [_link(ref, each) for each in around.neighbours]
    title = gettext("What “%(name)s” is linked to", name=named(ref).text)
    told = gettext("Boxes and links. The lists on this page hold the same.")
    return Picture(Markup(network_svg(nodes, links, title, told, language(), "near")), around.left_out)  # noqa: S704 - written by an XML library


def _node(ref: Ref, *, strong: bool = False) -> Node:
    return Node(ref.iri, named(ref).text, level(desk().store, ref, language()), page_of(ref) or "", strong)


def _link(ref: Ref, beside: Neighbour) -> Link:
    start, end = (ref, beside.ref) if beside.leads else (beside.ref, ref)
    return Link(start.iri, end.iri, beside.predicate.label, beside.basis)
