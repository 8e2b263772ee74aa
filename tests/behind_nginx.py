"""A real nginx in front of the server, configured as in examples/."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from running_server import ROOT, Server, until

EXAMPLE = ROOT / "examples/nginx.conf"
PREFIX = "/plan"
MAIN = """
daemon off;
master_process off;
pid pid;
error_log error.log;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include site.conf;
}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def configure(folder: Path, port: int, behind: Server) -> None:
    """Put the example into a folder, with the addresses of this machine and without certificates."""
    site = EXAMPLE.read_text().replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    site = re.sub(r"^ *ssl_.*\n", "", site, flags=re.MULTILINE).replace("http://127.0.0.1:8000", behind.url)
    (folder / "main.conf").write_text(MAIN)
    (folder / "site.conf").write_text(site)


@contextmanager
def nginx(behind: Server) -> Iterator[Server]:
    """The server as it is reached through nginx."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    assert program, "There is no nginx here. Run: make tools"
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:
        folder, port = Path(name), free_port()
        configure(folder, port, behind)
        with subprocess.Popen([program, "-p", name, "-c", "main.conf", "-e", "error.log"]) as process:
            front = Server(f"http://127.0.0.1:{port}", process.pid)
            try:
                assert until(lambda: front.listens() or process.poll() is not None)
                assert process.poll() is None, (folder / "error.log").read_text()
                yield Server(front.url + PREFIX, process.pid)
            finally:
                process.terminate()
