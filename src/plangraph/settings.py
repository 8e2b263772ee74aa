"""Every setting in one table: its name, its default, its sentence."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, Final

from plangraph.errors import SettingWrong

_CONTACT: Final = re.compile(r"mailto:[^\s@?]+@[^\s@?]+|https?://[^\s/]\S*")


def _limit(default: float, en: str, ja: str, *, unit: str = "", least: float = 1, most: float = math.inf) -> Any:  # noqa: ANN401 - as field() itself
    return field(default=default, metadata={"en": en, "ja": ja, "unit": unit, "least": least, "most": most})


def _address(en: str, ja: str) -> Any:  # noqa: ANN401 - as field() itself
    return field(default="", metadata={"en": en, "ja": ja, "unit": ""})


@dataclass(frozen=True)
class Settings:
    """The limits of the service and whom to write to. Each is also an environment variable, `PLANGRAPH_` + its name in capitals."""

    deadline: float = _limit(10.0, "Seconds that a query may run.", "クエリ1件の制限時間(秒)。", unit="s", least=0.05)
    memory: int = _limit(
        1024, "Megabytes that a query may use beyond the data.", "クエリ1件が使えるメモリ(MB)。", unit="MB", least=16
    )
    rows: int = _limit(10_000, "Rows or triples in one answer.", "答え1件の行数(トリプル数)の上限。")
    megabytes: int = _limit(64, "Megabytes in one answer.", "答え1件の大きさの上限(MB)。", unit="MB")
    query_length: int = _limit(100_000, "Characters in one query.", "クエリ1件の文字数の上限。")
    workers: int = _limit(2, "Queries that run at the same time.", "同時に動くクエリの数。")
    queries: int = _limit(16, "Queries that run or wait at the same time.", "同時に動くか順番を待つクエリの数。")
    queries_per_address: int = _limit(
        8, "Queries of one address that run or wait at the same time.", "1つのアドレスから同時に動くか待つクエリの数。"
    )
    pages: int = _limit(
        4,
        "Threads that queries leave free for other requests.",
        "クエリに使わず、ほかのリクエストのために空けておくスレッドの数。",
    )
    connections: int = _limit(500, "Connections that may be open at the same time.", "同時に開ける接続の数。", least=8)
    arrival: float = _limit(
        30.0,
        "Seconds in which a request must have arrived.",
        "リクエストが届ききるまでの制限時間(秒)。",
        unit="s",
        least=0.5,
    )
    cache: int = _limit(
        64,
        "Megabytes of answers that are kept for whoever asks the same again; 0 keeps none.",
        "同じ問いにそのまま返すために取っておく答えの大きさ(MB)。0 なら取っておかない。",
        unit="MB",
        least=0,
    )
    proxies: int = _limit(
        0,
        "Reverse proxies in front of the server, whose X-Forwarded-* headers are believed.",
        "前に置いたリバースプロキシの数。その X-Forwarded-* ヘッダーを信じる。",
        least=0,
        most=8,
    )
    access_log: int = _limit(
        1,
        "1 to log each request without address and query, 2 to log them, too, 0 to log no requests.",
        "1 ならリクエストを、アドレスとクエリを除いて記録し、2 ならそれらも記録し、0 なら記録しない。",
        least=0,
        most=2,
    )
    drain: float = _limit(
        20.0,
        "Seconds in which answers that are on their way may come to their end when the server is asked to stop.",
        "停止を求められたとき、返している途中の答えを終えるまで待つ秒数の上限。",
        unit="s",
        least=0,
    )
    spawn: int = _limit(
        0,
        "1 to start workers anew instead of forking them, as is done where the system cannot fork.",
        "1 なら、プロセスを複製(fork)せずに新しく起動する(複製できないシステムでは常にそうする)。",
        least=0,
        most=1,
    )
    warm: int = _limit(
        1,
        "1 to work out the first visitors' answers before they ask, 0 to wait for the question.",
        "1 なら最初の訪問者への答えを先に用意し、0 なら尋ねられてから作る。",
        least=0,
        most=1,
    )
    contact: str = _address(
        "Where errors in the data are reported: mailto: with an address, or an address of a web page.",
        "データの誤りの連絡先。mailto: で始まるメールアドレスか、ウェブページのアドレス。",
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, /, **given: object) -> Settings:
        """The defaults, overridden by `PLANGRAPH_*`, overridden by what is given and not None. Raises SettingWrong."""
        values: dict[str, Any] = {}
        for row in fields(cls):
            wanted = given.get(row.name)
            text = environment.get(f"PLANGRAPH_{row.name.upper()}") if wanted is None else str(wanted)
            if text is not None:
                values[row.name] = _read(row, text)
        return cls(**values)


def _read(row: Field[Any], text: str) -> float | str:
    if isinstance(row.default, str):
        return _reached(text)
    return _number(row.name, text, row.metadata, float if isinstance(row.default, float) else int)


def _reached(text: str) -> str:
    if text and not _CONTACT.fullmatch(text):
        raise SettingWrong(
            name="contact",
            value=text,
            expected_ja="mailto: で始まるメールアドレスか、https:// で始まるウェブページのアドレス",
            expected_en="mailto: with an address, or the address of a web page that begins with https://",
        )
    return text


def _number(name: str, text: str, bounds: Mapping[str, Any], kind: type[float]) -> float:
    least, most = bounds["least"], bounds["most"]
    try:
        value = kind(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most or value == math.inf:
        between, whole = most < math.inf, kind is int
        raise SettingWrong(
            name=name,
            value=text,
            expected_ja=(f"{least} 以上 {most} 以下の" if between else f"{least} 以上の") + ("整数" if whole else "数"),
            expected_en=f"a {'whole ' if whole else ''}number from {least} " + (f"to {most}" if between else "up"),
        )
    return value
