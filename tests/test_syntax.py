"""The sentence about a syntax error."""

from __future__ import annotations

import pyoxigraph
import pytest

from plangraph.errors import QuerySyntax
from plangraph.namespaces import BASE
from plangraph.sparql.guard import check
from plangraph.sparql.mistakes.syntax import explain


def error_of(text: str) -> QuerySyntax:
    with pytest.raises(SyntaxError) as caught:
        pyoxigraph.Store().query(text, base_iri=BASE)
    return explain(text, str(caught.value))


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("SELECT * {\n  ?s pg:label ?o }", 2, 6, "PREFIX pg: <https://w3id.org/plangraph/ontology#>"),
        ("SELECT * { ?s foo:label ?o }\n", 1, 15, "接頭辞「foo:」"),
        ("SELECT ？s { ?s ?p ?o }", 1, 8, "全角の「？」"),
        ("SELECT ?s ｛ ?s ?p ?o }", 1, 11, "半角の「{」"),
        ("SELECT ?s {\n　?s ?p ?o }", 2, 1, "全角の空白"),
        ("SELECT * { ?s ?p ?o．\n ?s ?p ?o }", 1, 20, "全角の「．」"),
        ("SELECT * { ?s ?p ”x” }", 1, 18, "使えない文字 ”(U+201D)"),
        ("SELECT * { ?s ?p ?o } LIMIT １０", 1, 29, "全角の「１０」"),
        ("SELECT * {\n ?s ?p ?o \n", 1, 10, "括弧「{」が閉じられていません"),
        ("SELECT * { ?s ?p ?o FILTER(?x > 1 }", 1, 27, "括弧「(」が閉じられていません"),
        ("SELECT * { ?s ?p ?o\n}}", 2, 2, "括弧「}」が余分です"),
        ("SELECT * { ?s ?p 'いろは ?o }", 1, 18, "引用符「'」が閉じられていません"),
        ("SELECT * {\n ?s ?p 'it's' }", 2, 13, "引用符「'」が閉じられていません"),
        ("SELECT * {} SELECT * {}", 1, 13, "クエリは1度に1つだけ"),
        ("SELECT * {};", 1, 12, "クエリの終わりに「;」は要りません"),
        ("SELECT * {};\n", 1, 12, "クエリの終わりに「;」は要りません"),
        ("SELECT ?s (COUNT(*) AS ?n)\n{ ?s ?p ?o }\n", 1, 8, "GROUP BY に ?s を足してください"),
        ("SELECT ?a {{SELECT ?s (SUM(?o) AS ?n) { ?s ?p ?o } GROUP BY ?p} }", 1, 20, "GROUP BY に ?s"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1, 8, "SELECT * と書けません"),
        ("SELECT ?s ?s { ?s ?p ?o }", 1, 11, "同じ変数が2度"),
        ("SELECT ?s, ?p { ?s ?p ?o }", 1, 10, "「,」は要りません"),
        ("SELECT * { ?s ?p ?o . FILTR(?o) }", 1, 23, "FILTER の書き間違い"),
        ("SELECT * { ?s ?p <a b> }", 1, 18, "IRI として正しくありません"),
        ("SELECT * { ?s ?p <http://x y> }", 1, 18, "IRI に空白があります"),
        ("SELECT * { ?s ?p <http://x#a b> }", 1, 18, "IRI に空白があります"),
        ("SELECT * {\n ?s <urn:x\ty>|<urn:z> 1 }", 2, 5, "IRI に空白があります"),
        ("SELECT * { ?s ?p <http://x|y> }", 1, 18, "IRI に「|」は使えません。消すか、%7C"),
        ("SELECT * { ?s ?p <http://x ?o . ?o ?p <http://y> }", 1, 18, "「>」で閉じられていません"),
        ("SELECT * { ?s ?p 'x' FILTER(?a <foo:b && ?c> 3) }", 1, 33, "接頭辞「foo:」"),
        ("SELECT * { ?s ?p 'a'@abcdefghijk }", 1, 21, "@ja や @en"),
        ("SELECT * { ?s ?p ?o } LIMIT", 1, 23, "LIMIT の後に数がありません"),
        ("ASK", 1, 4, "途中で終わっています"),
        ("SELECT * { ?s ?p ?o ?x }", 1, 21, "「?x」はここに置けません"),
        ("SELECT * { 'いろは' ?p }", 1, 21, "「}」はここに置けません"),
    ],
)
def test_the_mistake_is_named_at_its_place(text: str, line: int, column: int, said: str) -> None:
    error = error_of(text)
    assert (error.fields["line"], error.fields["column"]) == (line, column)
    assert said in error.sentence("ja")
    assert error.hint("ja")
    assert error.hint("en")
    assert error.fields["text"] == text.split("\n")[line - 1]


def test_what_is_wrong_is_said_apart_from_what_to_write_instead() -> None:
    error = error_of("SELECT * { ?s pg:label ?o }")
    assert error.what("ja") == "1行15文字目から先を読めません。接頭辞「pg:」が宣言されていません。"
    assert error.hint("ja") == "クエリの先頭に PREFIX pg: <https://w3id.org/plangraph/ontology#> を足してください。"
    assert error.hint("en") == "Add at the top: PREFIX pg: <https://w3id.org/plangraph/ontology#>"


@pytest.mark.parametrize(
    ("text", "line"), [("PREFIX pg", "PREFIX pg: <https://w3id.org/"), ("BASE x", "BASE <https://w3id.org/")]
)
def test_an_unfinished_line_of_the_prologue_is_shown_as_it_should_be(text: str, line: str) -> None:
    with pytest.raises(QuerySyntax) as caught:
        check(text, (), 100)
    assert line in caught.value.hint("ja")
    assert line in caught.value.hint("en")


@pytest.mark.parametrize("text", ["PREFIX e: <http://x y>\nASK {}", "BASE <http://x y>\nASK {}"])
def test_a_space_in_an_iri_of_the_prologue_is_named(text: str) -> None:
    with pytest.raises(QuerySyntax) as caught:
        check(text, (), 100)
    assert caught.value.what("en").endswith("The IRI between < and > has a space in it.")
    assert caught.value.fields["column"] == text.index("<") + 1


@pytest.mark.parametrize("text", ["SELECT * { ?s pg:x ?o }", "SELECT ？s {}", "SELECT * {", "SELECT * { ?s ?p }"])
def test_no_sentence_shows_the_grammar_of_the_engine(text: str) -> None:
    error = error_of(text)
    assert "expected" not in error.sentence("en")
    assert not any(character > "\u3000" for character in error.sentence("en").replace("？", ""))


def test_of_two_mistakes_the_first_is_named() -> None:
    assert error_of("SELECT * { ?s foo:a 'x }").fields["column"] == 15
    assert error_of("SELECT * { ?s 'x foo:a }").fields["column"] == 15


def test_full_width_characters_within_names_and_strings_are_no_mistake() -> None:
    error = error_of("PREFIX ex: <u:> SELECT * { ?s ex:医療（福祉） '（１）' . ?a ?b ?c ?d }")
    assert "「?d」" in error.sentence("ja")


def test_an_undeclared_prefix_in_a_comment_is_no_mistake() -> None:
    assert "foo" not in error_of("# foo:a\nSELECT * { ?s ?p }").sentence("ja")
