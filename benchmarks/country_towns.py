"""What a municipality of the synthetic country and its plans are called."""

from __future__ import annotations

import random
from dataclasses import dataclass

from country_words import ASPECTS, ENDS, FIRST, KINDS, SECOND, TOPICS, VISIONS, Word

from plangraph.namespaces import ID

GOALS = 16
KEPT = 11
"""Of the goals of a plan, so many take up one of the plan before."""
MEASURES = 4
"""Of each goal."""


@dataclass(frozen=True)
class Goal:
    """A goal: what it is about, its name and the names of its measures."""

    topic: Word
    name: Word
    measures: list[Word]


@dataclass(frozen=True)
class Plan:
    """One generation of the plan of a municipality, with its first and its last fiscal year."""

    year: int
    last: int
    name: Word
    vision: Word
    goals: list[Goal]


@dataclass(frozen=True)
class Town:
    """A municipality, its plans with the newest first, and the people in it in 2020."""

    iri: str
    prefecture: str
    code: str
    name: Word
    plans: tuple[Plan, Plan]
    people: int


def town(index: int, prefecture: int, place: int) -> Town:
    """The municipality of this number in the country, in the prefecture from 1, where it has this number from 0."""
    chance = random.Random(index)  # noqa: S311 - names, not secrets
    first, second = divmod(index * 67 % (len(FIRST) * len(SECOND)), len(SECOND))
    name = joined(FIRST[first], SECOND[second], KINDS[index % len(KINDS)])
    before = chance.sample(TOPICS, GOALS)
    new = [topic for topic in TOPICS if topic not in before]
    topics = chance.sample(before, KEPT) + chance.sample(new, GOALS - KEPT)
    system, promotion = (
        Word("総合計画", "そうごうけいかく", " comprehensive plan"),
        Word("総合振興計画", "そうごうしんこうけいかく", " promotion plan"),
    )
    return Town(
        iri=f"{ID}synthetic-{index + 1:04}",
        prefecture=prefecture_iri(prefecture),
        code=code(prefecture, 201 + place),
        name=name,
        plans=(
            Plan(2026, 2030, joined(name, system), _vision(chance, name), [_goal(chance, each) for each in topics]),
            Plan(2016, 2025, joined(name, promotion), _vision(chance, name), [_goal(chance, each) for each in before]),
        ),
        people=int(chance.lognormvariate(10.2, 1.0)) + 500,
    )


def prefecture_iri(number: int) -> str:
    """The IRI of a prefecture."""
    return f"{ID}synthetic-prefecture-{number:02}"


def code(prefecture: int, number: int) -> str:
    """A national code of six digits, the last of which checks the others."""
    digits = f"{prefecture:02}{number:03}"
    total = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), digits, strict=True))
    return f"{digits}{(11 - total % 11) % 10}"


def joined(*words: Word) -> Word:
    """One name of several words."""
    return Word(*("".join(parts) for parts in zip(*words, strict=True)))


def _vision(chance: random.Random, name: Word) -> Word:
    one, other = chance.sample(VISIONS, 2)
    return Word(
        f"{one.ja}と{other.ja}があふれるまち {name.ja}",
        f"{one.kana}と{other.kana}があふれるまち {name.kana}",
        f"A place full of {one.en} and {other.en}: {name.en}",
    )


def _goal(chance: random.Random, topic: Word) -> Goal:
    end = chance.choice(ENDS)
    name = Word(topic.ja + end.ja, topic.kana + end.kana, f"{end.en} {topic.en}")
    return Goal(topic, name, [_measure(chance, topic, aspect) for aspect in chance.sample(ASPECTS, MEASURES)])


def _measure(chance: random.Random, topic: Word, aspect: Word) -> Word:
    """What is done about a topic; every third time in one district only."""
    where = Word("", "", "")
    if chance.random() < 1 / 3:
        district = joined(chance.choice(FIRST), chance.choice(SECOND))
        where = Word(f"{district.ja}地区の", f"{district.kana}ちくの", f" in {district.en}")
    return Word(
        f"{where.ja}{topic.ja}の{aspect.ja}",
        f"{where.kana}{topic.kana}の{aspect.kana}",
        f"{aspect.en} {topic.en}{where.en}",
    )
