"""The limits: defaults, the environment, what is given, and values that cannot be."""

from __future__ import annotations

from dataclasses import fields

import pytest

from plangraph.errors import SettingWrong
from plangraph.settings import Settings


def test_defaults_stand_where_nothing_is_said() -> None:
    assert Settings.from_environment({}) == Settings()


def test_the_environment_overrides_the_defaults_and_what_is_given_overrides_both() -> None:
    environment = {"PLANGRAPH_DEADLINE": "2.5", "PLANGRAPH_ROWS": "7"}
    settings = Settings.from_environment(environment, rows="9", deadline=None)
    assert (settings.deadline, settings.rows) == (2.5, 9)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEADLINE", "soon"),
        ("DEADLINE", "0"),
        ("DEADLINE", "inf"),
        ("DEADLINE", "nan"),
        ("ROWS", "1.5"),
        ("MEMORY", "-1"),
        ("WORKERS", ""),
        ("CONTACT", "office@example.jp"),
        ("CONTACT", "mailto:office"),
        ("CONTACT", "mailto:office@example.jp?bcc=all@example.jp"),
        ("CONTACT", "javascript:alert(1)"),
        ("CONTACT", "https://"),
        ("CONTACT", "https://example.jp/ report"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_what_is_expected(name: str, value: str) -> None:
    with pytest.raises(SettingWrong) as caught:
        Settings.from_environment({f"PLANGRAPH_{name}": value})
    assert name.lower() in caught.value.sentence("en")
    assert f"「{value}」" in caught.value.sentence("ja")


@pytest.mark.parametrize("value", ["", "mailto:office@example.jp", "https://example.jp/report?form=1"])
def test_whom_to_write_to_is_an_address_or_nobody(value: str) -> None:
    assert Settings.from_environment({"PLANGRAPH_CONTACT": value}).contact == value


def test_every_setting_has_a_sentence_in_both_languages() -> None:
    for row in fields(Settings):
        assert row.metadata["en"].endswith(".")
        assert row.metadata["ja"].endswith("。")
