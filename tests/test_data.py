"""The newest plan of 一関市 is all there, as printed, and its files are kept by hand in one layout."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from plangraph import catalog
from plangraph.namespaces import GRAPH, ID, ONTOLOGY, RDF_TYPE
from plangraph.store import Store

ROOT = catalog.root()
PLAN = f"{ID}ichinoseki/plan/2026/"
LAYOUT = [file.path for file in catalog.graph_files(ROOT)]
PRINTED = """
01 こどもの健やかな成長 ▶こどもの健やかな育成 ▶支援が必要な子どもへの対応 ▶キャリア教育の推進
02 人権の尊重と支え合いの地域づくり ▶人権教育と人権啓発の推進 ▶相互理解と支え合いの推進
   ▶一人ひとりが活躍できる社会の推進
03 結婚と出産の選択の尊重、支援 ▶結婚、子どもを持つことへの選択の尊重 ▶結婚を希望する人への支援
   ▶妊娠・出産への支援
04 子育てしやすい環境づくり ▶地域全体で子育てを支える意識醸成と体制づくり ▶子育てに関する支援
   ▶子育てに対する不安の解消
05 こどもの学びの環境づくり ▶子どもを育む教育の推進 ▶高校や高等教育機関における教育環境の整備
   ▶地域との連携の推進
06 生涯学べる環境づくり ▶地域の拠点としての社会教育施設の整備 ▶生涯学習の推進
07 健康寿命の延伸 ▶効果的な健康づくりの推進 ▶フレイル予防といきがいづくりの推進
08 多様な社会参加の推進 ▶社会参加を支える体制の整備 ▶ライフステージや状況に応じた生活の支援
09 つながる機能の整備 ▶道路ネットワークの整備 ▶公共交通ネットワークの維持・確保
   ▶情報通信ネットワークの利活用 ▶ユニバーサルデザインのまちづくりの推進
10 暮らす機能の整備 ▶住環境の整備 ▶上下水道の整備 ▶公共施設の適切な管理
11 まちの医療、福祉体制の確保 ▶医療の体制の維持・確保 ▶福祉の体制の維持・確保
12 安全なまちの整備 ▶日常における安全の確保 ▶災害・非常時における安全の確保
13 まちにつながるひとの拡大 ▶戦略的な移住人口、関係人口の創出
   ▶若い世代に向けた移住、定住の取組の強化 ▶移住者、定住者の受入れに関する意識の醸成
14 地域づくり活動の充実 ▶自主的な活動の推進と支援 ▶地域づくり活動の基盤強化
15 まちの景観の保全 ▶農地や森林による景観の維持・保全 ▶まちの景観の維持・保全
   ▶文化的な景観の維持・保全
