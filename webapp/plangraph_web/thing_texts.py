"""What a thing's page says in sentences: what the thing is, how it is cited, how an error in it is reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from flask_babel import gettext

from plangraph.eras import year_by_both
from plangraph.evidence import Place
from plangraph.figures import Figure
from plangraph.labels import Ref
from plangraph.namespaces import ONTOLOGY, PREFIXES
from plangraph.things import Fact, Thing
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.templating import named, plural

_OWNERS: Final = (
    *(ONTOLOGY + name for name in ("madeBy", "playedBy", "prefecture", "actor")),
    PREFIXES["dcterms"] + "publisher",
)
_ALL_AGES: Final = "/age/all"


def in_words(found: Thing, level: str, figure: Figure | None) -> str:
    """What the thing is, in a few short sentences made of its links."""
    if figure:
        said = gettext("%(what)s: %(value)s", what=measured(figure), value=value(figure))
        return str(gettext("%(what)s.", what=said))
    told = [*_as_what(found, level), *_upwards(found), *_from_below(found), *_through_time(found)]
    if told and found.places:
        told.append(gettext("Places in documents that say so: %(count)s.", count=len(found.places)))
    return (" " if language() == "en" else "").join(told)


def measured(figure: Figure) -> str:
    """What a figure measures, where, when and for whom, and what it is from."""
    age = figure.age.label if figure.age and not figure.age.iri.endswith(_ALL_AGES) else ""
    words = [name(figure.area), "".join(when(figure)), age, figure.indicator.label]
    kind = gettext("target") if figure.target else figure.source.label if figure.source else ""
    between, gap = ("の", "") if language() == "ja" else (", ", " ")
    told = between.join(filter(None, words))
    return f"{told}{gap}({kind})" if kind else told


def value(figure: Figure) -> str:
    """The value with its unit, in the spacing of the language."""
    about = gettext("about ") if figure.approximate else ""
    gap = " " if language() == "en" and figure.unit != "%" else ""
    return f"{about}{figure.shown}{gap}{figure.unit}"


def when(figure: Figure) -> tuple[str, ...]:
    """The year of a figure by both counts, after the year with which it compares; empty where it has none."""
    return tuple(
        year_by_both(year, language()) + arrow for year, arrow in zip(figure.span, ("→", ""), strict=True) if year
    )


def name(ref: Ref) -> str:
    """The official name of a thing, in an English page too."""
    return named(ref).text


def citation(found: Thing, level: str, figure: Figure | None) -> str:
    """One sentence to cite the record: its name, its places, the version of the data, its identifier."""
    version, iri = desk().store.version, found.ref.iri
    told = [
        gettext("%(what)s.", what=_measured_or_named(found, level, figure)),
        gettext("Source: %(places)s.", places=sources(found.places)) if found.places else "",
        gettext("Data: plangraph %(version)s, %(iri)s", version=version, iri=iri),
    ]
    return (" " if language() == "en" else "").join(filter(None, told))


def _measured_or_named(found: Thing, level: str, figure: Figure | None) -> str:
    if figure:
        return str(gettext("%(what)s: %(value)s", what=measured(figure), value=value(figure)))
    what = gettext("“%(name)s”", name=name(found.ref))
    whose = " ".join(filter(None, (name(found.plan) if found.plan else "", level, _text(found.facts, "number"))))
    return str(gettext("%(what)s (%(whose)s)", what=what, whose=whose)) if whose else str(what)


def sources(places: Sequence[Place]) -> str:
    """The places, document by document, in one text."""
    lines: dict[Ref, list[str]] = {}
    for each in places:
        lines.setdefault(each.document, []).append(each.lines(language()))
    between = "、" if language() == "ja" else "; "
    told = (f"{name(document)} {between.join(dict.fromkeys(each))}" for document, each in lines.items())
    return " / ".join(told)


def report(found: Thing) -> str:
    """A letter about an error in the record, with all that its reader needs and room for what is wrong."""
    rows = [
        (gettext("Record"), " ".join(filter(None, (name(found.ref), f"({found.ref.kind})" if found.ref.kind else "")))),
        (gettext("Identifier"), found.ref.iri),
        (gettext("Files"), ", ".join(found.graph_files)),
        (gettext("Places"), sources(found.places)),
        (gettext("Data version"), desk().store.version),
    ]
    blank = (gettext("What is wrong"), gettext("What it should be, and where that stands"))
    told = [gettext("%(what)s: %(text)s", what=what, text=text) for what, text in rows if text]
    return "\n".join([*told, *(f"\n{each}:\n" for each in blank)])


def contact(found: Thing, text: str) -> str:
    """Where the letter is sent: of a mail with its subject and text, or a page; "" where the operator names none."""
    address = desk().settings.contact
    if not address.startswith("mailto:"):
        return address
    subject = gettext("Error in the data: %(what)s", what=name(found.ref))
    return f"{address}?subject={quote(subject)}&body={quote(text.replace(chr(10), chr(13) + chr(10)))}"


def _as_what(found: Thing, level: str) -> list[str]:
    """Of what it is one; nothing where only its kind is known, which stands above its name."""
    whose = found.plan or _whose(found)
    kind = level or (found.sort.label if found.sort else gettext("thing"))
    return [gettext("%(kind)s of “%(plan)s”.", kind=kind[:1].upper() + kind[1:], plan=name(whose))] if whose else []


def _whose(found: Thing) -> Ref | None:
    """Whoever made it or has it, or that which it lies in."""
    refs = [each.ref for fact in found.facts if fact.predicate.iri in _OWNERS for each in fact.values]
    return next((each for each in refs if each), None)


def _upwards(found: Thing) -> list[str]:
    above = [each.ref for fact in _named(found.facts, "contributesTo") for each in fact.values if each.ref]
    return [gettext("It serves %(names)s.", names=_quoted(above))] if above else []


def _from_below(found: Thing) -> list[str]:
    below = [(fact.kind, len(fact.values)) for fact in _named(found.mentioned, "contributesTo") if fact.kind]
    return [gettext("What serves it: %(kinds)s.", kinds=_counted(below))] if below else []


def _through_time(found: Thing) -> list[str]:
    before, after = (_named(facts, "succeeds") for facts in (found.facts, found.mentioned))
    told = [
        gettext("From an earlier plan it takes up: %(kinds)s.", kinds=_counted(_kinds(before))) if before else "",
        gettext("In a later plan it is followed by: %(kinds)s.", kinds=_counted(_kinds(after))) if after else "",
    ]
    return [each for each in told if each]


def _kinds(facts: Sequence[Fact]) -> list[tuple[str, int]]:
    return [(fact.kind, len(fact.values)) for fact in facts]


def _counted(kinds: Sequence[tuple[str, int]]) -> str:
    """How many of each kind, such as `施策 1件、目標 2件`."""
    if language() == "ja":
        return "、".join(f"{kind}{count}件" for kind, count in kinds)
    return ", ".join(f"{count} {plural(kind, count)}" for kind, count in kinds)


def _quoted(refs: Sequence[Ref]) -> str:
    between = "" if language() == "ja" else ", "
    return between.join(gettext("“%(name)s”", name=name(each)) for each in refs)


def _named(facts: Sequence[Fact], predicate: str) -> list[Fact]:
    return [fact for fact in facts if fact.predicate.iri == ONTOLOGY + predicate]


def _text(facts: Sequence[Fact], predicate: str) -> str:
    return next((fact.values[0].text for fact in _named(facts, predicate)), "")
