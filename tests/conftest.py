"""What many tests need: the shipped data, a server, each language in turn, and small plans."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from running_server import ROOT, Server, running_server
from small_plans import TOWN, StoreOf, small_store
from wheels import build_wheel, install

from plangraph import catalog
from plangraph.errors import Language
from plangraph.store import Store


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: many tests wait for a browser or a server."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def store() -> Store:
    """The shipped ontology and data."""
    return Store.load()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests, with a short deadline so that nobody waits."""
    with running_server(PLANGRAPH_DEADLINE="2") as running:
        yield running


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the project as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    built = build_wheel(ROOT, folder)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("plangraph-*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment with the wheel and its locked dependencies."""
    return install(wheel, tmp_path_factory.mktemp("installed"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of ontology and data that a test may break."""
    shutil.copytree(catalog.root() / "ontology", tmp_path / "ontology", ignore=shutil.ignore_patterns("cases"))
    shutil.copytree(catalog.root() / "data/ttl", tmp_path / "data/ttl")
    return tmp_path


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn."""
    found: Language = request.param
    return found


@pytest.fixture
def store_of(tmp_path: Path) -> StoreOf:
    """Makes a store of the ontology's terms and of Turtle: stated, and inferred."""
    return partial(small_store, tmp_path)


@pytest.fixture
def town(store_of: StoreOf) -> Store:
    """The plan of a small town that cuts its goals into one level only."""
    return store_of(TOWN)
