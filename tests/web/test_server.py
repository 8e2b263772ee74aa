"""How the server comes and goes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from running_server import Server, running_server


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, listed) for each in (child, *children(child))]


def test_a_port_in_use_is_one_sentence(server: Server) -> None:
    port = server.url.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "plangraph", "serve", "--port", port]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert port in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_sigterm_ends_the_server_and_its_workers() -> None:
    with running_server() as server:
        assert server.get("/query").status == 200
        workers = children(server.pid)
        assert workers
    assert not [pid for pid in workers if Path(f"/proc/{pid}/cmdline").exists()]
