"""Laying out a query: whatever is laid out, no word and no comment is lost, and nothing changes the second time."""

from __future__ import annotations

import random
import re
import time

import pytest

from plangraph.questions import questions
from plangraph.sparql.layout.formatting import laid_out
from plangraph.sparql.tokens import tokens
from plangraph.store import Store

ONE_LINE = (
    "select * where {?s a pg:Goal;pg:number ?n,?m.optional{?s rdfs:label ?l filter(lang(?l)='ja'&&!bound(?x))}}limit 10"
)
LAID_OUT = """select *
where {
  ?s a pg:Goal ;
    pg:number ?n , ?m .
  optional {
    ?s rdfs:label ?l
    filter (lang(?l) = 'ja' && !bound(?x))
  }
}
limit 10
"""

COMMENTED = """# Who made it
PREFIX pg: <https://w3id.org/plangraph/ontology#>   # ours
# which goals
SELECT ?a  # the goal
{ # here
    ?a a pg:Goal;  # a class
       # its number
       pg:number 3   .


    # nothing more
}
# the end"""
COMMENTED_LAID_OUT = """# Who made it
PREFIX pg: <https://w3id.org/plangraph/ontology#> # ours

# which goals
SELECT ?a # the goal
  { # here
    ?a a pg:Goal ; # a class
      # its number
      pg:number 3 .

    # nothing more
  }
# the end
"""

WHOLE = {
    "select distinct ?a(count(?b)as ?n){?a ?p ?b}group by ?a": (
        "select distinct ?a (count(?b) as ?n) { ?a ?p ?b }\ngroup by ?a\n"
    ),
    "ASK{?a ^pg:inPlan ?/ ( pg:a | !pg:b )* -1}": "ASK { ?a ^pg:inPlan?/(pg:a|!pg:b)* -1 }\n",
    "CONSTRUCT{?a pg:b ?c}WHERE{{?a pg:b ?c}UNION{?c pg:b ?a}}": (
        "CONSTRUCT { ?a pg:b ?c }\nWHERE {\n  { ?a pg:b ?c }\n  UNION\n  { ?c pg:b ?a }\n}\n"
    ),
    "SELECT * {VALUES(?a ?b){(1 -2)(UNDEF 'x'@ja)} VALUES ?c{} BIND(?a* -1+?b AS ?d)}": (
        "SELECT * {\n  VALUES (?a ?b) { (1 -2) (UNDEF 'x'@ja) }\n  VALUES ?c {}\n  BIND (?a * -1 + ?b AS ?d)\n}\n"
    ),
    "SELECT * {?a pg:b [pg:c ?d;pg:e 'x' ^^ xsd:string],(1 2).}": (
        "SELECT * { ?a pg:b [ pg:c ?d ; pg:e 'x'^^xsd:string ] , (1 2) . }\n"
    ),
    "SELECT * { FILTER(?a < ?b&&?c>?d||EXISTS{?a pg:b ?c}) }": (
        "SELECT * {\n  FILTER (?a < ?b && ?c > ?d || EXISTS { ?a pg:b ?c })\n}\n"
    ),
    "SELECT (GROUP_CONCAT(?a;SEPARATOR=', ') AS ?b){}": "SELECT (GROUP_CONCAT(?a; SEPARATOR = ', ') AS ?b) {}\n",
    "": "",
    "  \n": "",
}
"""What becomes of one line."""

BROKEN = {
    "SELECT * {\n?s a pg:Goal\n?s pg:number ?n\nFILTER(?n>1)": (
        "SELECT * {\n  ?s a pg:Goal\n  ?s pg:number ?n\n  FILTER (?n > 1)\n"
    ),
    "SELECT ?s ｛ ?s ?p ?o }": "SELECT ?s ｛ ?s ?p ?o }\n",
    "SELECT * { ?s ?p 'x ?o }\n\nLIMIT 3  ": "SELECT * {\n  ?s ?p 'x ?o }\n\nLIMIT 3  ",
    "SELECT ?s, ?p { ?s ?p ?o )": "SELECT ?s, ?p {\n  ?s ?p ?o)\n",
    "}}{((": "} } {\n  ((\n",
}
"""What can be laid out of what is no query."""

