"""What can go wrong, said so that the reader can mend it, in Japanese and English.

PlangraphError
├── DataError                  the files
│   ├── MissingPath
│   ├── NotUnicode
│   ├── BrokenTurtle
│   ├── TripleInTwoGraphs
│   └── UncataloguedGraph
├── QueryRefused               a query that will not be run
│   ├── QuerySyntax
│   ├── UpdateRefused
│   ├── ServiceRefused
│   ├── AmbiguousIri
│   ├── GraphNotInCatalogue
│   └── QueryTooLong
├── LimitStruck                a query that was stopped
│   ├── DeadlinePassed
│   ├── MemoryExceeded
│   ├── NestingTooDeep
│   ├── AnswerTooLarge
│   └── WorkersBusy
├── EvaluationFailed           a query that the engine gave up
├── WorkersGone
├── ForkMissing
├── FormatUnknown
├── NotFound
│   └── NoPlan
├── SettingWrong
└── PortInUse
"""

from __future__ import annotations

import re
from typing import ClassVar, Literal

Language = Literal["ja", "en"]


class PlangraphError(Exception):
    """Something that a user can mend. Subclasses give `ja` and `en` as format strings over their fields."""

    ja: ClassVar[str] = "{detail}"
    en: ClassVar[str] = "{detail}"

    def __init__(self, **fields: object) -> None:
        """Keep the fields that the sentences mention (and any others a caller may want to read)."""
        self.fields = fields
        super().__init__(self.sentence("en"))

    @property
    def code(self) -> str:
        """The stable, kebab-case name of this kind of error, as in `…/problem#deadline-passed`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(self).__name__).lower()

    def sentence(self, language: Language) -> str:
        """What, where and how to mend it, in one or two sentences."""
        template = self.ja if language == "ja" else self.en
        return template.format(**self.fields)


class DataError(PlangraphError):
    """The ontology or data files cannot be used as they are."""


class MissingPath(DataError):
    """A file or folder that was named is not there."""

    ja = "{path} が見つかりません。パスを確かめてください。"
    en = "{path} does not exist. Check the path."


class NotUnicode(DataError):
    """A text file is in another encoding than UTF-8."""

    ja = "{path} は UTF-8 のテキストではありません。UTF-8 で保存し直してください。"
    en = "{path} is not text in UTF-8. Save it again in that encoding."


class BrokenTurtle(DataError):
    """A Turtle file cannot be read."""

    ja = "{path} の{line}行{column}文字目から先が Turtle として読めません({reason})。直前の行の終わりの「;」「.」も確かめてください。"
    en = "{path}, line {line}, column {column}: not readable as Turtle ({reason}). Check the ; or . that ends the line before, too."


class TripleInTwoGraphs(DataError):
    """The same triple stands in two files, which would count it twice."""

    ja = "同じトリプル {triple} が {first} と {second} の両方にあります。どちらか一方から消してください。"
    en = "The triple {triple} stands in both {first} and {second}. Remove it from one of them."


class UncataloguedGraph(DataError):
    """A data file is not listed in the catalogue, so nobody can tell what its statements rest on."""

    ja = "{path} のグラフ {graph} が data/ttl/catalog.ttl に載っていません。根拠(pg:basis)を付けて載せてください。"
    en = "The graph {graph} of {path} is not listed in data/ttl/catalog.ttl. Add it there with its pg:basis."


class QueryRefused(PlangraphError):
    """The query is not run at all; the sender can change it."""


class QuerySyntax(QueryRefused):
    """The query is not SPARQL 1.1. Fields: line, column (both from 1), text (that line), reason_ja, reason_en."""

    ja = "{line}行{column}文字目から先を読めません。{reason_ja}"
    en = "The query cannot be read from line {line}, column {column}. {reason_en}"


class UpdateRefused(QueryRefused):
    """The text is a SPARQL update."""

    ja = "{keyword} は更新の命令です({line}行{column}文字目)。ここでは読み取り(SELECT、ASK、CONSTRUCT、DESCRIBE)だけができます。"
    en = "{keyword} (line {line}, column {column}) is an update. Only reading is possible here: SELECT, ASK, CONSTRUCT, DESCRIBE."


class ServiceRefused(QueryRefused):
    """The query wants to call another endpoint."""

    ja = "SERVICE({line}行{column}文字目)は使えません。plangraph は外のサーバーに問い合わせません。SERVICE の部分を消してください。"
    en = "SERVICE (line {line}, column {column}) is not available: plangraph calls no other server. Remove that part."


class AmbiguousIri(QueryRefused):
    """Text between < and > can be read both as an IRI and as a comparison that hides a keyword."""

    ja = "{line}行{column}文字目の「<」が比較なのか IRI の始まりなのか決められません。比較なら「<」の前後に空白を入れてください。"
    en = "The < at line {line}, column {column} can be read as a comparison or as an IRI. Put spaces around a comparison."


class GraphNotInCatalogue(QueryRefused):
    """FROM, FROM NAMED or a protocol parameter names a graph that is not loaded."""

    ja = "グラフ <{graph}> はここにありません。使えるグラフは SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} で分かります。"
    en = "There is no graph <{graph}> here. SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} lists those there are."


class QueryTooLong(QueryRefused):
    """The query text is longer than the limit."""

    ja = "クエリが長すぎます({length} 文字、上限 {limit} 文字)。分けて送ってください。"
    en = "The query is too long ({length} characters, at most {limit}). Split it."


class LimitStruck(PlangraphError):
    """The query was stopped by a limit; a narrower one may pass."""


class DeadlinePassed(LimitStruck):
    """The query ran longer than its deadline."""

    ja = "クエリは {seconds} 秒で終わらなかったので止めました。条件を足すか LIMIT を付けて、範囲を狭めてください。"
    en = "The query did not end within {seconds} seconds and was stopped. Add conditions or a LIMIT to narrow it."


class MemoryExceeded(LimitStruck):
    """The query's worker died, as it does when it asks for more memory than it may have."""

    ja = "クエリが使えるメモリ({megabytes} MB)を超えたので止めました。ORDER BY や GROUP BY の対象を絞ってください。"
    en = "The query needed more memory than it may have ({megabytes} MB) and was stopped. Narrow what is sorted or grouped."


