"""What goes wrong around a program: limits of the system, powers that it has not, a log that tells of it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from running_server import Server, running_server

AS_ANYBODY = () if os.geteuid() else ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-net_bind_service")
"""Runs a command without the administrator's right to read every file and to take every port."""


def limited(option: str, number: int, log: Path | None = None) -> tuple[str, ...]:
    """Runs a command under a limit of the system, by the option that the shell's `ulimit` has for it."""
    redirected = f'exec 2>"{log}" && ' if log else ""
    return ("sh", "-c", f'{redirected}ulimit {option} {number} && exec "$@"', "sh")


@contextmanager
def pipe(path: Path) -> Iterator[Future[str]]:
    """A named pipe, which no limit on files is for, and all that is written into it until its writers end."""
    os.mkfifo(path)
    with ThreadPoolExecutor(1) as reader:
        yield reader.submit(path.read_text)


def messages(log: str) -> list[str]:
    """What the program says in its log."""
    lines = [json.loads(line) if line.startswith("{") else {"message": line} for line in log.splitlines()]
    assert not [each for each in lines if "trace" in each or "Traceback" in each["message"]], log
    return [each["message"] for each in lines if "message" in each and "server ends" not in each["message"]]


@dataclass(frozen=True)
class Python:
    """A Python of one's own to run a server with, which starts its processes with the same: it can be harmed."""

    path: Path

    def work(self) -> None:
        self._lead_to(Path(sys.executable))

    def vanish(self) -> None:
        self.path.unlink()

    def end_at_once(self) -> None:
        self._lead_to(Path("/bin/false"))

    def running_server(self, **environment: str) -> AbstractContextManager[Server]:
        self.work()
        under = ("sh", "-c", f'shift; exec "{self.path}" "$@"', "sh")
        return running_server(under=under, PYTHONPATH=os.pathsep.join(filter(None, sys.path)), **environment)

    def _lead_to(self, program: Path) -> None:
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(program)


Harm = Callable[[Python], None]
