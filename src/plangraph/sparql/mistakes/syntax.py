"""From the engine's syntax error, a list of grammar rules, to what an analyst can act on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from plangraph.errors import QuerySyntax
from plangraph.namespaces import BASE
from plangraph.sparql.mistakes import keywords, prefixes
from plangraph.sparql.mistakes.characters import entities, odd_characters
from plangraph.sparql.mistakes.foreign import comments
from plangraph.sparql.mistakes.grouping import ungrouped
from plangraph.sparql.mistakes.iris import broken_iris
from plangraph.sparql.mistakes.misplaced import misplaced, semantic
from plangraph.sparql.mistakes.mistake import Mistake
from plangraph.sparql.mistakes.pairs import unclosed_quotes, unmatched_brackets
from plangraph.sparql.mistakes.trials import Trials
from plangraph.sparql.parsing import offset, refusal
from plangraph.sparql.tokens import Token, place, prologue, tokens

# Longer than any keyword: the engine gives as its place the end of the longest keyword that it tried in vain.
_PADDING: Final = " " * 40


def beginning(text: str, first: Token) -> QuerySyntax:
    """The error of a text whose first word after the prologue begins no query."""
    words = tokens(text, first.start)
    line = words[:4] if first.text.upper() in ("PREFIX", "BASE") else []
    found = chain(
        odd_characters(text, words, first) if first.kind != "end" else (),
        entities(text, words[:1]),
        comments(words, 0),
        broken_iris(text, line),
        prefixes.wrong_declarations(text, first),
    )
    known = next((each for each in found if each.start < first.end or line or each.start == first.start), None)
    return _error(text, known or keywords.no_beginning(text, first))


def undeclared(text: str, name: Token) -> QuerySyntax:
    """The error of a prefixed name for a graph, whose prefix is not declared; those that we know are of no graphs."""
    declared = prologue(text, BASE)
    known = prefixes.undeclared(name, tokens(text, declared.end), declared.prefixes)
    return _error(text, known._replace(fixes=()))


def explain(text: str, message: str) -> QuerySyntax:
    """The error of a text that the engine refused with this message; asks the engine again, so run it in a worker."""
    words = tokens(text)
    trials = Trials(text, message)
    reached, message = _reached(text, words, message)
    # A later mistake may be a mere consequence: what stands behind an unclosed quotation mark is no longer code.
    known = [each for each in _known(text, words, reached) if each.start <= reached.end]
    fault = min(known, key=lambda each: each.start, default=None) or semantic(words, reached, message)
    if fault:
        return _error(text, fault._replace(fixes=trials.helpful(fault.fixes)))
    if len(words) == 1:
        return _error(text, keywords.no_beginning(text, reached))
    return _error(text, trials.guess(words, words.index(reached)) or misplaced(reached))


def _known(text: str, words: list[Token], reached: Token) -> Iterator[Mistake]:
    declared = prologue(text, BASE)
    yield from odd_characters(text, words, reached)
    yield from entities(text, words)
    broken = list(islice(broken_iris(text, words), 1))
    yield from broken
    code = [word for word in words if word.start >= declared.end]
    for word in code:
        if word.kind == "prefixed" and word.prefix not in declared.prefixes:
            yield prefixes.undeclared(word, code, declared.prefixes)
            break
    yield from unclosed_quotes(words)
    if broken:
        return  # what follows it may have been read as a comment or a bracket
    yield from unmatched_brackets(words, reached)
    yield from ungrouped(words)


def _error(text: str, fault: Mistake) -> QuerySyntax:
    line, column = place(text, fault.start)
    return QuerySyntax(
        line=line,
        column=column,
        start=fault.start,
        end=fault.end,
        text=text.split("\n")[line - 1].rstrip("\r"),
        what_ja=fault.ja,
        what_en=fault.en,
        hint_ja=fault.hint_ja,
        hint_en=fault.hint_en,
        fixes=fault.fixes,
    )


def _reached(text: str, words: list[Token], message: str) -> tuple[Token, str]:
    """The word at which the engine gives up, and why: with white space between all words, it looks no further."""
    stretched = _PADDING.join(word.text for word in words)
    if said := refusal(stretched):
        return _word_at(words, offset(stretched, said)), said
    place = offset(text, message)  # the white space has mended it
    return next((word for word in words if place < word.end), words[-1]), message


def _word_at(words: list[Token], offset: int) -> Token:
    for word in words:
        offset -= len(word.text) + len(_PADDING)
        if offset < 0:
            return word
    return words[-1]
