"""Building a wheel of the project, and an environment that has it and its locked dependencies."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.utils import canonicalize_name
from running_server import ROOT


def pins(lock: str) -> dict[str, str]:
    """The version of each package in a lock."""
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements" / lock).read_text(), re.MULTILINE))


def build_wheel(project: Path, into: Path) -> subprocess.CompletedProcess[str]:
    """What the build backend says to a wheel of the project."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(into)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def install(wheel: Path, home: Path) -> Path:
    """The bin folder of a new environment in this folder, with the wheel and its locked dependencies."""
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python), "install"]
    subprocess.run([*pip, "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    _run_only(next(home.glob("lib/python*/site-packages")))
    return home / "bin"


def _run_only(site: Path) -> None:
    """Lend a site-packages folder the locked run-time packages of this environment, and no other."""
    wanted = {canonicalize_name(name) for name in pins("run.txt")}
    lent = sysconfig.get_path("purelib")
    for found in distributions(path=[lent]):
        if canonicalize_name(found.name) in wanted:
            for top in _top_level(found) - {path.name for path in site.iterdir()}:
                (site / top).symlink_to(Path(lent, top))


def _top_level(found: Distribution) -> set[str]:
    """The files and folders that a package has directly in site-packages."""
    return {path.parts[0] for path in found.files or ()} - {"..", "__pycache__"}
