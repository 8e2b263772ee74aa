"""What a visitor sees when something cannot be answered: a page for people, problem+json (RFC 9457) for programs."""

from __future__ import annotations

import json
import logging
import math
from typing import TYPE_CHECKING, Any, Final

from flask import Response, current_app, make_response, render_template, request
from flask_babel import force_locale, gettext
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
    RequestHeaderFieldsTooLarge,
)

from plangraph import errors as kinds
from plangraph.namespaces import ID, PROBLEM
from plangraph.nearness import nearest
from plangraph.sparql.fixes import offered, written
from plangraph_web.desk import desk
from plangraph_web.entries import tell_problem
from plangraph_web.language import language, preferred_language
from plangraph_web.negotiation import prefers_html

if TYPE_CHECKING:
    from flask import Flask

    from plangraph.things import Ref

STATUS: Final[tuple[tuple[type[kinds.PlangraphError], int], ...]] = (
    (kinds.NotFound, 404),
    (kinds.PageMissing, 404),
    (kinds.MethodWrong, 405),
    (kinds.FormatUnknown, 406),
    (kinds.QueryTooLong, 413),
    (kinds.RequestTooLarge, 413),
    (kinds.MediaTypeUnknown, 415),
    (kinds.AddressBusy, 429),
    (kinds.HeadTooLarge, 431),
    (kinds.ClientGone, 499),
    (kinds.QueryRefused, 400),
    (kinds.RequestWrong, 400),
    (kinds.WordMissing, 400),
    (kinds.QuestionMistaken, 400),
    (kinds.EvaluationFailed, 400),
    (kinds.LimitStruck, 503),
    (kinds.WorkersGone, 503),
)
"""The first kind that fits decides; any other error is ours (500)."""

PLACE: Final = ("line", "column", "start", "end", "text")
RESTART_SECONDS: Final = 5
LONGEST_NAME: Final = 80

log = logging.getLogger("plangraph_web")


def init_app(app: Flask) -> None:
    """Answer every error with a sentence, never with a traceback."""
    app.register_error_handler(kinds.PlangraphError, _refusal)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def status_of(error: kinds.PlangraphError) -> int:
    """The HTTP status for a kind of error; one that HTTP itself has found brings its own."""
    kind_has = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    return int(str(error.fields.get("status", kind_has)))


def mark(response: Response, error: kinds.PlangraphError) -> Response:
    """Give an answer the status of this error and, where waiting helps, the time to wait."""
    response.status_code = status_of(error)
    tell_problem(error)
    if isinstance(error, kinds.Overloaded | kinds.WorkersGone):
        seconds = float(str(error.fields.get("seconds", RESTART_SECONDS)))
        response.headers["Retry-After"] = str(max(1, math.ceil(seconds)))
    return response


def _refusal(error: kinds.PlangraphError) -> Response:
    told = language() if prefers_html() else preferred_language()
    more: dict[str, Any] = {name: error.fields[name] for name in PLACE if name in error.fields}
    if "name" in error.fields and isinstance(error, kinds.NotFound):
        name = str(error.fields["name"])
        more["nearest"] = nearest(desk().store, name, told, among=str(error.fields.get("among", ID)))
        error = type(error)(**error.fields | {"name": _shortened(name)})
    response = _page(error, more) if prefers_html() else _problem(error, told, more)
    response.vary.update(("Accept", "Accept-Language"))
    return mark(response, error)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    response = _refusal(_as_ours(error))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.allow.update(error.valid_methods)
    return response


def _as_ours(error: HTTPException) -> kinds.PlangraphError:
    if isinstance(error, MethodNotAllowed):
        return kinds.MethodWrong(method=request.method, available=", ".join(sorted(error.valid_methods or ())))
    if isinstance(error, RequestEntityTooLarge):
        return kinds.RequestTooLarge(limit=current_app.config["MAX_CONTENT_LENGTH"])
    if isinstance(error, RequestHeaderFieldsTooLarge):
        return kinds.HeadTooLarge()
    if isinstance(error, NotFound):
        return kinds.PageMissing()
    return kinds.RequestWrong(status=error.code)


def _unexpected(error: Exception) -> Response:
    route = request.url_rule.rule if request.url_rule else request.method
    log.error("A request for %s could not be answered.", route, exc_info=error, extra={"path": request.path})
    return _refusal(kinds.Unexpected())


def _page(error: kinds.PlangraphError, more: dict[str, Any]) -> Response:
    asked = request.args.get("query", "") if request.blueprint == "sparql" else ""
    page = render_template("error.html", status=status_of(error), title=title(error), error=error, query=asked, **more)
    return make_response(page)


def _problem(error: kinds.PlangraphError, told: kinds.Language, more: dict[str, Any]) -> Response:
    with force_locale(told):
        named = {"type": PROBLEM + error.code, "title": title(error), "status": status_of(error)}
    said = {"detail": error.what(told)} | ({"hint": error.hint(told)} if error.hint(told) else {})
    fixes = {"fixes": written(found, told)} if (found := offered(error)) else {}
    body = json.dumps({**named, **said, **more, **fixes}, ensure_ascii=False, indent=2, default=_plain) + "\n"
    return Response(body, headers={"Content-Language": told}, mimetype="application/problem+json")


def _plain(ref: Ref) -> dict[str, str]:
    return {"id": ref.iri, "label": ref.label}


def title(error: kinds.PlangraphError) -> str:
    """A few words for a kind of error, the same whenever it comes."""
    if isinstance(error, kinds.Overloaded):
        return str(gettext("Too many queries at once"))
    if isinstance(error, kinds.WorkersGone):
        return str(gettext("Not possible just now"))
    titles: dict[int, str] = {
        400: gettext("This cannot be answered as it stands"),
        404: gettext("Not found"),
        405: gettext("Not possible in this way"),
        406: gettext("Not available in this format"),
        413: gettext("Too long"),
        415: gettext("Unknown kind of content"),
        431: gettext("Too long"),
        503: gettext("Stopped at a limit"),
    }
    return titles.get(status_of(error)) or str(gettext("Something went wrong"))
