"""The page for whoever has never heard of SPARQL: a first question, step by step, and what words and marks mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import lazy_gettext

from plangraph.errors import EvaluationFailed, QueryRefused, QuestionMistaken
from plangraph.inventory import inventory
from plangraph.namespaces import ONTOLOGY
from plangraph.questions import Choice, asked, choices, grouped, questions
from plangraph.shown import readable
from plangraph.vocabulary import vocabulary
from plangraph_web.desk import desk
from plangraph_web.errors import mark
from plangraph_web.language import language
from plangraph_web.questions import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plangraph.questions import Asked, Parameter, Question
    from plangraph.shown import Heading, Shown
    from plangraph.vocabulary import Term

pages = Blueprint("help", __name__)

FIRST: Final = "measures-of-goal"
"""The question to begin with, where the data have it."""
ROWS: Final = 5
PLAN_WORDS: Final = (
    *("Plan", "Vision", "Goal", "Level", "Measure", "PriorityProject", "Field", "PolicyField"),
    *("SettlementRegion", "JointProject", "Role", "Observation", "Target", "FiscalYear"),
    *("Document", "Place", "Basis", "ExplainedStatement", "confidence", "Doubt"),
)
"""The terms of the ontology that a reader of plans meets first; it has their definitions."""
OUR_WORDS: Final = (
    (
        lazy_gettext("graph"),
        lazy_gettext("Statements of one kind from one source, kept as one file. All graphs together are the data."),
    ),
    (
        lazy_gettext("statement (triple)"),
        lazy_gettext("The smallest thing that the data say: what, how it is linked, to what."),
    ),
    (
        lazy_gettext("identifier (IRI)"),
        lazy_gettext("The name of a thing that never changes, written like a web address. It can be cited."),
    ),
    (
        lazy_gettext("data version"),
        lazy_gettext("Changes as soon as one statement does. Say it when you cite an answer."),
    ),
    (
        lazy_gettext("SPARQL"),
        lazy_gettext("The language in which questions are put to such data. Only questions of your own need it."),
    ),
)
"""Words of this site that are no terms of the ontology, and what they mean."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The first question: the parameter that is chosen here, its choices by heading, and its answer."""

    asked: Asked
    parameter: Parameter
    choices: dict[str, list[Choice]]
    sentence: str
    headings: tuple[Heading, ...]
    rows: list[list[Shown]]
    """All of them."""

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.asked.question

    @property
    def word(self) -> str:
        """What is chosen."""
        return self.asked.choices[self.parameter.variable].word


@pages.get("/help")
def page() -> Response:
    """Explain the site, and answer the first question with what the address chooses, or as it is meant.

    Raises what running the query raises.
    """
    try:
        return make_response(_page(_guide(request.args)))
    except QuestionMistaken as error:
        return mark(make_response(_page(_guide({}), error)), error)


def _page(guide: Guide | None, error: QuestionMistaken | None = None) -> str:
    store, wanted = desk().store, language()
    statements: Counter[str] = Counter()
    for graph in inventory(store, wanted):
        statements[graph.basis] += graph.triples
    return render_template(
        "help.html",
        guide=guide,
        error=error,
        most=ROWS,
        statements=statements,
        meanings=_terms(f"{ONTOLOGY}{name}" for name in statements),
        plan_words=_terms(ONTOLOGY + name for name in PLAN_WORDS),
        our_words=OUR_WORDS,
    )


def _guide(given: Mapping[str, str]) -> Guide | None:
    """The first question answered; None where the data have none that works with choices. Raises QuestionMistaken."""
    found = [each for each in questions(desk().store, language()) if any(one.choices for one in each.parameters)]
    question = next((each for each in found if each.slug == FIRST), found[0] if found else None)
    return _answered(question, given) if question else None


def _answered(question: Question, given: Mapping[str, str]) -> Guide | None:
    store = desk().store
    parameter = next(each for each in question.parameters if each.choices)
    chosen = {name: word for name, word in given.items() if name == parameter.variable}
    meant = asked(store, question, chosen)
    try:
        table = run(meant)
    except (QueryRefused, EvaluationFailed):  # data that break the rules
        return None
    heads, rows = readable(store, table, language(), question)
    return Guide(
        meant,
        parameter,
        grouped(choices(store, question, parameter)),
        meant.told(len(table.rows), cut=table.truncated is not None),
        heads,
        rows,
    )


def _terms(wanted: Iterator[str]) -> dict[str, Term]:
    """These terms of the ontology by name, as far as there are definitions of them."""
    known = vocabulary(desk().store, language())
    concepts = (each for scheme in known.schemes for each in scheme.concepts)
    by_iri = {each.ref.iri: each for each in (*known.classes, *known.properties, *concepts)}
    return {by_iri[iri].anchor: by_iri[iri] for iri in wanted if iri in by_iri and by_iri[iri].definition}
