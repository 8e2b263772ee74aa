"""A question that is written in a test."""

from __future__ import annotations

NAMES_IN_PLAN = """
PREFIX pg: <https://w3id.org/plangraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX schema: <http://schema.org/>
PREFIX kind: <https://w3id.org/plangraph/ontology/value-kind/>
BASE <https://w3id.org/plangraph/id/question/names-in-plan/>

<../names-in-plan> a pg:Question , sh:SPARQLExecutable , sh:SPARQLSelectExecutable ;
  rdfs:label "名前は?"@ja , "Which names?"@en ; rdfs:comment "名前を並べます。"@ja , "Lists names."@en ;
  pg:sentence "「{word}」を含む名前は {rows} 件です。"@ja , "Names with “{word}”: {rows}."@en ;
  schema:keywords "名前"@ja , "names"@en ; pg:order 99 ;
  pg:topic <https://w3id.org/plangraph/ontology/question-topic/plan> ;
  pg:picture <https://w3id.org/plangraph/ontology/picture/table> ; pg:restsOn pg:stated ;
  pg:parameter <plan> , <word> ; pg:column <thing> , <length> , <year> , <text> ;
  sh:prefixes <https://w3id.org/plangraph/ontology> ;
  sh:select \"\"\"PREFIX pg: <https://w3id.org/plangraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?length ?year ?text WHERE {
  VALUES ?plan { <https://w3id.org/plangraph/id/ichinoseki/plan/2026> }
  VALUES ?word { "の" }
  ?thing pg:inPlan ?plan ; rdfs:label ?name .
  FILTER ( LANG(?name) = "ja" && CONTAINS(?name, ?word) )
  BIND(STRLEN(?name) * 1000 AS ?length)
  BIND(2026 AS ?year)
  BIND("%s" AS ?text)
} ORDER BY ?thing\"\"\" .
<plan> a pg:Parameter ; pg:variable "plan" ; pg:order 1 ; pg:valueKind kind:thing ;
  rdfs:label "計画"@ja , "plan"@en ; pg:defaultThing <https://w3id.org/plangraph/id/ichinoseki/plan/2026> ;
  pg:choices "SELECT ?choice { ?choice a pg:Plan } ORDER BY ?choice" .
<word> a pg:Parameter ; pg:variable "word" ; pg:order 2 ; pg:valueKind kind:text ;
  rdfs:label "言葉"@ja , "word"@en ; pg:defaultValue "の" .
<thing> a pg:Column ; pg:variable "thing" ; pg:order 1 ; pg:valueKind kind:thing ; rdfs:label "もの"@ja , "thing"@en .
<length> a pg:Column ; pg:variable "length" ; pg:order 2 ; pg:valueKind kind:number ;
  rdfs:label "長さ"@ja , "length"@en ; pg:unit "字"@ja , "characters"@en .
<year> a pg:Column ; pg:variable "year" ; pg:order 3 ; pg:valueKind kind:fiscal-year ;
  rdfs:label "年度"@ja , "year"@en .
<text> a pg:Column ; pg:variable "text" ; pg:order 4 ; pg:valueKind kind:text ; rdfs:label "説明"@ja , "text"@en .
""".replace("%s", "とても長い説明。" * 15 + "おわり")
"""A question with two parameters and more rows than a page has."""
NAMES = "/questions/names-in-plan"
"""Where its page is."""
