"""What an identifier stands for: a page for people, RDF for programs, at one address."""

from __future__ import annotations

import re
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, url_for
from pyoxigraph import RdfFormat, serialize

from plangraph.errors import FormatUnknown
from plangraph.namespaces import ONTOLOGY, PREFIXES
from plangraph.sparql.formats import FORMATS, Format
from plangraph.things import Thing, description, thing
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.negotiation import HTML, preferred
from plangraph_web.templating import plan_url

pages = Blueprint("things", __name__)

FORMS: Final = tuple(form for form in FORMATS if form.kind == "graph")

_ALIASES: Final = {alias: form for form in FORMS for alias in form.aliases}
_MEDIA_TYPES: Final = {form.essence: form for form in FORMS} | _ALIASES
_SUFFIXES: Final = {form.suffix: form for form in FORMS}
_IN_PLAN: Final = re.compile(r"([^/]+/plan/[^/]+)/(vision|goal/.+|measure/.+)")


@pages.get("/id/<path:path>")
def page(path: str) -> Response:
    """Answer for a thing in the form that the suffix names or the Accept header likes best."""
    bare, _, suffix = path.partition(".")
    form = _by_suffix(suffix) if suffix else _by_accept()
    response = _html(bare) if form is None else _data(bare, form)
    response.headers["Content-Location"] = url_for(".page", path=f"{bare}.{form.suffix if form else 'html'}")
    response.vary.add("Accept")
    return response


def _by_suffix(suffix: str) -> Format | None:
    if suffix != "html" and suffix not in _SUFFIXES:
        raise FormatUnknown(wanted=suffix, available=", ".join(["html", *_SUFFIXES]))
    return _SUFFIXES.get(suffix)


def _by_accept() -> Format | None:
    chosen = preferred([HTML, *_MEDIA_TYPES])
    if chosen is None:
        raise FormatUnknown(
            wanted=request.headers["Accept"], available=", ".join([HTML, *(form.essence for form in FORMS)])
        )
    return _MEDIA_TYPES.get(chosen)


def _data(path: str, form: Format) -> Response:
    assert isinstance(form.engine, RdfFormat)  # noqa: S101 - FORMS holds graph formats only
    body = serialize(description(desk().store, path), format=form.engine, prefixes=PREFIXES)
    return Response(body, content_type=form.media_type)


def _html(path: str) -> Response:
    shown = thing(desk().store, path, language())
    in_plan = _IN_PLAN.fullmatch(path)
    plan_path = in_plan[1] if in_plan else None
    return make_response(
        render_template(
            "thing.html",
            thing=shown,
            facts=[fact for fact in shown.facts if fact.predicate.iri != ONTOLOGY + "order"],
            path=path,
            number=_text(shown, "number"),
            level=_text(shown, "atLevel"),
            forms=FORMS,
            plan_page=plan_url(plan_path) if plan_path else None,
            network_url=url_for("graph.page", plan=plan_path, focus=path, _anchor=path) if plan_path else None,
        )
    )


def _text(shown: Thing, name: str) -> str:
    found = [fact.values[0].text for fact in shown.facts if fact.predicate.iri == ONTOLOGY + name]
    return found[0] if found else ""
