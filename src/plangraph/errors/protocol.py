"""A request is not as the SPARQL protocol or HTTP wants it, whatever the query in it says."""

from __future__ import annotations

from plangraph.errors.base import PlangraphError


class RequestWrong(PlangraphError):
    """The request cannot be understood; the sender can change it."""

    ja = "リクエストを理解できません。"
    en = "The request cannot be understood."
    hint_ja = "アドレス(UTF-8)、ヘッダー、本文を確かめてください。"
    hint_en = "Check its address (in UTF-8), headers and body."


class QueryMissing(RequestWrong):
    """No query came (SPARQL 1.1 Protocol, section 2.1)."""

    ja = "クエリが送られていません。"
    en = "No query was sent."
    hint_ja = "GET なら ?query=…、POST ならフォームの query か、application/sparql-query の本文で送ってください。"
    hint_en = (
        "Send it as ?query=… with GET; with POST as query in a form, or as a body of type application/sparql-query."
    )


class QueryRepeated(RequestWrong):
    """More than one query came (SPARQL 1.1 Protocol, section 2.1)."""

    ja = "クエリが2つ以上送られました。"
    en = "More than one query was sent."
    hint_ja = "1つのリクエストでは query を1つだけ、アドレスか本文のどちらか一方で送ってください。"
    hint_en = "Send one query a request, either in the address or in the body."


class QueryNotUnicode(RequestWrong):
    """The query came in another encoding than UTF-8 (SPARQL 1.1 Protocol, section 2.1.3)."""

    ja = "送られたクエリは UTF-8 のテキストではありません。"
    en = "The query that was sent is not text in UTF-8."
    hint_ja = "UTF-8 に変換して送ってください。"
    hint_en = "Convert it to that encoding and send it again."


class TimeoutWrong(RequestWrong):
    """The parameter timeout is no number of seconds above 0. Fields: value."""

    ja = "timeout の値「{value}」は使えません。"
    en = "The timeout cannot be “{value}”."
    hint_ja = "0 より大きい秒数を、timeout=2.5 のように指定してください。"
    hint_en = "Give a number of seconds above 0, such as timeout=2.5."


class LimitWrong(RequestWrong):
    """The parameter limit is no number of things that a list may have. Fields: value, most."""

    ja = "limit の値「{value}」は使えません。"
    en = "The limit cannot be “{value}”."
    hint_ja = "1 から {most} までの整数を、limit=20 のように指定してください。"
    hint_en = "Give a whole number from 1 to {most}, such as limit=20."


class ParameterWrong(RequestWrong):
    """A parameter that names a graph holds no absolute IRI. Fields: name, value."""

    ja = "{name} の値「{value}」は絶対 IRI ではありません。"
    en = "The value “{value}” of {name} is not an absolute IRI."
    hint_ja = "https://… で始まる、グラフの IRI 全体を書いてください。"
    hint_en = "Write the whole IRI of the graph, beginning with https://…."


class GraphMissing(RequestWrong):
    """A request to the graph store names no graph, or more than one. Fields: parameters (those that may name one)."""

    ja = "どのグラフのことか分かりません。"
    en = "The request does not say which graph it means."
    hint_ja = "次のどれか1つを付けてください: {parameters}"
    hint_en = "Give exactly one of these: {parameters}"


class TooManyParameters(RequestWrong):
    """The address or the form holds more parameters than are read. Fields: limit."""

    ja = "パラメーターが {limit} 個より多くあります。"
    en = "There are more than {limit} parameters."
    hint_ja = "要らないものを外してください。"
    hint_en = "Leave out those that are not needed."


class MediaTypeUnknown(RequestWrong):
    """The body of the request is of a kind that is not read here. Fields: found."""

    ja = "本文の種類「{found}」は受け取れません。"
    en = "A body of the kind “{found}” is not read here."
    hint_ja = "application/sparql-query か application/x-www-form-urlencoded で、UTF-8 にして送ってください。"
    hint_en = "Send application/sparql-query or application/x-www-form-urlencoded, in UTF-8."


class PageMissing(RequestWrong):
    """There is nothing at the address."""

    ja = "このアドレスにはページがありません。"
    en = "There is no page at this address."
    hint_ja = "アドレスを確かめるか、最初のページから探してください。"
    hint_en = "Check the address, or look for it from the first page."


class MethodWrong(RequestWrong):
    """The address does not know the method of the request. Fields: method, available."""

    ja = "このアドレスでは {method} を使えません。"
    en = "This address cannot be used with {method}."
    hint_ja = "使えるメソッドから選んでください: {available}"
    hint_en = "Choose one of these methods: {available}"


class HeadTooLarge(RequestWrong):
    """The address and the headers of the request are longer than anything that is read here."""

    ja = "アドレスかヘッダーが長すぎます。"
    en = "The address or the headers are too long."
    hint_ja = "長いクエリは、POST の本文で送ってください。"
    hint_en = "Send a long query with POST, in the body."


class RequestTooLarge(RequestWrong):
    """The body of the request is larger than anything that is read here. Fields: limit (bytes)."""

    ja = "リクエストが大きすぎます(上限 {limit:,} バイト)。"
    en = "The request is too large (at most {limit:,} bytes)."
    hint_ja = "クエリを短くするか、分けて送ってください。"
    hint_en = "Shorten the query, or split it."


class Unexpected(PlangraphError):
    """A fault of ours, of which the log knows more."""

    ja = "こちら側で問題が起きました。内容はログに記録されています。"
    en = "Something went wrong here. It has been written to the log."
    hint_ja = "しばらくしてから、もう一度試してください。"
    hint_en = "Try again later."
