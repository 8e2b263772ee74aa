"""Small source documents with data that cites them, written in a test."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from plangraph import catalog
from plangraph.errors import Language
from plangraph.namespaces import GRAPH, ID, PREFIXES
from plangraph.verification import Verification, verify

TEXT = """第1章 しごと
 20 工業の振興 <b class="x">（こうぎょう）</b> ▶企業の支援
<td style="width: 20%;">農業の

まもる
林業</td> ・・・
だれも引用しない文
"""
"""A document of seven lines; its second has two names in it, its fifth goes on with what its third begins."""

OTHER = "計画の期間は2024年度から2028年度までの5年間とする。\n次の行\n"
"""A document that does not agree with one that ends in 2029."""
LONG_LINE = "前" * 300 + "2024年度から2029年度まで" + "後" * 300 + "\n"
DISAGREEING = """
<a/L1> pg:section "しごとの計画"@ja .
<a/L2-C5-9> pg:section "しごとの計画 > 1 工業"@ja .
<a/L2> pg:section "しごとの計画 > 1 工業"@ja .
<a/L3-6> pg:section "しごとの計画 > 2 農林業"@ja .
<a/L8-C301-316> pg:section "しごとの計画 > 期間"@ja .
<plan> a pg:Plan ; rdfs:label "しごとの計画"@ja ; pg:statedAt <a/L1> .
<goal> a pg:Goal ; rdfs:label "工業の振興"@ja ; pg:statedAt <a/L2-C5-9> .
<measure> a pg:Measure ; rdfs:label "企業の支援"@ja ; pg:statedAt <a/L2> .
<farming> a pg:Goal ; rdfs:label "農林業"@ja ; pg:statedAt <a/L3-6> .
<period/a> a pg:PeriodStatement ; rdfs:label "2029年度まで"@ja ; pg:statedAt <a/L8-C301-316> .
<period/b> a pg:PeriodStatement ; rdfs:label "2028年度まで"@ja ; pg:statedAt <b/L1-2> .
"""
"""What two documents say, the first with headings: `TEXT` with the long line after it, and `OTHER`."""
DOUBTING = """
<doubt/end> a pg:Doubt ; rdfs:label "計画の終わり"@ja , "End of the plan"@en ; oa:hasTarget <period/a> ;
  dqv:inDimension <../ontology/doubt-kind/agreement> ;
  pg:asPrinted "2024年度から2029年度まで" ; pg:statedAt <a/L8-C301-316> ; pg:conflictsWith <b/L1> ;
  pg:probableForm "2024年度から2028年度まで"@ja ; pg:rationale "5年間は2028年度までである。"@ja , "Five years."@en ;
  pg:confidence 0.9 .
"""
"""A doubt about which of the two is right about the last year."""

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_PLACE = re.compile(r"<(\w+)/L(\d+)(?:-(\d+))?(?:-C(\d+)-(\d+))?>")


@dataclass
class Town:
    """Data below `root` and the documents that it cites in `folder`, each named by a letter."""

    home: Path
    documents: dict[str, str] = field(default_factory=lambda: {"a": TEXT})

    @property
    def root(self) -> Path:
        """The folder of ontology and data."""
        return self.home / "data-root"

    @property
    def folder(self) -> Path:
        """The folder of the documents."""
        return self.home / "documents"

    def states(self, stated: str, editorial: str = "") -> Town:
        """Write ontology, documents, this Turtle, and the places that it cites, such as `<a/L2-C5-9>`."""
        shutil.copytree(catalog.root() / "ontology", self.root / "ontology", ignore=shutil.ignore_patterns("cases"))
        self.folder.mkdir()
        for name, text in self.documents.items():
            (self.folder / f"{name}.txt").write_text(text, encoding="utf-8")
        described = [_described(name, text) for name, text in self.documents.items()]
        self._write("documents", "\n".join(described + _places(stated + editorial)))
        for name, turtle in (("stated", stated), ("editorial", editorial)):
            if turtle:
                self._write(name, turtle)
        self._write("catalog", "")
        self._write("catalog", "".join(_based(file.graph) for file in catalog.graph_files(self.root)))
        return self

    def verified(self, language: Language = "en") -> Verification:
        """What the comparison of documents and data comes to."""
        return verify(self.folder, self.root, language)

    def _write(self, name: str, turtle: str) -> None:
        path = self.root / "data" / "ttl" / f"{name}.ttl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{_PREFIXES}BASE <{ID}>\n{turtle}", encoding="utf-8")


def disagreeing(home: Path) -> Town:
    """Two documents, a and b, that do not agree in which year a plan ends."""
    return Town(home, {"a": TEXT + LONG_LINE, "b": OTHER}).states(DISAGREEING, DOUBTING)


def _based(graph: str) -> str:
    return f"<{graph}> pg:basis pg:{'stated' if graph == GRAPH + 'stated' else 'editorial'} .\n"


def _described(name: str, text: str) -> str:
    digest, count = hashlib.sha256(text.encode()).hexdigest(), len(text.splitlines())
    said = f'rdfs:label "文書 {name}"@ja ; pg:fileName "{name}.txt" ; pg:lineCount {count} ; pg:sha256 "{digest}"'
    return f"<{name}> a pg:Document ; {said} ."


def _places(turtle: str) -> list[str]:
    return [_place(*match.groups()) for match in {each[0]: each for each in _PLACE.finditer(turtle)}.values()]


def _place(document: str, first: str, last: str | None, start: str | None, end: str | None) -> str:
    name = f"{document}/L{first}{f'-{last}' if last else ''}{f'-C{start}-{end}' if start else ''}"
    characters = f" ; pg:firstCharacter {start} ; pg:lastCharacter {end}" if start else ""
    lines = f"pg:inDocument <{document}> ; pg:firstLine {first} ; pg:lastLine {last or first}{characters}"
    return f'<{name}> a pg:Place ; rdfs:label "{name}"@ja ; {lines} .'
