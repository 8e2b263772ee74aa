"""One server for all tests of the pages, with a short deadline so that nobody waits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from running_server import Server, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server(PLANGRAPH_DEADLINE="2") as running:
        yield running
