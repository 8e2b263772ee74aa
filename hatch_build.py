"""The wheel carries ontology, data and built assets; an editable install reads them where they lie."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LAST_ASSET = "webapp/plangraph_web/static/dist/THIRD-PARTY-LICENSES.txt"


class CompleteWheel(BuildHookInterface[Any]):
    """Adds what lies outside the packages to a wheel, and refuses to build one whose pages would be broken."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Leave an editable install alone, its copies would go stale. Raises SystemExit where an asset is missing."""
        if version == "editable":
            return
        missing = sorted(name for name in _built(Path(self.root)) if not Path(self.root, name).is_file())
        if missing:
            raise SystemExit(f"The wheel would lack {', '.join(missing)}. Run `make wheel`, which builds them first.")
        for pattern in ("ontology/**/*.ttl", "ontology/cases/**/*.trig", "data/ttl/**/*.ttl", "data/releases/*.nq.gz"):
            for path in Path(self.root).glob(pattern):
                build_data["force_include"][str(path)] = f"plangraph/_shipped/{path.relative_to(self.root).as_posix()}"


def _built(root: Path) -> list[str]:
    """Name the files that are made before the wheel: the bundle's last one, and a compiled twin of each catalogue."""
    catalogues = root.glob("webapp/plangraph_web/translations/*/LC_MESSAGES/*.po")
    return [LAST_ASSET, *(path.with_suffix(".mo").relative_to(root).as_posix() for path in catalogues)]
