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
from plangraph.questions.graphs import GraphExample, graph_examples

__all__ = [
    "Asked",
    "Channel",
    "Choice",
    "Column",
    "GraphExample",
    "Parameter",
    "Picture",
    "Question",
    "ValueKind",
    "asked",
    "choices",
    "graph_examples",
    "grouped",
    "question",
    "questions",
]
