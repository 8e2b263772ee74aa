"""Data and rules that cannot be read, or run, are refused with a sentence that names the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_data import INFERRED, STATED, Edit

from plangraph.errors import (
    BrokenRule,
    BrokenTurtle,
    DataError,
    GraphWithoutFile,
    MissingPath,
    NoRules,
    NoStatements,
    NotUnicode,
    TripleInTwoGraphs,
    UncataloguedGraph,
)
from plangraph.namespaces import GRAPH
from plangraph.store import Store
from plangraph.validation import validate

PLANS = "ontology/shapes/plans.ttl"


def refusal(root: Path) -> DataError:
    """Why the data cannot be checked at all."""
    with pytest.raises(DataError) as caught:
        validate(root)
    return caught.value


def says(error: DataError, *words: str) -> bool:
    """Whether the sentence says all this in both languages."""
    return all(word in error.sentence("ja") and word in error.sentence("en") for word in words)


@pytest.mark.parametrize("file", [STATED, "ontology/terms.ttl", PLANS, "ontology/dataset-rules.ttl"])
def test_broken_turtle_is_named_with_its_line(file: str, root: Path) -> None:
    lines = (root / file).read_text().splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if at > 20 and line.endswith(" ;\n"))
    (root / file).write_text("".join(lines[:at]) + lines[at].replace(" ;", "") + "".join(lines[at + 1 :]))
    error = refusal(root)
    assert isinstance(error, BrokenTurtle)
    assert says(error, str(root / file), str(at + 2))


def test_triple_in_two_graphs_is_named_with_both_files(root: Path) -> None:
    with (root / INFERRED).open("a") as file:
        file.write("\n<measure/20-1> pg:contributesTo <goal/20> .\n")
    error = refusal(root)
    assert isinstance(error, TripleInTwoGraphs)
    assert says(error, str(root / STATED), str(root / INFERRED), "measure/20-1")


def test_uncatalogued_file_is_named(root: Path) -> None:
    (root / "data/ttl/new.ttl").write_text("<x:thing> <x:is> <x:new> .")
    error = refusal(root)
    assert isinstance(error, UncataloguedGraph)
    assert says(error, str(root / "data/ttl/new.ttl"), GRAPH + "new", "data/ttl/catalog.ttl")


@pytest.mark.parametrize("instead", ["nothing", "folder"])
def test_graph_in_the_catalogue_without_its_file_is_named(instead: str, root: Path) -> None:
    (root / STATED).rename(root / "elsewhere.ttl")
    if instead == "folder":
        (root / STATED).mkdir()
    error = refusal(root)
    assert isinstance(error, GraphWithoutFile)
    assert says(error, STATED, f"<{GRAPH}ichinoseki/plan/2026/stated>", str(root / "data/ttl/catalog.ttl"))


def test_dataset_of_others_in_the_catalogue_needs_no_file(root: Path) -> None:
    with (root / "data/ttl/catalog.ttl").open("a") as file:
        file.write("\n<id/dataset> dcat:dataset <https://example.org/dataset> .\n")
    assert Store.load(root)


@pytest.mark.parametrize("text", ["", "PREFIX pg: <https://w3id.org/plangraph/ontology#>\n# saved in part\n"])
def test_file_that_says_nothing_is_named(text: str, root: Path) -> None:
    (root / STATED).write_text(text)
    error = refusal(root)
    assert isinstance(error, NoStatements)
    assert says(error, str(root / STATED), "data/ttl/catalog.ttl")


@pytest.mark.parametrize("path", ["data/ttl", "ontology/terms.ttl", "ontology/shapes", "ontology/dataset-rules.ttl"])
def test_missing_path_is_named(path: str, root: Path) -> None:
    (root / path).rename(root / "elsewhere")
    error = refusal(root)
    assert isinstance(error, MissingPath)
    assert says(error, str(root / path))


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("dataset-rules.ttl", "SELECT ?focus\n", "SELEC ?focus\n", "C-92"),
        ("dataset-rules.ttl", "SELECT ?focus\n", "ASK\n", "C-92"),
        ("shapes/plans.ttl", "FILTER ( ?end < ?start )", "FILTER ( ?end <", "C-12"),
        ("shapes/plans.ttl", 'dcterms:identifier "C-23" ;', "", "C-23"),
    ],
)
def test_rule_that_cannot_be_run_is_named(file: str, old: str, new: str, named: str, root: Path) -> None:
    text = (root / "ontology" / file).read_text()
    assert text.count(old) == 1
    (root / "ontology" / file).write_text(text.replace(old, new))
    Edit(STATED, "<goal/hito-2>", "major-goal", "basic-goal").apply(root)
    error = refusal(root)
    assert isinstance(error, BrokenRule)
    assert says(error, named)


@pytest.mark.parametrize("file", ["shapes/plans.ttl", "dataset-rules.ttl"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [(b"", NoRules), ("規則".encode("cp932"), NotUnicode), (b"pgs:C-01 a pgs:C-02 .", BrokenTurtle)],
    ids=["empty", "other-encoding", "no-turtle"],
)
def test_rules_that_cannot_be_read_are_named(file: str, text: bytes, kind: type[DataError], root: Path) -> None:
    (root / "ontology" / file).write_bytes(text)
    error = refusal(root)
    assert type(error) is kind
    assert says(error, f"ontology/{file}")
