"""Releases: the same graph makes the same file, which never changes; and what has changed since."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from pyoxigraph import Store as Engine
from small_plans import TOWN, StoreOf, small_store

import plangraph
from plangraph import catalog
from plangraph.changes import Changes, OfKind, changes
from plangraph.errors import (
    BrokenRelease,
    DataError,
    FileUnwritable,
    MissingPath,
    ReleaseExists,
    RulesViolated,
    VersionUnfinished,
)
from plangraph.releases import FOLDER, n_quads, opened, release, releases, unpacked, version_of, write
from plangraph.store import Store

ROOT = catalog.root()
QUADS = b"<x:a> <x:b> <x:c> <x:d> .\n"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The shipped data without its releases."""
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology", ignore=shutil.ignore_patterns("cases"))
    shutil.copytree(ROOT / "data/ttl", tmp_path / "data/ttl")
    return tmp_path


def test_the_file_does_not_depend_on_the_order_or_the_time_of_writing(store: Store, tmp_path: Path) -> None:
    backwards = Engine()
    backwards.extend(reversed(list(store.engine)))
    first, second = (write(tmp_path / name, "1.0.0", n_quads(store.engine)) for name in ("a", "b"))
    assert n_quads(backwards) == unpacked(first)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes()[4:8] == bytes(4)  # RFC 1952: no time stamp


def test_a_release_holds_every_statement_in_its_graph(store: Store, tmp_path: Path) -> None:
    again = opened(write(tmp_path, "1.0.0", n_quads(store.engine)))
    assert set(again.match()) == set(store.match())
    assert again.version == "1.0.0"


def test_a_release_never_changes(tmp_path: Path) -> None:
    path = write(tmp_path, "1.0.0", QUADS)
    assert write(tmp_path, "1.0.0", QUADS) == path
    with pytest.raises(ReleaseExists) as raised:
        write(tmp_path, "1.0.0", QUADS + QUADS)
    assert str(path) in raised.value.sentence("ja")
    assert unpacked(path) == QUADS
    assert [each.name for each in path.parent.iterdir()] == ["1.0.0.nq.gz"]


@pytest.mark.parametrize("version", ["0.2.0.dev0", "1.0", "1.0.0rc1", ""])
def test_work_in_progress_is_not_released(shipped: Path, version: str) -> None:
    with pytest.raises(VersionUnfinished):
        release(shipped, version)
    assert not (shipped / FOLDER).exists()


def test_data_that_violates_a_rule_are_not_released(shipped: Path) -> None:
    stated = shipped / "data/ttl/ichinoseki/plan/2026/stated.ttl"
    stated.write_text(stated.read_text().replace("  pg:contributesTo <goal/20> ;\n", ""))
    with pytest.raises(RulesViolated) as raised:
        release(shipped, "1.0.0")
    assert int(str(raised.value.fields["violations"])) > 0
    assert not (shipped / FOLDER).exists()


def test_data_that_keep_the_rules_are_released(shipped: Path, store: Store) -> None:
    assert unpacked(release(shipped, "1.0.0")) == n_quads(store.engine)


def test_the_latest_release_is_that_of_the_highest_version(tmp_path: Path) -> None:
    for version in ("0.10.0", "0.9.0", "0.2.11"):
        write(tmp_path, version, QUADS)
    for stray in ("0.11.0.nq", "draft.nq.gz", "0.12.0.nq.part"):
        (tmp_path / FOLDER / stray).write_bytes(b"")
    assert [version_of(path) for path in releases(tmp_path)] == ["0.2.11", "0.9.0", "0.10.0"]
    assert releases(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    "packed", [b"", b"no gzip", gzip.compress(QUADS, mtime=0)[:-9], gzip.compress(b"<x:a> <x:b> .", mtime=0)]
)
def test_a_file_that_is_no_release_is_a_sentence(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / "1.0.0.nq.gz"
    path.write_bytes(packed)
    with pytest.raises(BrokenRelease) as raised:
        assert len(opened(path)) == 1
    assert str(path) in raised.value.sentence("en")


def test_a_release_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MissingPath):
        opened(tmp_path / "1.0.0.nq.gz")


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(FileUnwritable) as raised:
        write(tmp_path, "1.0.0", QUADS)
    assert "data" in raised.value.sentence("ja")


def since(folder: Path, before: Store, stated: str, inferred: str = "") -> Changes:
    """What has changed from a store to the one of this Turtle."""
    path = write(folder, "1.0.0", n_quads(before.engine))
    return changes(small_store(folder, stated, inferred), path, "ja")


def test_what_is_new_changed_and_gone_is_told_by_kind(store_of: StoreOf, tmp_path: Path) -> None:
    after = TOWN.replace("暮らし", "くらし").replace("measure/2>", "measure/3>")
    found = since(tmp_path, store_of(TOWN), after)
    goals, measures = sorted(found.kinds, key=lambda each: each.count)
    assert (goals.kind, [each.label for each in goals.changed]) == ("目標", ["くらし"])
    assert (measures.kind, measures.count) == ("施策", 2)
    assert [each.path for each in (*measures.added, *measures.removed)] == [
        "town/plan/measure/3",
        "town/plan/measure/2",
    ]
    assert measures.removed[0].label == "第2の施策"
    assert found.version == "1.0.0"
    assert (found.added, found.removed) == (5, 5)


def test_a_statement_that_moves_to_another_file_changes_no_thing(store_of: StoreOf, tmp_path: Path) -> None:
    line = '<town/plan/goal/1> pg:number "1" .\n'
    found = since(tmp_path, store_of(TOWN + line), TOWN, line)
    assert found.kinds == ()
    assert [(each.file, each.added, each.removed) for each in found.files] == [
        ("data/ttl/inferred.ttl", 1, 0),
        ("data/ttl/stated.ttl", 0, 1),
    ]


def test_doubts_are_told_apart(store_of: StoreOf, tmp_path: Path) -> None:
    doubt = '<town/doubt/a> a pg:Doubt ; rdfs:label "疑わしい"@ja ; oa:hasTarget <town/plan> .\n'
    found = since(tmp_path, store_of(TOWN), TOWN + doubt)
    assert [each.label for each in found.doubts.added] == ["疑わしい"]
    assert found.kinds == ()
    gone = since(tmp_path / "other", store_of(TOWN + doubt), TOWN)
    assert [each.label for each in gone.doubts.removed] == ["疑わしい"]


def test_nothing_has_changed_since_the_same_graph(store_of: StoreOf, tmp_path: Path) -> None:
    found = since(tmp_path, store_of(TOWN), TOWN)
    assert (found.files, found.kinds, found.doubts) == ((), (), OfKind("疑義", (), (), ()))


def test_a_broken_release_is_a_sentence_to_whoever_compares(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "1.0.0.nq.gz"
    path.write_bytes(b"")
    with pytest.raises(DataError):
        changes(store, path, "ja")


def test_the_shipped_releases_are_those_of_the_changelog(store: Store) -> None:
    kept = releases(ROOT)
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [each for each in kept if f"## [{version_of(each)}] - 2" not in changelog] == []
    assert version_of(kept[0]) == "0.1.0"
    assert version_of(kept[-1]) <= plangraph.__version__
    assert unpacked(kept[0]) == b"".join(sorted(unpacked(kept[0]).splitlines(keepends=True)))
    assert len(opened(kept[0])) == 23811
    assert len(store) > 23811
