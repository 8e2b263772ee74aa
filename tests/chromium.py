"""The browser that the tests walk with."""

from __future__ import annotations

import shutil


def chromium() -> str:
    """Where it is; the names are those that `make tools` looks for."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise SystemExit("There is no Chromium here. Run: make tools")
