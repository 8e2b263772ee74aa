"""Releases: the whole graph of one version, kept as one file that never changes."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, serialize
from pyoxigraph import Store as Engine

from plangraph import __version__, catalog
from plangraph.errors import BrokenRelease, FileUnwritable, ReleaseExists, RulesViolated, VersionUnfinished
from plangraph.labels import natural_key
from plangraph.store import Store
from plangraph.validation import check

FOLDER: Final = "data/releases"
SUFFIX: Final = ".nq.gz"
_FINISHED: Final = re.compile(r"\d+\.\d+\.\d+")


def release(root: Path | None = None, version: str = __version__) -> Path:
    """Write the data below `root` as the release of this version; the file it is in, also if it was there already.

    Raises DataError if the data cannot be read, ReleaseRefused if they may not be released.
    """
    if not _FINISHED.fullmatch(version):
        raise VersionUnfinished(version=version)
    root = root or catalog.root()
    store = Store.load(root)
    if violations := check(root, store).report("en").open("Violation"):
        raise RulesViolated(violations=len(violations))
    return write(root, version, n_quads(store.engine))


def n_quads(engine: Engine) -> bytes:
    """The graph as sorted N-Quads, the same bytes for the same statements; the graph has no blank nodes."""
    quads = io.BytesIO()
    serialize(engine, quads, RdfFormat.N_QUADS)
    return b"".join(sorted(quads.getvalue().splitlines(keepends=True)))


def write(root: Path, version: str, quads: bytes) -> Path:
    """Keep these N-Quads as a release. Raises ReleaseExists, FileUnwritable, or DataError for an unreadable one."""
    path = root / FOLDER / f"{version}{SUFFIX}"
    try:
        if path.exists():
            if unpacked(path) != quads:
                raise ReleaseExists(path=path)
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, gzip.compress(quads, mtime=0))
    except OSError as error:
        raise FileUnwritable(path=path, reason=error.strerror) from error
    return path


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, or leave nothing behind. Raises OSError."""
    part = path.with_suffix(".part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def releases(root: Path) -> list[Path]:
    """The files of all releases, from the first to the latest."""
    found = (root / FOLDER).glob(f"*{SUFFIX}")
    return sorted((path for path in found if _FINISHED.fullmatch(version_of(path))), key=_by_version)


def version_of(path: Path) -> str:
    """The version that the file of a release holds."""
    return path.name.removesuffix(SUFFIX)


def unpacked(path: Path) -> bytes:
    """The N-Quads of a release. Raises MissingPath, FileUnreadable or BrokenRelease."""
    packed = catalog.whole(path)
    try:
        quads = gzip.decompress(packed)
    except (OSError, EOFError, zlib.error) as error:
        raise BrokenRelease(path=path, reason=str(error)) from error
    if not quads:
        raise BrokenRelease(path=path, reason="empty")
    return quads


def opened(path: Path) -> Store:
    """The graph of a release; its files are not there any more. Raises MissingPath, FileUnreadable or BrokenRelease."""
    engine = Engine()
    try:
        engine.bulk_load(unpacked(path), RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise BrokenRelease(path=path, reason=error.msg) from error
    return Store(engine, {}, version_of(path))


def _by_version(path: Path) -> tuple[str | int, ...]:
    return natural_key(version_of(path))
