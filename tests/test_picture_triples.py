"""From triples to a network: things in boxes, what one says of another as a link, all else left to the table."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from plangraph.errors import Language
from plangraph.labels import Ref
from plangraph.namespaces import RDF_TYPE, RDFS_LABEL, shorten
from plangraph.pictures.networks import Link, Node
from plangraph.pictures.reading import Things
from plangraph.pictures.triples import linked
from plangraph.shown import Shown

KNOWN = {"urn:goal": "目標", "urn:measure": "施策"}
THINGS = Things(kind=lambda ref: KNOWN.get(ref.iri, ""), url=lambda ref: "/id/x" if ref.iri in KNOWN else "")
SERVES = "urn:serves"


def thing(iri: str, label: str = "") -> Shown:
    text = label or shorten(iri)
    return Shown(text, text, Ref(iri, text), "thing")


def text(words: str, language: str = "") -> Shown:
    return Shown(words, words, None, "text", language)


def blank(name: str) -> Shown:
    return Shown(f"_:{name}", f"_:{name}", None, "unnamed")


GOAL, MEASURE = thing("urn:goal", "医療"), thing("urn:measure", "道路")
LABEL, KIND, LINK = thing(RDFS_LABEL.value, "表示名"), thing(RDF_TYPE.value, "種類"), thing(SERVES, "支える")


def network(
    *rows: Sequence[Shown], about: str = "", basis: str = "stated", language: Language = "ja"
) -> tuple[list[Node], list[Link]]:
    return linked(rows, THINGS, lambda *triple: basis if triple[1] == SERVES else "made", {about}, language)


def test_a_triple_between_things_is_a_link_with_its_name_and_basis() -> None:
    nodes, links = network((MEASURE, LINK, GOAL), about="urn:goal")
    assert nodes == [
        Node("urn:measure", "道路", "施策", "/id/x"),
        Node("urn:goal", "医療", "目標", "/id/x", strong=True),
    ]
    assert links == [Link("urn:measure", "urn:goal", "支える", "stated")]


def test_literals_and_classes_are_no_boxes() -> None:
    rows = [
        (GOAL, LABEL, text("医療", "ja")),
        (GOAL, thing("urn:note"), text("urn:measure")),
        (GOAL, KIND, thing("urn:C")),
    ]
    assert network(*rows) == ([], [])
    nodes, _ = network(*rows, (MEASURE, LINK, GOAL))
    assert [each.iri for each in nodes] == ["urn:measure", "urn:goal"]


def test_the_answer_names_and_sorts_what_the_data_do_not_know() -> None:
    new = thing("urn:new")
    rows = [
        (new, LINK, blank("b1")),
        (new, LABEL, text("new", "en")),
        (new, LABEL, text("あたらしい", "ja")),
        (new, KIND, thing("urn:C", "案")),
        (blank("b1"), LABEL, text("名のみ")),
        (GOAL, LABEL, text("ほかの名", "ja")),
        (blank("b1"), LINK, GOAL),
        (blank("b2"), LINK, GOAL),
    ]
    nodes, _ = network(*rows)
    assert {each.iri: (each.label, each.kind) for each in nodes} == {
        "urn:new": ("あたらしい", "案"),
        "_:b1": ("名のみ", ""),
        "_:b2": ("_:b2", ""),
        "urn:goal": ("医療", "目標"),
    }
    assert "new" in {each.label for each in network(*rows, language="en")[0]}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_triples_makes_no_difference(seed: int) -> None:
    rows = [(thing(f"urn:{at}"), LINK, thing(f"urn:{at * 7 % 12}")) for at in range(12)]
    mixed = Random(seed).sample(rows, len(rows))
    assert network(*mixed) == network(*rows)


def test_things_stand_in_the_order_of_their_numbers() -> None:
    nodes, _ = network(*((thing(f"urn:goal/{at}"), LINK, GOAL) for at in (10, 2, 1)))
    assert [each.iri for each in nodes if each.iri != "urn:goal"] == ["urn:goal/1", "urn:goal/2", "urn:goal/10"]
