"""Which files are which named graphs."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final

from pyoxigraph import NamedNode

from plangraph.errors import DataError, FileUnreadable, MissingPath, NameReserved, NameUnusable, NotTurtle
from plangraph.namespaces import DESCRIPTION, GRAPH

TOGETHER: Final = "questions"
"""The folder below `data/ttl/` whose files are one graph: each holds one question, and nobody cites a single file."""

_ONTOLOGY = (
    *("terms", "concepts", "policy-fields", "sdgs", "cube", "doubt-kinds", "questions"),
    *("readings", "alignments"),
)


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A Turtle file and the IRI of the named graph that it is, or for a question of that which all of them are."""

    path: Path
    graph: str


def root() -> Path:
    """The folder that holds `ontology/` and `data/ttl/`: inside the installed package, else the repository."""
    shipped = Path(__file__).parent / "_shipped"
    return shipped if shipped.is_dir() else Path(__file__).parents[2]


def graph_files(root: Path) -> list[GraphFile]:
    """The ontology and every file below `data/ttl/`, in order; hidden ones are passed over. Raises DataError."""
    data = root / "data" / "ttl"
    terms = [GraphFile(root / f"ontology/{name}.ttl", f"{GRAPH}ontology/{name}") for name in _ONTOLOGY]
    return terms + [_graph_file(data, path) for path in sorted(_files(data))]


def read(path: Path) -> bytes:
    """The bytes of a text file, without a byte order mark. Raises MissingPath or FileUnreadable."""
    return whole(path).removeprefix(codecs.BOM_UTF8)


def whole(path: Path) -> bytes:
    """All bytes of an ordinary file. Raises MissingPath or FileUnreadable."""
    try:
        if not S_ISREG(path.stat().st_mode):
            raise FileUnreadable(path=path, reason="not a regular file")
        return path.read_bytes()
    except OSError as error:
        raise unreadable(error, path) from error


def unreadable(error: OSError, path: Path) -> DataError:
    """What to tell about a file or folder that the operating system does not give."""
    missing = isinstance(error, FileNotFoundError) and not path.is_symlink()
    return MissingPath(path=path) if missing else FileUnreadable(path=path, reason=error.strerror)


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, links followed."""
    try:
        entries = [(path, path.is_dir()) for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError as error:
        raise unreadable(error, folder) from error
    for path, is_folder in entries:
        if is_folder:
            yield from _files(path)
        else:
            yield path


def _graph_file(data: Path, path: Path) -> GraphFile:
    if path.suffix != ".ttl":
        raise NotTurtle(path=path)
    within = path.relative_to(data)
    graph = GRAPH + (TOGETHER if within.parts[0] == TOGETHER else within.with_suffix("").as_posix())
    if graph == DESCRIPTION:
        raise NameReserved(path=path)
    try:
        return GraphFile(path, NamedNode(graph).value)
    except ValueError as error:
        raise NameUnusable(path=path) from error
