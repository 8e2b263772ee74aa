"""How soon a page can be used over a slow connection, and how many bytes come until then.

Chromium without a window, whose network and processor are slowed down as its developer tools do it, opens each page as
a newcomer does: in a browser context of its own, with nothing kept. A page can be used when all of it has come and its
largest text is painted: it can be read, followed and filled in without any script. Its editor, network or charts come
afterwards. The server has been asked for each page once before. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple
from urllib.parse import quote

from playwright.sync_api import Browser, CDPSession, sync_playwright

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from chromium import chromium
from running_server import Server, running_server

EXAMPLES: Final = """examples:
  .venv/bin/python benchmarks/first_page.py
  .venv/bin/python benchmarks/first_page.py --runs 3 / /query
"""
PAGES: Final = (
    "/",
    "/plans/ichinoseki/2026",
    "/id/ichinoseki/plan/2026/goal/20",
    "/questions/most-measures",
    "/search?q=子育て",
    "/query",
    "/graph",
    "/quality",
    "/ontology",
)
LATER: Final = r"/(editor|graph|vega)[\w-]*\.js$"
WATCH: Final = """new PerformanceObserver((list) => {
  for (const each of list.getEntries()) window.largest = each.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});"""
MEASURE: Final = """later => new Promise((done) => setTimeout(() => {
  const [page] = performance.getEntriesByType("navigation");
  const parts = [page, ...performance.getEntriesByType("resource")];
  done([
    parts.filter((each) => !new RegExp(later).test(each.name)).reduce((sum, each) => sum + each.transferSize, 0) / 1000,
    performance.getEntriesByName("first-contentful-paint")[0].startTime / 1000,
    Math.max(window.largest ?? 0, page.domInteractive) / 1000,
  ]);
}, 200))"""


SHOWN: Final = ("painted", "usable")


class Line(NamedTuple):
    """A connection and a processor: milliseconds until an answer begins, bits in a second, times slower."""

    name: str
    wait: int
    bits: int
    slower: int


LINES: Final = (Line("4G", 165, 8_100_000, 1), Line("slow 4G, weak phone", 150, 1_638_400, 4))
"""The first is `Fast 4G` of Chromium's developer tools, the second what Lighthouse takes for a phone."""


class Opened(NamedTuple):
    """Kilobytes over the wire, and seconds from the start of the navigation."""

    size: float
    painted: float
    usable: float


def main(options: argparse.Namespace) -> None:
    """Open all pages over both lines in turns, print."""
    print("| page | kB | " + " | ".join(f"{line.name}: painted | {line.name}: usable" for line in LINES) + " |")
    print("|---|--:|" + "--:|--:|" * len(LINES))
    with running_server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for path in options.pages or PAGES:
            server.get(quote(path, safe="/?=&"), "text/html")
            times = {line: [_open(browser, server, path, line) for _ in range(options.runs)] for line in LINES}
            size = median(each.size for line in LINES for each in times[line])
            cells = [f"{_spread([getattr(each, name) for each in times[line]])}" for line in LINES for name in SHOWN]
            print(f"| `{path}` | {size:.0f} | {' | '.join(cells)} |", flush=True)
        browser.close()


def _open(browser: Browser, server: Server, path: str, line: Line) -> Opened:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        _slow_down(context.new_cdp_session(page), line)
        page.goto(server.url + path, wait_until="load")
        return Opened(*page.evaluate(MEASURE, LATER))


def _slow_down(session: CDPSession, line: Line) -> None:
    rate = line.bits / 8
    conditions = {"offline": False, "latency": line.wait, "downloadThroughput": rate, "uploadThroughput": rate}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", conditions)
    session.send("Emulation.setCPUThrottlingRate", {"rate": line.slower})


def _spread(seconds: list[float]) -> str:
    return f"{median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", help="paths of pages (default: those of a newcomer)")
    parser.add_argument("--runs", type=int, default=5, help="of each page over each line (default: 5)")
    main(parser.parse_args())
