"""What every template may use: addresses of things, marks of basis, assets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from flask import url_for
from flask_babel import lazy_gettext
from markupsafe import Markup

from plangraph.namespaces import shorten
from plangraph_web.desk import desk
from plangraph_web.language import language

if TYPE_CHECKING:
    from flask import Flask

    from plangraph.sparql.formats import Format
    from plangraph.things import Ref

PLAN_PATH: Final = re.compile(r"([^/]+)/plan/([^/]+)")
_JAPANESE: Final = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_OFFICIAL: Final = {"turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF/XML"}

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
    app.jinja_env.filters.update(lang=lang, official=official)
    app.jinja_env.globals.update(asset=asset, page_of=page_of, plan_url=plan_url, shorten=shorten, bases=BASES)
    app.context_processor(lambda: {"data_version": desk().store.version, "triples": len(desk().store)})


def asset(name: str) -> str:
    """The address of a built style sheet or script."""
    return url_for("static", filename=f"dist/{name}")


def page_of(ref: Ref) -> str | None:
    """The page of a thing, None for a thing of somebody else's."""
    if ref.path is None:
        return None
    return plan_url(ref.path) if PLAN_PATH.fullmatch(ref.path) else url_for("things.page", path=ref.path)


def lang(text: str) -> Markup:
    """The attribute that tells a Japanese name in an English page, and the reverse."""
    spoken = "ja" if _JAPANESE.search(text) else "en"
    return Markup("") if spoken == language() else Markup(f' lang="{spoken}"')  # noqa: S704 - two constants


def official(form: Format) -> str:
    """The name of a format as its specification writes it."""
    return _OFFICIAL.get(form.name, form.name.upper())


def plan_url(path: str) -> str:
    """The page of the plan with this id path, like `ichinoseki/plan/2026`."""
    municipality, _, plan = path.partition("/plan/")
    return url_for("plans.page", municipality=municipality, name=plan)
