"""What the files say in the language of their reader."""

from __future__ import annotations

from typing import Final

from plangraph.errors import Language

WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "answer": "答え",
        "about": "条件・出典・版",
        "item": "項目",
        "content": "内容",
        "iri": "{column} (URI)",
        "cut": "※ 答えは上限の {rows:,} 行で打ち切りました。続きがあります。",
        "question": "質問",
        "explanation": "説明",
        "sentence": "答え",
        "parameter": "条件: {name}",
        "rows": "行数",
        "whole": "{rows:,} 行",
        "first": "はじめの {rows:,} 行(上限で打ち切り)",
        "bases": "根拠の種類",
        "basis": "{label}: {definition}",
        "source": "出典",
        "lines": "{document} {lines}行目",
        "between": "、",
        "more sources": "ほかにも出典があります。ここには、はじめの {rows:,} 通りの行の出典を載せました。",
        "note": "注",
        "long": "長い文字列 {count:,} 件は、Excel のセルに入る 32,767 文字までで切りました。CSV には全文があります。",
        "version": "データの版",
        "fetched": "取得日",
        "link": "この答えへのリンク",
        "sparql": "SPARQL",
        "licence": "ライセンス",
        "terms": "CC BY 4.0 {url}",
        "credit": "出典の書き方",
        "credited": "plangraph {version} (CC BY 4.0)",
        "others": "計画などの文書そのものは公表した自治体のもので、このライセンスに含まれません。",
    },
    "en": {
        "answer": "Answer",
        "about": "Conditions, sources, version",
        "item": "Item",
        "content": "Content",
        "iri": "{column} (URI)",
        "cut": "* The answer was cut at the limit of {rows:,} rows: there are more.",
        "question": "Question",
        "explanation": "Explanation",
        "sentence": "Answer",
        "parameter": "Condition: {name}",
        "rows": "Rows",
        "whole": "{rows:,}",
        "first": "the first {rows:,} (cut at the limit)",
        "bases": "Basis",
        "basis": "{label}: {definition}",
        "source": "Source",
        "lines": "{document}, lines {lines}",
        "between": ", ",
        "more sources": "There are more sources. Those of the first {rows:,} different rows are listed here.",
        "note": "Note",
        "long": "Texts cut at the 32,767 characters that a cell of Excel holds: {count:,}. The CSV has them whole.",
        "version": "Data version",
        "fetched": "Fetched on",
        "link": "Link to this answer",
        "sparql": "SPARQL",
        "licence": "Licence",
        "terms": "CC BY 4.0 {url}",
        "credit": "How to cite",
        "credited": "plangraph {version} (CC BY 4.0)",
        "others": "The documents belong to the municipalities that published them and are not licensed here.",
    },
}


def say(language: Language, what: str, **fields: object) -> str:
    """The sentence or heading of that name."""
    return WORDS[language][what].format(**fields)
