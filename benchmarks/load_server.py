"""The server under load, reloaded or started anew with the next edition of the data while requests come in."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import click
import psutil
from load_editions import Folder, Timeline
from running_server import until

from plangraph import control

HOST: Final = "127.0.0.1"
WORKERS: Final = 2
"""As many as run by default; beside them there are the server itself and the process that they are forked from."""
_START: Final = 60.0
_SETTLING: Final = 20.0
_AS_SYSTEMD: Final = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3, inheritable=True);"
    "os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid())); os.execv(sys.argv[2], sys.argv[2:])"
)
"""Hands over the listening socket as sd_listen_fds(3) says."""


class Served:
    """A `plangraph serve` on a folder of its own. With `activated` it is given a socket that outlives it."""

    def __init__(self, folder: Folder, timeline: Timeline, options: list[str], activated: bool) -> None:
        """Start it and wait until it answers. Raises click.ClickException if it does not."""
        self._folder, self._timeline, self._options = folder, timeline, options
        self._log, self._complaints = (folder.root / name for name in ("printed.txt", "complaints.txt"))
        self._listener = socket.create_server((HOST, 0), backlog=128) if activated else None
        os.environ["XDG_STATE_HOME"] = str(folder.root / "state")  # where the server leaves word for who reloads it
        self.faults: list[str] = []
        self.process = self._started()

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        if self._listener:
            return HOST, int(self._listener.getsockname()[1])
        return HOST, int(self._told()[-1])

    def processes(self) -> list[psutil.Process]:
        """The server, and one that is ending, if there is one; not what they have started."""
        return psutil.Process().children()

    def settled(self) -> bool:
        """Whether soon after the last visitor only the processes for the latest data are left."""
        return until(lambda: len(psutil.Process().children(recursive=True)) <= 2 + WORKERS, _SETTLING)

    def reload(self) -> float:
        """Put the next edition into the folder and have the server read it; how many seconds that took.

        Raises ReloadFailed and what else `control.reload` raises.
        """
        begin = time.monotonic()
        self._folder.write(self._timeline.begin())
        control.reload(*self.address)
        self._timeline.confirm()
        return time.monotonic() - begin

    def restart(self) -> float:
        """End the server and start it anew with the next edition, as systemd does; for how many seconds there was none.

        Who connects in between waits at the socket, which stays open.
        """
        begin = time.monotonic()
        self._folder.write(self._timeline.begin())
        self._end()
        self._timeline.confirm()
        self.process = self._started()
        return time.monotonic() - begin

    def close(self) -> list[str]:
        """End the server; what was wrong with it besides its answers."""
        self._end()
        if self._listener:
            self._listener.close()
        said = self._complaints.read_text(errors="replace")
        return self.faults + ([f"the server complained: {said[:2000]}"] if "Traceback" in said else [])

    def _end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait()  # it ends by itself, as soon as all are answered
        if status != 0:
            self.faults.append(f"the server ended with {status}")

    def _started(self) -> subprocess.Popen[bytes]:
        before = len(self._told())
        port = str(self._listener.getsockname()[1] if self._listener else 0)
        command = [sys.executable, "-m", "plangraph", "serve", "--root", str(self._folder.root), "--port", port]
        handed = [self._listener.fileno()] if self._listener else []
        if handed:
            command = [sys.executable, "-c", _AS_SYSTEMD, str(handed[0]), *command]
        with self._log.open("ab") as log, self._complaints.open("ab") as complaints:
            process = subprocess.Popen(  # noqa: S603 - our own server
                [*command, *self._options], stdout=log, stderr=complaints, pass_fds=handed, cwd=_REPOSITORY,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )  # fmt: skip
        if not until(lambda: len(self._told()) > before or process.poll() is not None, _START) or process.poll():
            process.kill()
            said = self._complaints.read_text(errors="replace")[-2000:]
            raise click.ClickException(f"the server does not start: {said}")
        return process

    def _told(self) -> list[str]:
        """The ports that servers have announced so far."""
        text = self._log.read_text(errors="replace") if self._log.exists() else ""
        return re.findall(r"http://127\.0\.0\.1:(\d+)", text)


_REPOSITORY: Final = Path(__file__).parents[1]
