"""Plans that are written in a test, of another shape than 一関市's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from plangraph.catalog import GraphFile, graph_files, root
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


def bare_root(folder: Path) -> Path:
    """The ontology, the city with its documents, and a catalogue of just these: nothing that any plan is about."""
    shutil.copytree(root() / "ontology", folder / "ontology")
    for name in ("catalog.ttl", "ichinoseki/municipality.ttl", "ichinoseki/documents.ttl"):
        (folder / "data/ttl" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root() / "data/ttl" / name, folder / "data/ttl" / name)
    catalogue = folder / "data/ttl/catalog.ttl"
    listed = ", ".join(f"<{file.graph}>" for file in graph_files(folder))
    text, lists = re.subn(r"(?<=dcat:dataset)[^.]*", f" {listed} ", catalogue.read_text(encoding="utf-8"))
    assert lists == 1
    catalogue.write_text(text, encoding="utf-8")
    return folder


def small_store(folder: Path, stated: str, inferred: str = "") -> Store:
    """The ontology's terms and this Turtle, loaded by way of files; prefixes and `BASE <…/id/>` are given."""
    files = [GraphFile(root() / "ontology" / "terms.ttl", GRAPH + "terms")]
    written = {"bases": _BASES, "stated": stated, "inferred": inferred}
    for name, turtle in ((name, turtle) for name, turtle in written.items() if turtle):
        path = folder / f"{name}.ttl"
        path.write_text(f"{_PREFIXES}BASE <{ID}>\n{turtle}", encoding="utf-8")
        files.append(GraphFile(path, GRAPH + name))
    return Store.of_files(files)
