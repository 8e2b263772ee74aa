"""What a fresh clone and a release rest on: locks, documented targets, and a wheel that serves from anywhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from wheels import build_wheel, pins

import plangraph
from plangraph import catalog

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run.txt", PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]),
        ("dev.txt", [line for line in PROJECT["dependency-groups"]["dev"] if isinstance(line, str)]),
        ("node.txt", PROJECT["dependency-groups"]["node"]),
    ],
)
def test_lock_has_what_the_project_declares(lock: str, wanted: list[str]) -> None:
    locked = pins(lock)
    requirements = [Requirement(line) for line in wanted]
    assert [str(need) for need in requirements if locked.get(need.name, "0") not in need.specifier] == []


def test_development_runs_on_what_is_shipped() -> None:
    assert pins("run.txt").items() <= pins("dev.txt").items()


def test_locks_name_no_registry() -> None:
    assert [path.name for path in (ROOT / "requirements").iterdir() if "://" in path.read_text()] == []
    for folder in ("webapp/frontend", "tests/clients"):
        packages = json.loads((ROOT / folder / "package-lock.json").read_text())["packages"]
        assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_every_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = set(" ".join(re.findall(r"^\.PHONY:(.*)", makefile, re.MULTILINE)).split())
    with_help = set(re.findall(r"^([a-z]+):.*?## \w", makefile, re.MULTILINE))
    text = (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    assert phony == with_help
    assert [target for target in sorted(phony) if not re.search(rf"\bmake {target}\b", text)] == []


def test_here_the_data_is_read_where_it_lies() -> None:
    assert not (Path(plangraph.__file__).parent / "_shipped").exists()
    assert catalog.root() == ROOT


@pytest.fixture
def address(installed: Path, tmp_path: Path) -> Iterator[str]:
    """The address of `plangraph serve`, run from the wheel in an empty folder with an empty HOME."""
    environment = {"PATH": os.defpath, "HOME": str(tmp_path), "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    command = [str(installed / "plangraph"), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        said = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())
        try:
            assert said, "the server ended without telling its address"
            yield said.group()
        finally:
            server.terminate()
    assert [each for each in tmp_path.rglob("*") if not each.is_dir()] == []


@pytest.mark.slow
def test_wheel_is_whole(wheel: Path) -> None:
    inside = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    packages = [path for home in ("src/plangraph", "webapp/plangraph_web") for path in (ROOT / home).rglob("*.*")]
    files = {str(path.relative_to(ROOT)).partition("/")[2] for path in packages if path.is_file()}
    patterns = ("ontology/**/*.ttl", "ontology/cases/*/*.trig", "data/ttl/**/*.ttl", "data/releases/*.nq.gz")
    shipped = {f"plangraph/_shipped/{path.relative_to(ROOT)}" for pattern in patterns for path in ROOT.glob(pattern)}
    assert {"plangraph_web/static/dist/site.css", "plangraph_web/static/dist/THIRD-PARTY-LICENSES.txt"} <= inside
    assert {name for name in files if not name.endswith((".pyc", ".po"))} <= inside
    assert {name for name in inside if "_shipped/" in name} == shipped
    assert {name.partition("/")[0] for name in inside} == {"plangraph", "plangraph_web"}


@pytest.mark.slow
def test_installed_wheel_serves_in_an_empty_folder(address: str) -> None:
    with urllib.request.urlopen(f"{address}/") as answer:
        page = answer.read().decode()
    assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert "一関市" in page
    assert any("site.css" in asset for asset in assets)
    for asset in assets:
        with urllib.request.urlopen(address + asset) as answer:
            assert answer.read()


@pytest.mark.slow
def test_wheel_without_assets_is_refused(tmp_path: Path) -> None:
    unbuilt = shutil.ignore_patterns(".*", "dist", "build", "node_modules", "*.mo", "__pycache__")
    shutil.copytree(ROOT, tmp_path / "project", ignore=unbuilt)
    built = build_wheel(tmp_path / "project", tmp_path)
    assert built.returncode == 1
    assert built.stderr.startswith("The wheel would lack ")
    assert "make wheel" in built.stderr
    assert "Traceback" not in built.stderr
