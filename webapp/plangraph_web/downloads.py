"""Answers as files: for spreadsheets, and as the SPARQL endpoint writes them."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final, cast
from urllib.parse import quote

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext
from werkzeug.wsgi import wrap_file

from plangraph.downloads import Origin, Spreadsheet, write
from plangraph.errors import ClientGone, NoRoom, PageMissing
from plangraph.sparql.formats import FORMATS
from plangraph.spooled import IN_MEMORY, fetched
from plangraph.spreadsheets import CSV_TYPE
from plangraph.views import Wish
from plangraph.workbooks import XLSX_TYPE
from plangraph_web.answers import Address
from plangraph_web.desk import desk
from plangraph_web.entries import tell, tell_query
from plangraph_web.language import language
from plangraph_web.protocol import QUERY_TYPE, client, takes_parts
from plangraph_web.questions import address, read
from plangraph_web.streaming import respond
from plangraph_web.templating import official

if TYPE_CHECKING:
    from plangraph.questions import Asked
    from plangraph.sandbox.admission import Client
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
    """What it is good for, "" if its label says all."""
    url: str
    name: str = ""
    """What a browser should call the file, "" where the answer tells."""


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
    return _file(form, "answer", text, Address(url_for("query.page"), {"query": text}))


@pages.app_template_global()
def downloads(answer: Answered, *, of_question: bool) -> list[Download]:
    """Every file that the answer on a page can be had as: each has all of its rows and columns."""
    return [*_for_excel(answer.address), *(_of_question(answer.address) if of_question else _of_query(answer.sparql))]


def _for_excel(at: Address) -> list[Download]:
    second = gettext("With a second sheet: conditions, sources, version")
    plain = gettext("Opens in Excel with Japanese as it should be")
    return [
        Download("Excel", second, _url(at, "xlsx", lang=language())),
        Download(gettext("CSV for Excel"), plain, _url(at, "excel.csv", lang=language())),
    ]


def _of_question(at: Address) -> list[Download]:
    plain = gettext("As the SPARQL endpoint answers, for programs")
    found = [Download(form.upper(), plain, _url(at, form)) for form in _PROTOCOL]
    return [*found, Download("SPARQL", gettext("The query itself"), _url(at, "rq"))]


def _of_query(text: str) -> list[Download]:
    forms = [each for each in FORMATS if each.kind == desk().service.check(text).kind]
    return [
        Download(official(each), "", url_for("sparql.endpoint", query=text, format=each.name), f"answer.{each.suffix}")
        for each in sorted(forms, key=official)
    ]


def _url(at: Address, form: str, **more: str) -> str:
    return replace(at, path=f"{at.path}.{form}").at(Wish(), **more)


def _file(form: str, name: str, text: str, at: Address, asked: Asked | None = None) -> Response:
    tell_query(text)
    service = desk().service
    guarded = service.check(text)
    if form in _SPREADSHEETS:
        return _named(_spreadsheet(form, guarded, _origin(text, at, asked)), f"{name}.{form}")
    if form not in _PROTOCOL:
        raise PageMissing
    job = service.job(guarded, form, in_parts=takes_parts())
    return _named(respond(lambda: service.run(job, client()), service.cache.etag(job)), f"{name}.{form}")


def _spreadsheet(form: str, guarded: Guarded, origin: Origin) -> Response:
    kind, media_type = _SPREADSHEETS[form]
    at, asker = desk().service, client()
    with ExitStack() as undone:
        with fetched(at, guarded, asker) as rows, at.busy(asker):
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
    link = request.host_url.rstrip("/") + at.at(Wish(), lang=spoken, v=version)
    return Origin(desk().store, spoken, text, asked, link)


def _name(found: Asked) -> str:
    """The question, and what was chosen where that is not what it has of itself."""
    chosen = (word.rpartition("/")[2] for word in found.words.values())
    return _UNFIT.sub("-", "-".join([found.question.slug, *chosen]))[:_LONGEST_NAME]


def _named(response: Response, name: str) -> Response:
    """The response as a file of that name; a name that is not of ASCII is told as RFC 6266 wants it."""
    told = {"filename": name} if name.isascii() else {"filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers.set("Content-Disposition", "attachment", **told)
    return response
