"""What a visitor's query may contain."""

from __future__ import annotations

import contextlib
import random
import re
import time

import pyoxigraph
import pytest

from plangraph.errors import (
    AmbiguousIri,
    GraphNotInCatalogue,
    LoadRefused,
    QueryRefused,
    QuerySyntax,
    QueryTooLong,
    ServiceRefused,
    UpdateRefused,
)
from plangraph.namespaces import GRAPH
from plangraph.sparql import guard
from plangraph.sparql.fixes import mended, offered
from plangraph.sparql.guard import Dataset, Guarded

STATED = GRAPH + "a/stated"
INFERRED = GRAPH + "a/inferred"
PROLOGUE = "PREFIX : <nowhere://a/> PREFIX ex: <urn:e:> PREFIX urn: <urn:u:>\n"


def check(text: str, dataset: Dataset | None = None) -> Guarded:
    return guard.check(text, {STATED, INFERRED}, 10_000, dataset)


def reads(text: str) -> bool:
    """Whether the engine reads the text as a query. It then runs it, so let no SERVICE name a real protocol."""
    try:
        pyoxigraph.Store().query(text, base_iri="nowhere://base/")
    except SyntaxError:
        return False
    except RuntimeError:  # it was read, and asks for a function that there is not
        return True
    return True


def calls_service(text: str) -> bool:
    """Whether the engine reads a SERVICE in it: then the same text with another word there is no query any more."""
    return reads(text) and not reads(re.sub("service", "servicx", text, flags=re.IGNORECASE))


@pytest.mark.parametrize(
    ("text", "form", "kind"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT", "rows"),
        ("# comment SELECT\n BASE <http://x/> prefix ex:<#> select*{}", "SELECT", "rows"),
        ("PREFIX select: <http://x/> ASK{}", "ASK", "rows"),
        ("PREFIX:<u:>PREFIXa:<u:>DESCRIBE<u:x>", "DESCRIBE", "graph"),
        ("VERSION '1.2' CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT", "graph"),
    ],
)
def test_the_form_is_the_first_word_after_the_prologue(text: str, form: str, kind: str) -> None:
    guarded = check(text)
    assert (guarded.form, guarded.kind) == (form, kind)


@pytest.mark.parametrize(
    "text", ["", "# nothing", "SELEKT * {}", "PREFIX ex <u:> SELECT * {}", "{ ?s ?p ?o }", "ＳＥＬＥＣＴ * {}"]
)
def test_a_text_that_begins_no_query_is_a_syntax_error(text: str) -> None:
    with pytest.raises(QuerySyntax):
        check(text)
    assert not reads(text)


@pytest.mark.parametrize(
    "keyword", ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"]
)
def test_updates_are_refused_with_their_place(keyword: str) -> None:
    with pytest.raises(UpdateRefused) as caught:
        check(f"PREFIX ex: <u:>\n  {keyword.lower()} <http://x/>")
    assert caught.value.fields == {"keyword": keyword, "line": 2, "column": 3, "start": 18, "end": 18 + len(keyword)}


def test_load_is_refused_as_itself() -> None:
    for keyword in ("LOAD", "load"):
        with pytest.raises(LoadRefused):
            check(f"{keyword} <http://x/>")


