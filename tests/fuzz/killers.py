"""Queries that would never end, or end with more than any machine holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle, islice
from random import Random
from typing import Final
from urllib.parse import urlencode

from fuzz.visits import Visit

Maker = Callable[[Random], str]

KILLERS: Final[dict[str, Maker]] = {}
"""How to make a killer of each kind; what is drawn at random makes no two of them alike."""

DEADLINE: Final = 0.2
"""Seconds that a killer asks for."""

ROWS: Final = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS: Final = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")


def _killer(maker: Maker) -> Maker:
    KILLERS[maker.__name__.strip("_").replace("_", " ")] = maker
    return maker


def killers(count: int, start: int = 0) -> Iterator[tuple[str, Visit]]:
    """So many killers, each with its kind, one kind after the other; a query may take `DEADLINE`."""
    chance = Random(start)
    for kind, make in islice(cycle(KILLERS.items()), count):
        yield kind, killer(make, chance)


def killer(make: Maker, chance: Random) -> Visit:
    """One killer, asked for in any format."""
    body = urlencode({"query": make(chance), "timeout": DEADLINE}).encode()
    accept = f"{chance.choice(ROWS)}, {chance.choice(GRAPHS)}"
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n"
    )
    return Visit((head.encode() + body,), ("POST",), "/sparql")


def _cross(chance: Random, least: int = 3) -> str:
    """A cross product of triple patterns, some of them in any graph."""
    patterns = []
    for number in range(chance.randint(least, least + 4)):
        pattern = f"?s{number} ?p{number} ?o{number}"
        patterns.append(f"GRAPH ?g{number} {{ {pattern} }}" if chance.random() < 0.2 else f"{pattern} .")
    return " ".join(patterns)


@_killer
def _counted_cross_product(chance: Random) -> str:
    return f"SELECT (COUNT({chance.choice(['*', '?o1', 'DISTINCT ?s2'])}) AS ?n) {{ {_cross(chance)} }}"


@_killer
def _sorted_cross_product(chance: Random) -> str:
    return f"SELECT ?s0 ?o1 {{ {_cross(chance)} }} ORDER BY {chance.choice(['?o2', 'RAND()', 'DESC(STRLEN(?o0))'])} ?s1"


@_killer
def _distinct_cross_product(chance: Random) -> str:
    return f"SELECT DISTINCT ?s0 ?s1 (CONCAT(STR(?o2), STR(?o1)) AS ?x) {{ {_cross(chance)} }}"


@_killer
def _groups_of_a_cross_product(chance: Random) -> str:
    return f"SELECT ?o0 ?o1 (SUM(?o2) AS ?n) {{ {_cross(chance)} }} GROUP BY ?o0 ?o1 ?s2 HAVING (SUM(?o2) > 1)"


@_killer
def _list_of_all_texts(chance: Random) -> str:
    between = "x" * chance.randint(1, 1000)
    return f"SELECT (GROUP_CONCAT(STR(?o1); SEPARATOR='{between}') AS ?all) {{ {_cross(chance)} }}"


@_killer
def _expression_over_a_cross_product(chance: Random) -> str:
    pattern = chance.choice([".*.*.*=.*", "(a|b|ab)*c", "(x+x+)+y", "^(.*市){20}$", "[あ-ん]*?町"])
    return f"ASK {{ {_cross(chance)} FILTER(REGEX(CONCAT(STR(?o0), STR(?o1), STR(?o2)), '{pattern}', 'i')) }}"


@_killer
def _expression_of_great_length(chance: Random) -> str:
    many = chance.randint(50, 1000)
    return f"SELECT * {{ ?s ?p ?o FILTER(REGEX(STR(?o), '((a{{1,{many}}}){{1,{many}}}){{1,{many}}}b')) }}"


@_killer
def _replacement_bomb(chance: Random) -> str:
    steps = "".join(f" BIND(REPLACE(?x{each}, '.', ?x{each}) AS ?x{each + 1})" for each in range(chance.randint(4, 12)))
    return f"SELECT * {{ BIND('0123456789' AS ?x0){steps} }}"


@_killer
def _doubling_text(chance: Random) -> str:
    many = chance.randint(28, 60)
    steps = "".join(f" BIND(CONCAT(?x{each}, ?x{each}) AS ?x{each + 1})" for each in range(many))
    function = chance.choice(["STRLEN", "SHA512", "UCASE", "ENCODE_FOR_URI", "STR"])
    return f"SELECT ({function}(?x{many}) AS ?n) {{ BIND('工業 ' AS ?x0){steps} }}"


@_killer
def _path_with_open_ends(chance: Random) -> str:
    path = chance.choice(
        ["!<u:x>*", "(!<u:x>|^!<u:x>)*", "(!<u:x>/!<u:x>)+", "((!<u:x>*)/(^!<u:x>*))*", "(<u:x>|!<u:y>)*"]
    )
    return f"SELECT {chance.choice(['*', 'DISTINCT ?a', '(COUNT(*) AS ?n)'])} {{ ?a {path} ?b . ?b {path} ?c }}"


@_killer
def _chain_of_paths(chance: Random) -> str:
    steps = " ".join(f"?n{each} (!<u:x>|^!<u:x>)+ ?n{each + 1} ." for each in range(chance.randint(2, 8)))
    return f"SELECT (COUNT(*) AS ?n) {{ {steps} }}"


@_killer
def _huge_values(chance: Random) -> str:
    def table(name: str) -> str:
        rows = " ".join(str(chance.randint(0, 10**6)) for _ in range(3000))
        return f"VALUES ?{name} {{ {rows} }}"

    return f"SELECT ?a ?b ?c ?d {{ {' '.join(map(table, 'abcd'))} FILTER(?a + ?b = ?c * ?d) }}"


@_killer
def _giant_rows(chance: Random) -> str:
    filler = "市" * chance.randint(1000, 20_000)
    return f"SELECT ('{filler}' AS ?x) ?s0 ?o1 {{ {_cross(chance)} }}"


@_killer
def _giant_graph(chance: Random) -> str:
    return f"CONSTRUCT {{ ?s0 ?p1 ?o2 . ?s1 ?p2 ?o0 . ?s2 ?p0 [ ?p1 ?o1 ] }} {{ {_cross(chance)} }}"


@_killer
def _description_of_everything(chance: Random) -> str:
    return f"DESCRIBE * {{ {_cross(chance)} }}"


@_killer
def _absence_within_absence(chance: Random) -> str:
    depth = chance.randint(3, 12)
    inner = "".join(f" FILTER NOT EXISTS {{ ?a{each} ?b{each} ?c{each}" for each in range(depth))
    return f"SELECT * {{ ?s ?p ?o . ?x ?y ?z{inner}{' }' * depth} }}"


@_killer
def _minus_of_cross_products(chance: Random) -> str:
    return f"SELECT (COUNT(*) AS ?n) {{ {{ {_cross(chance)} }} MINUS {{ {_cross(chance)} FILTER(?o0 = ?o1) }} }}"


@_killer
def _choices_upon_choices(chance: Random) -> str:
    return f"SELECT (COUNT(*) AS ?n) {{ {'{ { ?s ?p ?o } UNION { ?o ?p ?s } } ' * chance.randint(16, 60)} }}"


@_killer
def _optional_after_optional(chance: Random) -> str:
    steps = " ".join(f"OPTIONAL {{ ?s{each} ?p{each} ?o{each} }}" for each in range(chance.randint(3, 30)))
    return f"SELECT (COUNT(*) AS ?n) {{ {steps} }}"


@_killer
def _select_within_select(chance: Random) -> str:
    text = f"SELECT * {{ {_cross(chance, 2)} }} ORDER BY ?o0"
    for each in range(chance.randint(2, 6)):
        text = f"SELECT * {{ {{ {text} }} ?t{each} ?u{each} ?v{each} }} ORDER BY RAND()"
    return text


@_killer
def _far_page(chance: Random) -> str:
    return f"SELECT * {{ {_cross(chance)} }} ORDER BY ?s0 OFFSET {chance.randint(10**9, 10**15)} LIMIT 1"


@_killer
def _nothing_found_after_all(chance: Random) -> str:
    return f"ASK {{ {_cross(chance)} FILTER(MD5(CONCAT(STR(?o0), STR(?o1), STR(?o2))) = 'x') }}"


@_killer
def _deep_nesting(chance: Random) -> str:
    begin, opening, middle, closing, end = chance.choice(
        [
            ("SELECT * ", "{", "?s ?p ?o", "}", ""),
            ("ASK { FILTER(", "(", "1", ")", ") }"),
            ("ASK { FILTER(", "!", "1", "", ") }"),
            ("ASK { ?s ?p ", "[ ?p ", "?o", " ]", " }"),
            ("ASK { ?s ", "(", "<u:p>", ")*", " ?o }"),
            ("ASK { BIND(", "STR(", "1", ")", " AS ?x) }"),
        ]
    )
    depth = chance.choice([200, 2000, 10_000])
    return begin + opening * depth + middle + closing * depth + end


@_killer
def _long_sum(chance: Random) -> str:
    return f"SELECT ({'?o0 + ' * chance.choice([300, 3000, 10_000])}1 AS ?n) {{ {_cross(chance)} }}"
