"""The Flask application, put together."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from plangraph.settings import Settings
from plangraph_web import (
    compression,
    crawlers,
    descriptions,
    desk,
    downloads,
    dumps,
    entries,
    errors,
    frame,
    graph,
    graph_store,
    guide,
    headers,
    health,
    home,
    language,
    metrics,
    ontology,
    plans,
    population,
    quality,
    query,
    query_check,
    query_terms,
    questions,
    region,
    replies,
    search,
    shapes,
    sources,
    sparql,
    templating,
    things,
)
from plangraph_web.desk import Desk, Desks
from plangraph_web.health import READINESS, Readiness
from plangraph_web.tallies import Tallies
from plangraph_web.watching import TALLIES

PARTS: Final = (replies, desk, compression, language, templating, frame, headers, entries, errors)
ROOMS: Final = (
    home,
    search,
    plans,
    things,
    graph,
    region,
    population,
    questions,
    downloads,
    query,
    query_check,
    query_terms,
    sparql,
    descriptions,
    graph_store,
    quality,
    sources,
    shapes,
    ontology,
    dumps,
    guide,
    health,
    metrics,
    crawlers,
)


def create_app(settings: Settings | None = None, root: Path | None = None, sources_in: Path | None = None) -> Flask:
    """The application over the data under `root`, with the passages of the documents in a folder, where one is given.

    Starts the query workers. Raises DataError subclasses or WorkersGone.
    """
    settings = settings or Settings.from_environment()
    app = Flask("plangraph_web")
    app.config["MAX_CONTENT_LENGTH"] = settings.query_length * 12  # a character is at most twelve bytes in a form
    app.config["MAX_FORM_MEMORY_SIZE"] = app.config["MAX_CONTENT_LENGTH"]
    for part in PARTS:
        part.init_app(app)
    for room in ROOMS:
        app.register_blueprint(room.pages)
    if many := settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=many, x_proto=many, x_host=many, x_prefix=many)  # type: ignore[method-assign]
    app.extensions["plangraph"] = desks = Desks(partial(Desk.open, settings, root, sources_in))
    app.extensions[TALLIES] = tallies = Tallies()
    app.extensions[READINESS] = Readiness(desks, tallies, settings)
    return app