16 持続可能な脱炭素社会の実現 ▶新エネルギー、再生可能エネルギーの導入 ▶省エネルギーの推進
17 自然と資源の保全 ▶環境汚染の未然防止 ▶廃棄物の発生抑制と再利用の促進
18 農林業の振興 ▶農業の生産性と収益性の向上 ▶持続可能な森林経営の確立 ▶農林業の担い手の確保と育成
19 商業、観光業の振興 ▶商業、サービス業の振興 ▶観光業の振興
20 工業の振興 ▶工業の振興
21 多様な働く場づくり ▶企業の誘致による働く場の創出 ▶仕事の組合せによる働く場の創出
22 起業と事業承継によるしごとづくり ▶起業の推進 ▶事業承継の推進
23 働くことにつながる環境づくり ▶地元就職・職場定着の促進 ▶専門人材の確保
24 働き続けられる環境づくり ▶働きやすい職場づくり ▶キャリア育成に向けた環境づくり
"""
"""The 中目標 with their 施策 (▶) as the summary of the plan prints them."""

NOT_STATED = """
SELECT ?goal ?above ?basis ?rationale ?confidence
WHERE {
  ?goal pg:atLevel/rdfs:label "中目標"@ja .
  GRAPH ?graph { ?goal pg:contributesTo ?above . }
  ?graph pg:basis ?basis .
  OPTIONAL {
    ?link rdf:subject ?goal ; rdf:predicate pg:contributesTo ; rdf:object ?above ;
      pg:rationale ?rationale ; pg:confidence ?confidence .
    FILTER ( LANG(?rationale) = "ja" )
  }
}
"""
"""Which 大目標 each 中目標 serves, what that rests on, why it is believed and how sure it is."""


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("BasicConcept", 1),
        ("BasicPlan", 1),
        ("ImplementationPlan", 1),
        ("Vision", 1),
        ("Principle", 4),
        ("Level", 3),
        ("Goal", 3 + 11 + 24),
        ("Measure", 58),
        ("PriorityProject", 4),
        ("Strategy", 1),
        ("Scenario", 2),
        ("Consultation", 2),
        ("ExplainedStatement", 24),
    ],
)
def test_count(kind: str, count: int, store: Store) -> None:
    found = store.match(None, RDF_TYPE, NamedNode(ONTOLOGY + kind))
    assert len([each for each in found if str(each.subject.value).startswith(PLAN)]) == count


def test_goals_stand_at_three_levels(store: Store) -> None:
    rows = store.select("""
        SELECT ?level ?order (COUNT(?goal) AS ?goals)
        WHERE {
          ?goal pg:atLevel ?at . ?at rdfs:label ?level ; pg:order ?order ; pg:inPlan ?plan .
          FILTER ( LANG(?level) = "ja" && STRENDS(STR(?plan), "/plan/2026") )
        }
        GROUP BY ?level ?order ORDER BY ?order
    """)
    assert [(row["level"].value, row["goals"].value) for row in rows] == [
        ("基本目標", "3"),
        ("大目標", "11"),
        ("中目標", "24"),
    ]


@pytest.mark.parametrize(("block", "major", "middle"), [("hito", 4, 8), ("machi", 4, 9), ("shigoto", 3, 7)])
def test_goals_below_each_basic_goal(block: str, major: int, middle: int, store: Store) -> None:
    below = [
        each.subject
        for each in store.match(None, NamedNode(ONTOLOGY + "contributesTo"), NamedNode(f"{PLAN}goal/{block}"))
    ]
    listed = store.match(None, NamedNode(ONTOLOGY + "listedUnder"), NamedNode(f"{PLAN}goal/{block}"))
    assert (len(below), len(listed)) == (major, middle)


def test_goals_and_measures_are_named_as_printed(store: Store) -> None:
    rows = store.select("""
        SELECT ?number ?goal ?measure
        WHERE {
          ?at pg:number ?number ; pg:order ?order ; pg:atLevel ?level ; rdfs:label ?goal .
          ?below pg:contributesTo ?at ; a pg:Measure ; pg:order ?place ; rdfs:label ?measure .
          FILTER ( LANG(?goal) = "ja" && LANG(?measure) = "ja" )
        }
        ORDER BY ?order ?place
    """)
    goals = groupby(
        ((f"{row['number'].value} {row['goal'].value}", row["measure"].value) for row in rows), lambda row: row[0]
    )
    assert [[goal, *(measure for _, measure in below)] for goal, below in goals] == printed()


def printed() -> list[list[str]]:
    """Each 中目標 with its number, followed by its 施策."""
    return [re.split(r"\s+▶", goal.strip()) for goal in re.split(r"\n(?=\d)", PRINTED)[1:]]


def test_numbers_run_from_01_to_24(store: Store) -> None:
    rows = store.select(
        "SELECT ?number ?order WHERE { ?goal pg:atLevel/rdfs:label '中目標'@ja ; pg:number ?number ; pg:order ?order }"
        "ORDER BY ?order"
    )
    assert [(row["number"].value, row["order"].value) for row in rows] == [(f"{n:02}", str(n)) for n in range(1, 25)]


def test_no_link_to_a_major_goal_is_stated_and_each_is_explained(store: Store) -> None:
    rows = store.select(NOT_STATED)
    assert len(rows) == len({row["goal"] for row in rows}) == 24
    assert {row["basis"].value for row in rows} == {ONTOLOGY + "inferred"}
    assert all(row["rationale"].value and 0 < float(row["confidence"].value) < 1 for row in rows)
    assert {row["above"].value for row in rows} == {
        f"{PLAN}goal/{block}-{number}"
        for block, most in (("hito", 4), ("machi", 4), ("shigoto", 3))
        for number in range(1, most + 1)
    }


def test_everything_else_of_the_plan_is_stated(store: Store) -> None:
    inferred = [each for each in store.match() if each.graph == f"{GRAPH}ichinoseki/plan/2026/inferred"]
    about = {
        each.subject.value.removeprefix(PLAN).split("/")[0] for each in inferred if isinstance(each.subject, NamedNode)
    }
    links = [each for each in inferred if each.predicate.value == ONTOLOGY + "contributesTo"]
    assert about == {"goal", "link"}
    assert len(links) == 24


def test_each_reason_begins_with_the_chief_argument(store: Store) -> None:
    given = store.match(None, NamedNode(ONTOLOGY + "rationale"))
    reasons = [str(each.object.value) for each in given if str(each.subject.value).startswith(PLAN)]
    assert len(reasons) == 48
    assert {text[:9] for text in reasons} == {"並び順と文言から。", "From orde"}


def test_strategy_is_composed_of_projects_and_middle_goals(store: Store) -> None:
    drawn = store.match(NamedNode(f"{PLAN}strategy"), NamedNode(ONTOLOGY + "drawsOn"))
    parts = sorted(each.object.value.removeprefix(PLAN) for each in drawn if isinstance(each.object, NamedNode))
    assert parts == ["level/middle-goal", "project/1", "project/2", "project/3", "project/4"]


def test_basic_plan_runs_from_2026_to_2030(store: Store) -> None:
    rows = store.select(
        "SELECT ?part ?first ?last WHERE { ?part a pg:BasicPlan ; pg:firstFiscalYear ?first ; pg:lastFiscalYear ?last }"
    )
    (period,) = [[row[name].value.removeprefix(ID) for name in ("part", "first", "last")] for row in rows]
    assert period == ["ichinoseki/plan/2026/part/basic-plan", "fiscal-year/2026", "fiscal-year/2030"]


SUBJECT = r"(<[^<>\s]*>|[a-z-]+:\w+)"
WORDS = r"[^\s;]([^;\n]*[^\s;])?"
STATEMENT = rf"  {WORDS}(\n    {WORDS} ,)*(\n    {WORDS})?"
PARAGRAPH = re.compile(rf"{SUBJECT}\n({STATEMENT} ;\n)*{STATEMENT} \.")
HEAD = re.compile(r"(# \S.*\n)+(BASE <\S+>\n)?(PREFIX [a-z-]+: <\S+>\n)+")


def crooked(turtle: str) -> list[str]:
    """The paragraphs that are not laid out with a subject alone on its line and one predicate on each line after it."""
    head, *paragraphs = re.sub(r'""".*?"""', '""', turtle, flags=re.DOTALL).removesuffix("\n").split("\n\n")
    bare = [re.sub(r'"[^"\n]*"', '""', paragraph) for paragraph in paragraphs]
    wrong = [text for text in bare if not PARAGRAPH.fullmatch(text) and not re.fullmatch(r"# ── .* ─+", text)]
    return wrong if HEAD.fullmatch(head + "\n") else [head, *wrong]


@pytest.mark.parametrize("path", LAYOUT, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_laid_out_for_reading(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prefixes = re.findall(r"^PREFIX ([a-z-]+:)", text, re.MULTILINE)
    assert crooked(text) == []
    assert [prefix for prefix in prefixes if not re.search(rf"[\s^]{prefix}\w", text)] == []
    assert [line for line in text.splitlines() if line != line.rstrip() or "\t" in line] == []
    assert text.endswith(".\n")


HEADER = "# Things.\nBASE <x:>\nPREFIX a: <a:>\n\n"


@pytest.mark.parametrize(
    "paragraph",
    [
        "<x> a:b 1 .",
        "<x>\n  a:b 1 ; a:c 2 .",
        "<x>\n  a:b 1 ;\n  a:c 2.",
        "<x>\n a:b 1 .",
        "<x>\n  a:b 1 ;\n  .",
        "<x>\n  a:b 1 .\n<y>\n  a:b 1 .",
    ],
)
def test_crooked_layout_is_found(paragraph: str) -> None:
    assert crooked(f"{HEADER}<x>\n  a:b 1 ;\n  a:c\n    <y> ,\n    <z> .\n") == []
    assert crooked(f"{HEADER}{paragraph}\n")
