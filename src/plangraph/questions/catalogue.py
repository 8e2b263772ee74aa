"""The catalogue of questions: data like all else, one file each in `data/ttl/questions/`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias, cast, get_args

from pyoxigraph import Literal as Text

from plangraph.errors import Language, QuestionUnknown
from plangraph.labels import Ref, ref
from plangraph.namespaces import ID, ONTOLOGY
from plangraph.store import Row, Store, Term

ValueKind: TypeAlias = Literal[
    "thing", "text", "number", "year", "fiscal-year", "date", "code", "basis", "confidence", "place"
]
Channel: TypeAlias = Literal["", "category", "value", "series", "level", "from", "to"]
Picture: TypeAlias = Literal["table", "bar", "line", "tree", "network"]

PREFIX: Final = ID + "question/"

_QUESTIONS: Final = """
SELECT ?question ?title ?explanation ?sentence ?topic ?picture ?sparql ?language WHERE {
  ?question a pg:Question ; pg:order ?order ; pg:topic ?topic ; pg:picture ?picture ; sh:select ?sparql ;
    rdfs:label ?title ; rdfs:comment ?explanation ; pg:sentence ?sentence .
  FILTER ( LANG(?title) = ?language && LANG(?explanation) = ?language && LANG(?sentence) = ?language )
} ORDER BY ?order ?question
"""
_KEYWORDS: Final = """
SELECT ?question ?keyword ?language WHERE {
  ?question a pg:Question ; schema:keywords ?keyword . FILTER ( LANG(?keyword) = ?language )
} ORDER BY ?question ?keyword
"""
_BASES: Final = "SELECT ?question ?basis { ?question pg:restsOn ?basis . ?basis pg:order ?order } ORDER BY ?order"
_COLUMNS: Final = """
SELECT ?question ?variable ?label ?kind ?unit ?channel ?opens ?language WHERE {
  ?question pg:column ?column .
  ?column pg:order ?order ; pg:variable ?variable ; pg:valueKind ?kind ; rdfs:label ?label .
  OPTIONAL { ?column pg:drawnAs ?channel }
  OPTIONAL { ?column pg:opens ?opens }
  OPTIONAL { ?column pg:unit ?unit FILTER ( LANG(?unit) = ?language ) }
  FILTER ( LANG(?label) = ?language )
} ORDER BY ?order
"""
_PARAMETERS: Final = """
SELECT ?question ?variable ?label ?explanation ?kind ?thing ?value ?choices ?language WHERE {
  ?question pg:parameter ?parameter .
  ?parameter pg:order ?order ; pg:variable ?variable ; pg:valueKind ?kind ; rdfs:label ?label .
  OPTIONAL { ?parameter pg:defaultThing ?thing }
  OPTIONAL { ?parameter pg:defaultValue ?value }
  OPTIONAL { ?parameter pg:choices ?choices }
  OPTIONAL { ?parameter rdfs:comment ?explanation FILTER ( LANG(?explanation) = ?language ) }
  FILTER ( LANG(?label) = ?language )
} ORDER BY ?order
"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer; `opens` names the variable whose thing a cell of it leads to, "" for none."""

    variable: str
    label: str
    kind: ValueKind
    unit: str
    drawn_as: Channel
    opens: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of a question that its reader may choose, from what the SPARQL `choices` finds or ("") as any text."""

    variable: str
    label: str
    explanation: str
    kind: ValueKind
    default: Term
    choices: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the graph answers, with its texts in one language; `rests_on` names the bases of its answer."""

    slug: str
    title: str
    explanation: str
    sentence: str
    """Says the answer, with `{rows}` for their number and `{variable}` for what was chosen."""
    keywords: tuple[str, ...]
    topic: Ref
    picture: Picture
    sparql: str
    """Runs as it stands: with the defaults of the parameters, for texts in Japanese."""
    columns: tuple[Column, ...]
    parameters: tuple[Parameter, ...]
    rests_on: tuple[str, ...]
    language: Language


def questions(store: Store, language: Language) -> tuple[Question, ...]:
    """All questions of the data in their order, with their texts in the language."""
    return store.once(_questions, language)


def question(store: Store, slug: str, language: Language) -> Question:
    """The question of that name. Raises QuestionUnknown."""
    known = {each.slug: each for each in questions(store, language)}
    if slug not in known:
        near = get_close_matches(slug, known, cutoff=0.4) or list(known)[:5]
        raise QuestionUnknown(name=slug, among=PREFIX, nearest=", ".join(near))
    return known[slug]


def _questions(store: Store, language: Language) -> tuple[Question, ...]:
    spoken = Text(language)
    columns, parameters, keywords = (
        _by_question(store, sparql, language=spoken) for sparql in (_COLUMNS, _PARAMETERS, _KEYWORDS)
    )
    bases = _by_question(store, _BASES)
    return tuple(
        Question(
            slug=row["question"].value.removeprefix(PREFIX),
            title=row["title"].value,
            explanation=row["explanation"].value,
            sentence=row["sentence"].value,
            keywords=tuple(each["keyword"].value for each in keywords[row["question"]]),
            topic=ref(store, row["topic"].value, language),
            picture=_picture(row),
            sparql=row["sparql"].value,
            columns=tuple(_column(each) for each in columns[row["question"]]),
            parameters=tuple(_parameter(each) for each in parameters[row["question"]]),
            rests_on=tuple(each["basis"].value.removeprefix(ONTOLOGY) for each in bases[row["question"]]),
            language=language,
        )
        for row in store.select(_QUESTIONS, language=spoken)
    )


def _by_question(store: Store, sparql: str, **terms: Term) -> defaultdict[Term, list[Row]]:
    found: defaultdict[Term, list[Row]] = defaultdict(list)
    for row in store.select(sparql, **terms):
        found[row["question"]].append(row)
    return found


def _column(row: Row) -> Column:
    return Column(
        variable=row["variable"].value,
        label=row["label"].value,
        kind=_kind(row),
        unit=_text(row, "unit"),
        drawn_as=cast("Channel", _concept(row, "channel", get_args(Channel), "")),
        opens=_text(row, "opens"),
    )


def _parameter(row: Row) -> Parameter:
    return Parameter(
        variable=row["variable"].value,
        label=row["label"].value,
        explanation=_text(row, "explanation"),
        kind=_kind(row),
        default=row.get("thing") or row.get("value") or Text(""),
        choices=_text(row, "choices"),
    )


def _kind(row: Row) -> ValueKind:
    return cast("ValueKind", _concept(row, "kind", get_args(ValueKind), "text"))


def _picture(row: Row) -> Picture:
    return cast("Picture", _concept(row, "picture", get_args(Picture), "table"))


def _text(row: Row, name: str) -> str:
    return row[name].value if name in row else ""


def _concept(row: Row, name: str, known: tuple[str, ...], otherwise: str) -> str:
    """The last part of the concept's IRI, or what data that break the rules are taken for."""
    found = _text(row, name).rpartition("/")[2]
    return found if found in known else otherwise
