"""Which files are read, and what is said of those that cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plangraph.catalog import GraphFile, graph_files, unreadable
from plangraph.errors import DataError, FileUnreadable, MissingPath, NameReserved, NameUnusable, NotTurtle
from plangraph.namespaces import GRAPH
from plangraph.store import Store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder `data/ttl` of a root that holds nothing else."""
    folder = tmp_path / "data" / "ttl"
    folder.mkdir(parents=True)
    return folder


def names(data: Path) -> list[str]:
    """The graphs of the data, without those of the ontology."""
    return [file.graph.removeprefix(GRAPH) for file in data_files(data)]


def data_files(data: Path) -> list[GraphFile]:
    return [file for file in graph_files(data.parents[1]) if not file.graph.startswith(f"{GRAPH}ontology/")]


def test_a_graph_is_named_by_its_path_and_hidden_files_are_passed_over(data: Path) -> None:
    (data / "町" / ".git").mkdir(parents=True)
    for name in ("b.ttl", "町/plan.ttl", ".DS_Store", "町/.git/config", ".b.ttl.swp"):
        (data / name).touch()
    (data / "elsewhere").symlink_to(data / "町", target_is_directory=True)
    assert names(data) == ["b", "elsewhere/plan", "町/plan"]


@pytest.mark.parametrize("name", ["a.TTL", "a.ttl~", "a.nt", "README", "a.ttl.bak"])
def test_a_file_that_would_not_be_read_is_named(data: Path, name: str) -> None:
    (data / name).touch()
    with pytest.raises(NotTurtle, match=name):
        names(data)


@pytest.mark.parametrize("name", ["年度 2.ttl", "a<b.ttl", "100%.ttl", 'say "a".ttl', "a\\b.ttl"])
def test_a_name_that_makes_no_iri_is_refused_with_a_sentence(data: Path, name: str) -> None:
    (data / name).touch()
    with pytest.raises(NameUnusable) as caught:
        names(data)
    assert name in caught.value.sentence("ja")


def test_what_is_missing_is_missing(data: Path) -> None:
    with pytest.raises(MissingPath):
        graph_files(data)
    with pytest.raises(MissingPath, match="terms"):
        Store.load(data.parents[1])


def test_a_file_in_place_of_the_folder_cannot_be_read(data: Path) -> None:
    data.rmdir()
    data.touch()
    with pytest.raises(FileUnreadable, match="Not a directory"):
        names(data)


def test_what_is_no_regular_file_cannot_be_read(data: Path) -> None:
    os.mkfifo(data / "pipe.ttl")
    (data / "gone.ttl").symlink_to(data / "nowhere.ttl")
    for file, reason in zip(data_files(data), ("No such file", "not a regular file"), strict=True):
        with pytest.raises(FileUnreadable, match=reason):
            Store.of_files([file])


def test_what_may_not_be_read_is_not_called_missing(tmp_path: Path) -> None:
    # Tests may run as root, who may read everything: so the system's answer is given here.
    error: DataError = unreadable(PermissionError(13, "Permission denied"), tmp_path / "plan.ttl")
    assert isinstance(error, FileUnreadable)
    assert "Permission denied" in error.sentence("ja")


def test_the_name_of_the_graph_that_is_made_here_is_taken(root: Path) -> None:
    (root / "data/ttl/description.ttl").write_text("<a:a> <a:b> <a:c> .")
    with pytest.raises(NameReserved):
        graph_files(root)
