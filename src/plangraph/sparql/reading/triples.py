"""Reading triple patterns: subjects with `;` and `,`, blank nodes in brackets, collections and paths."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from plangraph.sparql.mistakes.mistake import OPENING
from plangraph.sparql.reading import terms
from plangraph.sparql.reading.patterns import Kind, Part, Triple
from plangraph.sparql.reading.terms import Term
from plangraph.sparql.tokens import Prologue, Token

_ENDING: Final = frozenset(("FILTER", "OPTIONAL", "MINUS", "GRAPH", "BIND", "VALUES", "SERVICE"))
"""What may stand after a triple pattern without a `.` between."""


class WordReader:
    """The words of a text, one after the other."""

    def __init__(self, text: str, words: list[Token], declared: Prologue) -> None:
        """Begin at the first word."""
        self.text, self.words, self.declared = text, words, declared
        self.at = 0

    @property
    def here(self) -> Token:
        """The word that comes next."""
        return self.words[self.at]

    @property
    def before(self) -> Token:
        """The word that was taken last."""
        return self.words[self.at - 1]

    @property
    def end_before(self) -> int:
        """Where the word that was taken last ends."""
        return self.before.end

    def take(self, expected: str = "") -> Token:
        """Take the next word. Raises ValueError at the end, or if another one is expected."""
        token = self.here
        if token.kind == "end" or (expected and token.text != expected):
            raise ValueError(token.text)
        self.at += 1
        return token

    def bracketed(self) -> list[Token]:
        """Take a bracket and everything to its end; the words between. Raises ValueError."""
        first, depth = self.at, 0
        while True:
            token = self.take()
            depth += (token.text in OPENING.values()) - (token.text in OPENING)
            if not depth:
                return self.words[first + 1 : self.at - 1]


class TriplesReader(WordReader):
    """Reads terms, paths and triple patterns. Raises ValueError or IndexError for what is none."""

    def part(self, kind: Kind, start: int, triples: tuple[Triple, ...] = ()) -> Part:
        """The part from `start` to the word taken last; the `.` after it is taken, and cut if it is not needed."""
        end = self.end_before
        stop = self.take(".").end if self.here.text == "." else end
        cut = stop if self.text[:start].rstrip()[-1:] in ".{}" else end
        return Part(kind, start, end, self.text[start:end], (start, cut), triples)

    def term(self) -> Term:
        """Take one variable, name, blank node or literal."""
        return self.value() or self._refuse()

    def value(self) -> Term | None:
        """The same; None for UNDEF."""
        token = self.take()
        end = self.end_before
        match token.kind:
            case "variable" | "blank" as kind:
                return Term(kind, token.start, end, token.text)
            case "iri" | "prefixed":
                return terms.named(token, self.declared)
            case "string":
                return self._text(token)
            case "number":
                return Term("literal", token.start, end, token.text, terms.number(token.text))
        if token.text in ("+", "-") and self.here.kind == "number":
            written = token.text + self.take().text
            return Term("literal", token.start, self.end_before, written, terms.number(written))
        if token.text.lower() in ("true", "false"):
            return Term("literal", token.start, end, token.text, terms.boolean(token.text))
        return None if token.text.upper() == "UNDEF" else self._refuse()

    def _refuse(self) -> Term:
        raise ValueError(self.before.text)

    def _text(self, token: Token) -> Term:
        language, datatype = "", None
        if self.here.kind == "language":
            language = self.take().text[1:]
        elif self.here.text == "^^":
            self.take()
            found = terms.named(self.take(), self.declared).value
            datatype = found if isinstance(found, NamedNode) else None
        end = self.end_before
        value = terms.text(token, language, datatype)
        return Term("literal", token.start, end, self.text[token.start : end], value)

    def triples_block(self) -> list[Part]:
        """The triple patterns of one subject, and the `.` after them, if there is one."""
        inner: list[Triple] = []
        subject = self._node(inner)
        alone = not inner and subject.kind != "nested"
        lists = list(self._properties(subject, inner))
        found = (*(triple for triples, _ in lists for triple in triples), *inner)
        whole = self.part("triples", subject.start, found)
        if not alone or not lists:
            return [whole]
        return list(_told_apart([triples for triples, _ in lists], [more for _, more in lists], whole.cut))

    def _properties(self, subject: Term, inner: list[Triple]) -> Iterator[tuple[list[Triple], list[Triple]]]:
        """The triples of each verb, and those within the brackets of their objects."""
        while self.here.text not in (".", "}", "]") and self.here.kind != "end" and self.here.keyword not in _ENDING:
            if self.here.text == ";":
                self.take()
                continue
            own: list[Triple] = []
            verb, properties, last = self._verb()
            found = [Triple(subject, verb, self._node(own), properties, last)]
            while self.here.text == ",":
                self.take()
                found.append(Triple(subject, verb, self._node(own), properties, last))
            inner_own = own if subject.kind != "nested" else []
            if subject.kind == "nested":
                inner += own
            yield found, inner_own
            if self.here.text != ";":
                return

    def _node(self, inner: list[Triple]) -> Term:
        """A subject or object; the triples within its brackets are added to `inner`."""
        start = self.here.start
        if self.here.text == "[":
            self.take()
            node = Term("nested", start, start + 1, "[]")
            for triples, more in self._properties(node, inner):
                inner += [*triples, *more]
            self.take("]")
        elif self.here.text == "(":
            self.take()
            while self.here.text != ")":
                self._node(inner)
            self.take(")")
        else:
            return self.term()
        return Term("nested", start, self.end_before, self.text[start : self.end_before])

    def _verb(self) -> tuple[Term, tuple[Term, ...], tuple[Term, ...]]:
        start = self.here.start
        if self.here.kind == "variable":
            return self.term(), (), ()
        found, last = self._path()
        end = self.end_before
        if len(found) == 1 and found[0].end == end and found[0].start == start:
            return found[0], tuple(found), tuple(found)
        return Term("path", start, end, self.text[start:end]), tuple(found), tuple(last)

    def _path(self) -> tuple[list[Term], list[Term]]:
        """The properties of a path, and those of its last steps; a step that is turned round leads to no text."""
        found, last = self._steps()
        while self.here.text == "|":
            self.take()
            more, ends = self._steps()
            found += more
            last += ends
        return found, last

    def _steps(self) -> tuple[list[Term], list[Term]]:
        found, last = self._step()
        while self.here.text == "/":
            self.take()
            earlier = last
            more, last = self._step()
            found += more
            if self.before.text in ("*", "?"):
                last = [*last, *earlier]
        return found, last

    def _step(self) -> tuple[list[Term], list[Term]]:
        token, turned = self.take(), False
        if token.text == "^":
            token, turned = self.take(), True
        if token.text == "!":
            if self.here.text == "(":
                self.bracketed()
            else:
                self.take()
            return [], []
        if token.text == "(":
            found, last = self._path()
            self.take(")")
        elif token.kind in ("iri", "prefixed") or token.text == "a":
            found = [terms.named(token, self.declared)]
            last = list(found)
        else:
            raise ValueError(token.text)
        if self.here.text in ("*", "+", "?"):
            self.take()
        return found, [] if turned else last


def _told_apart(lists: list[list[Triple]], inner: list[list[Triple]], whole: tuple[int, int]) -> Iterator[Part]:
    """A part for each triple of one subject, given by verb, and what to cut to be rid of all of them."""
    for at, triples in enumerate(lists):
        for number, triple in enumerate(triples):
            subject, verb, target = triple.subject, triple.predicate, triple.object
            start = target.start if number else verb.start if at else subject.start
            written = f"{subject.written} {verb.written} {target.written}"
            cut = whole if len(lists) == len(triples) == 1 else _cut(lists, at, number)
            yield Part("triple", start, target.end, written, cut, (triple, *(inner[at] if number == 0 else ())))


def _cut(lists: list[list[Triple]], at: int, number: int) -> tuple[int, int]:
    """What to cut to be rid of one triple and leave the others of the same subject whole."""
    triples = lists[at]
    triple = triples[number]
    if number:
        return triples[number - 1].object.end, triple.object.end
    if len(triples) > 1:
        return triple.object.start, triples[1].object.start
    if at:
        return lists[at - 1][-1].object.end, triple.object.end
    return triple.predicate.start, lists[1][0].predicate.start
