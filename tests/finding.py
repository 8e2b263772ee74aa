"""What a search finds, as the tests compare it."""

from __future__ import annotations

from plangraph.namespaces import id_path
from plangraph.search import search
from plangraph.store import Store


def found(store: Store, word: str, most: int = 50) -> list[str]:
    return [each.text for each in search(store, word, most)]


def paths(store: Store, word: str, most: int = 50) -> list[str | None]:
    return [id_path(each.iri) for each in search(store, word, most)]
