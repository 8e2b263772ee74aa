"""How long `plangraph serve` takes to its first answers beyond what Python and Flask take to theirs.

    .venv/bin/python benchmarks/start.py [runs]

Each run starts, one after the other, a Flask application that says hello, and the server once for the first page and
once for a query. Prints a Markdown table of seconds from the start of the process to the end of the answer, and of the
medians less that of Flask.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from urllib.parse import quote
from urllib.request import urlopen

HELLO = """
from flask import Flask
from werkzeug.serving import make_server
app = Flask("hello")
app.add_url_rule("/", view_func=lambda: "hello")
server = make_server("127.0.0.1", 0, app)
print(f"http://127.0.0.1:{server.port}/", flush=True)
server.serve_forever()
"""
SERVE = ("-m", "plangraph", "serve", "--port", "0")
QUERY = "sparql?query=" + quote("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }")
STARTS = {
    "Flask alone, `/`": (("-c", HELLO), ""),
    "`plangraph serve`, `/`": (SERVE, ""),
    "`plangraph serve`, `/sparql`": (SERVE, QUERY),
}


def main(runs: int) -> None:
    """Time all starts and print the table."""
    seconds: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(runs):
        for name, (words, path) in STARTS.items():
            seconds[name].append(_first_answer(words, path))
    print("| start to the first answer | min s | median s | max s | beyond Flask |\n|---|---|---|---|---|")
    flask = statistics.median(next(iter(seconds.values())))
    for name, times in seconds.items():
        median = statistics.median(times)
        print(f"| {name} | {min(times):.3f} | {median:.3f} | {max(times):.3f} | {median - flask:.3f} |")


def _first_answer(words: tuple[str, ...], path: str) -> float:
    begin = time.perf_counter()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as process:
        told = process.stdout.readline() if process.stdout else ""
        with urlopen(told.split()[-1] + path, timeout=60) as answer:  # noqa: S310 - on loopback
            answer.read()
        taken = time.perf_counter() - begin
        process.send_signal(signal.SIGTERM)
        process.communicate()
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
