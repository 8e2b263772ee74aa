"""What axe-core says of a page."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page
from running_server import ROOT

AXE: Final = (ROOT / "webapp" / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
COLOURS: Final = ("color-contrast", "link-in-text-block")
"""The rules that look at colours: what else axe finds in the light, it finds in the dark."""
ALL: Final = {"rules": {"target-size": {"enabled": True}}}
"""Those of WCAG 2.2 AA and of good practice; target-size is the one that axe leaves out unless told."""


def violations(page: Page, rules: tuple[str, ...] = ()) -> list[tuple[str, list[str]]]:
    """What axe finds by all rules, or by some, and where."""
    page.evaluate(AXE)
    options = {"runOnly": rules} if rules else ALL
    found = page.evaluate("options => axe.run(options).then((result) => result.violations)", options)
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]
