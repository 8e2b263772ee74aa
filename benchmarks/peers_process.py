"""A server of somebody else, run as long as it is needed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

_START = 900.0
"""Seconds that a server may take to load its data."""


@contextmanager
def running(command: list[str], url: str) -> Iterator[None]:
    """A server that takes connections; ended at the end. Raises ConnectionError if it never does."""
    if not shutil.which(command[0]):
        sys.exit(f"{command[0]} is not there; `make peers` installs it")
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - ours
        try:
            _await(process, url)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _await(process: subprocess.Popen[bytes], url: str) -> None:
    address, end = urlsplit(url), time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection((address.hostname, address.port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise ConnectionError(f"{process.args!r} does not serve")


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
