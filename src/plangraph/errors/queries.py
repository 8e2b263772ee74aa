"""A query is not run at all."""

from __future__ import annotations

from plangraph.errors.base import PlangraphError


class QueryRefused(PlangraphError):
    """The query is not run at all; the sender can change it."""


class QuerySyntax(QueryRefused):
    """The query is not SPARQL 1.1.

    Fields: line, column (both from 1), text (that line), what_ja, what_en, hint_ja, hint_en (of the mistake there).
    """

    ja = "{line}行{column}文字目から先を読めません。{what_ja}"
    en = "The query cannot be read from line {line}, column {column}. {what_en}"
    hint_ja = "{hint_ja}"
    hint_en = "{hint_en}"


class UpdateRefused(QueryRefused):
    """The text is a SPARQL update."""

    ja = "{keyword} は更新の命令です({line}行{column}文字目)。"
    en = "{keyword} (line {line}, column {column}) is an update."
    hint_ja = "ここでは読み取り(SELECT、ASK、CONSTRUCT、DESCRIBE)だけができます。"
    hint_en = "Only reading is possible here: SELECT, ASK, CONSTRUCT, DESCRIBE."


class LoadRefused(UpdateRefused):
    """The text is the update that fetches a document from elsewhere."""

    ja = "LOAD({line}行{column}文字目)は使えません。plangraph は外から何も読み込みません。"
    en = "LOAD (line {line}, column {column}) is not available: plangraph fetches nothing."
    hint_ja = "データは data/ttl/ のファイルで足してください。"
    hint_en = "Add data as files below data/ttl/."


class ServiceRefused(QueryRefused):
    """The query wants to call another endpoint."""

    ja = "SERVICE({line}行{column}文字目)は使えません。plangraph は外のサーバーに問い合わせません。"
    en = "SERVICE (line {line}, column {column}) is not available: plangraph calls no other server."
    hint_ja = "SERVICE の部分を消してください。"
    hint_en = "Remove that part."


class AmbiguousIri(QueryRefused):
    """Text between < and > can be read both as an IRI and as a comparison that hides a keyword."""

    ja = "{line}行{column}文字目の「<」が比較なのか IRI の始まりなのか決められません。"
    en = "The < at line {line}, column {column} can be read as a comparison or as an IRI."
    hint_ja = "比較なら「<」の前後に空白を入れてください。"
    hint_en = "Put spaces around a comparison."


class GraphNotInCatalogue(QueryRefused):
    """FROM or FROM NAMED names a graph that is not loaded. Fields: graph, line, column (both from 1)."""

    ja = "グラフ <{graph}>({line}行{column}文字目)はここにありません。"
    en = "There is no graph <{graph}> (line {line}, column {column}) here."
    hint_ja = "使えるグラフは SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} で分かります。"
    hint_en = "SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} lists those there are."


class DatasetRefused(QueryRefused):
    """The request, not the query, names a graph that is not loaded. Fields: graph, parameter."""

    ja = "{parameter} のグラフ <{graph}> はここにありません。"
    en = "There is no graph <{graph}> ({parameter}) here."
    hint_ja = "使えるグラフは SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} で分かります。"
    hint_en = "SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} lists those there are."


class QueryTooLong(QueryRefused):
    """The query text is longer than the limit."""

    ja = "クエリが長すぎます({length} 文字、上限 {limit} 文字)。"
    en = "The query is too long ({length} characters, at most {limit})."
    hint_ja = "分けて送ってください。"
    hint_en = "Split it."
