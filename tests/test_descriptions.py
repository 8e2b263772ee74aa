"""What the service says of itself is counted in the loaded data, holds for any address, and is checked by our rules."""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import fields
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple
from pyoxigraph import Store as Engine
from small_plans import StoreOf

from plangraph.descriptions import DESCRIPTION, description, graphs, service, void, write
from plangraph.descriptions.dataset import dataset
from plangraph.descriptions.terms import term
from plangraph.namespaces import BASE, ID, ONTOLOGY, PREFIXES, RDF_TYPE
from plangraph.settings import Settings
from plangraph.sparql.formats import FORMATS
from plangraph.store import Statement, Store
from plangraph.validation import validate

HERE = "https://plans.example/graphs/"
SIZES = ("triples", "distinctSubjects", "distinctObjects", "properties", "classes", "entities")


def values(triples: Iterable[Triple], subject: str, predicate: str) -> set[str]:
    """What is said of a thing by a prefixed name."""
    return {
        each.object.value
        for each in triples
        if each.subject == NamedNode(subject)
        and each.predicate == term(predicate)
        and isinstance(each.object, NamedNode | Literal)
    }


def sizes(said: Collection[Statement]) -> dict[str, int]:
    """The size of all that is said here, counted one by one."""
    subjects = {each.subject for each in said}
    found = {
        "triples": len(said),
        "distinctSubjects": len(subjects),
        "distinctObjects": len({each.object for each in said}),
        "properties": len({each.predicate for each in said}),
        "classes": len({each.object for each in said if each.predicate == RDF_TYPE}),
        "entities": len({each for each in subjects if each.value.startswith(BASE)}),
    }
    return {name: count for name, count in found.items() if count}


def by_graph(store: Store) -> dict[str, list[Statement]]:
    """What each graph says."""
    found = defaultdict(list)
    for each in store.match():
        found[each.graph].append(each)
    return found


def seen_by_visitors(store: Store) -> Store:
    engine, file = Engine(), io.BytesIO()
    write(store, file)
    engine.bulk_load(file.getvalue(), RdfFormat.N_QUADS)
    return Store(engine, store.files, store.version)


