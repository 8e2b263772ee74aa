"""An application with nothing to do, for benchmarks/wsgi_servers.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

BODY = b"answer\r\n" * 20


class App:
    """Answers always the same."""

    config: ClassVar[dict[str, int]] = {"MAX_CONTENT_LENGTH": 1 << 20}
    extensions: ClassVar[dict[str, Any]] = {}

    def __call__(
        self, environ: dict[str, object], start: Callable[[str, list[tuple[str, str]]], object]
    ) -> Iterable[bytes]:
        """Answer."""
        del environ
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))])
        return [BODY]


app = App()
