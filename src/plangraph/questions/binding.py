"""A question as somebody asks it: what was chosen stands in its SPARQL as terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from plangraph.errors import ParameterUnknown
from plangraph.namespaces import PREFIXES
from plangraph.questions.catalogue import Question
from plangraph.questions.choosing import Choice, chosen
from plangraph.store import Store, Term

LANGUAGE: Final = "language"
"""The variable that every question may use for the language of its reader."""
_VALUES: Final = re.compile(r"VALUES \?(\w+) \{ [^{}\n]* \}")
_INTEGER: Final = PREFIXES["xsd"] + "integer"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was chosen for each of its parameters, and the complete SPARQL that answers it."""

    question: Question
    choices: dict[str, Choice]
    sparql: str

    @property
    def words(self) -> dict[str, str]:
        """What an address has to say: of each parameter that has not its default, the word for what was chosen."""
        defaults = {each.variable: each.default for each in self.question.parameters}
        return {name: each.word for name, each in self.choices.items() if each.term != defaults[name]}

    def sentence(self, rows: int) -> str:
        """The answer in one sentence, with the number of its rows."""
        said = {"rows": f"{rows:,}"} | {name: each.label for name, each in self.choices.items()}
        return re.sub(r"\{(\w+)\}", lambda found: said.get(found[1], found[0]), self.question.sentence)

    def told(self, rows: int, cut: bool) -> str:
        """The same, which would be wrong of an answer that was cut: of such a one the question."""
        return self.question.title if cut else self.sentence(rows)


def asked(store: Store, question: Question, given: Mapping[str, str]) -> Asked:
    """The question with the words that are given for its parameters; the others have their defaults.

    Raises ParameterUnknown, ChoiceUnknown or TextUnusable.
    """
    names = [each.variable for each in question.parameters]
    for name in given:
        if name not in names:
            raise ParameterUnknown(name=name, available=", ".join(names) or "–")
    found = {each.variable: chosen(store, question, each, given.get(each.variable)) for each in question.parameters}
    terms = {LANGUAGE: Literal(question.language)} | {name: each.term for name, each in found.items()}
    return Asked(question, found, bound(question.sparql, terms))


def bound(sparql: str, terms: Mapping[str, Term]) -> str:
    """The query with these terms in place of its own: each stands alone in the VALUES of its variable.

    SPARQL 1.1, section 10.2. The engine writes the terms, so that nothing in a text can end it; all
    are put in at once, so that what looks like VALUES within a text is left alone.
    """
    return _VALUES.sub(lambda found: _block(found[1], terms[found[1]]) if found[1] in terms else found[0], sparql)


def _block(name: str, term: Term) -> str:
    return f"VALUES ?{name} {{ {_written(term)} }}"


def _written(term: Term) -> str:
    plain = isinstance(term, Literal) and term.datatype.value == _INTEGER
    return term.value if plain else str(term)