def described_sizes(store: Store) -> dict[str, dict[str, int]]:
    """The size of each thing that the description gives one."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for each in description(store):
        name = each.predicate.value.removeprefix(PREFIXES["void"])
        if name in SIZES and isinstance(each.subject, NamedNode) and isinstance(each.object, Literal):
            assert name not in found[each.subject.value]
            found[each.subject.value][name] = int(each.object.value)
    return found


def partitions(store: Store, of: str, kind: str, key: str) -> dict[str, str]:
    """The parts of one kind that the description gives, by what they are about."""
    triples = description(store)
    nodes = values(triples, of, f"void:{kind}Partition")
    keys = {str(each.subject): each.object for each in triples if each.predicate == term(f"void:{key}")}
    return {str(keys[f"<{node}>"])[1:-1]: node for node in nodes}


def test_the_size_of_all_is_what_stands_there(store: Store) -> None:
    assert described_sizes(store)[f"{ID}dataset"] == sizes(store.match())


def test_the_size_of_each_graph_is_what_stands_there(store: Store) -> None:
    assert values(description(store), f"{ID}dataset", "void:subset") == set(store.graphs())
    told = described_sizes(store)
    assert {graph: told[graph] for graph in store.graphs()} == {
        graph: sizes(said) for graph, said in by_graph(store).items()
    }


def test_the_size_of_the_description_is_told_beside_it(store: Store) -> None:
    said = by_graph(seen_by_visitors(store))[DESCRIPTION.value]
    for told in (void(store, HERE), service(store, Settings(), HERE)):
        counted = {name: values(told, DESCRIPTION.value, f"void:{name}") for name in SIZES}
        assert counted == {name: {str(count)} for name, count in sizes(said).items()}
    assert not any(values(description(store), DESCRIPTION.value, f"void:{name}") for name in SIZES)


def test_each_class_is_there_with_its_entities(store: Store) -> None:
    counted = Counter(each.object.value for each in store.match(None, RDF_TYPE))
    parts = partitions(store, f"{ID}dataset", "class", "class")
    assert {each: values(description(store), node, "void:entities") for each, node in parts.items()} == {
        each: {str(count)} for each, count in counted.items()
    }


def test_each_property_is_there_with_its_triples(store: Store) -> None:
    counted = Counter(each.predicate.value for each in store.match())
    parts = partitions(store, f"{ID}dataset", "property", "property")
    assert {each: values(description(store), node, "void:triples") for each, node in parts.items()} == {
        each: {str(count)} for each, count in counted.items()
    }


def test_of_each_class_the_description_knows_what_its_properties_lead_to(store: Store) -> None:
    classes: dict[object, set[str]] = defaultdict(set)
    for each in store.match(None, RDF_TYPE):
        classes[each.subject].add(each.object.value)
    leads = {
        (kind, each.predicate.value, to)
        for each in store.match()
        for kind in classes.get(each.subject, ())
        for to in ([each.object.datatype.value] if isinstance(each.object, Literal) else classes.get(each.object, ()))
    }
    told = seen_by_visitors(store).select("""SELECT ?kind ?property ?to {
      ?of void:class ?kind ; void:propertyPartition ?part . ?part void:property ?property ;
        (void:classPartition/void:class)|(void-ext:datatypePartition/void-ext:datatype) ?to }""")
    assert {tuple(term.value for term in row.values()) for row in told} == leads


def test_vocabularies_are_those_of_the_properties_and_classes(store: Store) -> None:
    told = values(description(store), f"{ID}dataset", "void:vocabulary")
    used = {each.predicate.value for each in store.match()} | {e.object.value for e in store.match(None, RDF_TYPE)}
    assert {re.sub(r"[^/#]*$", "", each) for each in used} == told
    assert PREFIXES["pg"] in told


def blank(statement: Statement) -> bool:
    return isinstance(statement.subject, BlankNode) or isinstance(statement.object, BlankNode)


def test_visitors_see_the_data_and_their_description_and_nothing_twice(store: Store) -> None:
    seen = seen_by_visitors(store)
    of_files = [each for each in seen.match() if each.graph != DESCRIPTION.value]
    assert len(of_files) == len(store)
    assert {each for each in of_files if not blank(each)} == {each for each in store.match() if not blank(each)}
    assert len(seen) == len(store) + len(description(store)) == len({each[:3] for each in seen.match()})


def test_each_prefix_is_declared(store: Store) -> None:
    rows = seen_by_visitors(store).select("SELECT ?prefix ?space { [] sh:namespace ?space ; sh:prefix ?prefix }")
    assert {row["prefix"].value: row["space"].value for row in rows} == PREFIXES


def test_the_service_states_every_limit_as_it_is_set(store: Store) -> None:
    settings = Settings(deadline=2.5, rows=7)
    told = service(store, settings, HERE)
    limits = values(told, f"{HERE}sparql", "schema:additionalProperty")
    found = {values(told, each, "schema:name").pop(): values(told, each, "schema:value") for each in limits}
    assert {name: {float(each) for each in value} for name, value in found.items()} == {
        row.name: {getattr(settings, row.name)}
        for row in fields(settings)
        if row.name not in ("spawn", "warm", "contact")
    }
    assert values(told, f"{HERE}sparql#limit-deadline", "schema:unitText") == {"s"}
    assert "Seconds that a query may run." in values(told, f"{HERE}sparql#limit-deadline", "schema:description")


def test_the_service_names_every_format_and_only_what_it_can_do(store: Store) -> None:
    told = service(store, Settings(), HERE)
    assert len(values(told, f"{HERE}sparql", "sd:resultFormat")) == len(FORMATS)
    assert values(told, f"{HERE}sparql", "sd:feature") == {PREFIXES["sd"] + "UnionDefaultGraph"}
    assert values(told, f"{HERE}sparql", "sd:supportedLanguage") == {PREFIXES["sd"] + "SPARQL11Query"}


def test_the_service_lists_every_graph_that_a_query_may_name(store: Store) -> None:
    told = service(store, Settings(), HERE)
    assert values(told, f"{HERE}sparql#dataset", "sd:namedGraph") == {*store.graphs(), DESCRIPTION.value}
    assert sorted(graphs(store)) == sorted(by_graph(seen_by_visitors(store)))
    for graph, said in by_graph(seen_by_visitors(store)).items():
        assert values(told, graph, "sd:name") == {graph}
        assert values(told, graph, "void:triples") == {str(len(said))}
        assert len(values(told, graph, "pg:basis")) == 1


@pytest.mark.parametrize("root", [HERE, "http://127.0.0.1:8000/"])
def test_addresses_are_those_of_the_site_that_was_asked(store: Store, root: str) -> None:
    told = void(store, root)
    assert values(told, f"{ID}dataset", "void:sparqlEndpoint") == {f"{root}sparql"}
    assert values(told, f"{root}sparql#default-graph", "void:dataDump") == {f"{root}graph-store?default"}
    dump = f"{root}graph-store?graph=https%3A%2F%2Fw3id.org%2Fplangraph%2Fgraph%2Fcatalog"
    assert values(told, f"{BASE}graph/catalog", "void:dataDump") == {dump}
    other = "http://127.0.0.1:8000/" if root == HERE else HERE
    assert not [each for each in [*told, *service(store, Settings(), root)] if other in str(each)]


def test_the_catalogue_is_repeated_with_the_basis_and_source_of_each_graph(store: Store) -> None:
    told = void(store, HERE)
    for graph in store.graphs():
        assert values(told, graph, "pg:basis") == {ONTOLOGY + store.bases[graph]}
    assert values(told, f"{ID}dataset/links/wikidata", "void:linkPredicate") == {PREFIXES["schema"] + "sameAs"}


def test_what_queries_see_is_the_data_and_their_description(store: Store) -> None:
    told, union = void(store, HERE), f"{HERE}sparql#default-graph"
    parts = values(told, union, "void:subset")
    assert parts == {f"{ID}dataset", DESCRIPTION.value}
    assert PREFIXES["void"] + "Dataset" in values(told, DESCRIPTION.value, "rdf:type")
    total = sum(int(values(told, part, "void:triples").pop()) for part in parts)
    assert values(told, union, "void:triples") == {str(total)}
    assert len(values(told, union, "dcterms:description")) == 2


def test_data_without_a_catalogue_or_any_entities_are_described(store_of: StoreOf) -> None:
    small = store_of('<town> pg:number "1" . [] rdfs:label "nameless" .')
    assert dataset(small).value == f"{ID}dataset"
    assert described_sizes(small)[f"{ID}dataset"] == sizes(small.match())
    assert void(small, HERE)
    assert service(small, Settings(), HERE)


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("catalog", "    <graph/neighbours> ,\n", "", "C-269"),
        ("questions/most-measures", ' , "Which goals have the most measures?"@en', "", "C-250"),
    ],
)
def test_validation_looks_at_the_description(root: Path, file: str, old: str, new: str, rule: str) -> None:
    path = root / f"data/ttl/{file}.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert [each.rule.id for each in validate(root, only=rule).findings] == [rule]
