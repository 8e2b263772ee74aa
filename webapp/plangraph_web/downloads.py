"""Answers as files: for spreadsheets, and as the SPARQL endpoint writes them."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final, cast

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext
from werkzeug.wsgi import wrap_file

from plangraph.downloads import Origin, Spreadsheet, write
from plangraph.errors import ClientGone, NoRoom, PageMissing
from plangraph.spooled import IN_MEMORY, ask
from plangraph.sparql.formats import FORMATS
from plangraph.spreadsheets import CSV_TYPE
from plangraph.views import Wish
from plangraph.workbooks import XLSX_TYPE
from plangraph_web.desk import desk
from plangraph_web.entries import tell, tell_query
from plangraph_web.language import language
from plangraph_web.protocol import QUERY_TYPE, client, takes_parts
from plangraph_web.questions import address, read
from plangraph_web.streaming import respond
from plangraph_web.templating import official

if TYPE_CHECKING:
    from plangraph.questions import Asked
    from plangraph.sparql.guard import Guarded
    from plangraph_web.answers import Answered

pages = Blueprint("downloads", __name__)

_SPREADSHEETS: Final[dict[str, tuple[Spreadsheet, str]]] = {
    "xlsx": ("xlsx", XLSX_TYPE),
    "excel.csv": ("excel-csv", CSV_TYPE),
}
_PROTOCOL: Final = ("csv", "json")
_UNFIT: Final = re.compile(r"[^\w.-]+")
_LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Download:
    """One file that an answer can be had as."""

    label: str
    meaning: str
    """What is special about it, in a sentence."""
    url: str


@pages.get("/questions/<slug>.<any(xlsx, 'excel.csv', csv, json, rq):form>")
def question(slug: str, form: str) -> Response:
    """The answer to a question, with what the address chooses, as a file; or its SPARQL as `.rq`.

    Raises NotFound, QuestionMistaken, PageMissing, and what running and writing raise.
    """
    slug, _, more = slug.partition(".")  # the name of a question has no dot, so `excel` belongs to the form
    form = f"{more}.{form}" if more else form
    found = read(slug)
    name = _name(found)
    if form == "rq":
        return _named(Response(found.sparql, content_type=f"{QUERY_TYPE}; charset=utf-8"), f"{name}.rq")
    return _file(form, name, found.sparql, address(found), found)


@pages.get("/query.<any(xlsx, 'excel.csv', csv, json):form>")
def query(form: str) -> Response:
    """The answer to any query as a file. Raises a subclass of QueryRefused, and what running and writing raise."""
    text = request.args.get("query", "")
    return _file(form, "answer", text, Address("query.page", {}, {"query": text}))


@pages.app_template_global()
def downloads(answer: Answered) -> list[Download]:
    """Every file that the answer on a page can be had as: each has all of its rows and columns."""
    at, graph = answer.address, desk().service.check(answer.sparql).kind == "graph"
    asks, asked = at.endpoint == "query.page", at.words["query"] if at.endpoint == "query.page" else ""
    own = partial(url_for, "downloads.query" if asks else "downloads.question", **at.parts, **at.words)
    found = [
        Download("Excel (XLSX)", gettext("With a second sheet: conditions, sources, version."), own(form="xlsx", lang=language())),
        Download(gettext("CSV for Excel"), gettext("Opens in Excel as it is."), own(form="excel.csv", lang=language())),
    ]
    if not graph:
        found += [Download(form.upper(), gettext("As the SPARQL endpoint answers."), own(form=form)) for form in _PROTOCOL]
    if asks:
        found += [Download(official(each), "", url_for("sparql.endpoint", query=asked, format=each.name)) for each in FORMATS if each.kind == ("graph" if graph else "rows") and each.name not in _PROTOCOL]
    else:
        found.append(Download("SPARQL", gettext("The query as a file."), own(form="rq")))
    return found


def _file(form: str, name: str, text: str, at: Address, asked: Asked | None = None) -> Response:
    tell_query(text)
    service = desk().service
    guarded = service.check(text)
    if form in _SPREADSHEETS:
        return _named(_spreadsheet(form, guarded, _origin(text, at, asked)), f"{name}.{form}")
    if guarded.kind != "rows" or form not in _PROTOCOL:
        raise PageMissing
    job = service.job(guarded, form, in_parts=takes_parts())
    return _named(respond(lambda: service.run(job, client()), service.cache.etag(job)), f"{name}.{form}")


def _spreadsheet(form: str, guarded: Guarded, origin: Origin) -> Response:
    kind, media_type = _SPREADSHEETS[form]
    at, asker = desk().service, client()
    with ExitStack() as undone:
        with ask(at, guarded, asker) as rows, at.busy(asker):
            file = cast("IO[bytes]", undone.enter_context(SpooledTemporaryFile(IN_MEMORY)))
            try:
                write(kind, rows, origin, file, partial(_watch, asker))
            except OSError as error:
                raise NoRoom(reason=error.strerror) from error
        undone.pop_all()
    tell("computed")
    file.seek(0)
    response = Response(wrap_file(request.environ, file), content_type=media_type, direct_passthrough=True)
    if rows.truncated is not None:
        response.headers["X-Result-Truncated"] = f"rows={rows.truncated}"
    response.headers["Content-Language"] = language()
    response.vary.add("Cookie")
    return response


def _watch(asker: Client) -> None:
    if asker.gone():
        raise ClientGone


def _origin(text: str, at: Address, asked: Asked | None) -> Origin:
    version, spoken = desk().store.version, language()
    link = url_for(at.endpoint, **at.parts, **at.words, lang=spoken, v=version, _external=True)
    return Origin(desk().store, spoken, text, asked, link)


def _name(found: Asked) -> str:
    """The question, and what was chosen where that is not what it has of itself."""
    chosen = (word.rpartition("/")[2] for word in found.words.values())
    return _UNFIT.sub("-", "-".join([found.question.slug, *chosen]))[:_LONGEST_NAME]


def _named(response: Response, name: str) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
