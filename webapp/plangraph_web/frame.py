"""What every page has around it: where its bars lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext

if TYPE_CHECKING:
    from flask import Flask

ROOMS: Final = (
    ("questions.index", lazy_gettext("Questions")),
    ("plans.index", lazy_gettext("Plans")),
    ("graph.page", lazy_gettext("Network")),
    ("region.page", lazy_gettext("Region")),
    ("population.page", lazy_gettext("Population")),
    ("query.page", lazy_gettext("SPARQL")),
    ("quality.page", lazy_gettext("Quality")),
    ("help.page", lazy_gettext("Help")),
)
"""The bar on top."""

SHELVES: Final = (
    ("download.page", lazy_gettext("Download")),
    ("sources.index", lazy_gettext("Source documents")),
    ("shapes.index", lazy_gettext("Rules")),
    ("ontology.page", lazy_gettext("Ontology")),
)
"""The line at the foot."""


def init_app(app: Flask) -> None:
    """Hand the templates both."""
    app.jinja_env.globals.update(rooms=ROOMS, shelves=SHELVES)
