"""Write a synthetic country of so many municipalities, of about 3,900 triples each, for `plangraph serve --root`.

    .venv/bin/python benchmarks/country.py 100 build/country-100

The same number writes the same country. Its municipalities do not exist: their names are put together from common words
and their figures are made up. They are linked as those of the shipped data are, and keep the same rules.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import country_graphs
from country_graphs import MADE_UP
from country_towns import code, prefecture_iri, town

from plangraph import catalog
from plangraph.namespaces import BASE, GRAPH, ID, PREFIXES

PREFECTURES = 47
_SHARED = {
    "fiscal-years": "pg:basis pg:external ; dcterms:source <https://laws.e-gov.go.jp/law/322AC0000000067>",
    "indicators": "pg:basis pg:editorial",
}
"""The graphs of the shipped data that every municipality refers to."""
_EXTERNAL = f'pg:basis pg:external ; dcterms:source "{MADE_UP.ja}"@ja'
_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def write(folder: Path, municipalities: int) -> Path:
    """Write `ontology/` and `data/ttl/` of a country into this folder, which must not hold one yet; returns it."""
    root, data = catalog.root(), folder / "data" / "ttl"
    shutil.copytree(root / "ontology", folder / "ontology")
    data.mkdir(parents=True)
    for name in _SHARED:
        shutil.copy(root / "data" / "ttl" / f"{name}.ttl", data)
    numbers = range(1, min(PREFECTURES, municipalities) + 1)
    _write(data / "prefectures.ttl", map(_prefecture, numbers))
    about = _SHARED | {"prefectures": _EXTERNAL}
    for number in numbers:
        about |= _write_prefecture(data, number, range(number - 1, municipalities, PREFECTURES))
    _write(data / "catalog.ttl", ())  # the catalogue lists itself
    _write(data / "catalog.ttl", _catalogue([file.graph for file in catalog.graph_files(folder)], about))
    return folder


def _write_prefecture(data: Path, number: int, members: range) -> dict[str, str]:
    """Write the graphs of the municipalities of a prefecture; returns what the catalogue says of each."""
    name = f"prefecture-{number:02}"
    towns = [town(index, number, place) for place, index in enumerate(members)]
    (data / name).mkdir()
    for graph in ("municipalities", "documents", "stated", "interpreted", "editorial"):
        _write(data / name / f"{graph}.ttl", map(getattr(country_graphs, graph), towns))
    documents = " , ".join(f"<{each.iri}/document/{plan.year}>" for each in towns for plan in each.plans)
    drawn = f"dcterms:source {documents} ; prov:wasDerivedFrom {documents}"
    return {
        f"{name}/municipalities": _EXTERNAL,
        f"{name}/stated": f"pg:basis pg:stated ; {drawn}",
        f"{name}/interpreted": f"pg:basis pg:interpreted ; {drawn}",
    }


def _prefecture(number: int) -> str:
    return (
        f'<{prefecture_iri(number)}> a pg:Prefecture ; pg:municipalityCode "{code(number, 0)}" ; '
        f'rdfs:label "架空の第{number}県"@ja , "made-up prefecture {number}"@en ; dcterms:source "{MADE_UP.ja}"@ja .\n'
    )


def _catalogue(graphs: list[str], about: dict[str, str]) -> Iterator[str]:
    listed = " , ".join(f"<{graph}>" for graph in graphs)
    yield (
        f'<{ID}dataset> a dcat:Catalog , void:Dataset ; rdfs:label "{MADE_UP.ja}"@ja , "{MADE_UP.en}"@en ; '
        f'void:uriSpace "{BASE}" ; void:exampleResource <{ID}synthetic-0001> ; '
        f"dcterms:license <https://creativecommons.org/licenses/by/4.0/> ; dcat:dataset {listed} .\n"
    )
    for graph in graphs:
        name = graph.removeprefix(GRAPH)
        said = about.get(name, "pg:basis pg:editorial")
        label = f'"{MADE_UP.ja}: {name}"@ja , "{MADE_UP.en}: {name}"@en'
        yield f"<{graph}> a dcat:Dataset ; rdfs:label {label} ; {said} .\n"


def _write(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(f"# {MADE_UP.en}.\n{_PREFIXES}")
        file.writelines(parts)


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdecimal():
        sys.exit(__doc__)
    write(Path(sys.argv[2]), int(sys.argv[1]))
