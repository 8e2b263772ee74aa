"""A link that is left out of the data is found, whatever its kind, wherever a rule can know that it is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Engine

from plangraph import catalog
from plangraph.doubts import acknowledgements
from plangraph.engines import faults
from plangraph.namespaces import ID, ONTOLOGY, PREFIXES, RDF_OBJECT, RDF_SUBJECT, RDF_TYPE
from plangraph.rules import Rules
from plangraph.store import Store

RDF_PREDICATE = NamedNode(PREFIXES["rdf"] + "predicate")
CITY = "ichinoseki/plan/2026"
REGION = "ichinoseki-hiraizumi"
FOUND_BY = {
    "type": ("C-60", f"{CITY}/measure/07-1"),
    "inPlan": ("C-03", f"{CITY}/measure/08-1"),
    "statedAt": ("C-04", f"{CITY}/goal/21"),
    "madeBy": ("C-06", CITY),
    "inScheme": ("C-69", f"{CITY}/level/major-goal"),
    "contributesTo": ("C-19", f"{CITY}/measure/20-1"),
    "atLevel": ("C-16", f"{CITY}/goal/22"),
    "listedUnder": ("C-65", f"{CITY}/goal/24"),
    "setOutIn": ("C-08", f"{CITY}/vision"),
    "firstFiscalYear": ("C-10", f"{CITY}/part/basic-plan"),
    "lastFiscalYear": ("C-11", f"{REGION}/plan/3"),
    "firstFiscalYearByEra": ("C-104", f"{REGION}/plan/3/period/city-page-surveys"),
    "lastFiscalYearByEra": ("C-105", f"{REGION}/plan/3/period/vision-document"),
    "periodOf": ("C-106", f"{CITY}/period/basic-plan"),
    "consultedThrough": ("C-15", CITY),
    "inCooperationWith": ("C-14", "ichinoseki/plan/2016"),
    "attachedTo": ("C-127", f"{REGION}/attachment/vision-3"),
    "centralCity": ("C-115", REGION),
    "member": ("C-114", REGION),
    "party": ("C-117", f"{REGION}/agreement/2013"),
    "playedBy": ("C-110", f"{REGION}/plan/3/role/3-1-1/ichinoseki"),
    "inDirection": ("C-109", f"{REGION}/plan/3/role/1-3-1/hiraizumi"),
    "eventKind": ("C-119", f"{REGION}/event/2013-07-23-declaration"),
    "featureKind": ("C-128", f"{REGION}/feature/tokyo"),
    "fromPlace": ("C-130", f"{REGION}/distance/ichinoseki-tokyo"),
    "toPlace": ("C-131", f"{REGION}/distance/ichinoseki-sendai"),
    "dataSet": ("C-133", f"{REGION}/table/text/population/2020"),
    "indicator": ("C-134", f"{REGION}/target/population-2040"),
    "age": ("C-135", f"{REGION}/table/text/population/2030"),
    "dataSource": ("C-136", f"{REGION}/table/population-projection/1/2020/0-14"),
    "refArea": ("C-144", f"{REGION}/target/population-2028"),
    "observation": ("C-63", f"{REGION}/table/text/block/share-2040"),
    "basis": ("C-49", f"{CITY}/link/goal-20"),
    "subject": ("C-50", f"{CITY}/link/goal-19"),
    "predicate": ("C-51", f"{CITY}/link/goal-18"),
    "object": ("C-52", f"{CITY}/link/goal-17"),
    "successionKind": ("C-151", "ichinoseki/link/succession/2026-2016"),
    "about": ("C-231", f"{REGION}/event/2019-03-29-adoption"),
    "actor": ("C-231", f"{REGION}/event/2013-vote-hiraizumi"),
    "amends": ("C-232", f"{REGION}/agreement/2019"),
    "basedOn": ("C-232", f"{REGION}/plan/3"),
    "countedIn": ("C-230", f"{CITY}/count/principles"),
    "countedKind": ("C-230", f"{CITY}/count/principles"),
    "hasFeature": ("C-229", REGION),
    "trend": ("C-205", f"{REGION}/trend/population-to-come"),
}
"""Of each kind of link the rule that finds that a thing has one too few."""

NOBODY_CAN_KNOW = {
    "drawsOn": f"{CITY}/strategy",
    "deliberatedBy": CITY,
    "travelledBy": f"{REGION}/distance/ichinoseki-tokyo",
    "liesIn": f"{REGION}/feature/mount-kurikoma",
    "partlyIn": f"{REGION}/feature/western-mountains",
    "tributaryOf": f"{REGION}/feature/senmaya-river",
    "prefecture": REGION,
    **dict.fromkeys(("northernNeighbour", "easternNeighbour", "southernNeighbour", "westernNeighbour"), REGION),
}
"""Kinds of links of which a thing may have any number, or none."""


def kind(link: Quad) -> str:
    return re.split("[/#]", link.predicate.value)[-1]


def last(store: Store, thing: str, wanted: str) -> Quad:
    """The last of the links of a kind that a thing has."""
    links = store.engine.quads_for_pattern(NamedNode(ID + thing), None, None)
    return max((link for link in links if kind(link) == wanted and isinstance(link.object, NamedNode)), key=str)


def without(store: Store, gone: Iterable[Quad]) -> set[tuple[str, str]]:
    """The rule and the thing of what is found where these links are missing, all at once; known warnings left out."""
    missing = frozenset(gone)
    known = {(rule.split("#")[-1], focus) for rule, focus in acknowledgements(store)}
    engine = Engine()
    engine.extend(quad for quad in store.engine if quad not in missing)
    found = faults(Store(engine, {}, "without some links"), Rules(catalog.root()))
    return {(fault.rule.split("#")[-1], fault.focus) for fault in found} - known


@pytest.fixture(scope="module")
def found(store: Store) -> set[tuple[str, str]]:
    """What is found where one link of each kind is missing. That all go at once is quicker and spoils no finding."""
    return without(store, (last(store, thing, each) for each, (_, thing) in FOUND_BY.items()))


def test_every_kind_of_link_that_a_document_states_is_accounted_for(store: Store) -> None:
    stated = [NamedNode(graph) for graph, basis in store.bases.items() if basis == "stated"]
    links = (quad for graph in stated for quad in store.engine.quads_for_pattern(None, None, None, graph))
    kinds = {kind(link) for link in links if isinstance(link.object, NamedNode)}
    of_explanations = {"basis", "subject", "predicate", "object", "successionKind"}
    assert kinds | of_explanations == FOUND_BY.keys() | NOBODY_CAN_KNOW.keys()
    assert not FOUND_BY.keys() & NOBODY_CAN_KNOW.keys()


@pytest.mark.parametrize("wanted", FOUND_BY)
def test_a_missing_link_is_found_at_one_of_its_ends_or_where_they_are_counted(
    wanted: str, found: set[tuple[str, str]], store: Store
) -> None:
    rule, thing = FOUND_BY[wanted]
    ends = {ID + thing, str(last(store, thing, wanted).object.value)}  # type: ignore[union-attr]
    counts = {
        each.subject.value for each in store.match(None, NamedNode(ONTOLOGY + "countedIn"), NamedNode(ID + thing))
    }
    assert found & {(rule, place) for place in ends | counts}


def test_a_missing_link_that_may_be_missing_is_not_found(store: Store) -> None:
    assert without(store, (last(store, thing, each) for each, thing in NOBODY_CAN_KNOW.items())) == set()


def test_a_missing_link_of_any_kind_is_found_where_it_is_explained(store: Store) -> None:
    explained = {}
    for each in store.match(None, RDF_TYPE, NamedNode(ONTOLOGY + "ExplainedStatement")):
        said = {part.predicate: part.object for part in store.match(each.subject)}
        ends = (said[end] for end in (RDF_SUBJECT, RDF_PREDICATE, RDF_OBJECT))
        (link,) = store.engine.quads_for_pattern(*ends)  # type: ignore[arg-type]
        explained[kind(link)] = (each.subject.value, link)
    assert len(explained) > 15
    found = without(store, (link for _, link in explained.values()))
    assert {("C-53", explanation) for explanation, _ in explained.values()} <= found