class NestingTooDeep(LimitStruck):
    """The query's worker ran out of stack, as it does on thousands of brackets within each other."""

    ja = "クエリの括弧が深すぎて読めません。入れ子を減らしてください。"
    en = "The brackets of the query are nested too deeply to be read. Nest less."


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

    ja = "クエリを動かすプロセスが終了しています。plangraph を起動し直してください。"
    en = "The processes that run queries have ended. Start plangraph again."


class ForkMissing(PlangraphError):
    """The operating system cannot fork, so no query can be run safely."""

    ja = "このシステムには fork がないので、クエリを安全に動かせません。Linux、macOS、または WSL で動かしてください。"
    en = "This system has no fork, so queries cannot be run safely. Run plangraph on Linux, macOS or WSL."


class FormatUnknown(PlangraphError):
    """The asked format does not exist for this kind of answer."""

    ja = "形式「{wanted}」では返せません。使える形式: {available}"
    en = "The format “{wanted}” is not available here. Available: {available}"


class NotFound(PlangraphError):
    """Nothing in the graph has this IRI or name."""

    ja = "「{name}」は見つかりません。"
    en = "There is no “{name}” here."


class NoPlan(NotFound):
    """The data has no plan at all."""

    ja = "計画がまだ1つもありません。data/ttl/ に計画のファイルを置き、catalog.ttl に載せてください。"
    en = "There is no plan yet. Put its files below data/ttl/ and list them in catalog.ttl."


class SettingWrong(PlangraphError):
    """A setting has a value that cannot be used."""

    ja = "設定 {name} の値「{value}」は使えません。{expected_ja}を指定してください。"
    en = "The setting {name} cannot be “{value}”. Give {expected_en}."


class PortInUse(PlangraphError):
    """Another program listens on the port already."""

    ja = "ポート {port} は別のプログラムが使っています。それを止めるか、--port で別の番号を指定してください。"
    en = "Port {port} is in use by another program. Stop it, or give another number with --port."
