"""The numbered rules as they are written down in `ontology/`, whichever engine runs them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import iadd
from pathlib import Path

from pyoxigraph import RdfFormat, parse
from rdflib import DCTERMS, RDF, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from plangraph import catalog
from plangraph.errors import BrokenRule, Language, NoRules, RuleUnknown
from plangraph.labels import natural_key
from plangraph.namespaces import shorten
from plangraph.store import Store, unparsable

SHAPE_FILES = "ontology/shapes"
DATASET_RULES = "ontology/dataset-rules.ttl"

_COUNT = "SELECT (COUNT(DISTINCT ?focus) AS ?count) WHERE {{ {targets} }}"
_TARGETS = {SH.targetClass: "{{ ?focus a/rdfs:subClassOf* <{}> }}", SH.targetSubjectsOf: "{{ ?focus <{}> ?object }}"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One numbered rule: what it demands, how grave a fault is, what to say of one."""

    iri: str
    id: str
    title: str
    message: str
    severity: str


class Rules:
    """The rules of one data folder: all of them, or one."""

    def __init__(self, root: Path, only: str | None = None) -> None:
        """Read the shapes and the dataset rules below `root`; of these, run `only` the one of that number.

        Raises DataError if they cannot be read, RuleUnknown if none has that number.
        """
        self.folder = root / SHAPE_FILES
        files = _files(self.folder)
        self.shapes = b"\n".join(catalog.read(path) for path in files)
        """All shapes as one Turtle text."""
        graphs = {path.stem: _read(path) for path in [*files, root / DATASET_RULES]}
        self._graph = reduce(iadd, graphs.values(), Graph())
        self.topics = {str(rule): name for name, each in graphs.items() for rule in each.subjects(DCTERMS.identifier)}
        """The name of the file that holds each rule, by the IRI of the rule."""
        self.chosen = frozenset(str(rule) for rule, number in self._numbered() if only in (None, str(number)))
        """The IRIs of the rules that are to be run."""
        self._refuse_unnumbered()
        if not self.chosen:
            raise RuleUnknown(rule=only, last=max((str(number) for _, number in self._numbered()), key=natural_key))

    def all(self, language: Language) -> list[Rule]:
        """Every rule that is to be run, by its number."""
        found = [self._rule(subject, str(number), language) for subject, number in self._numbered()]
        return sorted((rule for rule in found if rule.iri in self.chosen), key=lambda rule: natural_key(rule.id))

    def shape_names(self) -> list[str]:
        """The IRIs of the shapes that are to be run."""
        shapes = chain.from_iterable(self._graph.subjects(RDF.type, kind) for kind in (SH.NodeShape, SH.PropertyShape))
        return sorted(self.chosen.intersection(map(str, shapes)))

    def queries(self) -> Iterable[tuple[str, str]]:
        """The IRI and the SELECT of every rule that looks at graph names."""
        for subject, _ in self._numbered():
            if self._runs(subject) and (select := self._graph.value(subject, SH.select)) is not None:
                yield str(subject), str(select)

    def shape_queries(self) -> Iterable[tuple[str, str]]:
        """The IRI and the SELECT of every shape that is written in SPARQL."""
        for subject, _ in self._numbered():
            for select in self._graph.objects(subject, SH.sparql / SH.select):
                yield str(subject), str(select)

    def description(self, rule: str) -> Graph:
        """What is written of a rule, blank nodes included."""
        return self._graph.cbd(URIRef(rule))

    def path(self, rule: str) -> str:
        """The property path that a rule checks, as in SPARQL; empty where it checks none."""
        path = self._graph.value(URIRef(rule), SH.path)
        return "" if path is None else self._written(path)

    def examined(self, rule: str, store: Store) -> int:
        """How many things of `store` the rule looks at."""
        targets = frozenset(
            pattern.format(target)
            for kind, pattern in _TARGETS.items()
            for target in self._graph.objects(URIRef(rule), kind)
        )
        return store.once(_count, targets) if targets else 0  # many rules have the same targets

    def _refuse_unnumbered(self) -> None:
        """A rule without a number would be run by nobody."""
        numbered = {rule for rule, _ in self._numbered()}
        if unnumbered := set(self._graph.subjects(SH.severity)) - numbered:
            raise BrokenRule(rule=min(map(str, unnumbered)), reason="dcterms:identifier")

    def _runs(self, rule: Node) -> bool:
        return str(rule) in self.chosen

    def _numbered(self) -> Iterable[tuple[Node, Node]]:
        return self._graph.subject_objects(DCTERMS.identifier)

    def _rule(self, subject: Node, number: str, language: Language) -> Rule:
        severity = str(self._graph.value(subject, SH.severity)).removeprefix(str(SH))
        title, message = (self._text(subject, predicate, language) for predicate in (SH.name, SH.message))
        return Rule(str(subject), number, title, message, severity)

    def _text(self, subject: Node, predicate: URIRef, language: Language) -> str:
        texts = (text for text in self._graph.objects(subject, predicate) if isinstance(text, Literal))
        return next((str(text) for text in texts if text.language == language), "")

    def _written(self, path: Node) -> str:
        """SHACL §2.3.1, the kinds of path that our shapes use."""
        if isinstance(path, URIRef):
            return shorten(str(path))
        (kind, inner) = next(iter(self._graph.predicate_objects(path)))
        if kind == SH.alternativePath:
            return "|".join(self._written(each) for each in Collection(self._graph, inner))
        return f"^{self._written(inner)}" if kind == SH.inversePath else f"{self._written(inner)}+"


def _count(store: Store, targets: frozenset[str]) -> int:
    """The number of things that any of these patterns matches."""
    (row,) = store.select(_COUNT.format(targets=" UNION ".join(sorted(targets))))
    return int(row["count"].value)


def _files(folder: Path) -> list[Path]:
    """The files of shapes, by name. Raises MissingPath, FileUnreadable or NoRules."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".ttl")
    except OSError as error:
        raise catalog.unreadable(error, folder) from error
    if not found:
        raise NoRules(path=folder)
    return found


def _read(path: Path) -> Graph:
    text = catalog.read(path)
    try:
        rules = any(list(parse(text, RdfFormat.TURTLE)))  # pyoxigraph tells where a mistake is better than rdflib
    except SyntaxError as error:
        raise unparsable(error, path) from error
    if not rules:
        raise NoRules(path=path)
    return Graph().parse(data=text, format="turtle")
