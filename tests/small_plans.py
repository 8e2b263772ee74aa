"""Plans that are written in a test, of another shape than 一関市's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from plangraph.catalog import GraphFile, root
from plangraph.namespaces import GRAPH, ID, PREFIXES
from plangraph.store import Store

StoreOf = Callable[..., Store]

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_BASES = "".join(
    f"<{GRAPH}{name}> pg:basis pg:{basis} .\n"
    for name, basis in {"terms": "editorial", "bases": "editorial", "stated": "stated", "inferred": "inferred"}.items()
)

TOWN = """
<town> a pg:Municipality ; rdfs:label "小さな町"@ja .
<fiscal-year/2019> a pg:FiscalYear ; schema:startDate "2019-04-01"^^xsd:date .
<town/plan> a pg:Plan ; rdfs:label "町の計画"@ja ; pg:madeBy <town> .
<town/plan/part> a pg:BasicPlan ; rdfs:label "基本計画"@ja ; pg:inPlan <town/plan> ;
  pg:firstFiscalYear <fiscal-year/2019> ; pg:lastFiscalYear <fiscal-year/2019> .
<town/plan/vision> a pg:Vision ; rdfs:label "よい町"@ja ; pg:inPlan <town/plan> .
<town/plan/pillar> a pg:Level ; rdfs:label "柱"@ja ; pg:inPlan <town/plan> ; pg:order 1 .
<town/plan/goal/1> a pg:Goal ; rdfs:label "暮らし"@ja ; pg:inPlan <town/plan> ; pg:order 2 ;
  pg:atLevel <town/plan/pillar> ; pg:contributesTo <town/plan/vision> .
<town/plan/goal/2> a pg:Goal ; rdfs:label "<b>産業</b>"@ja ; pg:inPlan <town/plan> ; pg:order 1 ;
  pg:atLevel <town/plan/pillar> ; pg:contributesTo <town/plan/vision> .
<town/plan/measure/10> a pg:Measure ; rdfs:label "第10の施策"@ja ; pg:inPlan <town/plan> ;
  pg:contributesTo <town/plan/goal/1> .
<town/plan/measure/2> a pg:Measure ; rdfs:label "第2の施策"@ja ; pg:inPlan <town/plan> ;
  pg:contributesTo <town/plan/goal/1> .
"""
"""A plan with one level of goals, measures without order, and markup in a label."""


def small_store(folder: Path, stated: str, inferred: str = "") -> Store:
    """The ontology's terms and this Turtle, loaded by way of files; prefixes and `BASE <…/id/>` are given."""
    files = [GraphFile(root() / "ontology" / "terms.ttl", GRAPH + "terms")]
    for name, turtle in {"bases": _BASES, "stated": stated, "inferred": inferred}.items():
        path = folder / f"{name}.ttl"
        path.write_text(f"{_PREFIXES}BASE <{ID}>\n{turtle}", encoding="utf-8")
        files.append(GraphFile(path, GRAPH + name))
    return Store.of_files(files)
