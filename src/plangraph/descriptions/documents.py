"""The document at `/.well-known/void` (VoID, section 7.2), and all that we say of ourselves, to be checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode, Triple

from plangraph.descriptions.dataset import DESCRIPTION, beside, dataset, description, graphs, measured
from plangraph.descriptions.service import about, default_graph, service, union_of_all, w3c_format
from plangraph.descriptions.terms import facts, term, texts
from plangraph.settings import Settings
from plangraph.sparql.formats import FORMATS, Format
from plangraph.store import Store

ANYWHERE: Final = "http://127.0.0.1:8000/"
"""Where the service is described when no visitor asks: its own default address."""

_PARTS: Final = ("void:subset", "dcat:dataset", "void:subjectsTarget", "void:objectsTarget")
_GRAPH_FORMATS: Final = tuple(form for form in FORMATS if form.kind == "graph")


def void(store: Store, root: str) -> list[Triple]:
    """The VoID and DCAT description of the data as served below `root`, the address of the site, `/` at its end."""
    entries = [triple for thing in _catalogued(store) for triple in about(store, thing)]
    return [*entries, *description(store), *measured(store), *_addresses(store, root), *_served(store, root)]


def told(store: Store) -> Store:
    """The data with everything that a service with our own limits would say of them: what rules are to look at."""
    return beside(store, (*void(store, ANYWHERE), *service(store, Settings(), ANYWHERE)))


def _catalogued(store: Store) -> list[NamedNode]:
    """What the catalogue lists, and itself: graphs, sets of links, and what these link to."""
    found = [dataset(store)]
    for thing in found:
        listed = (each.object for part in _PARTS for each in store.match(thing, term(part)))
        found += [each for each in dict.fromkeys(listed) if isinstance(each, NamedNode) and each not in found]
    return found


def _addresses(store: Store, root: str) -> Iterator[Triple]:
    """Where to ask for the data, and where to fetch each graph, which together are the data (VoID, section 3.3)."""
    yield from facts(
        dataset(store),
        {
            "void:sparqlEndpoint": NamedNode(root + "sparql"),
            "void:dataDump": [_dump(root, graph) for graph in store.graphs()],
            "void:feature": _features(),
        },
    )
    for graph in graphs(store):
        yield from facts(NamedNode(graph), {"void:dataDump": _dump(root, graph)})


def _served(store: Store, root: str) -> Iterator[Triple]:
    """The union of the data and their description: it has the data as a part, and is fetched and queried as one."""
    endpoint = NamedNode(root + "sparql")
    union = default_graph(endpoint)
    yield from union_of_all(store, union)
    yield from facts(
        union,
        {
            "rdf:type": "void:Dataset",
            "void:subset": [dataset(store), DESCRIPTION],
            "void:sparqlEndpoint": endpoint,
            "void:dataDump": NamedNode(root + "graph-store?default"),
            "void:feature": _features(),
            "dcat:distribution": [_download(root, form) for form in _GRAPH_FORMATS],
        },
    )
    for form in _GRAPH_FORMATS:
        yield from _distribution(root, form)


def _features() -> list[NamedNode]:
    return [w3c_format(form.name) for form in _GRAPH_FORMATS]


def _dump(root: str, graph: str) -> NamedNode:
    return NamedNode(f"{root}graph-store?graph={quote(graph, safe='')}")


def _distribution(root: str, form: Format) -> Iterator[Triple]:
    address = _download(root, form)
    return facts(
        address,
        {
            "rdf:type": "dcat:Distribution",
            "rdfs:label": texts(f"すべてのグラフ({form.essence})", f"All graphs ({form.essence})"),
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dcat:mediaType": NamedNode("https://www.iana.org/assignments/media-types/" + form.essence),
        },
    )


def _download(root: str, form: Format) -> NamedNode:
    return NamedNode(f"{root}graph-store?default&format={form.name}")
