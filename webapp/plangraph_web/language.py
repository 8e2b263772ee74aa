"""Japanese by default, English by choice, remembered in a cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args
from urllib.parse import urlencode

from flask import has_request_context, request
from flask_babel import Babel

from plangraph.errors import Language

if TYPE_CHECKING:
    from flask import Flask, Response

COOKIE: Final = "plangraph-language"
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


def init_app(app: Flask) -> None:
    """Choose the language of every request and remember an explicit choice."""
    Babel(app, default_locale="ja", locale_selector=language, default_translation_directories="translations")
    app.after_request(_remember)
    app.context_processor(lambda: {"language": language(), "other_language": _other(), "switch_url": switch_url})


def language() -> Language:
    """`?lang=` wins over the cookie, which wins over Japanese; what the browser prefers is not asked."""
    return "en" if has_request_context() and _chosen() == "en" else "ja"


def preferred_language() -> Language:
    """The language for a program, which has no switch: what was chosen, else what Accept-Language likes best."""
    if _chosen():
        return language()
    return "en" if request.accept_languages.best_match(LANGUAGES, "ja") == "en" else "ja"


def _chosen() -> str | None:
    return request.args.get("lang") or request.cookies.get(COOKIE)


def switch_url() -> str:
    """The address of the same page in the other language, from that page."""
    rest = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return f"?{urlencode([*rest, ('lang', _other())])}"


def _other() -> Language:
    return "ja" if language() == "en" else "en"


def in_language(response: Response) -> Response:
    """The response, which is in the language of the page unless it says another, and says so to caches."""
    response.headers.setdefault("Content-Language", language())
    response.vary.add("Cookie")
    return response


def _remember(response: Response) -> Response:
    if response.mimetype in ("text/html", "application/problem+json"):
        in_language(response)
    if request.args.get("lang") in ("ja", "en"):
        response.set_cookie(
            COOKIE,
            language(),
            max_age=365 * 86400,
            path=request.script_root or "/",  # below which our pages are, as the visitor knows it
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return response
