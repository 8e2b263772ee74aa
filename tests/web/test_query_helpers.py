"""What the editor asks of the server: terms, things by name, what a term means, and a query laid out."""

from __future__ import annotations

import json
from urllib.parse import quote

from running_server import Server

from plangraph.namespaces import ID, ONTOLOGY

TEXT = {"Content-Type": "application/sparql-query"}


def test_terms_come_once_for_each_version_of_the_data(server: Server) -> None:
    answer = server.get("/query/terms.json?lang=en")
    found = json.loads(answer.text)
    assert {"prefix": "pg", "namespace": ONTOLOGY} in found["prefixes"]
    plan = next(each for each in found["terms"] if each["written"] == "pg:Plan")
    assert (plan["kind"], plan["label"]) == ("class", "plan")
    assert "総合計画" in plan["also"]
    again = server.get("/query/terms.json?lang=en", **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    assert server.get("/query/terms.json?lang=ja", **{"If-None-Match": answer.headers["ETag"]}).status == 200


def test_things_come_with_what_to_write(server: Server) -> None:
    things = json.loads(server.get(f"/query/things.json?q={quote('医療')}").text)["things"]
    assert things[0]["written"] == f"<{ID}ichinoseki-hiraizumi/plan/3/cooperation-field/1-1>"
    assert things[0]["classes"] == ["pg:CooperationField"]
    assert things[0]["where"]
    assert json.loads(server.get("/query/things.json?q=%20").text) == {"things": []}


def test_a_term_is_explained_and_an_unknown_one_is_called_so(server: Server) -> None:
    goal = json.loads(server.get(f"/query/term.json?iri={quote(ONTOLOGY + 'Goal')}&lang=en").text)
    assert (goal["known"], goal["label"], goal["page"]) == (True, "goal", "/ontology#Goal")
    assert json.loads(server.get("/query/term.json?iri=no%20iri").text) == {"iri": "no iri", "known": False}


def test_a_query_is_laid_out_unless_it_is_too_long_or_no_text(server: Server) -> None:
    answer = server.send("POST", "/query/format", "ask{?s ?p '医療'}".encode(), TEXT)
    assert (answer.status, answer.text) == (200, "ask { ?s ?p '医療' }\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert server.send("POST", "/query/format", b"\xff", TEXT).status == 400
    assert server.send("POST", "/query/format", b"#" * 200_000, TEXT).status == 413
    assert server.get("/query/format").status == 405
