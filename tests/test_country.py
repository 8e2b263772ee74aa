"""The synthetic country that benchmarks load is such data as plangraph is for, and always the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from running_server import ROOT

from plangraph.store import Store
from plangraph.validation import check


def written(folder: Path, municipalities: int) -> Path:
    command = [sys.executable, "benchmarks/country.py", str(municipalities), str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
    return folder


def texts(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.ttl")}


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("written") / "country", 3)


def test_a_country_keeps_every_rule(country: Path) -> None:
    report = check(country, Store.load(country)).report("en")
    assert [(each.rule, each.focus) for each in report.findings] == []


def test_municipalities_have_names_of_their_own_and_as_many_triples_as_it_says(country: Path) -> None:
    store, smaller = Store.load(country), Store.load(written(country.parent / "smaller", 1))
    towns = store.select("SELECT DISTINCT (STR(?label) AS ?name) { ?town a pg:Municipality ; rdfs:label ?label }")
    assert len(towns) == 3 * len(("ja", "en", "ja-Hrkt"))
    assert 3_800 < (len(store) - len(smaller)) / 2 < 4_000


def test_the_same_country_is_written_again(country: Path) -> None:
    assert texts(written(country.parent / "again", 3)) == texts(country)
