"""Questions on pages: every one is answered; what does not fit is mended by a click."""

from __future__ import annotations

import html
import re

import pytest
from answer_page import HTML, AnswerPage, got, shown
from running_server import Server
from small_questions import NAMES

from plangraph import catalog
from plangraph.errors import Language
from plangraph.questions import question, questions
from plangraph.store import Store

SLUGS = sorted(path.stem for path in (catalog.root() / "data/ttl/questions").glob("*.ttl"))
GOAL = "/questions/measures-of-goal"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_is_answered_on_its_page(server: Server, store: Store, slug: str, language: Language) -> None:
    answer = got(server, f"/questions/{slug}", lang=language)
    page, found = AnswerPage(answer.text), question(store, slug, language)
    assert answer.status == 200
    assert page.rows
    assert f"<h1>{html.escape(found.title)}</h1>" in answer.text
    heads = [each.label for each in found.columns]
    assert [each.split(" (")[0] for each in page.headings][: len(heads)] == heads
    assert not re.search(r"\{\w+\}", " ".join(re.findall(r'class="sentence">(.*?)</h2>', answer.text)))


def test_the_catalogue_has_every_question_once_below_its_topic(
    server: Server, store: Store, language: Language
) -> None:
    text = got(server, "/questions", lang=language).text
    known = questions(store, language)
    assert sorted(re.findall(r'<h3><a href="/questions/([\w-]+)"', text)) == sorted(each.slug for each in known)
    for section in re.findall(r"<section.*?</section>", text, re.S):
        (topic,) = re.findall(r"<h2[^>]*>(.*?)</h2>", section)
        slugs = re.findall(r'<h3><a href="/questions/([\w-]+)"', section)
        assert slugs == [each.slug for each in known if each.topic.label == html.unescape(topic)]


def test_a_choice_is_a_term_and_the_sentence_says_it(server: Server) -> None:
    page = shown(server, GOAL, goal="ichinoseki/plan/2026/goal/20")
    assert page.column("施策") == ["工業の振興"]
    text = got(server, GOAL, goal="ichinoseki/plan/2026/goal/20").text
    assert "「20 工業の振興」を支える施策は 1 件です。" in text
    assert '<option value="ichinoseki/plan/2026/goal/20" selected>' in text
    assert re.search(r'<a href="/id/([^"]*)" title="https://w3id.org/plangraph/id/\1">工業の振興</a>', text)


@pytest.mark.parametrize("word", ['" } DROP ALL #', "<script>alert(1)</script>", "x" * 101, " "])
def test_a_text_is_never_a_part_of_the_query_or_of_the_page(asked: Server, word: str) -> None:
    answer = got(asked, NAMES, word=word)
    assert answer.status == (400 if len(word) > 100 or not word.strip() else 200)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_wrong_choice_is_refused_with_all_that_can_be_chosen(server: Server, language: str) -> None:
    answer = got(server, GOAL, goal="kogyo", lang=language)
    page = AnswerPage(answer.text)
    assert answer.status == 400
    assert {"ja": "「中目標」に「kogyo」は選べません。", "en": "“kogyo” cannot be chosen for “middle goal”."}[
        language
    ] in answer.text
    ways = [address for address in page.links.values() if "goal%2F" in address or "goal/" in address.partition("?")[2]]
    assert len(ways) == 24
    assert server.get(ways[19], HTML).status == 200


@pytest.mark.parametrize("name", ["utm_source", "utm_campaign", "fbclid", "gclid", "msclkid", "mc_eid"])
def test_what_others_append_to_an_address_is_passed_over(server: Server, name: str) -> None:
    answer = got(server, GOAL, goal="ichinoseki/plan/2026/goal/20", **{name: "newsletter"})
    assert answer.status == 200
    assert "「20 工業の振興」を支える施策" in answer.text
    assert "newsletter" not in answer.text.partition("<main")[2], "which would be handed on by the links of the page"
    assert got(server, GOAL, **{f"x{name}": "newsletter"}).status == 400


def test_an_unknown_parameter_is_refused_and_programs_are_told_why(server: Server) -> None:
    assert got(server, GOAL, goals="x").status == 400
    refused = server.get(f"{GOAL}?goal=kogyo", "application/json")
    assert (refused.status, refused.headers["Content-Type"]) == (400, "application/problem+json")
    assert "choice-unknown" in refused.text
    assert server.get("/questions/nothing", HTML).status == 404


def test_an_empty_answer_says_which_change_is_enough(asked: Server) -> None:
    text = got(asked, NAMES, word="ない言葉", plan="ichinoseki/plan/2016").text
    page = AnswerPage(text)
    assert not page.rows
    assert "次のどれか1つに変えると答えがあります" in text
    assert page.links["言葉を「の」にする"] == f"{NAMES}?plan=ichinoseki%2Fplan%2F2016"
    assert not any(each.startswith("計画を") for each in page.links)
    assert shown(asked, page.links["言葉を「の」にする"]).rows


def test_a_link_carries_everything_and_names_the_version_of_the_data(asked: Server) -> None:
    said = {"word": "振興", "sort": "-length", "filter": "工業", "columns": "thing,length", "page": "1"}
    page = shown(asked, NAMES, **said)
    link = next(address for address in page.links.values() if "&v=" in address)
    again = got(asked, link)
    assert AnswerPage(again.text).rows == page.rows
    assert 'id="other-version"' not in again.text
    assert "lang=ja" in link
    other = got(asked, re.sub(r"v=[^&]*", "v=0.1.0%2B12345678", link)).text
    assert "版 0.1.0+12345678" in other
    assert AnswerPage(other).links["いまの版のリンク"] == link


def test_topics_follow_one_another_in_their_order(server: Server, store: Store) -> None:
    topics = store.select("SELECT ?topic { ?topic a pg:QuestionTopic ; pg:order ?order } ORDER BY ?order")
    names = [row["topic"].value.rpartition("/")[2] for row in topics]
    page = server.get("/questions").text
    assert sorted(names, key=lambda name: page.index(f'<h2 id="{name}"')) == names
