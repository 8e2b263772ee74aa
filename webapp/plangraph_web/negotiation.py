"""Which form of an answer a request prefers (RFC 9110, section 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request
from werkzeug.datastructures import MIMEAccept

if TYPE_CHECKING:
    from collections.abc import Sequence

HTML: Final = "text/html"
_ANYTHING: Final = MIMEAccept([("*/*", 1)])


def preferred(offers: Sequence[str]) -> str | None:
    """The one of `offers` that the Accept header likes best, the earlier one in a tie; None if none will do."""
    accept = request.accept_mimetypes or _ANYTHING
    return accept.best_match(list(offers))


def prefers_html() -> bool:
    """Whether a person with a browser is asking: HTML is named, and nothing made for programs is liked as well."""
    return request.accept_mimetypes.best_match(["application/problem+json", "application/json", HTML]) == HTML
