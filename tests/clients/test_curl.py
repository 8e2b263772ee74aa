"""Every curl line of the README does what the comment above it says."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse
from running_server import ROOT, Server

README = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
PROMISE = r"^# (?P<what>.+) → (?P<status>\d{3}) (?P<type>\S+)\n(?P<script>(?:(?!```).+\n)+)"
EXAMPLES = list(re.finditer(PROMISE, README, re.MULTILINE))
READ: dict[str, Callable[[str], object]] = {
    "text/csv": lambda text: list(csv.reader(text.splitlines()))[1:],
    "text/turtle": lambda text: list(parse(text, RdfFormat.TURTLE)),
    "application/sparql-results+json": lambda text: json.loads(text)["results"]["bindings"],
    "application/json": lambda text: json.loads(text)["things"],
    "application/problem+json": json.loads,
}


@dataclass(frozen=True)
class Answer:
    """What curl printed, and what it says of the response."""

    text: str
    status: str
    media_type: str


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Callable[[str], Answer]:
    """Runs lines of the README, against our server, in an empty folder."""
    if not shutil.which("curl"):
        raise SystemExit("There is no curl here. Run: make tools")
    (tmp_path / ".curlrc").write_text('write-out = "%{stderr}%{http_code} %{content_type}"\n')

    def run(script: str) -> Answer:
        command = ["sh", "-e", "-c", script.replace(ADDRESS, server.url)]
        surroundings = {**os.environ, "CURL_HOME": str(tmp_path)}
        ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=surroundings, check=True)
        status, media_type = ended.stderr.split(maxsplit=1)
        return Answer(ended.stdout, status, media_type.partition(";")[0])

    return run


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["what"])
def test_a_line_gives_what_is_promised_above_it(example: re.Match[str], run: Callable[[str], Answer]) -> None:
    answer = run(example["script"])
    assert (answer.status, answer.media_type) == (example["status"], example["type"])
    assert READ[answer.media_type](answer.text)


def test_every_line_has_its_promise() -> None:
    promised = "".join(example["script"] for example in EXAMPLES)
    assert re.findall(r"^curl .*", README, re.MULTILINE) == re.findall(r"^curl .*", promised, re.MULTILINE)


def test_the_refusal_that_is_shown_is_the_one_that_comes(run: Callable[[str], Answer]) -> None:
    refused = next(example for example in EXAMPLES if example["status"] == "400")
    shown = re.search(r"^```json\n(.+?)```", README[refused.end() :], re.MULTILINE | re.DOTALL)
    assert shown is not None
    told: dict[str, Any] = json.loads(run(refused["script"]).text)
    assert json.loads(shown[1]) == told
