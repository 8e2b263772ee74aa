"""Changes of a pattern or of a comparison that may give it rows; each has to be tried."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from plangraph.namespaces import PREFIXES, RDF_TYPE
from plangraph.sparql.fixes import Edit, Fix, short
from plangraph.sparql.reading.patterns import Group, Part, Triple
from plangraph.sparql.tokens import Token, tokens
from plangraph.store import Store
from plangraph.unknown_terms.writing import Writer
from plangraph.usage import usage

_COMPARING: Final = frozenset(("=", "!=", "<", ">", "<=", ">="))
_SEARCHING: Final = frozenset(("CONTAINS", "STRSTARTS", "STRENDS", "REGEX"))
_NAMING: Final = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel")
_ALIKE: Final = 0.6
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")


def without_marked(start: int, end: int) -> Fix:
    """Leave out what is marked."""
    return Fix("印を付けた部分を外す", "Leave out what is marked", (Edit(start, end, ""),))


def without(text: str, part: Part) -> Fix:
    """Leave out another part."""
    shown = short(text[part.start : part.end])
    return Fix(f"「{shown}」を外す", f"Leave out “{shown}”", (Edit(*part.cut, ""),))


def of_triple(store: Store, writer: Writer, triple: Triple, group: Group) -> Iterator[Fix]:
    """The triple turned round, and properties in the place of its own that such things do have."""
    verb = triple.predicate
    if verb.value == RDF_TYPE:
        yield writer.with_classes_below(verb)
    if verb.kind not in ("iri", "path") or verb.value == RDF_TYPE:
        return
    turned = f"^{verb.written}" if verb.kind == "iri" else f"^({verb.written})"
    edit = Edit(verb.start, verb.end, turned)
    yield Fix(f"{verb.written} の向きを逆にする", f"Turn {verb.written} round", (edit,))
    for iri in _others(store, triple, group) if verb.kind == "iri" else ():
        yield writer.put(verb, NamedNode(iri))


def _others(store: Store, triple: Triple, group: Group) -> list[str]:
    own = triple.predicate.iri
    found = [each for each in _NAMING if own in _NAMING and each != own]
    name = re.split("[#/]", own)[-1].lower()
    for each in (each for kind in _classes(triple, group) for each in usage(store).of_class(kind)):
        ratio = difflib.SequenceMatcher(None, name, re.split("[#/]", each)[-1].lower()).ratio()
        if each != own and ratio >= _ALIKE:
            found.append(each)
    return list(dict.fromkeys(found))[:3]


def _classes(triple: Triple, group: Group) -> list[str]:
    """The classes that the group gives to the subject of a triple."""
    every = [each for part in group.parts for each in part.triples]
    same = [each for each in every if each.subject.written == triple.subject.written]
    return [each.object.iri for each in same if each.predicate.value == RDF_TYPE and each.object.iri]


def of_filter(writer: Writer, part: Part) -> Iterator[Fix]:
    """Other ways to compare: without language, case and width, as numbers, in the languages that there are."""
    words = tokens(writer.text[: part.end], part.start)
    for at, word in enumerate(words[:-1]):
        if word.kind in ("string", "number"):
            yield from _of_literal(writer, words, at)
        if word.text.upper() in _SEARCHING and words[at + 1].text == "(":
            yield from _of_search(words, at)


def _of_literal(writer: Writer, words: list[Token], at: int) -> Iterator[Fix]:
    literal = words[at]
    plain = unicodedata.normalize("NFKC", literal.text)
    if literal.kind == "string" and plain != literal.text:
        yield _fix(literal, plain)
    past = at + 2 if words[at + 1].kind == "language" else at + 1
    if literal.kind == "string" and _of_language(words, at):
        yield from (_fix(literal, f'"{language}"') for language in ("ja", "en"))
    for operator, other in ((at - 1, at - 2), (past, past + 1)):
        if 0 <= other < len(words) and words[operator].text in _COMPARING and words[other].kind == "variable":
            yield from _compared(writer, literal, words[past - 1].end, words[other], words[operator].text)


def _of_language(words: list[Token], at: int) -> bool:
    """Whether a text is compared with the language of something, as in `LANG(?x) = "ja"`."""
    before = [word.text.upper() for word in words[max(at - 5, 0) : at]]
    return before[:2] == ["LANG", "("] and before[3:] in ([")", "="], [")", ","])


def _compared(writer: Writer, literal: Token, end: int, variable: Token, operator: str) -> Iterator[Fix]:
    """A variable compared with a literal: as texts, as numbers, and, if it is to be equal, as a part."""
    value = literal.text if literal.kind == "number" else literal.text[1:-1]
    start, name = variable.start, variable.text
    span = min(start, literal.start), max(variable.end, end)
    if _NUMBER.fullmatch(value):
        kind, more = writer.written(NamedNode(PREFIXES["xsd"] + ("decimal" if "." in value else "integer")))
        edit = Edit(span[0], span[1], f"{kind}(STR({name})) {operator} {value}")
        yield Fix("数として比べる", "Compare as numbers", (*more, edit))
    if literal.kind == "string":
        yield Fix(
            "文字だけを比べる",
            "Compare the text alone",
            (Edit(*span, f"STR({name}) {operator} {literal.text}"),),
        )
        if operator == "=":
            edit = Edit(*span, f"CONTAINS(LCASE(STR({name})), LCASE({literal.text}))")
            yield Fix("その言葉を含むものにする", "Take what contains it", (edit,))


def _of_search(words: list[Token], at: int) -> Iterator[Fix]:
    """CONTAINS and its like: without case, of the text of an address or of another language."""
    function, arguments = words[at], _arguments(words[at + 2 :])
    if len(arguments) < 2:
        return
    first, second = (" ".join(word.text for word in each) for each in arguments[:2])
    second = re.sub(r"\s@[\w-]+$", "", second)
    start, end = arguments[0][0].start, arguments[1][-1].end
    yield Fix("文字だけを比べる", "Compare the text alone", (Edit(start, end, f"STR({first}), {second}"),))
    if function.text.upper() == "REGEX":
        if len(arguments) == 2:
            edit = Edit(start, end, f'STR({first}), {second}, "i"')
            yield Fix("大文字と小文字を区別しない", "Ignore case", (edit,))
        return
    lower = Edit(start, end, f"LCASE(STR({first})), LCASE({second})")
    yield Fix("大文字と小文字を区別しない", "Ignore case", (lower,))
    if function.text.upper() != "CONTAINS":
        anywhere = Edit(function.start, function.end, "CONTAINS")
        yield Fix("途中にあるものも含める", "Take it anywhere in the text", (anywhere, lower))


def _arguments(words: list[Token]) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    depth = 0
    for word in words:
        if not depth and word.text == ")":
            break
        depth += (word.text == "(") - (word.text == ")")
        if not depth and word.text == ",":
            found.append([])
        else:
            found[-1].append(word)
    return [each for each in found if each]


def _fix(literal: Token, new: str) -> Fix:
    edit = Edit(literal.start, literal.end, new)
    return Fix(f"「{literal.text}」を「{new}」に直す", f"Write {new} for {literal.text}", (edit,))
