"""What empties an answer although WHERE has rows: LIMIT, OFFSET and HAVING, or a template that makes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from plangraph.emptiness.causes import Cause, Way
from plangraph.emptiness.changes import without_marked
from plangraph.sparql.fixes import Edit, Fix
from plangraph.sparql.reading.patterns import Part, Query

Trying: TypeAlias = Callable[[Iterable[Fix]], tuple[Way, ...]]

_SAID: Final = {
    "LIMIT": ("LIMIT が 0 なので、1行も出ません。", "LIMIT is 0, so that no row is shown."),
    "OFFSET": (
        "OFFSET が行の数以上なので、1行も残りません。",
        "OFFSET is not smaller than the number of rows, so that none is left.",
    ),
    "HAVING": ("この HAVING に合うまとまりがありません。", "No group passes this HAVING."),
    "VALUES": ("この VALUES に合う行がありません。", "No row fits this VALUES."),
}


def causes(query: Query, ways: Trying) -> Iterator[Cause]:
    """Each clause without which there are rows, or the triples of a template of which none can be made."""
    for clause in query.clauses:
        if clause.keyword in _SAID and (found := ways([without_marked(clause.start, clause.end)])):
            yield Cause("clause", clause.start, clause.end, *_SAID[clause.keyword], found)
    for part in query.template.parts if query.template else ():
        yield _of_template(part, ways)


def _of_template(part: Part, ways: Trying) -> Cause:
    return Cause(
        "template",
        part.start,
        part.end,
        "WHERE に合うものはありますが、このひな形からはトリプルができません。"
        "主語と述語は IRI で、三つとも値が要ります。",
        "WHERE has rows, but no triple can be made of this template: its subject and property have to be IRIs, and no "
        "part of it may lack a value.",
        ways(_turned(part)),
    )


def _turned(part: Part) -> Iterator[Fix]:
    for triple in part.triples[:1]:
        subject, target = triple.subject, triple.object
        edits = Edit(subject.start, subject.end, target.written), Edit(target.start, target.end, subject.written)
        yield Fix("主語と目的語を入れ替える", "Exchange subject and object", edits)
