"""The ontology at its own address: all terms on one page for people, RDF for programs."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext

from plangraph.errors import NotFound
from plangraph.namespaces import ONTOLOGY, PREFIXES, shorten
from plangraph.ontology import DOCUMENT, anchor, description
from plangraph.search import folded
from plangraph.serialization import serialize_graph
from plangraph.vocabulary import Borrowed, Term, Vocabulary, vocabulary
from plangraph_web.desk import desk
from plangraph_web.forms import FORMS, asked, suffix_of
from plangraph_web.language import language

if TYPE_CHECKING:
    from pathlib import Path

    from plangraph.sparql.formats import Format
    from plangraph.store import Store

pages = Blueprint("ontology", __name__)

HOW: Final = {
    "subClassOf": lazy_gettext("is a kind of"),
    "subPropertyOf": lazy_gettext("is a special case of"),
    "exactMatch": lazy_gettext("is the same as"),
    "closeMatch": lazy_gettext("is close to"),
    "relatedMatch": lazy_gettext("is related to"),
    "broadMatch": lazy_gettext("is narrower than"),
    "narrowMatch": lazy_gettext("is broader than"),
    "seeAlso": lazy_gettext("see also"),
}
"""How our terms stand to those of others."""
_MEMBERS: Final = "SELECT ?thing\nWHERE {{ ?thing a/rdfs:subClassOf* {term} }}\nORDER BY ?thing"
_STATEMENTS: Final = "SELECT ?thing ?value\nWHERE {{ ?thing {term} ?value }}\nORDER BY ?thing ?value"
_LEADING: Final = "SELECT ?thing ?property\nWHERE {{ ?thing ?property {term} }}\nORDER BY ?property ?thing"


@pages.get("/ontology")
def page() -> Response:
    """Answer for the ontology, and so for each of its terms, in the form that the Accept header likes best."""
    return _answer("", asked("")[1])


@pages.get("/ontology.<suffix>")
def document(suffix: str) -> Response:
    """The same in the form that the suffix names. Raises NotFound."""
    name, form = asked(f".{suffix}")
    if name:
        raise NotFound(name=f"ontology.{suffix}")
    return _answer("", form)


@pages.get("/ontology/<path:path>")
def part(path: str) -> Response:
    """Answer for a concept, a scheme of concepts, or this version of the ontology. Raises NotFound."""
    this_version = path == vocabulary(desk().store, language()).version
    name, form = ("", asked("")[1]) if this_version else asked(path)
    return _answer(name, form)


def _answer(name: str, form: Format | None) -> Response:
    response = _data(name, form) if form else _page_of(name)
    address = f"{url_for('.page')}{'/' if name else ''}{name}.{suffix_of(form)}"
    if response.status_code == 200:
        response.headers["Content-Location"] = address
    response.vary.add("Accept")
    return response


def _data(name: str, form: Format) -> Response:
    body = desk().store.once(_written, name, form)
    response = Response(body, content_type=form.media_type)
    response.cache_control.no_cache = True
    response.set_etag(f"{desk().store.version}.{form.suffix}", weak=True)
    response.make_conditional(request)
    return response


def _written(store: Store, name: str, form: Format) -> bytes:
    return serialize_graph(description(store, name), form)


def _page_of(name: str) -> Response:
    """The page; one thing of it is shown where it stands there."""
    shown = vocabulary(desk().store, language())
    if name and f"/{name}" not in {each.anchor for scheme in shown.schemes for each in (scheme.term, *scheme.concepts)}:
        raise NotFound(name=f"{DOCUMENT}/{name}", among=DOCUMENT)
    return make_response(redirect(url_for(".page", _anchor=f"/{name}"), 303) if name else _html(shown))


def _html(shown: Vocabulary) -> str:
    wanted = request.args.get("q", "")
    return render_template(
        "ontology.html",
        shown=shown,
        wanted=wanted.strip(),
        has=lambda text: all(word in text for word in folded(wanted).split()),
        words=_words,
        of_others=_words_of_others,
        anchor=anchor,
        how=HOW,
        forms=FORMS,
        roots=[each for each in shown.classes if not each.above],
        by_iri={each.ref.iri: each for each in shown.classes},
        rules=desk().store.once(_rules, desk().root),
        query=_query,
    )


def _words(term: Term) -> str:
    """All that a term can be found by."""
    name = shorten(term.ref.iri) if term.ref.iri.startswith(ONTOLOGY) else term.anchor
    return folded(" ".join((name, term.ref.label, term.definition, *term.other, *term.notes)))


def _words_of_others(vocabulary: Borrowed) -> str:
    """All that the terms of another vocabulary can be found by."""
    return folded(" ".join((vocabulary.namespace, *(shorten(each.term.iri) for each in vocabulary.terms))))


def _query(term: Term, kind: str) -> str:
    """The address of all that a class, a property or a concept is used for."""
    prefixes = {"class": ("pg", "rdfs"), "property": ("pg",)}.get(kind, ())
    pattern = {"class": _MEMBERS, "property": _STATEMENTS}.get(kind, _LEADING)
    named = shorten(term.ref.iri) if prefixes else f"<{term.ref.iri}>"
    declared = "".join(f"PREFIX {each}: <{PREFIXES[each]}>\n" for each in prefixes)
    return url_for("query.page", query=f"{declared}\n{pattern.format(term=named)}".strip())


def _rules(_store: Store, root: Path) -> dict[str, list[str]]:
    """The numbers of the rules that look at each class or property, by its IRI. Raises DataError."""
    from plangraph.definitions import definition  # late, as rdflib comes with it
    from plangraph.rules import Rules

    found: dict[str, list[str]] = defaultdict(list)
    rules = Rules(root)
    for rule in rules.all("en"):
        written = definition(rules, rule.iri)
        on_path = (ONTOLOGY + name for name in re.findall(r"\bpg:(\w+)", written.path))
        for iri in dict.fromkeys((*written.classes, *written.subjects_of, *on_path)):
            found[iri].append(rule.id)
    return found
