"""Virtuoso 7, unprivileged: a database of its own in a temporary folder, its own ports, on loopback."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from peers_process import free_port, running

_BUFFERS = 170_000
"""Pages of 8 kB kept in memory: what Virtuoso's own manual gives a machine of 2 GB, and more than a country needs."""
_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 2000
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
FileExtend = 2000
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}, {data}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxQueryMem = 2G
CaseMode = 2

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
MaxKeepAlives = 10
KeepAliveTimeout = 60

[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 600
"""


@contextmanager
def virtuoso(quads: Path) -> Iterator[str]:
    """Load the data in bulk, then serve it; the default graph of a query is all there is."""
    sql, http = free_port(), free_port()
    with TemporaryDirectory() as folder:
        settings = Path(folder) / "virtuoso.ini"
        places = {"folder": folder, "data": quads.parent, "sql": sql, "http": http}
        settings.write_text(_SETTINGS.format(**places, buffers=_BUFFERS, dirty=_BUFFERS * 3 // 4), encoding="utf-8")
        url = f"http://127.0.0.1:{http}/sparql"
        with running(["virtuoso-t", "+foreground", "+configfile", str(settings)], url):
            load = f"ld_dir('{quads.parent}', '{quads.name}', 'urn:none'); rdf_loader_run(); checkpoint;"
            command = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
            yield url
