"""Faults in tables and other figures: cells exchanged, mistyped, dated or sourced wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pyoxigraph import NamedNode

from mutations.base import Mutation, RealData, Said, changed, dropped, short, term

POPULATION = "estat-measure:population"
PRINTED = "pg:valueAsPrinted"
AGES = "https://w3id.org/plangraph/ontology/age/"
SOURCES = "https://w3id.org/plangraph/ontology/data-source/"


def figure_faults(data: RealData) -> Iterator[Mutation]:
    cells = [each for each in data.of_class("pg:Observation") if data.said(each, PRINTED)]
    people = [each for each in cells if data.said(each, POPULATION)]
    yield from _exchanged(data, people)
    yield from _mistyped(data, people, cells)
    yield from _described_wrongly(data, cells)
    for cell in data.draw(cells, 4):
        yield dropped("cell left out", *data.said(cell), *data.said(None, "qb:observation", cell))
    yield from _targets_and_surveys(data)


def _exchanged(data: RealData, people: list[NamedNode]) -> Iterator[Mutation]:
    """Two cells of one block change places, value and print."""
    pairs = [
        (one, other)
        for one, other in combinations(people, 2)
        if _block(one) == _block(other) and _typed(data, one).object != _typed(data, other).object
    ]
    for one, other in data.draw(pairs, 8):
        gone = [said for cell in (one, other) for name in (POPULATION, PRINTED) for said in data.said(cell, name)]
        moved = {one: other, other: one}
        new = [said._replace(subject=moved[said.subject]) for said in gone]
        yield Mutation("two cells exchanged", f"{short(one)} and {short(other)}", tuple(gone), tuple(new))


def _block(cell: NamedNode) -> str:
    """The table and the number of the block, which begin the cell's IRI."""
    return "/".join(cell.value.split("/")[:-2])


def _mistyped(data: RealData, people: list[NamedNode], cells: list[NamedNode]) -> Iterator[Mutation]:
    for cell in data.draw(people, 4):
        said = _typed(data, cell)
        yield changed("value mistyped", said, said.with_words(_other_digit(said.words)))
    for cell in data.draw(cells, 6):
        wrong = (_typed(data, cell), *data.said(cell, PRINTED))
        new = tuple(said.with_words(_other_digit(said.words)) for said in wrong)
        yield Mutation("value and print wrong", short(cell), wrong, new)


def _typed(data: RealData, cell: NamedNode) -> Said:
    (said,) = data.said(cell, POPULATION) + data.said(cell, "sdmx-measure:obsValue")
    return said


def _other_digit(words: str) -> str:
    """The second digit made one more, as a slip of the finger does."""
    at = [index for index, letter in enumerate(words) if letter.isdigit()][1]
    return words[:at] + str((int(words[at]) + 1) % 10) + words[at + 1 :]


def _described_wrongly(data: RealData, cells: list[NamedNode]) -> Iterator[Mutation]:
    dated = [said for cell in cells for said in data.said(cell, "cd-dimension:timePeriod")]
    for said in data.draw(dated, 4):
        yield changed("year of a cell shifted", said, said.with_words(str(int(said.words) + 5)))
    for said in data.draw([said for cell in cells for said in data.said(cell, "pg:dataSource")], 4):
        other = "register" if "register" not in said.words else "census"
        yield changed("source of a cell wrong", said, said.leading_to(NamedNode(SOURCES + other)))
    areas = [said for cell in cells for said in data.said(cell, "sdmx-dimension:refArea")]
    places = sorted({said.words for said in areas})
    for said in data.draw(areas, 4):
        other = next(each for each in places if each != said.words)
        yield changed("area of a cell wrong", said, said.leading_to(NamedNode(other)))
    for said in data.draw([said for cell in cells for said in data.said(cell, "cd-dimension:age")], 3):
        other = "15-64" if not said.words.endswith("15-64") else "0-14"
        yield changed("age of a cell wrong", said, said.leading_to(NamedNode(AGES + other)))


def _targets_and_surveys(data: RealData) -> Iterator[Mutation]:
    numbers = [said for each in data.of_class("pg:Target") for said in data.said(each, "pg:value")]
    answers = [
        said
        for survey in data.of_class("pg:Survey")
        for name in ("pg:answered", "pg:distributed", "pg:responseRate")
        for said in data.said(survey, name)
    ]
    for kind, found in (("target wrong", numbers), ("survey wrong", answers)):
        for said in found:
            yield changed(kind, said, said.with_words(_other_digit(said.words)))
    for said in data.said(None, "rdf:type", term("pg:CountStatement")):
        (count,) = data.said(said.subject, "pg:statedCount")
        yield changed("count wrong", count, count.with_words(str(int(count.words) + 1)))
