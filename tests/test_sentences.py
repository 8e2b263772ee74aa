"""Every error says what is wrong and how to mend it, in both languages; docs/problems.md lists those of HTTP."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from string import Formatter

import pytest

from plangraph import errors
from plangraph.errors import Language, PlangraphError
from plangraph_web.errors import status_of

DOCUMENT = (Path(__file__).parents[1] / "docs/problems.md").read_text(encoding="utf-8")
FIELD = re.compile(r"(?<!{){(\w+)(:[^}]*)?}(?!})")
LANGUAGES: tuple[Language, ...] = ("ja", "en")


def below(kind: type[PlangraphError], depth: int = 0) -> Iterator[tuple[int, type[PlangraphError]]]:
    """A kind of error and all kinds of it, each with its depth in the tree."""
    yield depth, kind
    for each in kind.__subclasses__():
        yield from below(each, depth + 1)


TREE = [each for each in below(PlangraphError) if each[1].__module__.startswith("plangraph.errors")]
KINDS = sorted(
    {kind for _, kind in TREE if "ja" in vars(kind) and kind is not PlangraphError}, key=lambda each: each.__name__
)


def names(template: str) -> list[str]:
    """The fields of a template; those that come in both languages under one name."""
    return [name.removesuffix("_ja").removesuffix("_en") for _, name, _, _ in Formatter().parse(template) if name]


def example(kind: type[PlangraphError]) -> PlangraphError:
    """An error of this kind, with a number in each field."""
    templates = (kind.ja, kind.en, kind.hint_ja, kind.hint_en)
    return kind(**{name: 7 for text in templates for _, name, _, _ in Formatter().parse(text) if name})


def known_at_http() -> list[type[PlangraphError]]:
    """The kinds that have a status of their own, and those that are a fault of the server or of its files."""
    return [
        kind
        for kind in KINDS
        if status_of(example(kind)) != 500 or issubclass(kind, errors.DataError | errors.Unexpected)
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_says_the_same_in_both_languages(kind: type[PlangraphError]) -> None:
    assert Counter(names(kind.ja)) == Counter(names(kind.en))
    assert Counter(names(kind.hint_ja)) == Counter(names(kind.hint_en))
    assert {"en", "ja"} <= vars(kind).keys()
    assert ("hint_ja" in vars(kind)) == ("hint_en" in vars(kind))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_says_what_is_wrong_and_apart_how_to_mend_it(
    kind: type[PlangraphError], language: Language
) -> None:
    error = example(kind)
    what, hint = error.what(language), error.hint(language)
    assert what
    assert hint or kind is errors.ClientGone
    assert what in error.sentence(language)
    assert error.sentence(language).endswith(hint)
    assert not repeats(what, hint)


def repeats(what: str, hint: str) -> bool:
    """Whether a hint says again a good part of what is said before it."""
    longest = SequenceMatcher(None, what, hint, autojunk=False).find_longest_match()
    return longest.size > max(len(hint) / 2, 12)


def test_every_kind_without_words_of_its_own_has_kinds_below_it() -> None:
    assert all(kind in KINDS or kind.__subclasses__() for _, kind in TREE)


def test_a_hint_is_joined_by_a_space_in_english_only() -> None:
    error = errors.ServiceRefused(line=1, column=2)
    assert error.sentence("en") == f"{error.what('en')} {error.hint('en')}"
    assert error.sentence("ja") == error.what("ja") + error.hint("ja")
    gone = errors.ClientGone()
    assert gone.sentence("en") == gone.what("en")


def test_no_field_is_read_as_a_template() -> None:
    assert "{0.x}" in errors.NotFound(name="{0.x}").sentence("en")


def test_every_code_is_the_name_of_one_kind() -> None:
    codes = Counter(example(kind).code for kind in KINDS)
    assert set(codes.values()) == {1}
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


def test_the_tree_in_the_documentation_is_that_of_the_classes() -> None:
    drawn = [(line, re.search(r"[A-Z]\w+", line)) for line in (errors.__doc__ or "").splitlines()]
    told = Counter(
        (found.start() // 4, found[0]) for line, found in drawn if found and re.match("[├│└ ]|Plangraph", line)
    )
    assert told == Counter((depth, kind.__name__) for depth, kind in TREE)


def test_every_kind_can_be_imported_from_the_package() -> None:
    assert {kind.__name__ for _, kind in TREE} | {"Language"} == set(errors.__all__)


def row(kind: type[PlangraphError]) -> str:
    """The row of the table about a kind of error, with … for what differs from case to case."""
    error = example(kind)
    said = (kind.ja + kind.hint_ja, f"{kind.en} {kind.hint_en}".rstrip())
    ja, en = (FIELD.sub("…", text).replace("{{", "{").replace("}}", "}") for text in said)
    return f'| <a id="{error.code}"></a>`{error.code}` | {status_of(error)} | {ja} | {en} |'


def test_every_code_is_in_the_table_with_its_status_and_sentences() -> None:
    told = [line for line in DOCUMENT.splitlines() if line.startswith("| <a id=")]
    assert sorted(told) == sorted(row(kind) for kind in known_at_http())
