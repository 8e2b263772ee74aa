"""Faults that a slip of the hand makes in a plan, with the rule that finds each; and those that no rule can find."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plangraph.namespaces import ID

PLAN = "ichinoseki/plan/2026"
STATED = f"data/ttl/{PLAN}/stated.ttl"
INFERRED = f"data/ttl/{PLAN}/inferred.ttl"
DOCUMENTS = "data/ttl/ichinoseki/documents.ttl"
PLACES = "data/ttl/ichinoseki/places/plan-2026-summary.ttl"
EDITORIAL = f"data/ttl/{PLAN}/editorial.ttl"
YEARS = "data/ttl/fiscal-years.ttl"
SUMMARY = "ichinoseki/document/plan-2026-summary"


def spoil(root: Path) -> None:
    """End a file in the middle of a statement."""
    with (root / INFERRED).open("a", encoding="utf-8") as file:
        file.write("<x:> <y:>")


@dataclass(frozen=True)
class Edit:
    """In the one paragraph that begins so and holds the old text, this is replaced; without one, all of it goes."""

    file: str
    paragraph: str
    old: str = ""
    new: str = ""

    def apply(self, root: Path) -> None:
        path = root / self.file
        paragraphs = path.read_text().split("\n\n")
        beginning = self.paragraph + "\n"
        (here,) = (at for at, text in enumerate(paragraphs) if text.startswith(beginning) and self.old in text)
        assert paragraphs[here].count(self.old or paragraphs[here]) == 1
        paragraphs[here] = paragraphs[here].replace(self.old or paragraphs[here], self.new)
        path.write_text("\n\n".join(paragraphs))


@dataclass(frozen=True)
class Broken:
    """The rule, the thing and the file that a finding must name after the edits."""

    rule: str
    thing: str
    edits: tuple[Edit, ...]
    file: str = ""


def broken(rule: str, thing: str, *edits: Edit, file: str = "") -> Broken:
    return Broken(rule, ID + thing, edits, file or edits[-1].file)


LINK_MOVED = (
    Edit(INFERRED, "<goal/20>"),
    Edit(STATED, "<goal/20>", "  pg:order 20 ;", "  pg:order 20 ;\n  pg:contributesTo <goal/shigoto-1> ;"),
)
BROKEN = {
    "link of a measure deleted": broken(
        "C-19", f"{PLAN}/measure/20-1", Edit(STATED, "<measure/20-1>", "  pg:contributesTo <goal/20> ;\n")
    ),
    "link of a goal deleted": broken("C-18", f"{PLAN}/goal/20", Edit(INFERRED, "<goal/20>"), file=STATED),
    "inferred link moved to the stated graph": broken("C-64", f"{PLAN}/link/goal-20", *LINK_MOVED, file=INFERRED),
    "inferred link passed off as stated": broken(
        "C-73", f"{PLAN}/goal/20", Edit(INFERRED, "<link/goal-20>"), *LINK_MOVED
    ),
    "explanation of a link removed": broken("C-63", f"{PLAN}/goal/20", Edit(INFERRED, "<link/goal-20>")),
    "link into another block": broken(
        "C-26", f"{PLAN}/goal/20", Edit(INFERRED, "<goal/20>", "<goal/shigoto-1>", "<goal/hito-1>")
    ),
    "link leads back down": broken(
        "C-22",
        f"{PLAN}/goal/hito",
        Edit(STATED, "<goal/hito>", "pg:contributesTo <vision>", "pg:contributesTo <goal/hito-1>"),
    ),
    "confidence above 1": broken(
        "C-48", f"{PLAN}/link/goal-20", Edit(INFERRED, "<link/goal-20>", "pg:confidence 0.95", "pg:confidence 1.5")
    ),
    "number doubled": broken("C-35", f"{PLAN}/goal/20", Edit(STATED, "<goal/20>", '"20"', '"19"')),
    "number removed": broken("C-68", f"{PLAN}/goal/20", Edit(STATED, "<goal/20>", '  pg:number "20" ;\n')),
    "number of a project wrong": broken("C-34", f"{PLAN}/project/3", Edit(STATED, "<project/3>", "③", "②")),
    "orders of two goals swapped": broken(
        "C-34",
        f"{PLAN}/goal/20",
        Edit(STATED, "<goal/20>", "pg:order 20", "pg:order 21"),
        Edit(STATED, "<goal/21>", "pg:order 21", "pg:order 20"),
    ),
    "order of a measure doubled": broken(
        "C-30", f"{PLAN}/measure/24-2", Edit(STATED, "<measure/24-2>", "pg:order 2", "pg:order 1")
    ),
    "last but one of many measures left out": broken("C-31", f"{PLAN}/measure/09-4", Edit(STATED, "<measure/09-3>")),
    "measure left out": broken("C-31", f"{PLAN}/measure/18-3", Edit(STATED, "<measure/18-2>")),
    "goal at another level": broken(
        "C-23", f"{PLAN}/goal/20", Edit(STATED, "<goal/20>", "middle-goal", "major-goal"), file=INFERRED
    ),
    "goal not set out with the others": broken(
        "C-67", f"{PLAN}/goal/machi", Edit(STATED, "<goal/machi>", "  pg:setOutIn <part/basic-concept> ;\n")
    ),
    "class misspelt": broken("C-02", f"{PLAN}/goal/20", Edit(STATED, "<goal/20>", "pg:Goal", "pg:Gaol")),
    "property misspelt": broken("C-58", f"{PLAN}/strategy", Edit(STATED, "<strategy>", "pg:subtitle", "pg:subtitel")),
    "target misspelt": broken("C-59", f"{PLAN}/measure/20-1", Edit(STATED, "<measure/20-1>", "<goal/20>", "<goal/2O>")),
    "name no longer Japanese": broken("C-01", f"{PLAN}/goal/20", Edit(STATED, "<goal/20>", '興"@ja', '興"@zh')),
    "name doubled": broken("C-05", f"{PLAN}/goal/19", Edit(STATED, "<goal/19>", "商業、観光業の振興", "工業の振興")),
    "place removed": broken("C-59", f"{PLAN}/goal/20", Edit(PLACES, "<plan-2026-summary/L144-C3-10>"), file=STATED),
    "only citation removed": broken(
        "C-04",
        f"{PLAN}/vision",
        Edit(STATED, "<vision>", "  pg:statedAt at:L46 , at:L48-50 , at:L50-C94-136 , at:L14-C7-38 .", "."),
    ),
    "lines beyond the end": broken(
        "C-45", f"{SUMMARY}/L165-173", Edit(PLACES, "<plan-2026-summary/L165-173>", "Line 173", "Line 190")
    ),
    "lines the wrong way round": broken(
        "C-43", f"{SUMMARY}/L165-173", Edit(PLACES, "<plan-2026-summary/L165-173>", "Line 165", "Line 174")
    ),
    "SHA-256 cut short": broken("C-37", SUMMARY, Edit(DOCUMENTS, "<plan-2026-summary>", 'db6a99d"', 'db6a99"')),
    "period without end": broken(
        "C-11", f"{PLAN}/part/basic-plan", Edit(STATED, "<part/basic-plan>", "  pg:lastFiscalYear fy:2030 ;\n")
    ),
    "link upwards in an editorial graph": broken(
        "C-78",
        f"{PLAN}/measure/20-1",
        Edit(STATED, "<measure/20-1>", "  pg:contributesTo <goal/20> ;\n"),
        Edit(EDITORIAL, "<measure/20-1>", "@ja-Hrkt .", "@ja-Hrkt ;\n  pg:contributesTo <goal/20> ."),
    ),
    "description passed off as stated": broken(
        "C-79",
        f"{PLAN}/goal/20",
        Edit(STATED, "<goal/20>", "a pg:Goal", 'a pg:Goal ;\n  <http://purl.org/dc/terms/description> "要約"@ja'),
    ),
    "foreign property misspelt": broken(
        "C-86", f"{PLAN}/goal/hito", Edit(STATED, "<goal/hito>", "skos:altLabel", "skos:altLable")
    ),
    "reason left out for a text": broken(
        "C-63",
        f"{PLAN}/goal/20",
        Edit(INFERRED, "<goal/20>", "<goal/shigoto-1>", '<goal/shigoto-1> ; pg:subtitle "副題"@ja'),
    ),
    "white space in a name": broken("C-88", f"{PLAN}/goal/20", Edit(STATED, "<goal/20>", "工業の振興", "工業の振興 ")),
    "year of an era mistyped": broken("C-90", "fiscal-year/2030", Edit(YEARS, "<2030>", "令和12年度", "令和13年度")),
    "heading among its equals": broken(
        "C-83",
        f"{PLAN}/goal/20",
        Edit(STATED, "<goal/20>", "pg:listedUnder <goal/shigoto>", "pg:listedUnder <goal/19>"),
    ),
    "heading left out": broken(
        "C-65", f"{PLAN}/goal/20", Edit(STATED, "<goal/20>", "  pg:listedUnder <goal/shigoto> ;\n")
    ),
    "calendar year for fiscal year": broken(
        "C-57", "fiscal-year/2030", Edit(YEARS, "<2030>", "2031-03-31", "2030-12-31")
    ),
    "code of the municipality mistyped": broken(
        "C-56", "ichinoseki", Edit("data/ttl/ichinoseki/municipality.ttl", "<ichinoseki>", "032093", "032039")
    ),
}

NOT_FOUND = {
    "a strategy may draw on any number of things": (Edit(STATED, "<strategy>", "<project/4> , "),),
    "another place says it, and this one is cited by others": (Edit(STATED, "<vision>", " , at:L14-C7-38"),),
    "no number is printed that tells the order of measures": (
        Edit(STATED, "<measure/18-1>", "pg:order 1", "pg:order 2"),
        Edit(STATED, "<measure/18-2>", "pg:order 2", "pg:order 1"),
    ),
    "only the document knows how a name is written": (Edit(STATED, "<goal/18>", "農林業", "農輪業"),),
    "a subtitle may be missing": (
        Edit(STATED, "<strategy>", '  pg:subtitle "～人口減少に立ち向かう 私たちの未来への挑戦～"@ja ;\n'),
    ),
}
