"""Files become graphs, exactly once, whoever wrote them."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from small_plans import StoreOf

from plangraph.catalog import GraphFile
from plangraph.errors import BrokenTurtle, NotUnicode, TripleInTwoGraphs
from plangraph.store import Store

G = "https://example.org/g"
BASIS = "<https://w3id.org/plangraph/ontology#basis> <https://w3id.org/plangraph/ontology#stated>"


def loaded(folder: Path, *texts: bytes) -> Store:
    """A store of these Turtle files, the first of which may begin with what a catalogue says."""
    files = []
    for at, text in enumerate(texts):
        path = folder / f"{at}.ttl"
        path.write_bytes(text)
        files.append(GraphFile(path, f"{G}/{at}"))
    bases = folder / "bases.ttl"
    graphs = [*(f"{G}/{at}" for at in range(len(texts))), f"{G}/bases"]
    bases.write_text("".join(f"<{graph}> {BASIS} .\n" for graph in graphs))
    return Store.of_files([*files, GraphFile(bases, f"{G}/bases")])


def test_a_byte_order_mark_and_crlf_are_read_over(tmp_path: Path) -> None:
    store = loaded(tmp_path, '\ufeff<x:s> <x:p>\r\n "一" .\r\n'.encode())
    assert len(store) == 3
    assert [row["o"].value for row in store.select("SELECT ?o { <x:s> <x:p> ?o }")] == ["一"]


def test_a_mistake_after_crlf_has_its_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(BrokenTurtle) as caught:
        loaded(tmp_path, b"<x:s> <x:p> 1 .\r\n<x:s> <x:p>\r\n  oops .")
    assert (caught.value.fields["line"], caught.value.fields["column"]) == (3, 3)


@pytest.mark.parametrize("encoding", ["cp932", "utf-16"])
def test_another_encoding_is_named_as_such(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(NotUnicode):
        loaded(tmp_path, '<x:s> <x:p> "総合計画" .'.encode(encoding))


def test_a_triple_in_two_files_is_found(tmp_path: Path) -> None:
    with pytest.raises(TripleInTwoGraphs) as caught:
        loaded(tmp_path, b'<x:s> <x:p> 1, "a"@ja .', b"<x:s> <x:p> 2 .", b'<x:s> <x:p> "a"@ja, "a"@en .')
    assert caught.value.fields["triple"] == '<x:s> <x:p> "a"@ja'
    assert [Path(str(caught.value.fields[end])).name for end in ("first", "second")] == ["0.ttl", "2.ttl"]


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    store = loaded(tmp_path, b"_:x <x:p> 1 .", b"_:x <x:p> 1 .")
    assert len(store.select("SELECT ?s { ?s <x:p> 1 }")) == 2


def test_what_is_worked_out_once_is_kept(store_of: StoreOf) -> None:
    made: list[Store] = []

    def work(store: Store) -> int:
        made.append(store)
        return len(made)

    one, other = store_of(""), store_of("<a> a pg:Goal .")
    assert (one.once(work), one.once(work), other.once(work)) == (1, 1, 2)
    assert made == [one, other]
    assert len(other) == len(one) + 1


def test_what_cannot_be_worked_out_leaves_nothing_behind(store_of: StoreOf) -> None:
    class Wanted:
        """Of which there may be endlessly many."""

    def fails(_store: Store, _wanted: Wanted) -> None:
        raise LookupError

    store, wanted = store_of(""), Wanted()
    left = weakref.ref(wanted)
    with pytest.raises(LookupError):
        store.once(fails, wanted)
    del wanted
    gc.collect()
    assert left() is None


@pytest.mark.parametrize(
    "sparql", ["SELEC ?x {}", "ASK {}", "SELECT ?x { ?x no:prefix 1 }", "SELECT (<x:f>(1) AS ?x) {}"]
)
def test_a_query_of_the_data_that_cannot_be_answered_has_no_answer(store_of: StoreOf, sparql: str) -> None:
    assert store_of("").tried(sparql) is None
    assert store_of("").tried("SELECT (1 AS ?x) {}") is not None
