"""The pages of the rules: what each asks, how grave a fault is, how it is kept and broken, what it finds."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext

from plangraph.errors import NotFound
from plangraph.examples import Examples, examples
from plangraph.labels import ref
from plangraph.validation import SEVERITIES, Checked, Report
from plangraph_web.concerns import by_rule
from plangraph_web.desk import desk
from plangraph_web.language import language

if TYPE_CHECKING:
    from plangraph.definitions import Definition
    from plangraph.store import Store

pages = Blueprint("shapes", __name__)

TOPICS: Final = {
    "things": lazy_gettext("Every thing"),
    "names": lazy_gettext("Names"),
    "plans": lazy_gettext("Plans"),
    "time": lazy_gettext("Years and dates"),
    "counts": lazy_gettext("What is counted and what belongs together"),
    "evidence": lazy_gettext("Places, reasons and registers"),
    "dataset-rules": lazy_gettext("Which graph says what"),
    "figures": lazy_gettext("Tables and figures"),
    "arithmetic": lazy_gettext("Sums, rates and shares"),
    "plausibility": lazy_gettext("Can the figure be true?"),
    "succession": lazy_gettext("From plan to plan"),
    "cooperation": lazy_gettext("Cooperation of municipalities"),
    "doubts": lazy_gettext("Doubts"),
    "questions": lazy_gettext("Questions"),
    "service": lazy_gettext("What the service says of itself"),
}
"""The files of rules, in the order in which they are shown, and what they are about."""
RESULTS: Final = ("open", "acknowledged", "kept")


@dataclass(frozen=True, slots=True)
class Written:
    """How a rule is written, in which file, and its cases."""

    topic: str
    definition: Definition
    examples: Examples


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule in the list."""

    checked: Checked
    written: Written
    open: int
    acknowledged: int

    @property
    def results(self) -> list[str]:
        """What can be said of its result, one or two of `RESULTS`."""
        found = [name for name, count in (("open", self.open), ("acknowledged", self.acknowledged)) if count]
        return found or ["kept"]

    def fits(self, words: str, severity: str, result: str) -> bool:
        """Whether all words occur in its number, name or message, and the rest is as chosen ("" is any)."""
        rule = self.checked.rule
        text = _folded(f"{rule.id} {rule.title} {rule.message}")
        chosen = severity in ("", rule.severity) and (not result or result in self.results)
        return chosen and all(word in text for word in _folded(words).split())


@pages.get("/shapes/")
def index() -> str:
    """List the rules by topic, as far as the parameters choose them."""
    wishes = {name: request.args.get(name, "").strip() for name in ("q", "severity", "result")}
    everything = _entries(desk().reports[language()].get())
    shown = [each for each in everything if each.fits(wishes["q"], wishes["severity"], wishes["result"])]
    return render_template(
        "shapes.html",
        everything=everything,
        shown=shown,
        groups=_by_topic(shown),
        topics=TOPICS,
        wishes=wishes,
        severities=[each for each in SEVERITIES if any(entry.checked.rule.severity == each for entry in everything)],
        results=RESULTS,
    )


@pages.get("/shapes/<number>")
def page(number: str) -> str:
    """Show one rule with its cases and what it finds. Raises NotFound."""
    store, report = desk().store, desk().reports[language()].get()
    everything = {each.checked.rule.id: each for each in _entries(report)}
    if number not in everything:
        raise NotFound(name=number)
    shown, numbers = everything[number], list(everything)
    written, at = shown.written.definition, numbers.index(number)
    found = by_rule(store, (each for each in report.findings if each.rule.id == number), language())
    return render_template(
        "shape.html",
        entry=shown,
        rule=shown.checked.rule,
        topic=TOPICS.get(shown.written.topic, shown.written.topic),
        classes=[ref(store, iri, language()) for iri in written.classes],
        properties=[ref(store, iri, language()) for iri in written.subjects_of],
        found=found[0].found if found else (),
        before=everything[numbers[at - 1]].checked.rule if at else None,
        after=everything[numbers[at + 1]].checked.rule if at + 1 < len(numbers) else None,
    )


def _written(_store: Store, root: Path) -> dict[str, Written]:
    """How each rule below a root is written, by its IRI. Raises DataError."""
    from plangraph.definitions import definition  # late, as rdflib comes with it
    from plangraph.rules import Rules

    rules = Rules(root)
    return {
        rule.iri: Written(rules.topics[rule.iri], definition(rules, rule.iri), examples(root, rule.id))
        for rule in rules.all("en")
    }


def _entries(report: Report) -> list[Entry]:
    written = desk().store.once(_written, desk().root)
    acknowledged = [each.rule.id for each in report.acknowledged]
    known = {number: acknowledged.count(number) for number in set(acknowledged)}
    return [
        Entry(each, written[each.rule.iri], each.found - known.get(each.rule.id, 0), known.get(each.rule.id, 0))
        for each in report.rules
    ]


def _by_topic(shown: list[Entry]) -> dict[str, list[Entry]]:
    """The entries by topic; files that nobody has given a name come last."""
    topics = [*TOPICS, *sorted({each.written.topic for each in shown} - TOPICS.keys())]
    groups = {topic: [each for each in shown if each.written.topic == topic] for topic in topics}
    return {topic: some for topic, some in groups.items() if some}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
