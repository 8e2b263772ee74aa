"""Faults in what goes beyond one plan: places in a line, a region, figures, events, generations, identifiers."""

from __future__ import annotations

from broken_data import EDITORIAL, PLACES, PLAN, STATED, SUMMARY, Edit, broken

REGION = "ichinoseki-hiraizumi"
VISION = f"data/ttl/{REGION}/plan/3/stated.ttl"
PROJECTS = f"data/ttl/{REGION}/plan/3/inferred.ttl"
PROFILE = f"data/ttl/{REGION}/profile/stated.ttl"
HISTORY = f"data/ttl/{REGION}/history/stated.ttl"
NUMBERS = f"data/ttl/{REGION}/numbers/stated.ttl"
BLOCKS = f"data/ttl/{REGION}/numbers/inferred.ttl"
SUCCESSION = "data/ttl/ichinoseki/succession.ttl"
SDGS = "data/ttl/ichinoseki/sdg-links.ttl"
IDENTIFIERS = "data/ttl/ichinoseki/derived-identifiers.ttl"

WORDS = "<plan-2026-summary/L144-C3-10>"
CELL = "<table/population-projection/1/2020/0-14>"
YEAR = '  cd-dimension:timePeriod "2020"^^xsd:gYear ;\n'
ILC = "link/succession/2026-project-2-2016-project-4"

BROKEN_RECORD = {
    "characters of a place miscounted": broken(
        "C-91", f"{SUMMARY}/L144-C3-10", Edit(PLACES, WORDS, "pg:lastCharacter 10", "pg:lastCharacter 11")
    ),
    "characters of two lines": broken(
        "C-103", f"{SUMMARY}/L144-C3-10", Edit(PLACES, WORDS, "pg:lastLine 144", "pg:lastLine 145")
    ),
    "end of the characters left out": broken(
        "C-102", f"{SUMMARY}/L144-C3-10", Edit(PLACES, WORDS, " ;\n  pg:lastCharacter 10", "")
    ),
    "English among what is stated": broken("C-167", f"{PLAN}/goal/20", Edit(STATED, "<goal/20>", '興"@ja', '興"@en')),
    "reading with a kanji": broken("C-162", f"{PLAN}/goal/20", Edit(EDITORIAL, "<goal/20>", "こうぎょう", "工ぎょう")),
    "role of a member left out": broken(
        "C-111", f"{REGION}/plan/3/direction/3-1-1", Edit(VISION, "<role/3-1-1/hiraizumi>")
    ),
    "role of a neighbour": broken(
        "C-113",
        f"{REGION}/plan/3/role/3-1-1/hiraizumi",
        Edit(VISION, "<role/3-1-1/hiraizumi>", "hiraizumi> ;", "oshu> ;"),
    ),
    "joint project below a field": broken(
        "C-98",
        f"{REGION}/plan/3/joint-project/10",
        Edit(PROJECTS, "<joint-project/10>", "<direction/1-3-1>", "<cooperation-field/1-3>"),
    ),
    "central city outside its region": broken(
        "C-116", REGION, Edit(PROFILE, f"<../{REGION}>", "pg:centralCity <../ichinoseki>", "pg:centralCity <../oshu>")
    ),
    "distance without a figure": broken(
        "C-132",
        f"{REGION}/distance/ichinoseki-morioka",
        Edit(PROFILE, "<distance/ichinoseki-morioka>", "  pg:kilometres 90 ;\n"),
    ),
    "agreement with oneself": broken(
        "C-117", f"{REGION}/agreement/2013", Edit(HISTORY, "<agreement/2013>", " , <../hiraizumi>")
    ),
    "event that ends before it begins": broken(
        "C-120",
        f"{REGION}/event/2013-vote-ichinoseki",
        Edit(HISTORY, "<event/2013-vote-ichinoseki>", "2013-09-30", "2013-08-31"),
    ),
    "event of no kind": broken(
        "C-119",
        f"{REGION}/event/2013-10-25-signing",
        Edit(HISTORY, "<event/2013-10-25-signing>", "  pg:eventKind <../../ontology/event-kind/signing> ;\n"),
    ),
    "figure of no year": broken("C-135", f"{REGION}/{CELL[1:-1]}", Edit(NUMBERS, CELL, YEAR)),
    "figure of a year that has its own": broken(
        "C-139", f"{REGION}/{CELL[1:-1]}", Edit(NUMBERS, CELL, YEAR, YEAR.replace("2020", "2015"))
    ),
    "figure not as printed": broken(
        "C-165", f"{REGION}/{CELL[1:-1]}", Edit(NUMBERS, CELL, '  pg:valueAsPrinted "11,563" ;\n')
    ),
    "figure of no source": broken(
        "C-136", f"{REGION}/{CELL[1:-1]}", Edit(NUMBERS, CELL, "  pg:dataSource source:census ;\n")
    ),
    "heading of a block no longer explained": broken(
        "C-63", f"{REGION}/table/population-projection/block/1", Edit(BLOCKS, "<link/numbers/projection-block-1-area>")
    ),
    "target for no year": broken(
        "C-143",
        f"{REGION}/target/population-2040",
        Edit(NUMBERS, "<target/population-2040>", YEAR.replace("2020", "2040")),
    ),
    "older plan follows the newer": broken(
        "C-148",
        "ichinoseki/plan/2016",
        Edit(SUCCESSION, "<plan/2016>", "pg:succeeds <plan/before-2016>", "pg:succeeds <plan/2026>"),
    ),
    "succession of two kinds": broken(
        "C-151", f"ichinoseki/{ILC}", Edit(SUCCESSION, f"<{ILC}>", "kind:renamed", "kind:renamed , kind:merged")
    ),
    "a goal of its own for one of the world": broken(
        "C-158", f"{PLAN}/goal/23", Edit(SDGS, "<plan/2026/goal/23>", "sdg:8", "<plan/2026/goal/22>")
    ),
    "corporate number mistyped": broken("C-163", "ichinoseki", Edit(IDENTIFIERS, "<ichinoseki>", "4000", "5000")),
    "standard area code of a day": broken("C-164", "iwate", Edit(IDENTIFIERS, "<iwate>", "C03000", "C03000-20110926")),
}
