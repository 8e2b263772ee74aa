"""A query was run, and came to no end."""

from __future__ import annotations

from plangraph.errors.base import PlangraphError


class LimitStruck(PlangraphError):
    """The query was stopped by a limit; a narrower one may pass."""


class DeadlinePassed(LimitStruck):
    """The query ran longer than its deadline."""

    ja = "クエリは {seconds:g} 秒で終わらなかったので止めました。条件を足すか LIMIT を付けて、範囲を狭めてください。"
    en = "The query did not end within {seconds:g} seconds and was stopped. Add conditions or a LIMIT to narrow it."


class MemoryExceeded(LimitStruck):
    """The query's worker died, as it does when it asks for more memory than it may have."""

    ja = "クエリが使えるメモリ({megabytes} MB)を超えたので止めました。ORDER BY や GROUP BY の対象を絞ってください。"
    en = "The query needed more memory than it may have ({megabytes} MB) and was stopped. Narrow what is sorted or grouped."


class NestingTooDeep(LimitStruck):
    """The query's worker ran out of stack, as it does on thousands of brackets, patterns or operators."""

    ja = "クエリが長すぎるか、括弧の入れ子が深すぎて読めません。短くするか、入れ子を減らしてください。"
    en = "The query is too long or too deeply nested to be read. Shorten it or nest less."


class AnswerTooLarge(LimitStruck):
    """The answer is larger than the limit in bytes and cannot be cut at a row."""

    ja = "答えが上限({megabytes} MB)より大きいので送れません。LIMIT を付けるか、列を減らしてください。"
    en = "The answer is larger than {megabytes} MB and is not sent. Add a LIMIT or select fewer columns."


class WorkersBusy(LimitStruck):
    """No worker became free in time."""

    ja = "いま他のクエリで手いっぱいです。{seconds} 秒ほど待って、もう一度送ってください。"
    en = "All workers are busy with other queries. Wait about {seconds} seconds and send it again."


class EvaluationFailed(PlangraphError):
    """The engine could not evaluate the query."""

    ja = "クエリを評価できませんでした({reason})。"
    en = "The query could not be evaluated ({reason})."


class WorkersGone(PlangraphError):
    """The processes that run queries have ended and cannot be started again from here."""

    ja = "クエリを動かすプロセスが終了しました。plangraph が起動し直されてから、もう一度送ってください。"
    en = "The processes that run queries have ended. Send it again when plangraph has been started anew."


class ServerStopping(WorkersGone):
    """The processes that run queries were ended because the server itself is ending."""

    ja = "plangraph は停止しているところです。起動し直されてから、もう一度送ってください。"
    en = "plangraph is stopping. Send the query again once it has been started again."


class ForkMissing(PlangraphError):
    """The operating system cannot fork, so no query can be run safely."""

    ja = "このシステムには fork がないので、クエリを安全に動かせません。Linux、macOS、または WSL で動かしてください。"
    en = "This system has no fork, so queries cannot be run safely. Run plangraph on Linux, macOS or WSL."
