"""The named graphs of a municipality of the synthetic country, as Turtle."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from country_towns import Plan, Town
from country_words import FIELDS, SPHERES, Word

from plangraph.eras import fiscal_year
from plangraph.namespaces import ID

MADE_UP = Word("架空の自治体の合成データ", "", "Synthetic data of made-up municipalities")

_SCHEME = "https://w3id.org/plangraph/ontology"
_AGES = {"0-14": 0.11, "15-64": 0.55, "65-over": 0.34}
_YEARS = {2020: "census"} | dict.fromkeys(range(2025, 2051, 5), "projection")
_CONCEPT = Word("基本構想", "きほんこうそう", "basic concept")
_PART = Word("基本計画", "きほんけいかく", "basic plan")
_PERIOD = Word("計画の期間", "けいかくのきかん", "period of the plan")
_LEVELS = {"basic-goal": Word("基本目標", "きほんもくひょう", "basic goal"), "goal": Word("目標", "もくひょう", "goal")}
_HEADING = Word("体系", "たいけい", "system")


class Thing(NamedTuple):
    """What a document states on one line: its path below the municipality, its class, its name and the rest."""

    path: str
    kind: str
    name: Word
    says: str
    printed: bool = True
    """Whether the document names it, or we do."""


def municipalities(town: Town) -> str:
    """The municipality itself."""
    return (
        f'<{town.iri}> a pg:Municipality ; {_names(town.name)} ; pg:municipalityCode "{town.code}" ; '
        f'pg:prefecture <{town.prefecture}> ; dcterms:source "{MADE_UP.ja}"@ja .\n'
    )


def documents(town: Town) -> str:
    """The document of each plan and the places in it, one a line."""
    return _base(town) + "".join(part for plan in town.plans for part in _document(town, plan))


def stated(town: Town) -> str:
    """What the documents say: the plans and the figures."""
    return _base(town) + "".join(
        f"<{thing.path}> a {thing.kind} ; "
        + (f'rdfs:label "{thing.name.ja}"@ja ; ' if thing.printed else "")
        + f"{thing.says} pg:statedAt <document/{plan.year}/L{line}> .\n"
        for plan in town.plans
        for line, thing in enumerate(_things(town, plan), 1)
    )


def editorial(town: Town) -> str:
    """English names, readings, and what a plan holds in our words."""
    parts = [_base(town), f"<table/population> qb:structure <{_SCHEME}/structure/population> .\n"]
    for plan in town.plans:
        for thing in _things(town, plan):
            other = f'"{thing.name.kana}"@ja-Hrkt' if thing.printed else f'"{thing.name.ja}"@ja'
            measure = " ; qb:measureType estat-measure:population" if "Observation" in thing.kind else ""
            parts.append(f'<{thing.path}> rdfs:label "{thing.name.en}"@en , {other}{measure} .\n')
        parts += _described(plan)
    return "".join(parts)


def interpreted(town: Town) -> str:
    """The policy field of each goal, and which goal follows which."""
    newest, before = town.plans
    fields = (
        _link(
            f"plan/{plan.year}/goal/{number:02}",
            "pg:policyField",
            f"{_SCHEME}/policy-field/{FIELDS[goal.topic.ja]}",
            f"policy-field/{plan.year}-{number:02}",
            f"{goal.name.ja} → 共通の政策分野",
        )
        for plan in town.plans
        for number, goal in enumerate(plan.goals, 1)
    )
    return _base(town) + "".join(fields) + "".join(_successions(newest, before))


def _base(town: Town) -> str:
    return f"BASE <{town.iri}/>\n"


def _names(name: Word) -> str:
    return f'rdfs:label "{name.ja}"@ja , "{name.en}"@en , "{name.kana}"@ja-Hrkt'


def _things(town: Town, plan: Plan) -> Iterator[Thing]:
    base, year = f"plan/{plan.year}", plan.year
    inside = f"pg:inPlan <{base}> ;"
    first, last = f"<{ID}fiscal-year/{year}>", f"<{ID}fiscal-year/{plan.last}>"
    concept, vision = f"<{base}/part/basic-concept>", f"<{base}/vision>"
    printed = f"{fiscal_year(year, 'ja')}から{fiscal_year(plan.last, 'ja')}まで"
    years = f"pg:firstFiscalYear {first} ; pg:lastFiscalYear {last} ;"
    yield Thing(base, "pg:Plan", plan.name, f"pg:madeBy <{town.iri}> ; {years}")
    yield Thing(f"{base}/part/basic-concept", "pg:BasicConcept", _CONCEPT, f"{inside} pg:order 1 ;")
    yield Thing(f"{base}/part/basic-plan", "pg:BasicPlan", _PART, f"{inside} pg:order 2 ; {years}")
    yield Thing(
        f"{base}/period",
        "pg:PeriodStatement",
        _PERIOD,
        f'{inside} pg:periodOf <{base}> ; pg:periodAsPrinted "{printed}" ; '
        f"pg:firstFiscalYearByEra {first} ; pg:lastFiscalYearByEra {last} ;",
        printed=False,
    )
    yield Thing(f"{base}/vision", "pg:Vision", plan.vision, f"{inside} pg:setOutIn {concept} ;")
    for order, (level, name) in enumerate(_LEVELS.items(), 1):
        says = f'{inside} skos:prefLabel "{name.ja}"@ja ; skos:inScheme <{base}/level> ; pg:order {order} ;'
        yield Thing(f"{base}/level/{level}", "pg:Level", name, says)
    for order, name in enumerate(SPHERES, 1):
        says = (
            f"{inside} pg:atLevel <{base}/level/basic-goal> ; pg:order {order} ; "
            f"pg:contributesTo {vision} ; pg:setOutIn {concept} ;"
        )
        yield Thing(f"{base}/goal/basic-{order}", "pg:Goal", name, says)
    yield from _goals(base, inside, plan)
    if plan is town.plans[0]:
        yield from _figures(town)


def _goals(base: str, inside: str, plan: Plan) -> Iterator[Thing]:
    each = len(plan.goals) // len(SPHERES)
    for number, goal in enumerate(plan.goals, 1):
        path = f"{base}/goal/{number:02}"
        says = (
            f'{inside} pg:atLevel <{base}/level/goal> ; pg:number "{number:02}" ; pg:order {number} ; '
            f"pg:contributesTo <{base}/goal/basic-{(number - 1) // each + 1}> ;"
        )
        yield Thing(path, "pg:Goal", goal.name, says)
        for order, measure in enumerate(goal.measures, 1):
            says = f"{inside} pg:order {order} ; pg:contributesTo <{path}> ;"
            yield Thing(f"{base}/measure/{number:02}-{order}", "pg:Measure", measure, says)


def _figures(town: Town) -> Iterator[Thing]:
    name = Word(f"{town.name.ja}の人口", f"{town.name.kana}のじんこう", f"population of {town.name.en}")
    yield Thing("table/population", "pg:StatisticalTable , qb:DataSet", name, "")
    for year, source in _YEARS.items():
        people = town.people * 0.97 ** ((year - 2020) // 5)
        values = {age: int(people * share) for age, share in _AGES.items()}
        for age, value in (values | {"all": sum(values.values())}).items():
            says = (
                f"qb:dataSet <table/population> ; pg:indicator <{ID}indicator/population> ; "
                f'sdmx-dimension:refArea <{town.iri}> ; cd-dimension:timePeriod "{year}"^^xsd:gYear ; '
                f"cd-dimension:age <{_SCHEME}/age/{age}> ; pg:dataSource <{_SCHEME}/data-source/{source}> ; "
                f'estat-measure:population {value} ; pg:valueAsPrinted "{value:,}" ;'
            )
            cell = Word(f"{name.ja} {year}年 {age}", f"{name.kana} {year}ねん {age}", f"{name.en}, {year}, {age}")
            kind = "pg:Observation , qb:Observation"
            yield Thing(f"table/population/{year}/{age}", kind, cell, says, printed=False)


def _document(town: Town, plan: Plan) -> Iterator[str]:
    path, lines = f"document/{plan.year}", sum(1 for _ in _things(town, plan))
    digest = sha256(f"{town.iri} {plan.year}".encode()).hexdigest()
    title = Word(
        f"{plan.name.ja}の{_HEADING.ja}", f"{plan.name.kana}の{_HEADING.kana}", f"{_HEADING.en} of {plan.name.en}"
    )
    yield (
        f"<{path}> a pg:Document ; {_names(title)} ; dcterms:publisher <{town.iri}> ; "
        f'pg:fileName "{digest[:16]}.txt" ; pg:lineCount {lines} ; pg:sha256 "{digest}" .\n'
    )
    for line in range(1, lines + 1):
        yield (
            f'<{path}/L{line}> a pg:Place ; rdfs:label "{title.ja} {line}行"@ja ; pg:inDocument <{path}> ; '
            f'pg:section "{title.ja}"@ja ; pg:firstLine {line} ; pg:lastLine {line} .\n'
        )


def _described(plan: Plan) -> Iterator[str]:
    base = f"plan/{plan.year}"
    levels = Word("目標の階層", "もくひょうのかいそう", "levels of goals")
    yield (
        f"<{base}/level> a skos:ConceptScheme ; pg:inPlan <{base}> ; {_names(levels)} ; "
        f'skos:prefLabel "{levels.ja}"@ja , "{levels.en}"@en .\n'
    )
    for number, goal in enumerate(plan.goals, 1):
        yield (
            f"<{base}/goal/{number:02}> dcterms:description "
            f'"{goal.topic.ja}について{len(goal.measures)}つの施策を置く。"@ja , '
            f'"Sets {len(goal.measures)} measures on {goal.topic.en}."@en .\n'
        )


def _successions(newest: Plan, before: Plan) -> Iterator[str]:
    """Plans and basic goals follow one another; goals do on the same topic, measures if they have the same name."""
    same = {"": "", **{f"/goal/basic-{order}": f"/goal/basic-{order}" for order in range(1, len(SPHERES) + 1)}}
    earlier = {goal.topic: (number, goal) for number, goal in enumerate(before.goals, 1)}
    for number, goal in enumerate(newest.goals, 1):
        if found := earlier.get(goal.topic):
            same[f"/goal/{number:02}"] = f"/goal/{found[0]:02}"
            for order, measure in enumerate(goal.measures, 1):
                if measure in found[1].measures:
                    same[f"/measure/{number:02}-{order}"] = (
                        f"/measure/{found[0]:02}-{found[1].measures.index(measure) + 1}"
                    )
    for order, (new, old) in enumerate(same.items(), 1):
        thing, target = f"plan/{newest.year}{new}", f"plan/{before.year}{old}"
        yield _link(thing, "pg:succeeds", target, f"succession/{order:02}", f"{thing} ← {target}", "continued")


def _link(thing: str, link: str, target: str, path: str, label: str, kind: str = "") -> str:
    """A link and why it is believed."""
    said = f"pg:successionKind <{_SCHEME}/succession/{kind}> ; " if kind else ""
    return (
        f"<{thing}> {link} <{target}> .\n"
        f'<link/{path}> a pg:ExplainedStatement ; rdfs:label "{label}"@ja ; rdf:subject <{thing}> ; '
        f"rdf:predicate {link} ; rdf:object <{target}> ; pg:basis pg:interpreted ; {said}"
        f'pg:rationale "題目による。"@ja , "By the topic."@en ; pg:confidence 0.9 .\n'
    )
