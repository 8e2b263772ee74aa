"""The queries with empty answers that analysts would write, and what empties each."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final, NamedTuple

from plangraph.namespaces import PREFIXES

_DECLARED: Final = ("pg", "rdf", "rdfs", "skos", "xsd", "schema")
PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in _DECLARED)


class Empty(NamedTuple):
    """A query, and the words in it that are to be named."""

    name: str
    text: str
    culprit: str


def empty_answers() -> list[Empty]:
    """All of them."""
    found = tomllib.loads((Path(__file__).parent / "empty_answers.toml").read_text(encoding="utf-8"))["query"]
    return [Empty(each["name"], PROLOGUE + each["query"].strip() + "\n", each["culprit"]) for each in found]


def empty_answer(name: str) -> Empty:
    """The one of this name."""
    return next(each for each in empty_answers() if each.name == name)
