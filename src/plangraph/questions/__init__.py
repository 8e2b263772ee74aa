"""The questions that the graph answers: their catalogue, what a reader may choose, and the SPARQL that comes of it."""

from plangraph.questions.binding import Asked, asked
from plangraph.questions.catalogue import (
    Channel,
    Column,
    Parameter,
    Picture,
    Question,
    ValueKind,
    question,
    questions,
)
from plangraph.questions.choosing import Choice, choices, grouped

__all__ = [
    "Asked",
    "Channel",
    "Choice",
    "Column",
    "Parameter",
    "Picture",
    "Question",
    "ValueKind",
    "asked",
    "choices",
    "grouped",
    "question",
    "questions",
]
