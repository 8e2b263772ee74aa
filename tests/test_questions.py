"""The catalogue of questions: each is answered by rows that were read before, and takes only what the data offer."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions
from pyoxigraph import parse as parse_rdf
from running_server import ROOT

from plangraph.errors import ChoiceUnknown, Language, ParameterUnknown, QuestionUnknown, TextUnusable
from plangraph.namespaces import GRAPH, ID, ONTOLOGY
from plangraph.questions import Question, asked, choices, question, questions
from plangraph.questions.binding import bound
from plangraph.sparql import guard
from plangraph.store import Store

LANGUAGES: tuple[Language, ...] = ("ja", "en")
GOLDEN = ROOT / "tests" / "questions"
FILES = sorted((ROOT / "data/ttl/questions").glob("*.ttl"))
SLUGS = [path.stem for path in FILES]
BASES = ("stated", "inferred", "interpreted", "external", "editorial")
ALWAYS = ("ontology/", "catalog", "questions")
"""Graphs that say what others mean: they are never what an answer rests on."""


def answer(store: Store, sparql: str, without: str = "") -> bytes:
    """The rows as TSV (SPARQL 1.1), over all graphs or all but those that stand on one basis."""
    kept = [graph for graph in store.graphs() if store.bases[graph] != without or is_kept(graph)]
    graphs: list[NamedNode | BlankNode] = [NamedNode(graph) for graph in kept]
    found = store.engine.query(sparql, default_graph=graphs, named_graphs=graphs)  # type: ignore[arg-type]
    assert isinstance(found, QuerySolutions)
    return found.serialize(format=QueryResultsFormat.TSV) or b""


def is_kept(graph: str) -> bool:
    return graph.removeprefix(GRAPH).startswith(ALWAYS)


def of(store: Store, slug: str, language: Language = "ja") -> Question:
    return question(store, slug, language)


def test_there_are_as_many_questions_as_files_each_of_the_name_of_its_file(store: Store) -> None:
    assert sorted(each.slug for each in questions(store, "ja")) == SLUGS
    assert len(SLUGS) >= 25
    for path in FILES:
        subjects = {str(triple.subject) for triple in parse_rdf(path=str(path))}
        assert all(each.startswith(f"<{ID}question/{path.stem}") for each in subjects), path


@pytest.mark.parametrize("slug", SLUGS)
def test_the_answer_is_the_one_that_was_read(store: Store, slug: str) -> None:
    rows = answer(store, asked(store, of(store, slug), {}).sparql).decode()
    assert rows.rstrip("\n").splitlines() == (GOLDEN / f"{slug}.tsv").read_text(encoding="utf-8").splitlines()
    assert rows.count("\n") > 1 or len(rows.splitlines()) > 1


@pytest.mark.parametrize("slug", SLUGS)
def test_the_text_in_the_file_is_the_question_with_its_defaults(store: Store, slug: str) -> None:
    found = of(store, slug)
    assert asked(store, found, {}).sparql == found.sparql
    assert guard.check(found.sparql, store.graphs(), 100_000).kind == "rows"
    for each in found.parameters:
        assert len(re.findall(rf"VALUES \?{each.variable} \{{ [^{{}}\n]+ \}}", found.sparql)) == 1


@pytest.mark.parametrize("slug", SLUGS)
def test_answers_rest_on_what_the_question_says(store: Store, slug: str) -> None:
    """Whatever is chosen on nothing else, and on each of them the answer to one choice or another."""
    found = of(store, slug)
    chosen = [{each.variable: word.word} for each in found.parameters for word in choices(store, found, each)]
    said = set(found.rests_on)
    unused, few = set(said), max(1, len(chosen) // 4)
    for at, given in enumerate([{}, *chosen]):
        if at % few == 0:
            rests = {basis for basis in BASES if rests_on(store, found, given, basis)}
            assert rests <= said, given
            unused -= rests
        elif unused:
            unused -= {basis for basis in unused if rests_on(store, found, given, basis)}
    assert not unused


def rests_on(store: Store, at: Question, given: dict[str, str], basis: str) -> bool:
    """Whether the answer names the basis, or is another one without it."""
    sparql = asked(store, at, given).sparql
    whole = answer(store, sparql)
    return f"<{ONTOLOGY}{basis}>".encode() in whole or answer(store, sparql, without=basis) != whole


@pytest.mark.parametrize("slug", SLUGS)
def test_columns_are_those_of_the_query_in_order(store: Store, slug: str) -> None:
    found = of(store, slug)
    variables = answer(store, found.sparql).decode().splitlines()[0].replace("?", "").split("\t")
    columns = [each.variable for each in found.columns]
    opened = {each.opens for each in found.columns if each.opens}
    assert [each for each in variables if each not in opened - set(columns)] == columns
    assert opened <= set(variables)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_whole_in_both_languages(store: Store, slug: str, language: Language) -> None:
    found, other = of(store, slug, language), of(store, slug, "en" if language == "ja" else "ja")
    assert found.title != other.title
    assert found.explanation.endswith("。" if language == "ja" else ".")
    assert found.keywords
    named = re.findall(r"\{(\w+)\}", found.sentence)
    assert "rows" in named
    assert set(named) <= {"rows", *(each.variable for each in found.parameters)}
    assert "{" not in asked(store, found, {}).sentence(3)
    assert all(each.label for each in found.columns)
    assert all(each.label for each in found.parameters)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_choice_can_be_chosen_and_answers(store: Store, slug: str) -> None:
    found = of(store, slug)
    for parameter in found.parameters:
        offered = choices(store, found, parameter)
        words = [each.word for each in offered]
        assert len(words) == len(set(words))
        if parameter.kind != "text":
            assert parameter.default in [each.term for each in offered]
        for each in offered[:: max(1, len(offered) // 40)]:
            chosen = asked(store, found, {parameter.variable: each.word})
            assert chosen.choices[parameter.variable].term == each.term
            answer(store, chosen.sparql)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_choice_is_refused_with_a_sentence_and_the_choices(store: Store, slug: str, language: Language) -> None:
    found = of(store, slug, language)
    for parameter in found.parameters:
        if parameter.kind == "text":
            with pytest.raises(TextUnusable) as refused:
                asked(store, found, {parameter.variable: " "})
            assert parameter.label in refused.value.what(language)
            continue
        with pytest.raises(ChoiceUnknown) as unknown:
            asked(store, found, {parameter.variable: "まんぼう町"})
        assert parameter.label in unknown.value.what(language)
        assert "まんぼう町" in unknown.value.what(language)
        assert choices(store, found, parameter)[0].word in unknown.value.hint(language)
    with pytest.raises(ParameterUnknown):
        asked(store, found, {"nobody-asked": "1"})


@pytest.mark.parametrize(
    "word", ["ichinoseki/plan/2026/goal/20", f"{ID}ichinoseki/plan/2026/goal/20", "20", "工業の振興", "20 工業の振興"]
)
def test_a_goal_is_chosen_by_address_iri_number_or_name(store: Store, word: str) -> None:
    found = asked(store, of(store, "measures-of-goal"), {"goal": word})
    assert found.words == {"goal": "ichinoseki/plan/2026/goal/20"}
    assert f"VALUES ?goal {{ <{ID}ichinoseki/plan/2026/goal/20> }}" in found.sparql
    assert "20 工業の振興" in found.sentence(1)


@pytest.mark.parametrize("word", ['" } } #', "a\\", "{rows}", "}", "?x", "'''", "子育て"])
def test_a_text_stays_a_text(store: Store, word: str) -> None:
    found = asked(store, of(store, "word-in-generations"), {"word": word})
    selected = found.sparql.splitlines()
    line = next(each for each in selected if "VALUES ?word" in each)
    assert line.strip() == f"VALUES ?word {{ {Literal(word)} }}"
    assert guard.check(found.sparql, store.graphs(), 100_000).kind == "rows"
    answer(store, found.sparql)
    assert word in found.sentence(0)


@pytest.mark.parametrize("word", ["", " ", "あ" * 101, "a\nb", "\u202e", "\udc80"])
def test_an_unusable_text_is_refused(store: Store, word: str) -> None:
    with pytest.raises(TextUnusable, match="100"):
        asked(store, of(store, "word-in-generations"), {"word": word})


def test_the_language_of_the_reader_is_bound_like_a_parameter() -> None:
    text = 'SELECT * { VALUES ?language { "ja" } ?s ?p ?o FILTER(LANG(?o) = ?language) }'
    assert bound(text, {"language": Literal("en")}) == text.replace('"ja"', '"en"')
    assert bound("SELECT * { ?s ?p ?o }", {"language": Literal("en")}) == "SELECT * { ?s ?p ?o }"


def test_a_text_that_looks_like_values_is_left_alone() -> None:
    text = 'SELECT * { VALUES ?word { "の" } VALUES ?goal { <x:1> } }'
    word = Literal("VALUES ?goal { 1 }")
    found = bound(text, {"word": word, "goal": NamedNode("x:2")})
    assert found == f"SELECT * {{ VALUES ?word {{ {word} }} VALUES ?goal {{ <x:2> }} }}"


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("SELEC ?choice {", []),
        ("ASK {}", []),
        ("SELECT ?other { ?other a pg:Plan }", []),
        ("SELECT (BNODE() AS ?choice) {}", []),
        ("SELECT (2026 AS ?choice) (BNODE() AS ?group) {}", ["2026"]),
    ],
)
def test_choices_that_break_the_rules_are_left_out(store: Store, sparql: str, words: list[str]) -> None:
    found = of(store, "measures-of-goal")
    offered = choices(store, found, replace(found.parameters[0], choices=sparql))
    assert [(each.word, each.group) for each in offered] == [(word, "") for word in words]


def test_an_unknown_question_is_not_found_and_the_nearest_are_named(store: Store) -> None:
    with pytest.raises(QuestionUnknown, match="measures-of-goal"):
        question(store, "measure-of-goals", "en")


def test_every_document_and_every_topic_has_its_question(store: Store) -> None:
    topics = {each.topic.iri for each in questions(store, "ja")}
    scheme = store.select("SELECT ?topic { ?topic a pg:QuestionTopic }")
    assert topics == {row["topic"].value for row in scheme}
    golden = "".join(path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.tsv")))
    documents = [row["document"].value for row in store.select("SELECT ?document { ?document a pg:Document }")]
    assert len(documents) == 5
    assert [each for each in documents if f"<{each}" not in golden] == []
    assert f"<{ONTOLOGY}interpreted>" in golden


def test_each_question_has_a_place_of_its_own_in_the_catalogue(store: Store) -> None:
    rows = store.select("SELECT ?question ?order { ?question a pg:Question ; pg:order ?order }")
    assert len({row["order"].value for row in rows}) == len(SLUGS)


def test_the_first_page_shows_questions_of_many_topics(store: Store) -> None:
    assert len({each.topic.iri for each in questions(store, "ja")[:6]}) == 6


def test_a_direct_link_is_the_first_step_between_two_things(store: Store) -> None:
    pair = {"one": "ichinoseki/plan/2026/measure/19-2", "other": "ichinoseki/plan/2026/goal/19"}
    rows = store.select(asked(store, of(store, "connection-of-two"), pair).sparql)
    steps = [row["step"].value for row in rows if row["link"].value == ONTOLOGY + "contributesTo"]
    assert steps == ["1"]


def test_no_golden_file_is_left_over() -> None:
    assert sorted(path.stem for path in Path(GOLDEN).glob("*.tsv")) == SLUGS
