"""What an identifier stands for: a page for people, RDF for programs, at one address."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, make_response, render_template, url_for

from plangraph.asked_about import asked_about
from plangraph.identifiers import opened
from plangraph.ontology import anchor
from plangraph.serialization import serialize_graph
from plangraph.sparql.formats import Format
from plangraph.things import description, thing
from plangraph_web.desk import desk
from plangraph_web.forms import FORMS, asked, suffix_of
from plangraph_web.language import language
from plangraph_web.thing_pictures import picture_of
from plangraph_web.thing_sections import SHOWN, prepared
from plangraph_web.thing_texts import value, when

pages = Blueprint("things", __name__)


@pages.get("/id/<path:path>")
def page(path: str) -> Response:
    """Answer for a thing in the form that the suffix names or the Accept header likes best."""
    bare, form = asked(path)
    response = _html(bare) if form is None else _data(bare, form)
    response.headers["Content-Location"] = url_for(".page", path=f"{bare}.{suffix_of(form)}")
    response.vary.add("Accept")
    return response


def _data(path: str, form: Format) -> Response:
    body = serialize_graph(description(desk().store, path), form)
    return Response(body, content_type=form.media_type)


def _html(path: str) -> Response:
    shown = thing(desk().store, path, language())
    return make_response(
        render_template(
            "thing.html",
            thing=shown,
            page=prepared(shown),
            picture=picture_of(shown.ref),
            path=path,
            forms=FORMS,
            plan=shown.plan,
            in_network=shown.plan is not None and desk().in_tree(path, shown.plan.path),
            most=SHOWN,
            anchor=anchor,
            asked=partial(asked_about, desk().store, language=language()),
            opened=opened,
            value_of=value,
            when=when,
        )
    )
