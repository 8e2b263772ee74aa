"""What collectors of pages are told: what to leave alone (RFC 9309), and which pages there are (sitemaps.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, abort, url_for
from markupsafe import escape

from plangraph.namespaces import ONTOLOGY, PG_PLAN, RDF_TYPE, id_path
from plangraph.outline import addresses
from plangraph.questions import questions
from plangraph_web.descriptions import site
from plangraph_web.desk import desk
from plangraph_web.language import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TypeAlias

    from plangraph.store import Store

    Page: TypeAlias = tuple[str, dict[str, Any]]
    """An endpoint and its values."""

pages = Blueprint("crawlers", __name__)

PART: Final = 10_000
"""Pages in one part of the site map. Each has an address in each language, of which a part may have 50,000."""

_ROOMS: Final = (
    *("home.page", "questions.index", "plans.index", "graph.page", "region.page", "population.page", "quality.page"),
    *("query.page", "sources.index", "shapes.index", "ontology.page", "download.page", "help.page"),
)
_ASIDE: Final = frozenset(ONTOLOGY + name for name in ("Place", "ExplainedStatement", "Parameter", "Column"))
"""Things that say something of other things, whose pages show it as well."""

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"


@pages.get("/robots.txt")
def robots() -> Response:
    """Leave pages open to be read, and keep what has to be worked out for each who asks."""
    closed = [
        url_for("sparql.endpoint"),
        url_for("query.page") + "?query=",
        url_for("query.page") + "?*&query=",
        url_for("query.page") + ".",
        url_for("questions.index") + "/*.",
        url_for("search.page"),
        url_for("graph_store.store"),
        url_for("graph_store.direct", path="-").removesuffix("-"),
    ]
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in closed), "", f"Sitemap: {site()}sitemap.xml", ""]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


@pages.get("/sitemap.xml")
def sitemap() -> Response:
    """List all pages, or where there are too many for one list, the lists of them."""
    numbers = range(1, len(_pages()) // PART + 2)
    if len(numbers) == 1:
        return part(1)
    site()
    parts = (url_for(".part", number=number, _external=True) for number in numbers)
    listed = "".join(f"<sitemap><loc>{escape(each)}</loc></sitemap>\n" for each in parts)
    return _xml(f'<sitemapindex xmlns="{_SITEMAPS}">\n{listed}</sitemapindex>\n')


@pages.get("/sitemap-<int:number>.xml")
def part(number: int) -> Response:
    """List some of the pages, each in both languages and each with its address in the other."""
    listed = _pages()[(number - 1) * PART : number * PART] if number else []
    if not listed:
        abort(404)
    site()
    body = "".join(_entries(endpoint, values) for endpoint, values in listed)
    return _xml(f'<urlset xmlns="{_SITEMAPS}" xmlns:xhtml="{_XHTML}">\n{body}</urlset>\n')


def _pages() -> list[Page]:
    return [*((each, {}) for each in _ROOMS), *desk().store.once(_of_data, desk().root)]


def _of_data(store: Store, root: Path) -> list[Page]:
    """The pages of plans, documents, questions, rules and things."""
    from plangraph.rules import Rules  # late, as rdflib comes with it

    kinds = [(path, each.object) for each in store.match(None, RDF_TYPE) if (path := id_path(each.subject.value))]
    plans = {path for path, kind in kinds if kind == PG_PLAN}
    things = {path for path, _ in kinds} - plans - {path for path, kind in kinds if kind.value in _ASIDE}
    return [
        *(("plans.page", {"name": path.replace("/plan/", "/")}) for path in sorted(plans)),
        *(("sources.page", {"name": name}) for name in sorted({name for name, _ in addresses(store).values()})),
        *(("questions.page", {"slug": each.slug}) for each in questions(store, "ja")),
        *(("shapes.page", {"number": rule.id}) for rule in Rules(root).all("ja")),
        *(("things.page", {"path": path}) for path in sorted(things)),
    ]


def _entries(endpoint: str, values: dict[str, Any]) -> str:
    japanese = escape(url_for(endpoint, _external=True, **values))
    found = {each: f"{japanese}?lang={each}" if each == "en" else japanese for each in LANGUAGES}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{each}" href="{address}"/>'
        for each, address in (*found.items(), ("x-default", japanese))
    )
    return "".join(f"<url><loc>{address}</loc>{links}</url>\n" for address in found.values())


def _xml(text: str) -> Response:
    return Response(_HEAD + text, content_type="application/xml")
