"""Every limit in one table: its name, its default, its sentence."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from plangraph.errors import SettingWrong


def _limit(default: float, en: str, ja: str, *, least: float = 1) -> Any:  # noqa: ANN401 - as field() itself
    return field(default=default, metadata={"en": en, "ja": ja, "least": least})


@dataclass(frozen=True)
class Settings:
    """The limits on a visitor's query. Each is also an environment variable, `PLANGRAPH_` + its name in capitals."""

    deadline: float = _limit(10.0, "Seconds that a query may run.", "クエリ1件の制限時間(秒)。", least=0.05)
    memory: int = _limit(
        1024, "Megabytes that a query may use beyond the data.", "クエリ1件が使えるメモリ(MB)。", least=16
    )
    rows: int = _limit(10_000, "Rows or triples in one answer.", "答え1件の行数(トリプル数)の上限。")
    megabytes: int = _limit(64, "Megabytes in one answer.", "答え1件の大きさの上限(MB)。")
    query_length: int = _limit(100_000, "Characters in one query.", "クエリ1件の文字数の上限。")
    workers: int = _limit(2, "Queries that run at the same time.", "同時に動くクエリの数。")
    threads: int = _limit(8, "Requests that are answered at the same time.", "同時に応答するリクエストの数。")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, /, **given: object) -> Settings:
        """The defaults, overridden by `PLANGRAPH_*`, overridden by what is given and not None. Raises SettingWrong."""
        values: dict[str, Any] = {}
        for row in fields(cls):
            wanted = given.get(row.name)
            text = environment.get(f"PLANGRAPH_{row.name.upper()}") if wanted is None else str(wanted)
            if text is not None:
                values[row.name] = _number(row.name, text, isinstance(row.default, float), row.metadata["least"])
        return cls(**values)


def _number(name: str, text: str, fractional: bool, least: float) -> float:
    try:
        value = float(text) if fractional else int(text)
    except ValueError:
        value = float("nan")
    if not least <= value < float("inf"):
        raise SettingWrong(
            name=name, value=text, expected_ja=f"{least} 以上の数", expected_en=f"a number from {least} up"
        )
    return value
