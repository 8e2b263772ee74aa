"""Japanese by default, English by switch, and nothing left untranslated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from running_server import ROOT, Server

WEB = ROOT / "webapp" / "plangraph_web"
CATALOGUE = WEB / "translations" / "ja" / "LC_MESSAGES" / "messages.po"
TEMPLATES = sorted((WEB / "templates").glob("*.html"))


def test_japanese_whatever_the_browser_prefers(server: Server) -> None:
    answer = server.get("/", **{"Accept-Language": "en-US,en;q=0.9"})
    assert '<html lang="ja">' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_the_switch_is_remembered(server: Server) -> None:
    switched = server.get("/?lang=en")
    cookie = switched.headers["Set-Cookie"]
    assert "SameSite=Lax" in cookie
    again = server.get("/quality", Cookie=cookie.split(";")[0])
    assert '<html lang="en">' in again.text
    assert "Official names" in again.text
    assert '<html lang="ja">' in server.get("/quality?lang=ja", Cookie=cookie.split(";")[0]).text


def test_the_switch_keeps_the_address(server: Server) -> None:
    text = server.get("/graph?focus=ichinoseki/plan/2026/goal/20").text
    assert 'href="?focus=ichinoseki%2Fplan%2F2026%2Fgoal%2F20&amp;lang=en"' in text


def test_sentences_of_errors_follow_the_language(server: Server) -> None:
    assert "更新" in server.ask("CLEAR ALL").text
    assert "is an update" in server.ask("CLEAR ALL", lang="en").text


def test_every_text_has_its_japanese() -> None:
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    keywords = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
    used = {message for _, _, message, _, _ in extract_from_dir(WEB, methods, keywords=keywords)}
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    translated = {message.id for message in catalogue if message.id and message.string and not message.fuzzy}
    assert used
    assert used == translated


def literal_text(template: str) -> str:
    """What stands in a template outside tags, expressions, comments, and what is typed as it stands."""
    without_jinja = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", template, flags=re.S)
    return re.sub(r"<(code|kbd)\b.*?</\1>|<[^>]*>", " ", without_jinja, flags=re.S)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_words_of_its_own(template: Path) -> None:
    words = re.findall(r"[^\W\d_]+", re.sub(r"&\w+;", "", literal_text(template.read_text())))
    assert set(words) <= {"plangraph", "CC", "BY", "SVG", "PNG"}
