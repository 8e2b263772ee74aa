"""Writes the tables of the documents that say what the code says.

    .venv/bin/python docs/generate.py [--check]

Each stands between two marks, `<!-- begin NAME -->` and `<!-- end NAME -->`. With `--check` nothing is written, and
exit code 1 names the documents whose tables are no longer what the code says.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any, Final

from plangraph.errors import Language
from plangraph.settings import Settings
from plangraph_web import metrics
from plangraph_web.entries import Entry
from plangraph_web.families import FAMILIES

ROOT = Path(__file__).parents[1]
LANGUAGES: Final[dict[str, Language]] = {"README.md": "en", "docs/operating.md": "en", "docs/operating.ja.md": "ja"}
HEADINGS: Final[dict[Language, dict[str, tuple[str, ...]]]] = {
    "en": {
        "options": ("option", "variable", "default", "meaning"),
        "settings": ("option", "variable", "default", "unit", "from", "to", "meaning"),
        "metrics": ("metric", "type", "told apart by", "meaning"),
        "requests": ("key", "meaning"),
        "events": ("key", "meaning"),
    },
    "ja": {
        "settings": ("オプション", "変数", "既定値", "単位", "最小", "最大", "意味"),
        "metrics": ("メトリクス", "種類", "ラベル", "意味"),
        "requests": ("キー", "意味"),
        "events": ("キー", "意味"),
    },
}
NONE: Final = "–"
UNITS: Final[dict[Language, dict[str, str]]] = {"en": {}, "ja": {"s": "秒"}}
METRICS_JA: Final = {
    "plangraph_requests_total": "答えたリクエスト。route はアドレスのパターンで、ページがないものは other、"
    "リクエストとして読めないものは unreadable。",
    "plangraph_request_duration_seconds": "リクエストが届ききってから、答えを送り出せるようになるまでの秒数。",
    "plangraph_answer_bytes_total": "答えの本文のバイト数。",
    "plangraph_problems_total": "エラーで終わったリクエスト(コードごと)。deadline-passed、memory-exceeded、"
    "nesting-too-deep、worker-lost では、そのたびにワーカーが1つ終了している。",
    "plangraph_queries_total": "訪問者のクエリの結果: computed(計算した)、cached(取っておいた答え)、unchanged"
    "(変わっていない)、refused(断った)、stopped(上限で止めた)、busy(混んでいて動かさなかった)、gone"
    "(訪問者が離れた)、failed(失敗した)。",
    "plangraph_query_duration_seconds": "ワーカーが動かしたクエリが届いてから、答えか制限時間が終わるまでの秒数。",
    "plangraph_queries_admitted": "動いているか、待っているか、答えを送っているクエリ。",
    "plangraph_queries_waiting": "ワーカーが空くのを待っているクエリ。",
    "plangraph_workers": "ワーカー。クエリがあれば busy、なければ idle。",
    "plangraph_cache_entries": "取っておいた答えの数。",
    "plangraph_cache_bytes": "取っておいた答えのバイト数。",
    "plangraph_cache_limit_bytes": "取っておける答えのバイト数の上限。",
    "plangraph_cache_hits_total": "データを読み込んでから、答えが取ってあったか作られている途中だったクエリ。",
    "plangraph_cache_misses_total": "データを読み込んでから、答えを作る必要のあったクエリ。",
    "plangraph_connections": "開いている接続。",
    "plangraph_threads": "リクエストに答えるスレッド。いま答えていれば busy、いなければ idle。",
    "plangraph_requests_waiting": "届いていて、スレッドが空くのを待っているリクエスト。",
    "plangraph_data_info": "公開しているデータの版。",
    "plangraph_data_triples": "公開しているトリプルの数。",
    "plangraph_data_graphs": "公開しているグラフの数。",
    "plangraph_data_loaded_timestamp_seconds": "公開しているデータを読み込んだ時刻(1970年からの秒数)。",
    "plangraph_reloads_total": "データの再読み込み。成功は ok、失敗は failed。",
    "plangraph_log_lines_lost_total": "書き出せなかったログの行。",
    "plangraph_setting": "サーバーが使っている設定(設定ごとの単位で)。",
    "plangraph_build_info": "plangraph 自身の版。",
    "process_virtual_memory_bytes": "サーバーのプロセスの仮想メモリのバイト数。",
    "process_resident_memory_bytes": "サーバーのプロセスが使っている実メモリのバイト数。ワーカーは含まない。",
    "process_start_time_seconds": "サーバーのプロセスが始まった時刻(1970年からの秒数)。",
    "process_cpu_seconds_total": "サーバーのプロセスが使った CPU 時間の秒数。ワーカーは含まない。",
    "process_open_fds": "開いているファイルディスクリプターの数。",
    "process_max_fds": "開けるファイルディスクリプターの数の上限。",
    "python_info": "Python の版と種類。",
}
KEYS: Final[dict[str, dict[Language, str]]] = {
    "time": {
        "en": "When it was written down, to the millisecond (RFC 3339).",
        "ja": "記録した時刻。ミリ秒まで(RFC 3339)。",
    },
    "method": {"en": "GET, POST …", "ja": "GET、POST など。"},
    "route": {
        "en": "The pattern of the address, such as `/id/<path:path>`; never the address itself.",
        "ja": "`/id/<path:path>` のような、アドレスのパターン。アドレスそのものではない。",
    },
    "status": {
        "en": "The HTTP status; 499 if nobody waited for the answer.",
        "ja": "HTTP のステータス。待つ人がいなくなったときは 499。",
    },
    "seconds": {
        "en": "From its arrival until the answer was handed over to be sent.",
        "ja": "届ききってから、答えを送り出せるようになるまでの秒数。",
    },
    "bytes": {"en": "Those of the body of the answer.", "ja": "答えの本文のバイト数。"},
    "outcome": {
        "en": "What became of the query, if one was asked: as in `plangraph_queries_total`.",
        "ja": "クエリがあれば、その結果。`plangraph_queries_total` と同じ。",
    },
    "problem": {
        "en": "The code of the error that it ended with: see [problems.md](problems.md).",
        "ja": "エラーで終わったときのコード。[problems.md](problems.md) を参照。",
    },
    "address": {
        "en": "That of the visitor; with `--access-log 2` only.",
        "ja": "訪問者のアドレス。`--access-log 2` のときだけ。",
    },
    "query": {
        "en": "The beginning of what was asked; with `--access-log 2` only.",
        "ja": "尋ねられたクエリの始まり。`--access-log 2` のときだけ。",
    },
    "level": {"en": "info, warning or error.", "ja": "info、warning、error のいずれか。"},
    "message": {"en": "What has happened, in English.", "ja": "起きたこと。英語で書かれる。"},
    "path": {
        "en": "The address that was asked for when it happened; with `--access-log 2` only.",
        "ja": "そのとき求められていたアドレス。`--access-log 2` のときだけ。",
    },
    "trace": {"en": "The traceback of a fault.", "ja": "不具合が起きたときのトレースバック。"},
    "lost": {"en": "How many lines are missing here.", "ja": "ここで失われた行の数。"},
}
EVENTS: Final = ("time", "level", "message", "path", "trace", "lost")


def main(check: bool) -> None:
    """Write the tables anew, or only look at them."""
    stale = []
    for name, language in LANGUAGES.items():
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        if (renewed := with_tables(text, language)) != text:
            stale.append(name)
            if not check:
                path.write_text(renewed, encoding="utf-8")
    if check and stale:
        sys.exit(f"The tables of {', '.join(stale)} are not what the code says. Run: make docs")


def with_tables(text: str, language: Language) -> str:
    """A document with its tables as they should be. Raises KeyError for a mark that stands for no table."""
    return re.sub(
        r"(<!-- begin (\w+) -->\n).*?(<!-- end \2 -->)",
        lambda found: found[1] + _table(found[2], language) + found[3],
        text,
        flags=re.DOTALL,
    )


def _table(name: str, language: Language) -> str:
    headings = HEADINGS[language][name]
    rows = [headings, ["---"] * len(headings), *TABLES[name](language)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _settings(language: Language, bounds: bool) -> list[Sequence[str]]:
    """A row for each setting, with its unit and the least and the most that it may be, where these are wanted."""
    return [
        (
            f"`--{row.name.replace('_', '-')}`",
            f"`PLANGRAPH_{row.name.upper()}`",
            f"{row.default:g}" if not isinstance(row.default, str) else row.default or NONE,
            *(_bounds(row.metadata, language) if bounds else ()),
            row.metadata[language],
        )
        for row in fields(Settings)
    ]


def _bounds(of: Mapping[str, Any], language: Language) -> tuple[str, str, str]:
    least, most = (NONE if of.get(end, math.inf) == math.inf else f"{of[end]:g}" for end in ("least", "most"))
    return UNITS[language].get(of["unit"], of["unit"]) or NONE, least, most


def _metrics(language: Language) -> list[Sequence[str]]:
    """A row for each metric."""
    return [
        (
            f"`{name}`",
            kind,
            ", ".join(f"`{label}`" for label in FAMILIES[name].labels) or NONE if name in FAMILIES else "",
            METRICS_JA[name] if language == "ja" else meaning,
        )
        for name, kind, meaning in metrics.listed()
    ]


def _keys(language: Language, names: Sequence[str]) -> list[Sequence[str]]:
    """A row for each key of a line of the log."""
    return [(f"`{name}`", KEYS[name][language]) for name in names]


TABLES: Final[dict[str, Callable[[Language], list[Sequence[str]]]]] = {
    "options": partial(_settings, bounds=False),
    "settings": partial(_settings, bounds=True),
    "metrics": _metrics,
    "requests": partial(_keys, names=("time", *Entry._fields)),
    "events": partial(_keys, names=EVENTS),
}

if __name__ == "__main__":
    main(check="--check" in sys.argv[1:])