@pytest.mark.parametrize(
    "piece",
    ["a.", "a..", "\\'", "(", "<", "<<a", ":.", "'''", '"""', "'\n", "{", "#", "?a", "@a-", "1.", "1e", "<a#>", "あ"],
)
def test_no_text_keeps_the_guard_busy(piece: str) -> None:
    text = "ASK { FILTER(?x '" + piece * (100_000 // len(piece)) + " from service"
    start = time.process_time()
    for begun in (text, text.replace("'", "", 1)):
        with contextlib.suppress(QueryRefused):
            guard.check(begun, (), 200_000)
    assert time.process_time() - start < 1


def test_a_query_that_is_too_long_is_refused() -> None:
    with pytest.raises(QueryTooLong):
        guard.check("SELECT * {}" + " " * 90, (), 100)
    assert guard.check("SELECT * {}" + " " * 89, (), 100)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ex:service ?service . ?s ?p 'SERVICE', \"\"\"it's SERVICE\"\"\", '''SERVICE'''@service }",
        "SELECT * { ?s <http://x/service> ?o } # SERVICE <http://x> {}",
        "PREFIX service: <u:> SELECT * { ?s service:b _:service . ?s service:c service:d }",
        "SELECT * { ?s <#service> <urn:service#x> . ?s ex:o\\'service\\' <http://x/o'service> }",
        "SELECT * { FILTER(?a = <http://x/service#a> || ?a IN (<http://x#service>, <http://y/it's-service>)) }",
        "SELECT * { FILTER(?a < ?b && ?c > ?d) ?service ?p ?o }",
        "SELECT ?from { ?s ex:from ?from . FILTER(?from < 'FROM') ?s ?p 'a\\'FROM' }",
        "SELECT * { ?s ?p <http://x#\\u0041> } # service",
    ],
)
def test_the_words_may_stand_where_they_are_no_keywords(text: str) -> None:
    assert reads(PROLOGUE + text)
    assert check(PROLOGUE + text).dataset is None


