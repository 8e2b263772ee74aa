"""How a command reaches a server of the same user on the same machine, on every system alike.

The server listens on loopback; its port, a secret and the reply to it stand in a file that only its user can read. Both
are made up anew at each start, so they are worth nothing to whoever has the port of a server that is gone. Not
`multiprocessing.connection`: it waits without limit for who connects and says nothing, and it unpickles.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import platform
import re
import secrets
import socket
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self

import platformdirs

from plangraph.errors import Language, PlangraphError, ReloadFailed, ServerAbsent, ServerForeign, ServerSilent

LOOPBACK: Final = "127.0.0.1"
_PATIENCE: Final = 5.0  # seconds for each side to show what it knows
_LONGEST: Final = 1 << 10  # bytes in the line that shows it
_STRANGERS: Final = 16  # connections that may be open at the same time without having said the secret

log = logging.getLogger("plangraph")


@dataclass(frozen=True)
class Loaded:
    """What a server has loaded."""

    version: str
    graphs: int
    triples: int
    seconds: float

    def sentence(self, language: Language) -> str:
        """All of it in one line."""
        if language == "ja":
            text = (
                "plangraph {version}: グラフ {graphs} 個、トリプル {triples:,} 件を {seconds:.1f} 秒で読み込みました。"
            )
        else:
            text = "plangraph {version}: {graphs} graphs, {triples:,} triples, loaded in {seconds:.1f} seconds."
        return text.format(**asdict(self))


class Control:
    """The side of the server: has it reload for whoever knows the secret."""

    def __init__(self, host: str, port: int, reload: Callable[[], Future[Loaded]]) -> None:
        """Take what identifies the server for its user: where it answers requests."""
        self._path = _path(host, port)
        self._reload = reload
        self._secret, self._reply = secrets.token_hex(32), secrets.token_hex(32)
        self._strangers: list[asyncio.StreamWriter] = []
        self._attending: set[asyncio.Task[None]] = set()
        self._thread = Thread(target=self._run, name="control", daemon=True)
        self._ready: Future[Callable[[], object]] = Future()

    def __enter__(self) -> Self:
        """Listen; a server that cannot be reached so runs nevertheless, and says it in the log."""
        self._thread.start()
        if error := self._ready.exception():
            instead = "Send it SIGHUP" if os.name == "posix" else "Start it anew"
            log.warning("“plangraph reload” will not find this server (%s). %s to reload the data.", error, instead)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what is open, and take the file away, unless it is that of another server by now."""
        if not self._ready.exception():
            self._ready.result()()
        self._thread.join()
        with suppress(OSError, ValueError, LookupError, TypeError):
            if json.loads(self._path.read_text())["secret"] == self._secret:
                self._path.unlink()

    def _run(self) -> None:
        try:
            with asyncio.Runner() as runner:
                runner.run(self._serve())
        except Exception as error:
            if self._ready.done():
                raise
            self._ready.set_exception(error)

    async def _serve(self) -> None:
        ending = asyncio.Event()
        with closing(await asyncio.start_server(self._attend, LOOPBACK, 0, limit=_LONGEST)) as listening:
            port = listening.sockets[0].getsockname()[1]
            _write(self._path, json.dumps({"port": port, "secret": self._secret, "reply": self._reply}))
            self._ready.set_result(partial(asyncio.get_running_loop().call_soon_threadsafe, ending.set))
            await ending.wait()

    def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer in a task of our own: where asyncio makes it, it logs an error when the server ends meanwhile."""
        attending = asyncio.create_task(self._answer(reader, writer))
        self._attending.add(attending)
        attending.add_done_callback(self._attending.discard)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if await self._knows(reader, writer):
                writer.write(f"{self._reply}\n".encode())
                writer.write(json.dumps(await self._outcome()).encode() + b"\n")
            else:
                writer.write(b"refused\n")
            await writer.drain()
        except (OSError, ValueError):
            pass  # whoever asked finds the connection closed
        finally:
            writer.close()

    async def _knows(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether the secret comes in time. Where too many have not said it, the first of them makes room."""
        self._strangers.append(writer)
        if len(self._strangers) > _STRANGERS:
            self._strangers.pop(0).close()
        try:
            async with asyncio.timeout(_PATIENCE):
                said = await reader.readline()
        finally:
            if writer in self._strangers:
                self._strangers.remove(writer)
        return hmac.compare_digest(said, f"{self._secret}\n".encode())

    async def _outcome(self) -> dict[str, Any]:
        try:
            loaded = await asyncio.wrap_future(self._reload())
            return asdict(loaded)
        except PlangraphError as error:
            return {"reason_ja": error.sentence("ja"), "reason_en": error.sentence("en")}


def reload(host: str, port: int) -> Loaded:
    """Have the server that answers requests there reload its data, and wait until it has.

    Raises ReloadFailed if it goes on with the old data, ServerAbsent, ServerForeign or ServerSilent.
    """
    path = _path(host, port)
    try:
        known = json.loads(path.read_text())
        secret, reply = (f"{known[name]}\n".encode() for name in ("secret", "reply"))
        channel = socket.create_connection((LOOPBACK, known["port"]), timeout=_PATIENCE)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ServerAbsent(host=host, port=port) from error
    with channel, channel.makefile("rb") as lines:
        try:
            channel.sendall(secret)
            if lines.readline(_LONGEST) not in (reply, b""):
                raise ServerForeign(host=host, port=port, path=path)
            channel.settimeout(None)  # reading the data takes as long as there is data
            outcome = json.loads(lines.readline())
        except (OSError, ValueError) as error:
            raise ServerSilent(host=host, port=port) from error
    if "reason_en" in outcome:
        raise ReloadFailed(**outcome)
    return Loaded(**outcome)


def _path(host: str, port: int) -> Path:
    """Where a server leaves word for its user; homes may be shared by several machines."""
    name = re.sub(r"[^\w.-]", "_", f"{platform.node()}-{host}-{port}.json")
    return platformdirs.user_state_path("plangraph", appauthor=False) / name


def _write(path: Path, text: str) -> None:
    """Write a file that nobody else can read, in one step. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}")
    new.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
