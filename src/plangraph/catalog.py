"""Which files are which named graphs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plangraph.errors import MissingPath
from plangraph.namespaces import GRAPH

_GRAPH_FILES = ("ontology/terms.ttl", "ontology/policy-fields.ttl", "ontology/alignments.ttl")


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A Turtle file and the IRI of the named graph that it is."""

    path: Path
    graph: str


def root() -> Path:
    """The folder that holds `ontology/` and `data/ttl/`: inside the installed package, else the repository."""
    shipped = Path(__file__).parent / "_shipped"
    return shipped if shipped.is_dir() else Path(__file__).parents[2]


def graph_files(root: Path) -> list[GraphFile]:
    """The ontology and every file below `data/ttl/`, in a stable order. Raises MissingPath."""
    data = root / "data" / "ttl"
    if not data.is_dir():
        raise MissingPath(path=data)
    terms = [GraphFile(root / name, GRAPH + name.removesuffix(".ttl")) for name in _GRAPH_FILES]
    found = sorted(path.relative_to(data) for path in data.rglob("*.ttl"))
    return terms + [GraphFile(data / path, GRAPH + path.with_suffix("").as_posix()) for path in found]
