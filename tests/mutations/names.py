"""Faults in names: cut, exchanged, destroyed, in the wrong language."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from mutations.base import Mutation, RealData, Said, changed, dropped, short

NAMED = ("pg:Vision", "pg:Principle", "pg:Goal", "pg:Measure", "pg:Field", "pg:Approach", "pg:PriorityProject")
JOINT = ("pg:PolicyArea", "pg:CooperationField", "pg:Direction", "pg:JointProject", "pg:Body", "pg:Municipality")


def name_faults(data: RealData) -> Iterator[Mutation]:
    things = data.of_class(*NAMED, *JOINT)
    names = [said for each in things for said in _names(data, each) if len(said.words) > 3]
    for said in data.draw(names, 8):
        yield changed("name cut in half", said, said.with_words(said.words[: len(said.words) // 2]))
    for said in data.draw(names, 5):
        yield changed("last letter of a name lost", said, said.with_words(said.words[:-1]))
    for said in data.draw(names, 3):
        yield changed("residue of markup in a name", said, said.with_words(said.words + "**"))
    for said in data.draw(names, 3):
        yield changed("letter not recognised", said, said.with_words("\N{REPLACEMENT CHARACTER}" + said.words[1:]))
    for said in data.draw(names, 3):
        yield changed("space around a name", said, said.with_words(said.words + " "))
    for said in data.draw(names, 3):
        yield changed("name tagged as English", said, said._replace(object=Literal(said.words, language="en")))
    for said in data.draw(names, 3):
        yield dropped("name left out", said)
    yield from _exchanged(data, names)
    yield from _doubled(data, things)


def _exchanged(data: RealData, names: list[Said]) -> Iterator[Mutation]:
    pool = data.draw(names, 10)
    for one, other in zip(pool[::2], pool[1::2], strict=True):
        new = (one._replace(object=other.object), other._replace(object=one.object))
        yield Mutation("two names exchanged", f"{short(one.subject)} and {short(other.subject)}", (one, other), new)


def _doubled(data: RealData, things: list[NamedNode]) -> Iterator[Mutation]:
    """All that is said of a thing is said of a second one, too."""
    for each in data.draw(things, 5):
        twin = NamedNode(each.value + "-2")
        new = tuple(said._replace(subject=twin) for said in data.said(each))
        yield Mutation("thing doubled", short(each), (), new)


def _names(data: RealData, each: NamedNode) -> list[Said]:
    found = data.said(each, "rdfs:label")
    return [said for said in found if isinstance(said.object, Literal) and said.object.language == "ja"]