PARTS = (
    *("SELECT", "WHERE", "GROUP BY", "ORDER BY", "COUNT", "AS", "PREFIX", "NOT", "FILTER", "BIND", "VALUES", "UNION"),
    *("OPTIONAL", "GRAPH", "?x", "$y", "pg:a", "pg:", "a", "<urn:x>", "_:b", "'x'", '"""y\nz # no comment"""', "@ja"),
    *(
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ".",
        ";",
        ",",
        "<",
        ">",
        "^^",
        "1",
        "-1",
        ".5",
        "1.",
        "+",
        "-",
        "*",
        "/",
        "|",
        "||",
    ),
    *("^", "!", "=", "!=", "?", "<<", ">>", "<<(", ")>>", "{|", "|}", "？", "\\", "&", "$"),
    *("# a comment\n", "\n", "\n\n", "\r\n", " ", "\t", "\u3000"),
)
"""Of which texts are made that nobody would write."""


def words(text: str) -> list[str]:
    return [each.text for each in tokens(text) if each.kind != "end"]


def comments(text: str) -> list[str]:
    """The comments, in order: what is left when the words are taken away."""
    end, gaps = 0, []
    for token in tokens(text):
        gaps.append(text[end : token.start])
        end = token.start + len(token.text)
    return [each.rstrip() for gap in gaps for each in re.findall("#[^\r\n]*", gap)]


def keeps_all(text: str) -> str:
    """The text laid out, once it is sure that it says the same and stays as it is."""
    found = laid_out(text)
    assert words(found) == words(text)
    assert comments(found) == comments(text)
    assert laid_out(found) == found
    return found


def test_deep_nesting_takes_no_longer_than_its_length() -> None:
    text = "{" * 40_000 + "}" * 40_000
    start = time.process_time()
    assert "".join(laid_out(text).split()) == text
    assert time.process_time() - start < 4


def test_clauses_and_patterns_stand_on_lines_of_their_own() -> None:
    assert keeps_all(ONE_LINE) == LAID_OUT


def test_comments_stay_where_they_are() -> None:
    assert keeps_all(COMMENTED) == COMMENTED_LAID_OUT


@pytest.mark.parametrize(("text", "expected"), [*WHOLE.items(), *BROKEN.items()])
def test_what_becomes_of_it(text: str, expected: str) -> None:
    assert keeps_all(text) == expected


def test_the_questions_are_laid_out_as_they_should_be(store: Store) -> None:
    """Where a line of one is too long or written in another way than the others, laying out makes it alike."""
    asked = questions(store, "ja")
    changed = {each.slug for each in asked if keeps_all(each.sparql) != each.sparql}
    assert len(asked) > 30
    assert changed == {
        *("events-of-region", "linked-to-nation", "plans-in-fiscal-year", "projection-and-outlook"),
        *("targets-and-values", "word-in-generations"),
    }


def test_a_question_in_one_line_gets_lines_again(store: Store) -> None:
    sparql = next(each.sparql for each in questions(store, "ja") if each.slug == "goals-without-priority-project")
    assert keeps_all(" ".join(sparql.split())) == sparql


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_lost_of_any_text(seed: int) -> None:
    chosen = random.Random(seed)
    for _ in range(50):
        keeps_all("".join(chosen.choices(PARTS, k=chosen.randint(1, 40))))
        keeps_all(" ".join(chosen.choices(PARTS, k=chosen.randint(1, 40))))


@pytest.mark.parametrize("text", ["(", "{", "[", "{}", "[(", "{(}", "}", "SELECT{"])
def test_deep_brackets_are_no_burden(text: str) -> None:
    assert keeps_all(text * 20_000)
