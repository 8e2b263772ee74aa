"""What a visitor sees when something cannot be answered: a page for people, problem+json (RFC 9457) for programs."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, Final

from flask import Response, make_response, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from plangraph import errors as kinds
from plangraph.namespaces import PROBLEM
from plangraph.nearness import nearest
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.negotiation import prefers_html

if TYPE_CHECKING:
    from flask import Flask

    from plangraph.things import Ref

STATUS: Final[tuple[tuple[type[kinds.PlangraphError], int], ...]] = (
    (kinds.NotFound, 404),
    (kinds.FormatUnknown, 406),
    (kinds.QueryTooLong, 413),
    (kinds.QueryRefused, 400),
    (kinds.EvaluationFailed, 400),
    (kinds.LimitStruck, 503),
    (kinds.WorkersGone, 503),
)
RESTART_SECONDS: Final = 5
LONGEST_NAME: Final = 80

SENTENCES: Final = {
    400: lazy_gettext("The request cannot be understood."),
    404: lazy_gettext("There is no page at this address."),
    405: lazy_gettext("This address cannot be used in this way."),
    413: lazy_gettext("The request is too large."),
    415: lazy_gettext("The query has to arrive as application/sparql-query or application/x-www-form-urlencoded."),
    500: lazy_gettext("Something went wrong here. It has been written to the log; please try again later."),
}

log = logging.getLogger("plangraph_web")


def init_app(app: Flask) -> None:
    """Answer every error with a sentence, never with a traceback."""
    app.register_error_handler(kinds.PlangraphError, _refusal)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def status_of(error: kinds.PlangraphError) -> int:
    """The HTTP status for a kind of error."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def mark(response: Response, error: kinds.PlangraphError) -> Response:
    """Give an answer the status of this error and, where waiting helps, the time to wait."""
    response.status_code = status_of(error)
    if isinstance(error, kinds.WorkersBusy):
        response.headers["Retry-After"] = str(error.fields["seconds"])
    if isinstance(error, kinds.WorkersGone):
        response.headers["Retry-After"] = str(RESTART_SECONDS)
        desk().workers_gone()
    return response


def _refusal(error: kinds.PlangraphError) -> Response:
    more: dict[str, Any] = {name: error.fields[name] for name in ("line", "column", "text") if name in error.fields}
    if "name" in error.fields and isinstance(error, kinds.NotFound):
        name = str(error.fields["name"])
        more["nearest"] = nearest(desk().store, name, language())
        error = kinds.NotFound(name=_shortened(name))
    return mark(_answer(status_of(error), error.code, error.sentence(language()), more), error)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    ours = request.blueprint == "sparql" and error.code == 400
    sentence = error.description if ours else SENTENCES.get(error.code, error.description)
    response = _answer(error.code, error.name.lower().replace(" ", "-"), str(sentence), {})
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.allow.update(error.valid_methods)
    return response


def _unexpected(error: Exception) -> Response:
    log.error("%s %s", request.method, request.path, exc_info=error)
    return _answer(500, "unexpected", str(SENTENCES[500]), {})


def _answer(status: int, code: str, sentence: str, more: dict[str, Any]) -> Response:
    if prefers_html():
        asked = request.args.get("query", "") if request.blueprint == "sparql" else ""
        page = render_template("error.html", status=status, sentence=sentence, title=title(status), query=asked, **more)
        response = make_response(page, status)
    else:
        problem = {"type": PROBLEM + code, "title": title(status), "status": status, "detail": sentence, **more}
        body = json.dumps(problem, ensure_ascii=False, indent=2, default=_plain) + "\n"
        response = Response(body, status, mimetype="application/problem+json")
    response.vary.add("Accept")
    return response


def _plain(ref: Ref) -> dict[str, str]:
    return {"id": ref.iri, "label": ref.label}


def title(status: int) -> str:
    """A few words for a status, the same for every error that has it."""
    titles: dict[int, str] = {
        400: gettext("This cannot be answered as it stands"),
        404: gettext("Not found"),
        405: gettext("Not possible in this way"),
        406: gettext("Not available in this format"),
        413: gettext("Too long"),
        415: gettext("Unknown kind of content"),
        503: gettext("Stopped at a limit"),
    }
    return titles.get(status) or str(gettext("Something went wrong"))
