"""The first page: every generation with its vision, the threads between them, and answers on cards."""

from __future__ import annotations

import html
import re
from pathlib import Path

from running_server import Server, running_server
from small_sources import Town

from plangraph.coverage import coverage
from plangraph.errors import Language
from plangraph.generations import lineages
from plangraph.plans import plans
from plangraph.questions import asked, questions
from plangraph.store import Store
from plangraph_web.samples import samples
from plangraph_web.strands import ticks, ways

PLAN = """
<town> a pg:Municipality ; rdfs:label "町"@ja .
<town/plan/1> a pg:Plan ; rdfs:label "町の計画"@ja ; pg:madeBy <town> .
<town/plan/1/vision> a pg:Vision ; rdfs:label "よい町"@ja ; pg:inPlan <town/plan/1> .
<town/plan/1/goal> a pg:Goal ; rdfs:label "<b>暮らし</b>"@ja ; pg:inPlan <town/plan/1> ;
  pg:contributesTo <town/plan/1/vision> .
"""


def text_of(markup: str) -> str:
    """What a reader reads of it, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def home(server: Server, language: Language) -> str:
    answer = server.get(f"/?lang={language}")
    assert answer.status == 200
    return answer.text


def test_every_vision_stands_there_in_full_and_leads_to_the_tree(server: Server, store: Store) -> None:
    found = re.findall(r'class="lane-vision"><a href="([^"]*)"[^>]*>([^<]*)</a>', home(server, "ja"))
    told = [each for each in plans(store, "ja") if each.tree.children]
    assert len(told) == 4
    assert {url: html.unescape(vision) for url, vision in found} == {
        f"/plans/{(each.ref.path or '').replace('/plan/', '/')}": each.tree.ref.label for each in told
    }


def test_plans_of_which_only_the_name_is_known_are_named(server: Server) -> None:
    (named,) = re.findall('<li class="lane named-only">(.*?)</li>', home(server, "ja"), re.S)
    assert re.findall('href="([^"]*)"', named) == ["/plans/ichinoseki-hiraizumi/2", "/plans/ichinoseki-hiraizumi/1"]


def test_the_threads_are_drawn_and_their_number_leads_to_them(server: Server, store: Store, language: Language) -> None:
    page = home(server, language)
    newest, middle, _ = lineages(store, language)[0].generations
    drawn = re.findall('<path class="way" d="([^"]*)"', page)
    assert [each.count("M") for each in drawn] == [len(newest.threads), len(middle.threads)]
    counted = re.findall(r'<p><a href="([^"]*/taken-up[^"]*)">([^<]*)</a></p>', page)
    assert [re.findall(r"\d+", words) for _, words in counted] == [[str(newest.taken_up)], [str(middle.taken_up)]]
    for url, words in counted:
        answer = server.get(html.unescape(url), "text/html")
        assert answer.status == 200
        assert re.findall(r"\d+", words)[0] in text_of(answer.text)


def test_each_card_holds_the_sentence_that_answers_it(server: Server, store: Store, language: Language) -> None:
    cards = re.findall('<article class="card">(.*?)</article>', home(server, language), re.S)
    assert len(cards) == 6
    for card, question in zip(cards, questions(store, language), strict=False):
        ask = asked(store, question, {})
        assert f'href="/questions/{question.slug}"' in card
        assert ask.sentence(len(store.select(ask.sparql))) in text_of(card)


def test_a_card_names_the_first_things_with_the_numbers_that_a_picture_would_draw(store: Store) -> None:
    found = {each.question.slug: each for each in samples(store, "ja")}
    assert found["population-series"].first[0] == ("1955(昭和30)年", "185,454人")
    english = {each.question.slug: each for each in samples(store, "en")}
    assert english["population-series"].first[0] == ("1955", "185,454 people")
    assert found["measures-of-goal"].first[0][1] == ""
    assert all(1 <= len(each.first) <= 4 for each in found.values())


def test_the_foot_says_how_much_has_its_place(server: Server, store: Store, language: Language) -> None:
    foot = text_of(home(server, language).partition("<footer")[2])
    stated = next(each for each in coverage(store, language).bases if each.basis == "stated")
    assert f"{stated.statements:,}" in foot
    assert f"{100 * stated.placed // stated.statements}%" in foot
    assert f"{len(store):,}" in foot
    assert store.version in foot


def test_a_town_with_one_plan_and_no_questions_has_a_first_page(tmp_path: Path) -> None:
    with running_server("--root", str(Town(tmp_path).states(PLAN).root)) as small:
        page = home(small, "ja")
    assert "よい町" in page
    assert 'class="threads"' not in page
    assert '<article class="card">' not in page


def test_without_a_plan_the_first_page_says_so(tmp_path: Path) -> None:
    with running_server("--root", str(Town(tmp_path).states("<town> a pg:Municipality .").root)) as small:
        answer = small.get("/", "text/html")
    assert answer.status == 404
    assert "計画がまだ1つもありません" in answer.text


def test_ways_and_ticks_are_paths_as_wide_as_the_picture(store: Store) -> None:
    newest, *_ = lineages(store, "ja")[0].generations
    path = ways(newest.threads)
    assert re.fullmatch(r"(M\d+ 0C\d+ 50 \d+ 50 \d+ 100)+", path)
    assert all(0 <= int(number) <= 1000 for number in re.findall(r"\d+", path))
    assert ticks([0.5, 1], top=True) == "M500 0v9M1000 0v9"
    assert ticks([0.5], top=False) == "M500 91v9"
