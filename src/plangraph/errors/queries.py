"""A query is not run at all."""

from __future__ import annotations

from plangraph.errors.base import PlangraphError


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
    """FROM or FROM NAMED names a graph that is not loaded. Fields: graph, line, column (both from 1)."""

    ja = "グラフ <{graph}>({line}行{column}文字目)はここにありません。使えるグラフは SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} で分かります。"
    en = "There is no graph <{graph}> (line {line}, column {column}) here. SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} lists those there are."


class QueryTooLong(QueryRefused):
    """The query text is longer than the limit."""

    ja = "クエリが長すぎます({length} 文字、上限 {limit} 文字)。分けて送ってください。"
    en = "The query is too long ({length} characters, at most {limit}). Split it."