ATTACKS = [
    "SELECT * { SERVICE <nowhere://127.0.0.1:1/> { ?a ?b ?c } }",
    "SELECT * { service silent <nowhere://127.0.0.1:1/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o { OPTIONAL { { SELECT * { SERVICE ?o { ?a ?b ?c } } } } } }",
    "SELECT * { FILTER EXISTS{SERVICE<u:r>{}} }",
    "SELECT * { FILTER(?a<?b)SERVICE?s#>\n{?x ?y ?z} }",
    "SELECT * { FILTER(?a<?b)#>'''\n SERVICE <u:r> {} #'''\n}",
    "SELECT * { FILTER(?a<urn:p#>'''\n) SERVICE <u:r> {} #'''\n}",
    "SELECT * { FILTER(?a<#>'''\n?b) SERVICE <u:r> {} #'''\n}",
    "SELECT * { FILTER(?a<<nowhere://x#y>)SERVICE<u:r>{} }",
    "SELECT * { <<?s?p'>'>>?y?z.SERVICE<u:r>{?a?b?c}#'\n}",
    "SELECT * { ?s ?p <nowhere://x#\\u0041> SERVICE <u:r>{} }",
    "SELECT * { ?s ?p <nowhere://x#\\U00000041> SERVICE <u:r>{} }",
    "SELECT * { ?s ?p ex:a\\' . SERVICE<u:r>{ ?s ?p ex:a\\' } }",
    "SELECT * { SERVICE:foo {?a ?b ?c} }",
    "SELECT * { SERVICEex:foo {?a ?b ?c} }",
    "PREFIX SERVICEex: <u:> SELECT * { SERVICEex:foo {?a ?b ?c} }",
    "SELECT * { ?s ?p trueSERVICEex:foo #\n{?a ?b ?c} }",
    "SELECT * { ?s ?p ?o . SERVICESILENT<u:r>{} }",
    "SELECT * { ?s ?p 1SERVICE<u:r>{} }",
    "SELECT * { ?s ?p 1.e5SERVICE<u:r>{} }",
    "SELECT * { ?s ?p .5SERVICE<u:r>{} }",
    "SELECT * { ?s ?p 'a'SERVICE<u:r>{} }",
    "SELECT * { ?s ?p '''a''b'''SERVICE<u:r>{} }",
    "SELECT * { ?s ?p 'a'@en--ltr SERVICE<u:r>{} }",
    "SELECT * { ?s ?p trueSERVICE<u:r>{} }",
    "SELECT * { ?s ?p ?o.SERVICE<u:r>{} }",
    "SELECT * { ?s ?p []SERVICE<u:r>{} }",
    "SELECT * { ?s ?p ()SERVICE<u:r>{} }",
    "SELECT * { ?s a<u:x>SERVICE<u:r>{} }",
    "SELECT * { ?s ?p ?o {| ?a ?b |}SERVICE<u:r>{} }",
    "SELECT * { ?s ?p ?o ~SERVICE<u:r>{} }",
    "SELECT * { BIND(1 AS?x)SERVICE?x{} }",
    "SELECT * { #'\r SERVICE <u:r> {} }",
    "SELECT * { VALUES ?x { '''abc' }SERVICE<u:r>{} }",
]
BROKEN_ATTACKS = [
    "SELECT * { \\u0053ERVICE <u:r> {?a ?b ?c} }",
    "SELECT * { ?s ?p 'a'@enSERVICE<u:r>{} }",
    "SELECT * { ?s ?p 'a\nSERVICE <u:r> {} ' }",
    "SELECT * { ?s ?p ex:a.SERVICE <u:r> {} }",
    "SELECT * {} ; DROP ALL",
    "SELECT * {} SELECT * { SERVICE <u:r> {} }",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_every_disguise_of_service_is_refused(text: str) -> None:
    assert calls_service(PROLOGUE + text)
    with pytest.raises((ServiceRefused, AmbiguousIri)):
        check(PROLOGUE + text)


@pytest.mark.parametrize("text", BROKEN_ATTACKS)
def test_what_the_guard_lets_pass_the_engine_refuses(text: str) -> None:
    assert not reads(PROLOGUE + text)


def test_service_is_refused_with_its_place() -> None:
    with pytest.raises(ServiceRefused) as caught:
        check("SELECT * {\n  ?s ?p trueService <u:r> {} }")
    assert caught.value.fields == {"line": 2, "column": 13, "start": 23, "end": 30, "fixes": ()}


def test_the_part_of_a_service_can_be_left_out() -> None:
    text = "SELECT * { ?a ?b ?c . SERVICE SILENT <u:r> { ?d ?e ?f { ?g ?h ?i } } ?j ?k ?l }"
    with pytest.raises(ServiceRefused) as caught:
        check(text)
    (fix,) = offered(caught.value)
    assert check(mended(text, fix)).text == "SELECT * { ?a ?b ?c .  ?j ?k ?l }"


def test_a_comparison_is_told_from_an_iri_by_spaces() -> None:
    text = "SELECT * { FILTER(?a<?b&&?c='from'&&?d>1) }"
    with pytest.raises(AmbiguousIri) as caught:
        check(text)
    (fix,) = offered(caught.value)
    assert check(mended(text, fix)).text == text.replace("<", " < ")


def test_the_graphs_that_are_nearest_are_offered() -> None:
    text = f"SELECT * FROM <{STATED}s> {{ ?s ?p ?o }}"
    with pytest.raises(GraphNotInCatalogue) as caught:
        check(text)
    assert check(mended(text, offered(caught.value)[0])).dataset == Dataset((STATED,))
    with pytest.raises(GraphNotInCatalogue) as far:
        check("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")
    assert offered(far.value) == ()


PIECES = [
    "'",
    '"',
    "'''",
    "#",
    "<",
    ">",
    "\n",
    "?x",
    ")",
    "(",
    "{",
    "}",
    "SERVICE",
    "<u:r>",
    "{?a?b?c}",
    "ex:",
    ":",
    ".",
    "\\'",
    "\\u0041",
    "@en",
    "1",
    "<<",
    ">>",
    "//",
    "=",
    "&&",
    "FILTER(",
    "é",
]
"""What a mutation may put into a query."""


def test_no_mutation_hides_a_service_that_the_engine_would_call() -> None:
    chance = random.Random(20261122)
    corpus = [PROLOGUE + text for text in ATTACKS]
    called = 0
    for _ in range(5_000):
        text = chance.choice(corpus)
        start, length = chance.randint(len(PROLOGUE), len(text)), chance.choice((0, 0, 1, 4))
        text = text[:start] + chance.choice([*PIECES, ""]) + text[start + length :]
        if calls_service(text):
            called += 1
            with pytest.raises(QueryRefused):
                check(text)
        if len(text) < 200 and reads(text):
            corpus.append(text)
    assert called > 100
