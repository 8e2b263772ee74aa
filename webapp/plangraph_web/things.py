"""What an identifier stands for: a page for people, RDF for programs, at one address."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from plangraph.doubts import TARGET
from plangraph.errors import FormatUnknown
from plangraph.namespaces import ONTOLOGY
from plangraph.serialization import serialize_graph
from plangraph.sparql.formats import FORMATS, Format
from plangraph.things import Thing, description, thing
from plangraph_web.desk import desk
from plangraph_web.doubts import about, at
from plangraph_web.language import language
from plangraph_web.negotiation import HTML, preferred

pages = Blueprint("things", __name__)

FORMS: Final = tuple(form for form in FORMATS if form.kind == "graph")

_OFFERED: Final = {HTML: (), **{form.essence: form.aliases for form in FORMS}}
_MEDIA_TYPES: Final = {form.essence: form for form in FORMS}
_SUFFIXES: Final = {"html": None, **{form.suffix: form for form in FORMS}}


@pages.get("/id/<path:path>")
def page(path: str) -> Response:
    """Answer for a thing in the form that the suffix names or the Accept header likes best."""
    bare, _, suffix = path.rpartition(".")
    known = suffix in _SUFFIXES
    bare, form = (bare, _SUFFIXES[suffix]) if known else (path, _by_accept())
    response = _html(bare) if form is None else _data(bare, form)
    response.headers["Content-Location"] = url_for(".page", path=f"{bare}.{form.suffix if form else 'html'}")
    response.vary.add("Accept")
    return response


def _by_accept() -> Format | None:
    chosen = preferred(_OFFERED)
    if chosen is None:
        raise FormatUnknown(wanted=request.headers["Accept"], available=", ".join(_OFFERED))
    return _MEDIA_TYPES.get(chosen)


def _data(path: str, form: Format) -> Response:
    body = serialize_graph(description(desk().store, path), form)
    return Response(body, content_type=form.media_type)


def _html(path: str) -> Response:
    shown = thing(desk().store, path, language())
    told = at(desk().store, shown.ref.iri, language())
    return make_response(
        render_template(
            "thing.html",
            thing=shown,
            facts=[] if told else [fact for fact in shown.facts if fact.predicate.iri != ONTOLOGY + "order"],
            mentioned=[fact for fact in shown.mentioned if fact.predicate.iri != TARGET.value],
            told=told,
            doubts=about(desk().store, shown.ref.iri, language()),
            path=path,
            number=_text(shown, "number"),
            level=_text(shown, "atLevel"),
            forms=FORMS,
            plan=shown.plan,
            in_network=shown.plan is not None and desk().in_tree(path, shown.plan.path),
        )
    )


def _text(shown: Thing, name: str) -> str:
    found = [fact.values[0].text for fact in shown.facts if fact.predicate.iri == ONTOLOGY + name]
    return found[0] if found else ""
