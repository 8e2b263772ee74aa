"""What a reader may choose for a parameter of a question, and which choice a word means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from plangraph.eras import fiscal_year_by_both, year_by_both
from plangraph.errors import ChoiceUnknown, Language, TextUnusable
from plangraph.labels import label
from plangraph.namespaces import BASE, PG_NUMBER, id_path
from plangraph.questions.catalogue import Parameter, Question
from plangraph.store import Row, Store, Term, integer

LONGEST_TEXT: Final = 100
"""Characters of a text that a reader gives."""
_NAMED: Final = 12
"""So many choices an error names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a parameter: its word in an address, its name, the heading that it is listed under, and the term."""

    word: str
    label: str
    group: str
    term: Term


def choices(store: Store, question: Question, parameter: Parameter) -> tuple[Choice, ...]:
    """What may be chosen, in its order; of a parameter that takes any text, what may be suggested."""
    return store.once(_choices, parameter.choices, parameter.kind, question.language) if parameter.choices else ()


def grouped(choices: Iterable[Choice]) -> dict[str, list[Choice]]:
    """The choices under their headings, in the order in which these come first."""
    groups: dict[str, list[Choice]] = {}
    for each in choices:
        groups.setdefault(each.group, []).append(each)
    return groups


def chosen(store: Store, question: Question, parameter: Parameter, word: str | None) -> Choice:
    """The choice that a word means: its address, its IRI, its name or number if only one has it; for None the default.

    Raises ChoiceUnknown or TextUnusable.
    """
    language = question.language
    if word is None:
        return _choice(store, {"choice": parameter.default}, parameter.kind, language)
    known = choices(store, question, parameter)
    if parameter.kind == "text":
        return _text(parameter, word)
    found = [each for each in known if word in (each.word, each.term.value)]
    found = found or [each for each in known if word in (each.label, *each.label.split(" ", 1))]
    if len(found) != 1:
        raise _unknown(parameter, word, known)
    return found[0]


def _choices(store: Store, sparql: str, kind: str, language: Language) -> tuple[Choice, ...]:
    found = store.tried(sparql) or ()
    return tuple(
        _choice(store, row, kind, language) for row in found if isinstance(row.get("choice"), NamedNode | Literal)
    )


def _choice(store: Store, row: Row, kind: str, language: Language) -> Choice:
    term, shown = row["choice"], _group(store, row.get("group"), language)
    if isinstance(term, NamedNode):
        word = id_path(term.value) or term.value.removeprefix(BASE)
        return Choice(word, _numbered(store, term, language), shown, term)
    return Choice(term.value, _written(term.value, kind, language), shown, term)


def _group(store: Store, group: Term | None, language: Language) -> str:
    if isinstance(group, NamedNode):
        return label(store, group.value, language)
    return group.value if isinstance(group, Literal) else ""


def _numbered(store: Store, thing: NamedNode, language: Language) -> str:
    numbers = sorted(each.object.value for each in store.match(thing, PG_NUMBER))
    return " ".join([*numbers[:1], label(store, thing.value, language)])


def _written(value: str, kind: str, language: Language) -> str:
    by_both = {"fiscal-year": fiscal_year_by_both, "year": year_by_both}.get(kind)
    return by_both(integer(value, 0), language) if by_both else value


def _text(parameter: Parameter, word: str) -> Choice:
    text = word.strip()
    if not text or len(text) > LONGEST_TEXT or not text.isprintable():
        raise TextUnusable(parameter=parameter.label, limit=LONGEST_TEXT)
    return Choice(text, text, "", Literal(text))


def _unknown(parameter: Parameter, word: str, known: Iterable[Choice]) -> ChoiceUnknown:
    """The nearest names first, then the others in their order."""
    by_name = {each.label: each for each in known}
    near = difflib.get_close_matches(word, by_name, _NAMED, 0.3)
    names = list(dict.fromkeys((*near, *by_name)))[:_NAMED]
    more = "…" if len(by_name) > _NAMED else ""
    return ChoiceUnknown(
        parameter=parameter.label,
        variable=parameter.variable,
        word=word if len(word) <= LONGEST_TEXT else word[: LONGEST_TEXT - 1] + "…",
        available=", ".join(f"{name} [{by_name[name].word}]" for name in names) + more,
        choices=tuple(by_name[name] for name in names),
    )
