"""The questions that can be asked about one thing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import NamedNode

from plangraph.errors import Language
from plangraph.questions import Question, choices, questions
from plangraph.store import Store


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """A question, and the word by which its address says, for which of its parameters, that the thing is meant."""

    question: Question
    variable: str
    word: str


def asked_about(store: Store, iri: str, language: Language) -> tuple[AskedAbout, ...]:
    """The questions among whose choices the thing is, each once, in their order."""
    return store.once(_by_thing, language).get(iri, ())


def _by_thing(store: Store, language: Language) -> dict[str, tuple[AskedAbout, ...]]:
    found: dict[str, dict[str, AskedAbout]] = defaultdict(dict)
    for question in questions(store, language):
        for parameter in question.parameters:
            for choice in choices(store, question, parameter):
                if isinstance(choice.term, NamedNode):
                    asked = AskedAbout(question, parameter.variable, choice.word)
                    found[choice.term.value].setdefault(question.slug, asked)
    return {iri: tuple(asked.values()) for iri, asked in found.items()}
