"""Figures that are written in a test, of other places, ages, sources and years than the shipped ones."""

from __future__ import annotations

ISLAND = """
<people> a pg:Indicator ; rdfs:label "島民"@ja , "islanders"@en ; pg:unit "人"@ja .
<island> a pg:Municipality ; rdfs:label "=1+1島"@ja .
<reef> a pg:Municipality ; rdfs:label "岩礁"@ja .
<age/whole> a pg:AgeClass ; rdfs:label "全員"@ja ; pg:order 1 .
<age/old> a pg:AgeClass ; rdfs:label "年寄り"@ja ; pg:order 2 .
<source/counted> a pg:DataSource ; rdfs:label "数えた"@ja ; pg:order 1 .
<source/guessed> a pg:DataSource ; rdfs:label "見込み"@ja ; pg:order 2 .
<source/hoped> a pg:DataSource ; rdfs:label "望み"@ja ; pg:order 3 .
<table> a pg:StatisticalTable , qb:DataSet ; rdfs:label "島の表"@ja .
<block> a pg:TableBlock , qb:Slice ; qb:observation <o/hoped-1990> .
"""
"""What the figures are of; the name of the island is a formula to a spreadsheet."""

_CELL = """
<o/{source}-{year}> a pg:Observation , qb:Observation ; qb:dataSet <table> ; pg:indicator <people> ;
  sdmx-dimension:refArea <island> ; cd-dimension:timePeriod "{year}"^^xsd:gYear ; cd-dimension:age <age/whole> ;
  pg:dataSource <source/{source}> ; estat-measure:population {value} ; pg:valueAsPrinted "{value}" .
"""
_CELLS = (
    *(("counted", 1898, 9), ("counted", 1970, 400), ("counted", 1980, 300)),
    *(("guessed", 1990, 250), ("guessed", 2000, 200), ("hoped", 1990, 260), ("hoped", 2000, 290)),
)
FIGURES = ISLAND + "".join(_CELL.format(source=source, year=year, value=value) for source, year, value in _CELLS)
"""Two counts, then a guess and a hope; the count of 1898 is in the same series as the others."""

TARGET = """
<target> a pg:Target ; rdfs:label "目標"@ja ; pg:indicator <people> ; sdmx-dimension:refArea <island> ;
  cd-dimension:timePeriod "2000"^^xsd:gYear ; pg:value 280.0 ; pg:valueAsPrinted "280人くらい" ; pg:approximate true .
"""

BESIDE = """
<o/old> a pg:Observation ; pg:indicator <people> ; sdmx-dimension:refArea <island> ; cd-dimension:age <age/old> ;
  cd-dimension:timePeriod "1990"^^xsd:gYear ; pg:dataSource <source/counted> ; estat-measure:population 40 .
<o/reef> a pg:Observation ; pg:indicator <people> ; sdmx-dimension:refArea <reef> ; sdmx-measure:obsValue 0.50 ;
  pg:valueAsPrinted "０．５０" .
<o/nothing> a pg:Observation ; pg:indicator <people> ; sdmx-dimension:refArea <reef> ; sdmx-measure:obsValue "many" .
<o/endless> a pg:Observation ; pg:indicator <people> ; sdmx-dimension:refArea <reef> ;
  sdmx-measure:obsValue "INF"^^xsd:double .
<o/nowhere> a pg:Observation ; pg:indicator <people> ; sdmx-measure:obsValue 1 .
"""
"""An age class of its own, a figure with neither year nor source, two that are no numbers, one of no area."""

DOUBTS = """
<said> a pg:TrendStatement ; pg:indicator <people> ; sdmx-dimension:refArea <island> .
<doubt/cell> a pg:Doubt ; rdfs:label "数え違い"@ja ; oa:hasTarget <o/counted-1980> .
<doubt/block> a pg:Doubt ; rdfs:label "見出しがない"@ja ; oa:hasTarget <block> .
<doubt/table> a pg:Doubt ; rdfs:label "表がずれている"@ja ; oa:hasTarget <table> .
<doubt/text> a pg:Doubt ; rdfs:label "増えると書いてある"@ja ; oa:hasTarget <said> .
"""
