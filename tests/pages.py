"""Every page there is, by its address: who changes the look of one looks at all."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

GOAL: Final = "ichinoseki/plan/2026/goal/20"
PAGES: Final = (
    "/",
    "/questions",
    "/questions/plan-tree",
    "/questions/population-series",
    "/questions/not-stated?sort=-confidence&v=old",
    "/questions/word-in-generations?word=zzz",
    "/questions/measures-of-goal?goal=kogyo",
    "/questions/most-measures",
    "/questions/policy-field-counts",
    "/questions/succession-of-thing",
    "/search?q=子育て",
    "/search?q=観光業界",
    "/plans/",
    "/plans/ichinoseki/2026",
    "/plans/ichinoseki/2026?open=all",
    "/plans/ichinoseki-hiraizumi/3",
    f"/id/{GOAL}",
    "/id/ichinoseki",
    "/id/ichinoseki/plan/2016/field/5",
    "/id/ichinoseki-hiraizumi/table/population-outlook/3/growth/all",
    "/id/indicator/population",
    "/id/question/measures-of-goal",
    "/id/ichinoseki/doubt/end-of-third-vision",
    "/graph",
    "/graph?plan=ichinoseki-hiraizumi/plan/3",
    f"/graph?focus={GOAL}",
    "/query",
    "/query?query=SELECT * { ?s ?p ?o }",
    "/query?query=SELECT",
    "/query?query=" + quote("SELECT ?x WHERE { ?x a <https://example.org/Nothing> }"),
    "/quality",
    "/quality?kind=agreement",
    "/region",
    "/population",
    "/population?area=hiraizumi",
    "/shapes/",
    "/shapes/C-07",
    "/ontology",
    "/ontology?q=goal",
    "/download",
    "/help",
    "/sources/",
    "/sources/ichinoseki/settlement-region-page",
    "/sources/ichinoseki/plan-and-strategy",
    "/nowhere",
)
"""Of each template at least one page, and those states of a page that look otherwise."""


def addressed(path: str, language: str) -> str:
    """The address of a page in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"
