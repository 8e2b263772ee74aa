"""What the editor of the query page asks: terms, things by name, what a term means, a query laid out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request, url_for

from plangraph.errors import NotFound, QueryTooLong, WordMissing
from plangraph.labels import classes
from plangraph.matches import matches
from plangraph.namespaces import PREFIXES, shorten
from plangraph.ontology import anchor
from plangraph.query_terms import Explained, explained, query_terms
from plangraph.sparql.layout.formatting import laid_out
from plangraph_web import protocol
from plangraph_web.desk import desk
from plangraph_web.language import in_language, language
from plangraph_web.search import LONGEST
from plangraph_web.templating import named, page_of

if TYPE_CHECKING:
    from plangraph.errors import Language
    from plangraph.matches import Match
    from plangraph.store import Store

pages = Blueprint("query_terms", __name__)

OFFERED: Final = 20
"""So many things are offered for a word."""


@pages.get("/query/terms.json")
def terms() -> Response:
    """The prefixes we know and all terms, in the language of the page; the same until the data change."""
    wanted, store = language(), desk().store
    response = _json(store.once(_terms, wanted))
    response.cache_control.no_cache = True
    response.set_etag(f"{store.version}.{wanted}", weak=True)
    response.make_conditional(request)
    return response


@pages.get("/query/things.json")
def things() -> Response:
    """The first things that fit `q`, with what to write for each; none for nothing."""
    wanted, word = language(), request.args.get("q", "")[:LONGEST]
    try:
        found = matches(desk().store, word, wanted, OFFERED)
    except WordMissing:
        found = []
    return _json(_written({"things": [_thing(each) for each in found]}))


@pages.get("/query/term.json")
def term() -> Response:
    """What `iri` stands for; of what does not occur in the data, that it is not known."""
    wanted, iri = language(), request.args.get("iri", "")
    try:
        found = _explained(explained(desk().store, iri, wanted))
    except NotFound:
        found = {"iri": iri, "known": False}
    return _json(_written(found))


@pages.post("/query/format")
def layout() -> Response:
    """The query that is the body, in UTF-8, laid out.

    Raises QueryNotUnicode, QueryTooLong, or what tells that too much is asked at once: a long text takes seconds.
    """
    text, limit = protocol.decoded(request.get_data()), desk().settings.query_length
    if len(text) > limit:
        raise QueryTooLong(length=len(text), limit=limit)
    with desk().service.busy(protocol.client()):
        return Response(laid_out(text), content_type="text/plain; charset=utf-8")


def _json(body: str) -> Response:
    return in_language(Response(body, mimetype="application/json"))


def _written(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False) + "\n"


def _terms(store: Store, wanted: Language) -> str:
    prefixes = [{"prefix": prefix, "namespace": namespace} for prefix, namespace in PREFIXES.items()]
    return _written({"prefixes": prefixes, "terms": [asdict(each) for each in query_terms(store, wanted)]})


def _thing(match: Match) -> dict[str, Any]:
    name = named(match.ref)
    return {
        "iri": match.ref.iri,
        "written": shorten(match.ref.iri),
        "kind": match.kind,
        "number": match.number,
        "label": name.text,
        "also": name.gloss or match.name,
        "where": [named(each).text for each in match.above],
        "classes": sorted(map(shorten, classes(desk().store, match.ref.iri))),
    }


def _explained(found: Explained) -> dict[str, Any]:
    name = named(found.ref)
    address = anchor(found.ref.iri)
    return {
        "iri": found.ref.iri,
        "known": True,
        "written": found.written,
        "term": found.term,
        "kind": found.kind,
        "label": name.text,
        "also": name.gloss,
        "definition": found.definition,
        "where": [named(each).text for each in found.above],
        "uses": found.uses,
        "page": url_for("ontology.page", _anchor=address) if address else page_of(found.ref),
    }
