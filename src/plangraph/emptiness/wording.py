"""The sentences on patterns and conditions."""

from __future__ import annotations

from typing import Final

from plangraph.emptiness.probing import Count
from plangraph.errors import Language
from plangraph.labels import label
from plangraph.namespaces import RDF_TYPE
from plangraph.sparql.reading.patterns import Part
from plangraph.store import Store
from plangraph.usage import usage

_MOST_KINDS: Final = 4
_LISTED: Final[tuple[tuple[Language, str], ...]] = (("ja", "、"), ("en", ", "))


def fitting_nothing(store: Store, part: Part) -> tuple[str, str]:
    """Of a part that nothing fits, even by itself."""
    if part.kind == "union":
        return "UNION のどの枝にも、当てはまるものがありません。", "Nothing fits any branch of this UNION."
    ja, en = _had_by(store, part)
    return f"この部分だけでも、当てはまるものがありません。{ja}", f"Nothing fits this, even by itself.{en}"


def left_none(store: Store, part: Part, before: Count | None, values: list[str]) -> tuple[str, str]:
    """Of a part that fits nothing of what those before it leave, which has these values where it asks for another."""
    ja, en = _have(store, part, values) if values else _had_by(store, part)
    if before is None:
        return f"この部分に合うものがありません。{ja}", f"Nothing fits this.{en}"
    rows = _counted(before)
    return (
        f"ここまでの条件に合うものは{rows[0]}ありますが、この部分にも合うものはありません。{ja}",
        f"The conditions before this leave {rows[1]}, and none of them fits this.{en}",
    )


def filtered(part: Part, before: Count | None) -> tuple[str, str]:
    """Of a condition that leaves nothing."""
    word = part.kind.upper()
    if part.kind == "filter" and part.groups:
        word = " ".join(part.written.split("{")[0].split("(")[0].split())
    if before is None:
        return f"この {word} に合うものがありません。", f"Nothing passes this {word}."
    ja, en = _counted(before)
    return (
        f"この {word} がなければ{ja}ありますが、すべて外れます。",
        f"Without this {word} there would be {en}; it leaves none.",
    )


def _counted(count: Count) -> tuple[str, str]:
    if count.more:
        return f" {count.rows:,} 行以上", f"{count.rows:,} rows or more"
    return f" {count.rows:,} 行", f"{count.rows:,} row" + ("s" if count.rows != 1 else "")


def _have(store: Store, part: Part, values: list[str]) -> tuple[str, str]:
    """Which classes or things stand in the place of the object of a triple."""
    ja, en = (between.join(_labels(store, values[:_MOST_KINDS], language)) for language, between in _LISTED)
    name, verb = part.triples[0].subject.written, part.triples[0].predicate
    if verb.value == RDF_TYPE:
        return f"ここまでの {name} の種類は、{ja}です。", f" So far {name} is: {en}."
    return f"ここまでの {name} の {verb.written} は、{ja}です。", f" So far {verb.written} of {name} is: {en}."


def _had_by(store: Store, part: Part) -> tuple[str, str]:
    """What kinds of things have the property of a triple."""
    verb = part.triples[0].predicate if part.kind == "triple" else None
    kinds = usage(store).subjects.get(verb.iri, {}) if verb else {}
    if not verb or not kinds or verb.value == RDF_TYPE:
        return "", ""
    some = list(kinds)[:_MOST_KINDS]
    rest = len(kinds) > len(some)
    ja, en = (between.join(_labels(store, some, language)) for language, between in _LISTED)
    return (
        f"{verb.written} を持つのは、{ja}{'など' if rest else ''}です。",
        f" {verb.written} belongs to: {en}{' and others' if rest else ''}.",
    )


def _labels(store: Store, iris: list[str], language: Language) -> list[str]:
    return [label(store, each, language) for each in iris]
