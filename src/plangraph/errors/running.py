"""A query was run, and came to no end."""

from __future__ import annotations

from plangraph.errors.base import PlangraphError


class LimitStruck(PlangraphError):
    """The query was stopped by a limit; a narrower one may pass."""


class DeadlinePassed(LimitStruck):
    """The query ran longer than its deadline."""

    ja = "クエリは {seconds:g} 秒で終わらなかったので止めました。"
    en = "The query did not end within {seconds:g} seconds and was stopped."
    hint_ja = "条件を足すか LIMIT を付けて、範囲を狭めてください。"
    hint_en = "Add conditions or a LIMIT to narrow it."


class MemoryExceeded(LimitStruck):
    """The query's worker died, as it does when it asks for more memory than it may have."""

    ja = "クエリが使えるメモリ({megabytes} MB)を超えたので止めました。"
    en = "The query needed more memory than it may have ({megabytes} MB) and was stopped."
    hint_ja = "ORDER BY や GROUP BY の対象を絞ってください。"
    hint_en = "Narrow what is sorted or grouped."


class NestingTooDeep(LimitStruck):
    """The query's worker ran out of stack, as it does on thousands of brackets, patterns or operators."""

    ja = "クエリが長すぎるか、括弧の入れ子が深すぎて読めません。"
    en = "The query is too long or too deeply nested to be read."
    hint_ja = "短くするか、入れ子を減らしてください。"
    hint_en = "Shorten it or nest less."


class AnswerTooLarge(LimitStruck):
    """The answer is larger than the limit in bytes and cannot be cut at a row."""

    ja = "答えが上限({megabytes} MB)より大きいので送れません。"
    en = "The answer is larger than {megabytes} MB and is not sent."
    hint_ja = "LIMIT を付けるか、列やグラフを減らしてください。"
    hint_en = "Ask for less: with a LIMIT, fewer columns, or a single graph."


class AnswerCut(LimitStruck):
    """The answer has more rows than one answer may have, which was seen when a part of it had been sent."""

    ja = "答えが {rows:,} 行で上限に達し、途中で打ち切りました。"
    en = "The answer reached its limit at {rows:,} rows and was broken off."
    hint_ja = "LIMIT と OFFSET で分けて取ってください。"
    hint_en = "Take it in pages, with LIMIT and OFFSET."


class NoRoom(LimitStruck):
    """A large answer waits in a temporary file, and there is no room for one; the reason is the operating system's."""

    ja = "大きな答えを置く一時ファイルを書けません({reason})。"
    en = "There is no room for the temporary file that a large answer needs ({reason})."
    hint_ja = "LIMIT を付けて答えを小さくするか、サーバーの一時フォルダーの空きを確かめてください。"
    hint_en = "Ask for less with a LIMIT, or check the space in the temporary folder of the server."


class Overloaded(LimitStruck):
    """The query was not run, because too many are. Fields: seconds (after which to try again)."""


class WorkersBusy(Overloaded):
    """No worker became free in time."""

    ja = "いま他のクエリで手いっぱいです。"
    en = "All workers are busy with other queries."
    hint_ja = "{seconds:g} 秒ほど待って、もう一度送ってください。"
    hint_en = "Wait about {seconds:g} seconds and send it again."


class TooManyQueries(Overloaded):
    """As many queries as may run or wait at the same time do so already. Fields: limit, seconds."""

    ja = "いま {limit} 件のクエリが動いているか順番を待っています。"
    en = "{limit} queries are running or waiting already."
    hint_ja = "{seconds:g} 秒ほど待って、もう一度送ってください。"
    hint_en = "Wait about {seconds:g} seconds and send it again."


class AddressBusy(Overloaded):
    """As many queries of one address as may run or wait at the same time do so already. Fields: limit, seconds."""

    ja = "同じアドレスからのクエリが {limit} 件、動いているか順番を待っています。"
    en = "{limit} queries from your address are running or waiting already."
    hint_ja = "どれかが終わってから送ってください。"
    hint_en = "Send it again when one of them has ended."


class EvaluationFailed(PlangraphError):
    """The engine could not evaluate the query."""

    ja = "クエリを評価できませんでした({reason})。"
    en = "The query could not be evaluated ({reason})."
    hint_ja = "別の書き方にするか、部分ごとに外して原因を探してください。"
    hint_en = "Write it in another way, or leave parts out to find the one that fails."


class ClientGone(PlangraphError):
    """Whoever asked has closed the connection, so the query was stopped; only a log ever shows this."""

    ja = "答えが出る前に接続が閉じられたので、クエリを止めました。"
    en = "The connection was closed before there was an answer, so the query was stopped."


class WorkersGone(PlangraphError):
    """The processes that run queries have ended; others take their place."""

    ja = "クエリを動かすプロセスが終了しました。"
    en = "The processes that run queries have ended."
    hint_ja = "数秒待って、もう一度送ってください。"
    hint_en = "Wait a few seconds and send it again."


class WorkersUnstarted(WorkersGone):
    """No process that runs queries can be started; the reason is the operating system's. Fields: reason."""

    ja = "クエリを動かすプロセスを起動できません({reason})。"
    en = "The processes that run queries cannot be started ({reason})."
    hint_ja = "サーバーで、メモリとプロセス数の上限、Python の場所を確かめてください。"
    hint_en = "On the server, check the limits of memory and processes, and that Python is where it was."


class WorkerLost(WorkersGone):
    """The process that ran the query was ended by something else, such as the system when it had no memory left."""

    ja = "クエリを動かしていたプロセスが、思いがけず終了しました。"
    en = "The process that ran the query has ended unexpectedly."
    hint_ja = "もう一度送ってください。"
    hint_en = "Send it again."


class WorkersSilent(WorkersGone):
    """No worker has answered yet, such as while they still read the data; only /readyz says so."""

    ja = "クエリを動かすプロセスから、まだ返事がありません。"
    en = "The processes that run queries have not answered yet."
    hint_ja = "データを読み終えるまで待ってください。"
    hint_en = "Wait until they have read the data."


class ServerStopping(WorkersGone):
    """The processes that run queries were ended because the server itself is ending."""

    ja = "plangraph は停止しているところです。"
    en = "plangraph is stopping."
    hint_ja = "起動し直されてから、もう一度送ってください。"
    hint_en = "Send the query again once it has been started again."
