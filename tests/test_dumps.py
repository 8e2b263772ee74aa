"""The data as files: nothing is missing, the sums are true, the same data give the same bytes."""

from __future__ import annotations

import gzip
import hashlib

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from small_plans import StoreOf

from plangraph.dumps import OF_ALL, OF_ONE, checksums, dump, dumps, file_name, names
from plangraph.errors import FormatUnfit, NotFound
from plangraph.inventory import credits_of, external, inventory
from plangraph.namespaces import GRAPH, ID
from plangraph.store import Store

UNFIT = '<town> rdfs:label "\\u0001"@ja .'


def body(store: Store, name: str) -> bytes:
    return b"".join(dump(store, name).parts())


@pytest.mark.parametrize("form", OF_ALL, ids=lambda form: form.name)
def test_everything_is_in_one_file(store: Store, form: object) -> None:
    each = next(one for one in OF_ALL if one == form)
    assert isinstance(each.engine, RdfFormat)
    quads = set(parse(body(store, f"plangraph.{each.suffix}"), format=each.engine))
    keeps_graphs = each.name in ("trig", "nquads")
    assert quads == set(store.engine) if keeps_graphs else {q.triple for q in quads} == {q.triple for q in store.engine}


def test_each_graph_is_in_files_of_its_own(store: Store) -> None:
    for graph in store.graphs():
        stored = {quad.triple for quad in store.engine.quads_for_pattern(None, None, None, NamedNode(graph))}
        for form in OF_ONE:
            assert isinstance(form.engine, RdfFormat)
            found = parse(body(store, file_name(graph, form)), format=form.engine)
            assert {quad.triple for quad in found} == stored, (graph, form.name)


def test_the_sums_are_those_of_the_bytes(store: Store) -> None:
    for each in dumps(store):
        whole = b"".join(each.parts())
        assert (len(whole), hashlib.sha256(whole).hexdigest()) == (each.size, each.sha256)
        assert hashlib.sha256(each.packed).hexdigest() == each.sha256_packed
        assert gzip.decompress(each.packed) == whole
    assert len(checksums(store).splitlines()) == 2 * len(names(store))


def test_the_same_data_give_the_same_bytes(store: Store) -> None:
    assert checksums(Store.load()) == checksums(store)


def test_a_file_tells_its_version_and_licence(store: Store) -> None:
    for suffix in ("ttl", "trig", "nt", "nq"):
        first = body(store, f"plangraph.{suffix}").splitlines()[0].decode()
        assert first.startswith(f"# plangraph {store.version}, CC BY 4.0 ")


def test_names_have_no_folders_and_differ() -> None:
    turtle = next(form for form in OF_ONE if form.name == "turtle")
    assert file_name("", turtle) == "plangraph.ttl"
    assert file_name(GRAPH + "ichinoseki/plan/2026/stated", turtle) == "plangraph.ichinoseki.plan.2026.stated.ttl"
    assert file_name(GRAPH + "a.b", turtle) != file_name(GRAPH + "a/b", turtle)


def test_what_a_format_cannot_hold_is_no_file(store_of: StoreOf) -> None:
    store = store_of(UNFIT)
    made = {each.name for each in dumps(store)}
    assert names(store).keys() - made == {"plangraph.rdf", "plangraph.stated.rdf"}
    with pytest.raises(FormatUnfit):
        dump(store, "plangraph.stated.rdf")


@pytest.mark.parametrize("name", ["plangraph", "plangraph.exe", "../terms.ttl", "", "plangraph.ttl.gz"])
def test_there_are_no_other_files(store: Store, name: str) -> None:
    with pytest.raises(NotFound):
        dump(store, name)


def test_the_inventory_counts_every_triple_once(store: Store) -> None:
    found = inventory(store, "ja")
    assert {each.ref.iri for each in found} == set(store.graphs())
    assert sum(each.triples for each in found) == len(store)
    stated = next(each for each in found if each.ref.iri == GRAPH + "ichinoseki/plan/2026/stated")
    assert (stated.basis, stated.folder) == ("stated", "ichinoseki")
    assert [each.iri for each in stated.sources] == [ID + "ichinoseki/document/plan-2026-summary"]
    assert {each.folder for each in found if each.ref.iri == GRAPH + "catalog"} == {""}


def test_whoever_has_published_is_named(store: Store) -> None:
    found = credits_of(store, "ja")
    assert len(found) == len(store.select("SELECT ?d { ?d a pg:Document }"))
    assert {each.label for credit in found for each in credit.publishers} == {"一関市"}
    assert "総務省 全国地方公共団体コード" in [each.label for each in external(store, "ja")]


def test_larger_data_have_no_dumps(store_of: StoreOf, monkeypatch: pytest.MonkeyPatch) -> None:
    small = store_of("<town> a <Town> .")
    assert names(small)
    monkeypatch.setattr("plangraph.dumps.MOST", len(small) - 1)
    assert (names(small), checksums(small)) == ({}, "")
    with pytest.raises(NotFound):
        dump(small, "plangraph.nq")
