"""Queries of the questions, the rules, the README and the tests, and what mutations make of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from fuzz.words import BROKEN, DECLARED, Text

ROOT: Final = Path(__file__).parents[2]
PIECES: Final = [
    *("'", '"', "'''", "#", "<", ">", "\n", "?x", ")", "(", "{", "}", ".", ";", ",", "\\'", "\\u0041", "@en", "<<"),
    ">>",
    *("SERVICE <http://127.0.0.1:1/> {}", "FROM <file:///etc/passwd>", "UNION", "OPTIONAL", "*", "+", "/", "|", "^"),
    "!",
    *("FILTER(", "NOT EXISTS", "LIMIT 1", "OFFSET 5", "ORDER BY", "GROUP BY", "COUNT(*)", "AS ?n", "DISTINCT", "1e400"),
    *(
        "GRAPH ?g",
        "VALUES ?s {",
        "BIND(",
        "UNDEF",
        "\x00",
        "\ud800",
        "\u3000",
        "\ufeff",
        "０",
        "ｆｒｏｍ",
        "\U0010ffff",
    ),
    "//",
]
_FORM: Final = re.compile(r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b")

Mutation = Callable[[str, int, int, str], str]


def _inserted(text: str, start: int, end: int, piece: str) -> str:
    del end
    return text[:start] + piece + text[start:]


def _replaced(text: str, start: int, end: int, piece: str) -> str:
    return text[:start] + piece + text[end:]


def _deleted(text: str, start: int, end: int, piece: str) -> str:
    return _replaced(text, start, end, piece * 0)


def _doubled(text: str, start: int, end: int, piece: str) -> str:
    return text[:end] + piece + text[start:]


def _repeated(text: str, start: int, end: int, piece: str) -> str:
    return text[:start] + text[start:end] * (5000 // (end - start or 5000) + len(piece)) + text[end:]


def _moved(text: str, start: int, end: int, piece: str) -> str:
    rest = text[:start] + text[end:]
    at = len(piece) * 37 % (len(rest) + 1)
    return rest[:at] + text[start:end] + rest[at:]


def _widened(text: str, start: int, end: int, piece: str) -> str:
    wide = "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text[start:end])
    return _replaced(text, start, end, wide + piece)


def _swapped_case(text: str, start: int, end: int, piece: str) -> str:
    return text[:start].swapcase() + piece + text[end:]


MUTATIONS: Final[list[Mutation]] = [
    *(_inserted, _inserted, _inserted, _replaced, _replaced, _deleted, _doubled, _repeated, _moved, _widened),
    _swapped_case,
]


def real_queries() -> list[str]:
    """What the questions, the rules, the README and the tests ask, the shortest first."""
    found = {text.strip() for text in [*_turtle(), *_markdown(), *_python()] if _FORM.search(text) and "{" in text}
    return sorted(found, key=lambda text: (len(text), text))


def _turtle() -> Iterator[str]:
    for path in (*sorted((ROOT / "data/ttl/questions").glob("*.ttl")), ROOT / "ontology/dataset-rules.ttl"):
        yield from re.findall(r'"""(.*?)"""', path.read_text(encoding="utf-8"), re.DOTALL)


def _markdown() -> Iterator[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for pattern in (r"```sparql\n(.*?)```", r"'query=\n(.*?)'\n"):
        yield from re.findall(pattern, readme, re.DOTALL)


def _python() -> Iterator[str]:
    """The strings of the tests; those with {{ are formats, where the names between single braces do no harm."""
    for path in sorted([*ROOT.glob("tests/test_*.py"), *ROOT.glob("tests/web/test_*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value.replace("{{", "{").replace("}}", "}")


def mutants() -> Text:
    """A real query, or two glued together, after a few mutations."""
    real = real_queries()
    whole = st.one_of(st.sampled_from(real), st.sampled_from([DECLARED + text for text in real]))
    spans = st.tuples(st.floats(0, 1), st.integers(0, 60))
    pieces = st.one_of(st.sampled_from(PIECES), st.text(BROKEN, max_size=3), whole)
    steps = st.lists(st.tuples(st.sampled_from(MUTATIONS), spans, pieces), max_size=5)
    return st.builds(_mutated, whole, steps)


def _mutated(text: str, steps: list[tuple[Mutation, tuple[float, int], str]]) -> str:
    for mutation, (where, length), piece in steps:
        start = int(where * len(text))
        text = mutation(text, start, min(start + length, len(text)), piece)[:40_000]
    return text
