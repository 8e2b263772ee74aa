"""The Flask application, put together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import Flask

from plangraph.settings import Settings
from plangraph_web import (
    channel,
    compression,
    descriptions,
    desk,
    errors,
    graph,
    graph_store,
    headers,
    home,
    language,
    plans,
    population,
    quality,
    query,
    region,
    shapes,
    sources,
    sparql,
    templating,
    things,
)
from plangraph_web.desk import Desk, Desks


def create_app(settings: Settings | None = None, root: Path | None = None, sources_in: Path | None = None) -> Flask:
    """The application over the data under `root`, with the passages of the documents in a folder, where one is given.

    Starts the query workers. Raises DataError subclasses or WorkersGone.
    """
    settings = settings or Settings.from_environment()
    app = Flask("plangraph_web")
    app.config["MAX_CONTENT_LENGTH"] = settings.query_length * 12  # a character is at most twelve bytes in a form
    app.config["MAX_FORM_MEMORY_SIZE"] = app.config["MAX_CONTENT_LENGTH"]
    for part in (channel, desk, compression, language, templating, headers, errors):
        part.init_app(app)
    for room in (
        home,
        plans,
        things,
        graph,
        region,
        population,
        query,
        sparql,
        descriptions,
        graph_store,
        quality,
        sources,
        shapes,
    ):
        app.register_blueprint(room.pages)
    app.extensions["plangraph"] = Desks(partial(Desk.open, settings, root, sources_in))
    return app
