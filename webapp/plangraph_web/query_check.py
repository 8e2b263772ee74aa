"""What is wrong with a query: while it is being written, and as the page of its answer shows it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request, url_for

from plangraph.proofreading import proofread, remark_on
from plangraph.sparql.fixes import mended, written
from plangraph_web import protocol
from plangraph_web.desk import desk
from plangraph_web.language import in_language, language
from plangraph_web.marked_lines import Line, marked_lines

if TYPE_CHECKING:
    from plangraph.errors import Language, PlangraphError
    from plangraph.proofreading import Remark

pages = Blueprint("query_check", __name__)


@pages.post("/query/check")
def check() -> Response:
    """Remarks on the query that is the body, in UTF-8, without running it.

    Raises QueryNotUnicode, and Overloaded, WorkersGone or ClientGone if nobody can read it now.
    """
    wanted = language()
    text = protocol.decoded(request.get_data())
    remarks = proofread(desk().store, desk().service, text, wanted, protocol.client())
    body = json.dumps({"remarks": [_told(each, wanted) for each in remarks]}, ensure_ascii=False)
    return in_language(Response(body + "\n", mimetype="application/json"))


def _told(remark: Remark, wanted: Language) -> dict[str, Any]:
    return asdict(remark) | {"fixes": written(remark.fixes, wanted)}


@pages.app_template_global()
def remark(error: PlangraphError, text: str) -> Remark:
    """What an error says about a query, in the language of the page."""
    return remark_on(error, text, language())


@pages.app_template_global()
def mendings(remark: Remark, text: str) -> list[tuple[str, str]]:
    """What each fix is called, and the address of the answer to the query that it makes."""
    return [
        (fix.label(language()), url_for("query.page", query=mended(text, fix).replace("\r\n", "\n")))
        for fix in remark.fixes
    ]


@pages.app_template_global()
def lines_around(remark: Remark, text: str) -> list[Line]:
    """The lines about which something is remarked."""
    return list(marked_lines(text, remark.start, remark.end))
