"""An address at which no server can listen: one sentence and exit code 2; who listens there goes on."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest
from adversity import AS_ANYBODY
from running_server import Server, running_server

from plangraph.errors import Language

UNUSABLE = {
    "of another machine": ("192.0.2.1", "Cannot assign requested address"),
    "of another machine, IPv6": ("2001:db8::1", "Cannot assign requested address"),
    "a name that nothing has": ("nowhere.invalid", ""),  # the reason depends on whether there is a network
    "no name": ("x" * 70, ""),
    "nothing": ("", "no host name"),
}
WORDS: dict[Language, tuple[str, str]] = {
    "ja": ("では待ち受けられません", "--host と --port を確かめてください。"),
    "en": ("It is not possible to listen on port", "Check --host and --port."),
}


def refused(host: str, port: int, language: Language, under: tuple[str, ...] = ()) -> str:
    """The one line with which `serve` refuses to start."""
    command = [*under, sys.executable, "-m", "plangraph", "serve", "--host", host, "--port", str(port)]
    environment = {**os.environ, "PLANGRAPH_LANG": language}
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    assert line.startswith("plangraph: ")
    return line


@pytest.mark.parametrize(("host", "reason"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_an_address_at_which_nobody_can_listen_is_told_with_its_reason(
    host: str, reason: str, language: Language
) -> None:
    line = refused(host, 8000, language)
    assert all(words in line for words in WORDS[language])
    assert f"({reason}" in line
    assert host in line
    assert "while attempting" not in line  # what Python adds says the address a second time


def test_a_port_for_which_one_has_no_right_is_told_so(language: Language) -> None:
    code = "import socket; socket.create_server(('127.0.0.1', 80))"
    tried = subprocess.run([*AS_ANYBODY, sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if "Permission denied" not in tried.stderr:  # as in containers, where everybody may take every port
        return
    line = refused("127.0.0.1", 80, language, AS_ANYBODY)
    assert all(words in line for words in WORDS[language])
    assert "(Permission denied)" in line


def test_a_port_in_use_is_told_and_who_listens_there_goes_on(server: Server, language: Language) -> None:
    port = int(server.url.rsplit(":", 1)[1])
    line = refused("127.0.0.1", port, language)
    assert str(port) in line
    assert {"ja": "別のプログラムが使っています", "en": "is in use by another program"}[language] in line
    assert server.ask("ASK {}").status == 200


def test_a_port_that_somebody_has_bound_and_does_not_listen_on_is_in_use(language: Language) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        assert str(other.getsockname()[1]) in refused("127.0.0.1", other.getsockname()[1], language)


def test_an_address_of_ipv6_is_announced_as_browsers_want_it() -> None:
    with running_server("--host", "::1") as server:
        assert server.url.startswith("http://[::1]:")
        assert server.ask("ASK {}").status == 200
