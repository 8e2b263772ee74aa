"""How much sooner the network page shows a plan than pyvis as it comes shows the same nodes and edges.

Both pictures are drawn by Chromium without a window, in turns, each in a browser context of its own. Time runs from the
start of the navigation: until the first frame with all nodes, and until nothing moves any more. Prints a Markdown
table.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from plangraph.namespaces import GRAPH, ID, ONTOLOGY, PREFIXES
from plangraph.network import tree_network
from plangraph.store import Store

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from chromium import chromium
from running_server import running_server
from small_plans import bare_root

EXAMPLES = """examples:
  .venv/bin/python benchmarks/first_paint.py
  .venv/bin/python benchmarks/first_paint.py --nodes 1000 --runs 3
"""
PATIENCE = 120
"""Seconds after which a picture that still moves is counted as if it stood."""
PLAN = "large/plan"
LEVELS = 3
FANOUT = 5
"""How many goals of the second level each of the first has, and how many of the first there are."""

OURS = """new MutationObserver(() => {
  if (document.getElementById("network")?.dataset.drawn) note("drawn", "still");
}).observe(document, {attributes: true, subtree: true, attributeFilter: ["data-drawn"]});"""
PYVIS = """let made; Object.defineProperty(window, "network", {configurable: true, get: () => made, set: (network) => {
  made = network;
  network.once("stabilizationIterationsDone", () => network.once("afterDrawing", () => note("drawn")));
  network.once("stabilized", () => note("still"));
}});"""
NOTE = """window.seconds = {}; const note = (...names) => requestAnimationFrame(() => requestAnimationFrame(() => {
  for (const name of names) window.seconds[name] ??= performance.now() / 1000;
}));"""
"""The second frame after an event begins when the first has been painted."""


@dataclass
class Side:
    """A page, how to see when it is drawn and how many nodes and edges it has, and what was measured."""

    name: str
    url: str
    watch: str
    counts: str
    drawn: list[float] = field(default_factory=list)
    still: list[float] = field(default_factory=list)


def main(options: argparse.Namespace) -> None:
    """Make the plan, draw it on both sides in turns, print."""
    with tempfile.TemporaryDirectory() as folder:
        root = _large_plan(Path(folder), options.nodes)
        page = _by_pyvis(root, Path(folder) / "pyvis.html")
        with running_server("--root", str(root)) as server, _browser() as browser:
            data = 'JSON.parse(document.getElementById("network-data").textContent)'
            count = f"[{data}.nodes.length, {data}.edges.length]"
            ours = Side("plangraph", f"{server.url}/graph?plan={PLAN}", OURS, count)
            theirs = Side(
                "pyvis", page.as_uri(), PYVIS, "[network.body.data.nodes.length, network.body.data.edges.length]"
            )
            counts = {tuple(_draw(browser, each)) for _ in range(options.runs) for each in (ours, theirs)}
    if len(counts) > 1:
        sys.exit(f"nodes and edges differ: {counts}")
    ((nodes, edges),) = counts
    print(f"{nodes} nodes, {edges} edges, {options.runs} runs\n")
    print("| seconds until | plangraph | pyvis | ratio |\n|---|--:|--:|--:|")
    _print("the first frame with all nodes", ours.drawn, theirs.drawn)
    _print("nothing moves", ours.still, theirs.still)


def _draw(browser: Browser, side: Side) -> list[int]:
    """Note how long a picture took; its nodes and edges."""
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        page = context.new_page()
        page.add_init_script(NOTE + side.watch)
        page.goto(side.url, wait_until="commit")
        noted = _noted(page)
        side.drawn.append(noted.get("drawn", PATIENCE))
        side.still.append(noted.get("still", PATIENCE))
        found: list[int] = page.evaluate(side.counts)
        return found


def _noted(page: Page) -> dict[str, float]:
    """What the page has noted, in seconds, when it has noted all or the patience has come to its end."""
    end = time.monotonic() + PATIENCE
    while len(noted := page.evaluate("window.seconds")) < 2 and time.monotonic() < end:
        page.wait_for_timeout(200)
    return dict(noted)


def _by_pyvis(root: Path, file: Path) -> Path:
    """Write the same nodes and edges with the defaults of pyvis."""
    drawn = tree_network(Store.load(root), PLAN, None, "ja")
    network = Network(cdn_resources="in_line")
    for node, known in drawn.nodes(data=True):
        network.add_node(node, label=known["label"])
    network.add_edges(list(drawn.edges))
    network.write_html(str(file))
    return file


def _large_plan(folder: Path, nodes: int) -> Path:
    """A data folder whose plan has so many goals at three levels, the vision included."""
    root = bare_root(folder)
    graph = GRAPH + PLAN
    catalogue = root / "data/ttl/catalog.ttl"
    text = catalogue.read_text(encoding="utf-8").replace("dcat:dataset ", f"dcat:dataset <{graph}>, ")
    catalogue.write_text(f"{text}\n<{graph}> <{ONTOLOGY}basis> <{ONTOLOGY}stated> .\n", encoding="utf-8")
    file = root / "data/ttl" / f"{PLAN}.ttl"
    file.parent.mkdir()
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    file.write_text(f"{prefixes}BASE <{ID}{PLAN}/>\n" + "\n".join(_statements(nodes)), encoding="utf-8")
    return root


def _statements(nodes: int) -> Iterator[str]:
    inside = f"pg:inPlan <{ID}{PLAN}>"
    yield f'<{ID}{PLAN}> a pg:Plan ; rdfs:label "大きな計画"@ja .'
    yield f'<vision> a pg:Vision ; rdfs:label "よい町"@ja ; {inside} .'
    for level in range(1, LEVELS + 1):
        yield f'<level/{level}> a pg:Level ; rdfs:label "第{level}階層"@ja ; {inside} ; pg:order {level} .'
    for goal in range(nodes - 1):
        level, above = _place(goal)
        yield f'<goal/{goal}> a pg:Goal ; rdfs:label "目標{goal}の実現"@ja ; pg:order {goal} ; {inside} ;'
        yield f"  pg:atLevel <level/{level}> ; pg:contributesTo <{above}> ."


def _place(goal: int) -> tuple[int, str]:
    """At which level a goal stands, and to what it contributes."""
    second = range(FANOUT, FANOUT + FANOUT**2)
    if goal < second.start:
        return 1, "vision"
    if goal in second:
        return 2, f"goal/{(goal - second.start) // FANOUT}"
    return LEVELS, f"goal/{second[goal % len(second)]}"


@contextmanager
def _browser() -> Iterator[Browser]:
    """A Chromium that asks nobody but this machine, so that no page waits for the network."""
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield browser
        browser.close()


def _print(name: str, ours: list[float], theirs: list[float]) -> None:
    cells = (f"{median(each):.2f} ({min(each):.2f}–{max(each):.2f})" for each in (ours, theirs))
    print(f"| {name} | {' | '.join(cells)} | {median(theirs) / median(ours):.0f} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, default=500, help="nodes of the plan (default: 500)")
    parser.add_argument("--runs", type=int, default=5, help="of each side (default: 5)")
    main(parser.parse_args())
