"""The two documents for operators: the same in both languages, and true of the program."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from operators import EXAMPLES, understood
from running_server import ROOT, Server, running_server, until

from plangraph.errors import Language, PlangraphError

DOCUMENTS: dict[Language, Path] = {"en": ROOT / "docs/operating.md", "ja": ROOT / "docs/operating.ja.md"}
TEXTS = {language: path.read_text(encoding="utf-8") for language, path in DOCUMENTS.items()}
TOOLS = {"curl", "gzip", "install", "ln", "ls", "mkdir", "nginx", "python3", "tar"}
"""Programs of others whose lines are run here or are too plain to be wrong."""
PIP = re.compile(r'^("\$new/bin/pip"|python3 -m pip) (?P<command>\w+) (?P<rest>.*)')
PROGRAM = re.compile(r'^("\$new/bin/plangraph"|/opt/plangraph/bin/plangraph|\.venv/bin/plangraph|plangraph)( |$)')


def commands(text: str) -> list[str]:
    """Every line that is to be typed, without what is said of it."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [re.sub(r"\s+# .*", "", line) for line in "".join(blocks).splitlines()]


def inline(text: str) -> list[str]:
    """What stands in the running text and the tables as code."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


def section(text: str, number: int) -> str:
    """The text below one heading of the second level, counted from 0."""
    return re.split(r"^## ", text, flags=re.MULTILINE)[number + 1]


def rows(text: str) -> list[list[str]]:
    """The cells of all tables, the headings among them."""
    return [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]


PROBLEMS = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
STATUS = dict(re.findall(r"</a>`([\w-]+)` \| (\d+) \|", PROBLEMS))
"""That of each code which an answer may have."""
LINES = sorted(set(commands(TEXTS["en"])))
FAULTS = 6
"""The section of what to do when something is wrong."""


def test_both_languages_have_the_same_headings_tables_and_commands() -> None:
    english, japanese = TEXTS["en"], TEXTS["ja"]
    for shape in (r"^#+ ", r"^- ", r"^<!-- .*", r"\]\([^#)]*\.(?!ja\.md|md\))\w+\)"):
        found = [re.findall(shape, text, re.MULTILINE) for text in (english, japanese)]
        assert found[0] == found[1]
    assert [len(row) for row in rows(english)] == [len(row) for row in rows(japanese)]
    assert commands(english) == commands(japanese)


def test_both_languages_name_the_same_options_files_and_programs() -> None:
    def named(text: str) -> set[str]:
        return {each for each in inline(text) if not re.search(r"[…。]|\. |\.$", each)}

    assert named(TEXTS["en"]) == named(TEXTS["ja"])


def test_each_heading_of_the_contents_is_there(language: Language) -> None:
    text = TEXTS[language]
    headings = re.findall(r"^#+ (.*)", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}
    linked = re.findall(r"\]\(#([^)]+)\)", text)
    assert set(linked) <= anchors
    assert len(re.findall(r"^- \[", text, re.MULTILINE)) == len(re.findall(r"^## ", text, re.MULTILINE))


@pytest.mark.parametrize("line", LINES)
def test_a_command_is_one(line: str) -> None:
    if found := PROGRAM.match(line):
        words = shlex.split(line[found.end() :])
        assert words == ["--version"] or understood(words)
    elif found := PIP.match(line):
        asked = [sys.executable, "-m", "pip", found["command"], "--help"]
        known = subprocess.run(asked, capture_output=True, text=True, check=True)
        assert set(re.findall(r"--[\w-]+", found["rest"])) <= set(re.findall(r"--[\w-]+", known.stdout))
    else:
        check_tool(line)


def check_tool(line: str) -> None:
    """Look at what a line of another program says of us."""
    program, *rest = shlex.split(line)
    if program == "make":
        assert re.search(rf"^{rest[0]}:.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    elif program in ("systemctl", "journalctl"):
        units = [word for word in rest if re.search(r"\.(service|socket)$", word)]
        assert all((EXAMPLES / unit).is_file() for unit in units)
        assert units or rest in (["daemon-reload"], ["reload", "nginx"])
    elif program == "podman":
        check_podman(line, rest)
    else:
        assert program in TOOLS or program.startswith("new=")
    assert all((ROOT / word).exists() for word in rest if word.startswith(("examples/", "requirements/")))


def check_podman(line: str, rest: list[str]) -> None:
    """The long lines are those in the Containerfile; what is run in the container is ours."""
    if rest[0] in ("build", "run"):
        told = (EXAMPLES / "Containerfile").read_text().replace(" \\\n#    ", "")
        assert f"#   {line}\n" in told
    elif rest[0] == "exec":
        assert rest[1:3] == ["plangraph", "plangraph"]
        assert understood(rest[3:])


def test_a_command_in_the_running_text_is_one(language: Language) -> None:
    found = [each for each in inline(TEXTS[language]) if each.startswith("plangraph ") or " benchmarks/" in each]
    ours = [shlex.split(each)[1:] for each in found if each.startswith("plangraph ")]
    assert len(ours) >= 3
    assert all(understood(words) for words in ours)
    assert all((ROOT / each.split()[1]).is_file() for each in found if " benchmarks/" in each)


def test_an_option_in_the_running_text_is_one(language: Language) -> None:
    known = {option for each in understood(["serve"]).command.params for option in each.opts}
    named = {word for each in inline(TEXTS[language]) for word in re.findall(r"^--[a-z-]+", each)}
    assert len(named) > 10
    assert named <= known


def test_the_addresses_to_watch_answer(server: Server) -> None:
    asked = [line.split()[-1] for line in LINES if line.startswith("curl ")]
    paths = [address.removeprefix("http://127.0.0.1:8000") for address in asked]
    assert paths == ["/healthz", "/metrics", "/readyz"]
    assert until(lambda: all(server.get(path).status == 200 for path in paths))


@pytest.mark.slow
def test_the_backup_is_one_that_can_be_checked(root: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data/releases", root / "data/releases")
    work = tmp_path / "work"
    work.mkdir()
    script = "\n".join(commands(section(TEXTS["en"], 4))).replace("/srv/plangraph", str(root))
    around = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LANG": "C.UTF-8"}
    run = ["sh", "-e", "-c", script]
    assert subprocess.run(run, cwd=work, env=around, capture_output=True, check=False).returncode == 0
    (release,) = (work / "restored/data/releases").iterdir()
    release.write_bytes(release.read_bytes()[:-100])
    checks = ["sh", "-e", "-c", script.splitlines()[-1]]
    assert subprocess.run(checks, cwd=work, capture_output=True, check=False).returncode != 0


def logged() -> Iterator[str]:
    """Every sentence that the program may log, with … for what differs."""
    for folder in ("src/plangraph", "webapp/plangraph_web"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    for said in node.args[:1]:
                        if isinstance(said, ast.Constant) and isinstance(said.value, str):
                            yield re.sub(r"%[srd]", "…", said.value)


def kinds(kind: type[PlangraphError] = PlangraphError) -> Iterator[type[PlangraphError]]:
    for each in kind.__subclasses__():
        yield each
        yield from kinds(each)


def test_what_is_said_to_be_said_is_said(language: Language) -> None:
    known = set(logged())
    known |= {re.sub(r"{[^}]*}", "…", getattr(each, language)) for each in kinds()}
    told = [row[1] for row in rows(section(TEXTS[language], FAULTS))[2:]]
    quoted = [each for cell in told for each in inline(cell)]
    assert len(quoted) > 15
    assert [each for each in quoted if each not in known | STATUS.keys()] == []


def test_codes_stand_beside_the_status_that_they_have(language: Language) -> None:
    for _, said, status, *_ in rows(section(TEXTS[language], FAULTS))[2:]:
        named = [code for code in inline(said) + inline(status) if code in STATUS]
        assert [STATUS[code] for code in named] == [status[:3]] * len(named)


def test_every_key_of_the_log_is_explained(tmp_path: Path, language: Language) -> None:
    log = tmp_path / "log"
    under = ["sh", "-c", 'exec "$@" 2>"$0"', str(log)]
    with running_server("--access-log", "2", under=under, XDG_STATE_HOME="/dev/null") as server:
        assert server.ask("DROP ALL").status == 400
        assert server.ask("ASK {}").status == 200
    keys = {key for line in log.read_text().splitlines() for key in json.loads(line)}
    assert keys > {"time", "address", "problem", "outcome", "message"}
    assert keys <= {row[0].strip("`") for row in rows(section(TEXTS[language], 5))}
