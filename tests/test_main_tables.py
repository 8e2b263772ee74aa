"""The main tables: a row for every link, with names to be read, and what no document says with its reason."""

from __future__ import annotations

from decimal import Decimal

from small_plans import StoreOf

from plangraph.errors import Language
from plangraph.main_tables import main_tables
from plangraph.namespaces import ID
from plangraph.store import Store

TOWN = """
<plan> a pg:Plan ; rdfs:label "計画"@ja , "plan"@en .
<vision> a pg:Vision ; rdfs:label "=よい町"@ja ; pg:inPlan <plan> .
<goal> a pg:Goal ; rdfs:label "暮らし"@ja , "living"@en ; pg:inPlan <plan> ; pg:number "①" ; pg:contributesTo <vision> ;
  pg:succeeds <old> .
<old> a pg:Goal ; rdfs:label "生活"@ja ; pg:inPlan <before> .
<before> a pg:Plan ; rdfs:label "前の計画"@ja .
<link> a pg:ExplainedStatement ; rdf:subject <goal> ; rdf:predicate pg:succeeds ; rdf:object <old> ;
  pg:basis pg:interpreted ; pg:confidence 0.9 ; pg:rationale "語が近い。"@ja , "The words are close."@en .
"""


def test_elements_and_what_they_follow(store_of: StoreOf) -> None:
    elements, succession, support, doubts = (list(each.rows) for each in main_tables(store_of(TOWN), "ja"))
    goal = next(row for row in elements if row[4] == "暮らし")
    assert goal == ["計画", "目標", None, "①", "暮らし", "=よい町", "文書に記載", None, ID + "goal"]
    assert succession == [["計画", "暮らし", None, "生活", "前の計画", Decimal("0.9"), "語が近い。", ID + "link"]]
    assert (support, doubts) == ([], [])


def test_reasons_are_in_the_language_of_the_reader(store_of: StoreOf) -> None:
    succession = main_tables(store_of(TOWN), "en")[1]
    assert succession.name == "Succession"
    assert [(row[1], row[6]) for row in succession.rows] == [("living", "The words are close.")]


def test_the_shipped_tables_miss_nothing(store: Store, language: Language) -> None:
    sheets = main_tables(store, language)
    elements, succession, support, doubts = (list(each.rows) for each in sheets)
    assert all(len(row) == len(sheet.columns) for sheet in sheets for row in sheet.rows)
    asked = store.select("SELECT DISTINCT ?s { ?s pg:inPlan ?plan ; a/rdfs:subClassOf* pg:PlanElement }")
    assert {row[-1] for row in elements} == {row["s"].value for row in asked}
    assert len(succession) == len(store.select("SELECT ?s ?o { ?s pg:succeeds ?o }"))
    assert len(support) == len(store.select("SELECT ?s ?o { ?s pg:supports ?o }"))
    assert len(doubts) == len(store.select("SELECT ?d { ?d a pg:Doubt }"))
