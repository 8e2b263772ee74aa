"""What is said about a term that does not occur, and the fixes that are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from plangraph.descriptions import graphs
from plangraph.errors import Language
from plangraph.namespaces import PREFIXES, RDF_TYPE
from plangraph.search import folded
from plangraph.sparql.fixes import Fix, short
from plangraph.sparql.reading.patterns import Triple
from plangraph.sparql.reading.terms import Term
from plangraph.store import Store
from plangraph.unknown_terms import meant
from plangraph.unknown_terms.occurring import SUBCLASS_OF, occurs, properties
from plangraph.unknown_terms.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable

_OWL: Final = PREFIXES["owl"]
_MOST: Final = 3
_LONGEST: Final = 200  # characters of a term that a sentence shows
_PROPERTIES: Final = 20  # of a path, whose texts are compared


class Said(NamedTuple):
    """What is said about a term, and what may have been meant."""

    ja: str
    en: str
    fixes: tuple[Fix, ...]
    alike: bool = True
    """Whether that is written much like it, and not only the next there is."""


class Words:
    """Says in Japanese and English what is the matter with a term of a query."""

    def __init__(self, store: Store, text: str, language: Language) -> None:
        """Read what the query declares."""
        self.store, self.language, self.writer = store, language, Writer(text)

    def about(self, term: Term, role: str, of: Triple | None) -> Said:
        """The sentences and fixes for a term in a role; a class or a text is the object `of` a triple pattern."""
        match role:
            case "property":
                return self._property(term)
            case "class":
                return self._class(term, of)
            case "graph":
                found = meant.graphs_like(term.iri, graphs(self.store))
                ja, en = f"グラフ {_shown(term)} はありません。", f"There is no graph {_shown(term)}."
                return Said(ja, en, self._names(term, found))
            case "text":
                return self._text(term, of.last if of else ())
        found = meant.things_like(self.store, term.iri, self.language)
        ja, en = (
            f"{_shown(term)} は、データに出てきません。",
            f"{_shown(term)} does not occur in the data.",
        )
        return Said(ja, en, self._names(term, found))

    def _property(self, term: Term) -> Said:
        found, node = meant.properties_like(self.store, term.iri, self.language), NamedNode(term.iri)
        if occurs(self.store, None, RDF_TYPE, node) or occurs(self.store, node, RDF_TYPE, NamedNode(_OWL + "Class")):
            ja = f"{_shown(term)} はクラスで、プロパティではありません。"
            en = f"{_shown(term)} is a class, not a property."
        elif occurs(self.store, node):
            ja = f"プロパティ {_shown(term)} は定義されていますが、データで使われていません。"
            en = f"The property {_shown(term)} is defined, but the data do not use it."
        else:
            ja = f"プロパティ {_shown(term)} は、データに出てきません。"
            en = f"The property {_shown(term)} does not occur in the data."
        return Said(ja, en, self._names(term, found))

    def _class(self, term: Term, of: Triple | None) -> Said:
        if occurs(self.store, None, SUBCLASS_OF, NamedNode(term.iri)):
            ja = f"クラス {_shown(term)} には、直接それに属するものがありません。下位のクラスに属するものはあります。"
            en = f"Nothing is of the very class {_shown(term)}, but there are things of the classes below it."
            return Said(ja, en, (self.writer.with_classes_below(of.predicate),) if of else ())
        found = meant.classes_like(self.store, term.iri, self.language)
        if term.iri in properties(self.store):
            ja = f"{_shown(term)} はプロパティで、クラスではありません。"
            en = f"{_shown(term)} is a property, not a class."
        else:
            ja = f"クラス {_shown(term)} に属するものは、データにありません。"
            en = f"There is nothing of the class {_shown(term)} in the data."
        return Said(ja, en, self._names(term, found))

    def _text(self, term: Term, last: tuple[Term, ...]) -> Said:
        literal = term.value
        assert isinstance(literal, Literal)  # noqa: S101 - as its role is that of a text
        found = meant.texts_like(self.store, literal, self._among(last), self.language)
        fixes = [self.writer.put(term, each) for each in found]
        if not found or found[0].value != literal.value:
            things = [self.writer.named(self.store, term, each) for each in self._things(literal, last)]
            fixes = [*things, *self._elsewhere(literal, last), *fixes]
        ja, en = (
            f"{_shown(term)} という値は、データにありません。",
            f"The value {_shown(term)} does not occur in the data.",
        )
        if len(last) == 1:
            ja = f"{last[0].written} の値が {_shown(term)} であるものは、データにありません。"
            en = f"Nothing in the data has {_shown(term)} as its {last[0].written}."
        more = _difference(literal, found[0]) if found else ("", "")
        alike = any(folded(each.value) == folded(literal.value) for each in found)
        return Said(ja + more[0], en + more[1], tuple(fixes[:_MOST]), alike)

    def _among(self, last: tuple[Term, ...]) -> list[str]:
        """The properties that may have a text."""
        named = list(dict.fromkeys(each.iri for each in last))[:_PROPERTIES]
        return named or list(properties(self.store))

    def _elsewhere(self, literal: Literal, last: tuple[Term, ...]) -> list[Fix]:
        """The fixes that put another property in the place of one: one that does have the text."""
        others = meant.predicates_of(self.store, literal)[:1] if len(last) == 1 else []
        return [self.writer.put(last[0], NamedNode(each)) for each in others]

    def _things(self, literal: Literal, last: tuple[Term, ...]) -> list[str]:
        """The things with this name or this end of their address, where it is things that a property leads to."""
        return meant.things_called(self.store, last[0].iri, literal) if len(last) == 1 else []

    def _names(self, term: Term, iris: Iterable[str]) -> tuple[Fix, ...]:
        fixes = []
        for iri in iris:
            whole = self.writer.namespace(term, iri) if self._foreign(term) else None
            fixes.append(whole or self.writer.named(self.store, term, iri))
        return tuple(dict.fromkeys(fixes))

    def _foreign(self, term: Term) -> bool:
        """Whether nothing at all occurs in the namespace of a name."""
        namespace = self.writer.declared.prefixes.get(term.written.partition(":")[0])
        return bool(namespace) and not any(each.startswith(str(namespace)) for each in properties(self.store))


def _shown(term: Term) -> str:
    return short(term.written, _LONGEST)


def _difference(written: Literal, known: Literal) -> tuple[str, str]:
    """In what a text of the data differs from the one in the query, if they are the same to a reader."""
    if known.value == written.value:
        if known.language != written.language:
            return _of_language(written, known)
        return f"データでは {known} です。", f" In the data it is {known}."
    return "", ""


def _of_language(written: Literal, known: Literal) -> tuple[str, str]:
    if known.language and not written.language:
        return (
            f"データでは言語タグ @{known.language} が付いています。",
            f" In the data it has the language tag @{known.language}.",
        )
    if written.language and not known.language:
        return "データでは言語タグが付いていません。", " In the data it has no language tag."
    return f"データでは言語タグは @{known.language} です。", f" In the data its language tag is @{known.language}."
