"""How a command reaches a server of the same user on the same machine, on every system alike.

The server listens on loopback; its port and a secret stand in a file that only its user can read. Both sides prove
that they know the secret, by an HMAC over a number that the other side has just made up, and neither sends it.
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
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self

import platformdirs

from plangraph.errors import Language, PlangraphError, ReloadFailed, ServerAbsent, ServerForeign, ServerSilent

LOOPBACK: Final = "127.0.0.1"
_PATIENCE: Final = 5.0  # seconds for each side to prove itself
_LONGEST: Final = 1 << 16  # bytes in a line
_REFUSED: Final = b"refused\n"

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
        self._secret = secrets.token_hex(32)
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), name="control", daemon=True)
        self._ready: Future[Callable[[], object]] = Future()

    def __enter__(self) -> Self:
        """Listen; a server that cannot be reached so runs nevertheless, and says it in the log."""
        self._thread.start()
        self._stop = self._ready.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what is open, and take the file away, unless it is that of another server by now."""
        self._stop()
        self._thread.join()
        with suppress(OSError, ValueError, LookupError, TypeError):
            if json.loads(self._path.read_text())["secret"] == self._secret:
                self._path.unlink()

    async def _serve(self) -> None:
        ending = asyncio.Event()
        with ExitStack() as opened:
            try:
                listening = await asyncio.start_server(self._attend, LOOPBACK, 0)
                opened.callback(listening.close)
                port = listening.sockets[0].getsockname()[1]
                _write(self._path, json.dumps({"port": port, "secret": self._secret}))
            except OSError as error:
                instead = "Send it SIGHUP" if os.name == "posix" else "Start it anew"
                log.warning("“plangraph reload” will not find this server (%s). %s to reload the data.", error, instead)
            self._ready.set_result(partial(asyncio.get_running_loop().call_soon_threadsafe, ending.set))
            await ending.wait()

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                number = secrets.token_hex(16)
                writer.write(f"{number}\n".encode())
                asked = _opened(self._secret, number, await reader.readline())
            answer = _sealed(self._secret, asked["number"], await self._outcome()) if asked else _REFUSED
            writer.write(answer)
            await writer.drain()
        except (OSError, TimeoutError, ValueError):
            pass  # whoever asked finds the connection closed
        finally:
            writer.close()

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
        channel = socket.create_connection((LOOPBACK, known["port"]), timeout=_PATIENCE)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ServerAbsent(host=host, port=port) from error
    with channel, channel.makefile("rb") as lines:
        ours = secrets.token_hex(16)
        try:
            theirs = lines.readline(_LONGEST).decode().strip()
            channel.sendall(_sealed(known["secret"], theirs, {"number": ours}))
            channel.settimeout(None)  # reading the data takes as long as there is data
            line = lines.readline(_LONGEST)
            outcome = _opened(known["secret"], ours, line)
        except (OSError, ValueError) as error:
            raise ServerSilent(host=host, port=port) from error
    if not line:
        raise ServerSilent(host=host, port=port)
    if outcome is None:
        raise ServerForeign(host=host, port=port, path=path)
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
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    new.replace(path)


def _sealed(secret: str, number: str, message: dict[str, Any]) -> bytes:
    """A line that only who knows the secret can have written, and only for whoever made up this number."""
    text = json.dumps(message)
    return f"{_seal(secret, number, text)} {text}\n".encode()


def _opened(secret: str, number: str, line: bytes) -> dict[str, Any] | None:
    """The message of a sealed line, or None if the seal is not right."""
    seal, _, text = line.decode().rstrip("\n").partition(" ")
    if not hmac.compare_digest(seal.encode(), _seal(secret, number, text).encode()):
        return None
    message: dict[str, Any] = json.loads(text)
    return message


def _seal(secret: str, number: str, text: str) -> str:
    return hmac.digest(secret.encode(), f"{number}\n{text}".encode(), "sha256").hex()
