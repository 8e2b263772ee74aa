"""Those who ask for too much, and those who hang up in the middle."""

from __future__ import annotations

import select
import socket
import struct
from random import Random
from typing import Final

from fuzz.killers import GRAPHS, KILLERS, ROWS
from load_requests import ANYTHING, Request, asked

_LONG: Final = "x" * 2_000
_LARGER: Final = f"SELECT ('{_LONG}' AS ?x) ?s {{ ?s ?p ?o . ?a ?b ?c }} LIMIT "
"""Twenty megabytes and more, sent in parts; with more than ten thousand rows it is broken off."""
_LARGE: Final = "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT "


def killer(chance: Random) -> Request:
    """A query that never ends, needs more than any machine has, or is answered with many rows."""
    accept = f"{chance.choice(ROWS)}, {chance.choice(GRAPHS)}"
    if chance.random() < 0.2:
        text = chance.choice((_LARGE, _LARGER)) + chance.choice(("9000", "20000"))
        return asked("killer: many rows", text, "form", ANYTHING, accept)
    kind = chance.choice(list(KILLERS))
    return asked("killer: endless", KILLERS[kind](chance), "form", ANYTHING, accept)


def hang_up(address: tuple[str, int], source: str | None, request: Request, chance: Random) -> None:
    """Send a request, whole or in part, take something of the answer or not, and cut the line. Raises OSError."""
    with socket.create_connection(address, timeout=5, source_address=(source, 0) if source else None) as connection:
        sent = request.sent()
        connection.sendall(sent if chance.random() < 0.8 else sent[: chance.randrange(1, len(sent))])
        if select.select([connection], [], [], chance.random())[0] and chance.random() < 0.5:
            connection.recv(1 << 16)
        if chance.random() < 0.5:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
