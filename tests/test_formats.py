"""The formats of an answer."""

from __future__ import annotations

import pytest

from plangraph.errors import FormatUnknown
from plangraph.sparql import formats
from plangraph.sparql.formats import FORMATS


def test_text_types_say_their_charset() -> None:
    assert {each.media_type for each in FORMATS if each.media_type.startswith("text/")} == {
        "text/csv; charset=utf-8",
        "text/tab-separated-values; charset=utf-8",
        "text/turtle; charset=utf-8",
    }


def test_media_types_are_those_of_the_engine() -> None:
    assert {each.essence for each in FORMATS} == {each.engine.media_type.partition(";")[0] for each in FORMATS}


def test_a_format_is_found_by_its_name() -> None:
    assert formats.named("csv", "rows").suffix == "csv"
    assert formats.named("turtle", "graph").suffix == "ttl"


def test_a_format_of_the_other_kind_is_unknown_and_the_error_lists_what_there_is() -> None:
    with pytest.raises(FormatUnknown) as caught:
        formats.named("turtle", "rows")
    assert "json, xml, csv, tsv" in caught.value.sentence("ja")
