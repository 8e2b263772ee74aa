"""Files that cannot be read: a server does not start with them, and one that runs goes on with what it has."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest
from adversity import AS_ANYBODY, messages
from running_server import Server, running_server, until
from small_plans import bare_root

from plangraph import control
from plangraph.errors import ReloadFailed

CITY = "data/ttl/ichinoseki/municipality.ttl"
COUNT = "SELECT (COUNT(*) AS ?number) { ?s ?p ?o }"
Harm = Callable[[Path], object]


def forbid(file: Path) -> None:
    file.chmod(0o000)


def in_its_place(make: Harm) -> Harm:
    def harm(file: Path) -> None:
        file.unlink()
        make(file)

    return harm


HARMS: dict[str, tuple[Harm, str]] = {
    "forbidden": (forbid, "is there but cannot be read (Permission denied)"),
    "in a forbidden folder": (lambda file: forbid(file.parent), "is there but cannot be read (Permission denied)"),
    "gone": (Path.unlink, "lists the graph"),
    "a folder": (in_its_place(Path.mkdir), "lists the graph"),
    "a link to nowhere": (in_its_place(lambda file: file.symlink_to("nowhere")), "cannot be read (No such file"),
    "a link to itself": (in_its_place(lambda file: file.symlink_to(file)), "cannot be read (Too many levels"),
    "a pipe": (in_its_place(os.mkfifo), "is there but cannot be read (not a regular file)"),
    "endless": (in_its_place(lambda file: file.symlink_to("/dev/zero")), "cannot be read (not a regular file)"),
    "empty": (lambda file: file.write_text(""), "holds no triple"),
    "no text": (lambda file: file.write_bytes(b"\xff\xfe" + bytes(99)), "is not text in UTF-8"),
}


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """Small data that a test may break."""
    folder = tmp_path / "root"
    folder.mkdir()
    yield bare_root(folder)
    for each in (folder / "data/ttl/ichinoseki", folder / "ontology/shapes", folder):
        each.chmod(0o755)


def refused(*words: str | Path) -> str:
    """The one line with which `serve` refuses to start."""
    ended = subprocess.run(
        [*AS_ANYBODY, sys.executable, "-m", "plangraph", "serve", "--port", "0", *words],
        env={**os.environ, "PLANGRAPH_LANG": "en"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    assert line.startswith("plangraph: ")
    return line


@pytest.mark.parametrize("name", ["forbidden", "a link to nowhere", "a pipe", "no text"])
def test_a_server_does_not_start_with_a_file_that_cannot_be_read(name: str, root: Path) -> None:
    harm, sentence = HARMS[name]
    harm(root / CITY)
    line = refused("--root", root)
    assert sentence in line
    assert "municipality.ttl" in line


def test_a_server_does_not_start_in_a_folder_that_cannot_be_read(root: Path) -> None:
    root.chmod(0o000)
    assert f"{root}/" in (line := refused("--root", root))
    assert "Permission denied" in line


@pytest.fixture
def reloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Server], control.Loaded]:
    """Has a server take in its files."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return lambda server: control.reload("127.0.0.1", urlsplit(server.url).port or 0)


def test_a_running_server_goes_on_with_what_it_has_until_the_file_is_mended(
    root: Path, reloaded: Callable[[Server], control.Loaded], capfd: pytest.CaptureFixture[str]
) -> None:
    file = root / CITY
    whole = file.read_bytes()
    with running_server("--root", str(root), under=AS_ANYBODY, PLANGRAPH_WORKERS="1") as server:
        assert server.ask(COUNT).status == 200
        for harm, sentence in HARMS.values():
            harm(file)
            with pytest.raises(ReloadFailed) as failed:
                reloaded(server)
            assert sentence in failed.value.sentence("en")
            assert server.ask(COUNT).status == server.get("/readyz").status == 200
            restore(file, whole)
        assert reloaded(server).graphs > 1
    log = messages(capfd.readouterr().err)
    assert len(log) == len(HARMS)
    for line, (_, sentence) in zip(log, HARMS.values(), strict=True):
        assert line.startswith("The data could not be reloaded, so the old data are still served. ")
        assert sentence in line


def restore(file: Path, content: bytes) -> None:
    file.parent.chmod(0o755)
    if file.is_dir():
        file.rmdir()
    file.unlink(missing_ok=True)
    file.write_bytes(content)


def test_a_file_that_changes_while_it_is_read_is_taken_as_one_of_its_versions_or_not_at_all(
    root: Path, reloaded: Callable[[Server], control.Loaded]
) -> None:
    file, beside = root / CITY, root / "beside"
    whole = file.read_text(encoding="utf-8")
    versions = [f"{whole}<x:note> <x:number> {number} ." for number in (1, 2)]
    over = Event()

    def change() -> None:
        for text in cycle([*versions, whole[: len(whole) // 2], ""]):
            beside.write_text(text, encoding="utf-8")
            beside.replace(file)
            if over.wait(0.001):
                return

    with running_server("--root", str(root), PLANGRAPH_WORKERS="1") as server:
        restore(file, versions[0].encode())
        reloaded(server)
        changing = Thread(target=change)
        changing.start()
        try:
            for _ in range(8):
                with suppress(ReloadFailed):
                    reloaded(server)
                answer = server.ask("SELECT ?number { <x:note> <x:number> ?number }", format="csv")
                assert answer.text.split() in (["number", "1"], ["number", "2"])
        finally:
            over.set()
            changing.join()


def test_documents_that_cannot_be_read_keep_nobody_from_the_pages_and_are_told_in_the_log(
    root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir(mode=0o000)
    with running_server("--root", str(root), "--sources", str(folder), under=AS_ANYBODY) as server:
        assert server.get("/sources/").status == 200
    (line,) = messages(capfd.readouterr().err)
    assert line.startswith(f"No passage can be shown. {folder} is there but cannot be read (Permission denied).")


def test_rules_that_cannot_be_read_are_told_in_the_log_and_the_pages_are_shown(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "ontology/shapes").chmod(0o000)
    told: list[str] = []

    def logged() -> bool:
        told.append(capfd.readouterr().err)
        return "shapes" in "".join(told)

    with running_server("--root", str(root), under=AS_ANYBODY, PLANGRAPH_WARM="1") as server:
        assert server.get("/sources/").status == 200
        assert "Permission denied" in server.get("/quality", "text/html").text
        assert until(logged)
    (line,) = messages("".join(told) + capfd.readouterr().err)
    assert "Permission denied" in line
