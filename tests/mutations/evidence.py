"""Faults in what statements rest on: places, documents, reasons, codes, the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from mutations.base import Mutation, RealData, changed, dropped


def evidence_faults(data: RealData) -> Iterator[Mutation]:
    sole = [said for said in data.said(None, "pg:statedAt") if len(data.said(said.subject, "pg:statedAt")) == 1]
    for said in data.draw(sole, 5):
        yield dropped("place left out", said)
    for name in ("pg:firstLine", "pg:lastLine", "pg:firstCharacter", "pg:lastCharacter"):
        for said in data.draw(data.said(None, name), 2):
            yield changed("place shifted", said, said.with_words(str(int(said.words) + 1000)))
    for name in ("pg:confidence", "pg:rationale", "pg:basis"):
        for said in data.draw(data.said(None, name), 2):
            yield dropped("confidence, reason or basis left out", said)
    for name in ("pg:sha256", "pg:lineCount", "pg:fileName", "dcterms:publisher"):
        for said in data.draw(data.said(None, name), 1):
            yield dropped("description of a document left out", said)
    yield from _codes(data)


def _codes(data: RealData) -> Iterator[Mutation]:
    for name in ("pg:municipalityCode", "pg:corporateNumber"):
        for said in data.draw(data.said(None, name), 2):
            digits = said.words
            swapped = digits[:2] + digits[3] + digits[2] + digits[4:]
            slipped = digits[:2] + str((int(digits[2]) + 1) % 10) + digits[3:]
            other = swapped if swapped != digits else slipped
            yield changed("digits of a code exchanged", said, said.with_words(other))
