"""Faults in what leads to what: links dropped, turned round, led astray, moved to a graph of another basis."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from mutations.base import Mutation, RealData, Said, changed, dropped, short, term
from plangraph.namespaces import GRAPH

READINGS = ("pg:succeeds", "pg:supports", "pg:policyField", "pg:sustainableDevelopmentGoal", "pg:notTakenUpIn")
MEMBERS = ("pg:member", "pg:party", "pg:playedBy", "pg:inDirection", "pg:centralCity", "pg:actor", "pg:about")


def link_faults(data: RealData) -> Iterator[Mutation]:
    yield from _upwards(data)
    yield from _stated(data)
    yield from _left_out(data)
    for said in data.draw(data.said(None, "pg:succeeds"), 4):
        yield _turned("succession turned round", said)
    for said in data.draw(data.said(None, "pg:succeeds"), 2):
        yield changed("succeeds itself", said, said.leading_to(said.subject))
    for said in data.draw(data.said(None, "pg:policyField"), 3):
        yield changed("policy field of no scheme", said, said.leading_to(NamedNode(said.words + "-2")))
    for name in ("pg:number", "pg:order"):
        for said in data.draw(data.said(None, name), 2):
            yield dropped("number or order left out", said)
    yield from _misspelt(data)


def _upwards(data: RealData) -> Iterator[Mutation]:
    links = data.said(None, "pg:contributesTo")
    targets = sorted({said.words for said in links})
    for said in data.draw(links, 4):
        yield _turned("link upwards turned round", said)
    for said in data.draw(links, 5):
        yield dropped("link upwards left out", said)
    for said in data.draw(links, 5):
        elsewhere = [each for each in targets if _plan(each) != _plan(said.words)]
        (target,) = data.draw(elsewhere, 1)
        yield changed("link upwards into another plan", said, said.leading_to(NamedNode(target)))
    for said in data.draw(links, 3):
        yield changed("link to nothing", said, said.leading_to(NamedNode(said.words + "x")))


def _plan(iri: str) -> str:
    owner, _, rest = iri.partition("/plan/")
    return f"{owner}/{rest.split('/')[0]}"


def _turned(kind: str, said: Said) -> Mutation:
    return Mutation(kind, f"{short(said.subject)} {short(said.object)}", (said,), (said.turned(),))


def _stated(data: RealData) -> Iterator[Mutation]:
    """What a curator has read into the documents is said to stand in them."""
    readings = [said for name in READINGS for said in data.said(None, name)]
    inferred = [said for said in data.said(None, "pg:contributesTo") if said.graph.value.endswith("/inferred")]
    for said in data.draw(readings, 5) + data.draw(inferred, 2):
        owner = "ichinoseki/plan/2026" if "ichinoseki/" in short(said.subject) else "ichinoseki-hiraizumi/plan/3"
        moved = said._replace(graph=NamedNode(f"{GRAPH}{owner}/stated"))
        yield Mutation("link said to be stated", f"{short(said.subject)} {short(said.object)}", (said,), (moved,))


def _left_out(data: RealData) -> Iterator[Mutation]:
    for said in data.draw([said for name in MEMBERS for said in data.said(None, name)], 7):
        yield dropped("member, party or actor left out", said)
    for each in data.draw(data.of_class("pg:Measure", "pg:Goal", "pg:Field", "pg:JointProject", "pg:Role"), 6):
        yield dropped("thing left out", *data.said(each))
    for each in data.draw(data.of_class("pg:ExplainedStatement"), 4):
        yield dropped("reason left out", *data.said(each))


def _misspelt(data: RealData) -> Iterator[Mutation]:
    for said in data.draw(data.said(None, "pg:contributesTo"), 3) + data.draw(data.said(None, "pg:statedAt"), 3):
        wrong = said._replace(predicate=NamedNode(said.predicate.value + "s"))
        yield Mutation("property misspelt", short(said.subject), (said,), (wrong,))
    for said in data.draw(data.said(None, "rdf:type", term("pg:Measure")), 3):
        yield changed("class misspelt", said, said.leading_to(term("pg:Mesure")))
