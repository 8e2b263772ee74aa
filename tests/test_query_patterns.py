"""Queries taken apart."""

from __future__ import annotations

import pytest
from empty_answers import PROLOGUE, empty_answers

from plangraph.questions import questions
from plangraph.sparql.fixes import Edit, Fix, mended
from plangraph.sparql.reading.patterns import Part, Query, every_part
from plangraph.sparql.reading.splitting import parts_of
from plangraph.store import Store


def read(text: str) -> Query:
    found = parts_of(text)
    assert found
    return found


def parts(text: str) -> list[Part]:
    where = read(text).where
    assert where
    return list(where.parts)


def shown(text: str) -> list[str]:
    return [text[part.start : part.end] for part in parts(text)]


def without(text: str, at: int) -> str:
    return mended(text, Fix("", "", (Edit(*parts(text)[at].cut, ""),)))


LISTS = "SELECT * { ?s a <x:C> ; <x:p> 1 , 'two'@en ; . ?s <x:q> -3.5 FILTER (?s != <x:y>) }"


def test_lists_of_verbs_and_objects_are_told_apart() -> None:
    assert shown(LISTS) == ["?s a <x:C>", "<x:p> 1", "'two'@en", "?s <x:q> -3.5", "FILTER (?s != <x:y>)"]
    assert [part.written for part in parts(LISTS)[1:3]] == ["?s <x:p> 1", "?s <x:p> 'two'@en"]


@pytest.mark.parametrize("at", range(5))
def test_what_is_left_out_leaves_the_others_whole(at: int) -> None:
    others = [part.written for number, part in enumerate(parts(LISTS)) if number != at]
    assert [part.written for part in parts(without(LISTS, at))] == others


def test_a_filter_between_patterns_takes_its_full_stop_only_where_none_is_needed() -> None:
    assert without("ASK { ?a ?b ?c FILTER (true) . ?d ?e ?f }", 1) == "ASK { ?a ?b ?c  . ?d ?e ?f }"
    assert without("ASK { ?a ?b ?c . FILTER (true) . ?d ?e ?f }", 1) == "ASK { ?a ?b ?c .  ?d ?e ?f }"


def test_kinds() -> None:
    text = """SELECT ?x FROM <x:g> WHERE {
      VALUES (?a ?b) { (1 UNDEF) (2 <x:c>) }
      OPTIONAL { ?a ?b ?c } MINUS { ?a ?b ?c } GRAPH ?g { ?a ?b ?c } { ?a ?b ?c } { ?a ?b 1 } UNION { ?a ?b 2 }
      BIND (STR(?a) AS ?d) FILTER NOT EXISTS { ?a ?b ?c } FILTER REGEX(?d, "{")
      { SELECT ?x { ?x a ?y } GROUP BY ?x HAVING (COUNT(*) > 1) }
      [] <x:p> ?x . ?x <x:q> [ a <x:C> ] . (1 2) <x:r> _:b
    } GROUP BY ?x HAVING (COUNT(*) > 1) ORDER BY ?x LIMIT 3 OFFSET 4 VALUES ?x { 1 }"""
    assert [part.kind for part in parts(text)] == [
        *("values", "optional", "minus", "graph", "group", "union", "bind", "filter", "filter", "select"),
        *("triples", "triple", "triples"),
    ]
    clauses = [clause.keyword for clause in read(text).clauses]
    assert clauses == ["FROM", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"]
    assert [len(values) for _, values in parts(text)[0].columns] == [2, 1]


@pytest.mark.parametrize(
    ("path", "properties", "last"),
    [
        ("<x:p>", ["x:p"], ["x:p"]),
        ("^<x:p>", ["x:p"], []),
        ("<x:p>/<x:q>", ["x:p", "x:q"], ["x:q"]),
        ("<x:p>/<x:q>*", ["x:p", "x:q"], ["x:q", "x:p"]),
        ("(<x:p>|<x:q>)+", ["x:p", "x:q"], ["x:p", "x:q"]),
        ("!(<x:p>|^<x:q>)/<x:r>", ["x:r"], ["x:r"]),
    ],
)
def test_paths(path: str, properties: list[str], last: list[str]) -> None:
    (triple,) = parts(f"ASK {{ ?s {path} ?o }}")[0].triples
    assert [term.iri for term in triple.properties] == properties
    assert [term.iri for term in triple.last] == last


def test_names_are_resolved_as_the_engine_does() -> None:
    text = r"BASE <https://h/a/> PREFIX p: <b#> ASK { <c> p:d\-e '\u3042\n' ; <../f> 'g\"h' }"
    (first,), (second,) = (part.triples for part in parts(text))
    assert [first.subject.iri, first.predicate.iri] == ["https://h/a/c", "https://h/a/b#d-e"]
    assert (second.predicate.iri, first.object.value.value if first.object.value else "") == ("https://h/f", "あ\n")
    assert second.object.value
    assert second.object.value.value == 'g"h'


def test_what_every_row_needs() -> None:
    text = "ASK { ?a ?b 1 OPTIONAL { ?a ?b 2 } { ?a ?b 3 } { ?a ?b 4 } UNION { ?a ?b 5 } FILTER EXISTS { ?a ?b 6 } }"
    needed = {part.triples[0].object.written for part, own in every_part(read(text).where) if own and part.triples}
    assert needed == {"1", "3", "6"}


def test_the_other_forms() -> None:
    construct, short = read("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p 2 }"), read("CONSTRUCT WHERE { ?s ?p 2 }")
    assert construct.template
    assert [part.written for part in construct.template.parts] == ["?s ?p 1"]
    assert short.template is None
    assert [term.iri for term in read("DESCRIBE <x:a> <x:b>").described] == ["x:a", "x:b"]


@pytest.mark.parametrize("text", ["", "SELECT", "SELECT * {", "ASK { ?s ?p }", "ASK { ?s x:p ?o }", "{" * 9999])
def test_what_is_no_query_is_given_up(text: str) -> None:
    assert parts_of(text) is None


def test_every_question_and_every_example_is_understood(store: Store) -> None:
    texts = [each.sparql for each in questions(store, "en")] + [each.text for each in empty_answers()]
    assert [text for text in texts if parts_of(text) is None] == []
    assert PROLOGUE in texts[-1]
