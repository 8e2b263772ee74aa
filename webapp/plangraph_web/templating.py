"""What every template may use: addresses of things, marks of basis, assets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import url_for
from flask_babel import lazy_gettext
from markupsafe import Markup
from pyoxigraph import NamedNode

from plangraph.labels import Ref, label
from plangraph.namespaces import ONTOLOGY, RDF_TYPE, shorten
from plangraph.outline import addresses
from plangraph_web.desk import desk
from plangraph_web.language import language

if TYPE_CHECKING:
    from flask import Flask

    from plangraph.evidence import Place
    from plangraph.sparql.formats import Format

_JAPANESE: Final = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_OFFICIAL: Final = {"turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF/XML"}

_NAMED_BY_US: Final = (
    *("Level", "FiscalYear", "Role", "Event", "PeriodStatement", "Distance"),
    *("Indicator", "Observation", "Target", "TableBlock", "ExplainedStatement"),
    *("Doubt", "DoubtKind", "TrendStatement", "CountStatement"),
    *("Question", "Column", "Parameter"),
)
_IN_ENGLISH: Final = frozenset(ONTOLOGY + name for name in _NAMED_BY_US)
"""Kinds of things whose names are not official names of their own."""

BASES: Final = {
    "stated": ("●", lazy_gettext("stated"), lazy_gettext("The document says it.")),
    "inferred": ("◌", lazy_gettext("inferred"), lazy_gettext("Concluded from layout, order or arithmetic.")),
    "interpreted": ("◇", lazy_gettext("interpreted"), lazy_gettext("A curator's reading.")),
    "external": ("↗", lazy_gettext("external"), lazy_gettext("Taken from a national register.")),
    "editorial": ("✎", lazy_gettext("editorial"), lazy_gettext("Added by the editors of this graph.")),
}


def init_app(app: Flask) -> None:
    """Hand the templates their functions."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(lang=lang, official=official, named=named, plural=plural)
    app.jinja_env.globals.update(
        asset=asset, page_of=page_of, plan_url=plan_url, source_url=source_url, shorten=shorten, bases=BASES
    )
    app.context_processor(lambda: {"data_version": desk().store.version, "triples": len(desk().store)})


def asset(name: str) -> str:
    """The address of a built style sheet or script."""
    return url_for("static", filename=f"dist/{name}")


def page_of(ref: Ref) -> str | None:
    """The page of a thing, None for a thing of somebody else's and for one of which nothing is said here (any more)."""
    if ref.path is None or not desk().store.match(NamedNode(ref.iri), RDF_TYPE):
        return None
    return plan_url(ref.path) if ref.path in desk().plans else url_for("things.page", path=ref.path)


def source_url(of: Place | Ref) -> str | None:
    """Where a document is shown, or a place in it; None for what is neither, and for a place that nothing cites."""
    iri = of.iri if isinstance(of, Ref) else of.ref.iri
    name, anchor = addresses(desk().store).get(iri, ("", ""))
    return url_for("sources.page", name=name, _anchor=anchor or None) if name else None


def lang(text: str) -> Markup:
    """The attribute that tells a Japanese name in an English page, and the reverse."""
    spoken = "ja" if _JAPANESE.search(text) else "en"
    return Markup("") if spoken == language() else Markup(f' lang="{spoken}"')  # noqa: S704 - two constants


@dataclass(frozen=True, slots=True)
class Name:
    """What a page calls a thing, and in an English page what that means, where the graph says it."""

    text: str
    gloss: str = ""


def named(ref: Ref) -> Name:
    """Official names stay Japanese in English pages, with the English beside them; all else is in the language."""
    if language() == "ja" or ref.path is None or not _has_official_name(ref):
        return Name(ref.label)
    in_japanese = label(desk().store, ref.iri, "ja")
    return Name(in_japanese, ref.label if ref.label != in_japanese else "")


def _has_official_name(ref: Ref) -> bool:
    classes = {each.object.value for each in desk().store.match(NamedNode(ref.iri), RDF_TYPE)}
    return any(each.startswith(ONTOLOGY) for each in classes) and not classes & _IN_ENGLISH


def plural(name: str, count: int) -> str:
    """The name of a kind of things as it follows their number."""
    if language() == "ja" or count == 1:
        return name
    head, link, rest = next((parts for parts in map(name.partition, (" of ", " in ")) if parts[1]), (name, "", ""))
    return re.sub("(?<=[^aeiou])y$", "ie", head) + "s" + link + rest


def official(form: Format) -> str:
    """The name of a format as its specification writes it."""
    return _OFFICIAL.get(form.name, form.name.upper())


def plan_url(path: str, **options: Any) -> str:  # noqa: ANN401 - as url_for itself
    """The page of the plan with this id path: `ichinoseki/plan/2026` is at `/plans/ichinoseki/2026`."""
    return url_for("plans.page", name=path.replace("/plan/", "/"), **options)
