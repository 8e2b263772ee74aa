"""What an operator copies from examples/: the units of systemd, the container, the alerts."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from operators import EXAMPLES, PROGRAM, understood
from running_server import ENDLESS, ROOT, Server, running_server, until

from plangraph.settings import Settings
from plangraph_web.entries import Outcome
from plangraph_web.families import FAMILIES
from plangraph_web.metrics import listed

SERVICE = (EXAMPLES / "plangraph.service").read_text()
SOCKET = (EXAMPLES / "plangraph.socket").read_text()
CONTAINER = (EXAMPLES / "Containerfile").read_text().replace("\\\n", " ")
BUILDING, RUNNING = re.split(r"^FROM .*", CONTAINER, flags=re.MULTILINE)[1:]
PROBLEMS = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
ENDS = {"histogram": ("_bucket", "_count", "_sum")}
"""What the names of the values of a kind of metric end with; those of other kinds have the name of the metric."""
VALUES = {
    "outcome": set(get_args(Outcome)),
    "problem": set(re.findall(r"</a>`([\w-]+)`", PROBLEMS)),
    "result": {"ok", "failed"},
    "route": {"/sparql", "/query"},
    "setting": {row.name for row in fields(Settings)},
    "status": {"500"},
}
"""What the labels of metrics may say."""


def values(text: str, name: str, between: str = "=") -> list[str]:
    """What the lines say that begin with this name."""
    return re.findall(rf"^{name}{between}(.*)", text, re.MULTILINE)


def systemd(*words: str) -> str:
    """What systemd-analyze says, which must be content."""
    assert shutil.which("systemd-analyze"), "There is no systemd-analyze here. Run: make tools"
    ended = subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


@pytest.fixture
def units(tmp_path: Path) -> list[str]:
    """The units, with the program where it is here."""
    here = str(Path(sys.executable).with_name("plangraph"))
    for name, text in (("plangraph.service", SERVICE), ("plangraph.socket", SOCKET)):
        (tmp_path / name).write_text(text.replace(PROGRAM, here))
    return sorted(map(str, tmp_path.glob("plangraph.*")))


def test_systemd_finds_no_fault_in_the_units(units: list[str]) -> None:
    assert systemd("verify", *units) == ""


def test_the_service_leaves_little_exposed(units: list[str]) -> None:
    assert "exposure level" in systemd("security", "--offline=true", "--threshold=15", units[0])


def test_units_and_reload_name_the_same_address() -> None:
    start, reload = (shlex.split(values(SERVICE, name)[0]) for name in ("ExecStart", "ExecReload"))
    assert (start[:2], reload[:2]) == ([PROGRAM, "serve"], [PROGRAM, "reload"])
    addresses = ["{host}:{port}".format(**understood(words[1:]).params) for words in (start, reload)]
    assert [*addresses, *values(SOCKET, "ListenStream")] == ["127.0.0.1:8000"] * 3


def system_calls() -> set[str]:
    """Those that the service may make."""
    groups: dict[str, set[str]] = {}
    for line in systemd("syscall-filter").splitlines():
        if line.startswith("@"):
            found = groups.setdefault(line.split()[0], set())
        elif line.strip() and not line.strip().startswith("#"):
            found.add(line.strip())

    def meant(name: str) -> set[str]:
        return set().union(*map(meant, groups[name])) if name.startswith("@") else {name}

    allowed: set[str] = set()
    for wanted in values(SERVICE, "SystemCallFilter"):
        named = set().union(*map(meant, wanted.removeprefix("~").split()))
        allowed = allowed - named if wanted.startswith("~") else allowed | named
    return allowed


def strangers(allowed: set[str], trace: Path) -> str:
    """Which other system calls a server makes that answers pages and queries, ends two of them, and reloads."""
    calls = ",".join(f"?{name}" for name in sorted(allowed))
    strace = ["strace", "-D", "-f", "--seccomp-bpf", "--quiet=all", "-e", "signal=none", "-e", f"trace=!{calls}"]
    options = ("--deadline", "1", "--memory", "64")
    with running_server(*options, under=[*strace, "-o", str(trace)], XDG_STATE_HOME=str(trace.parent)) as server:
        assert [server.get(path).status for path in ("/", "/graph", "/quality")] == [200] * 3
        assert server.ask("SELECT * { ?s ?p ?o }").status == 200
        assert server.ask(ENDLESS).status == 503
        assert server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c").status == 503
        port = server.url.rpartition(":")[2]
        reload = [sys.executable, "-m", "plangraph", "reload", "--port", port]
        subprocess.run(reload, check=True, capture_output=True, env={"XDG_STATE_HOME": str(trace.parent)})
    return trace.read_text()


@pytest.mark.slow
def test_the_service_may_do_what_the_server_does(tmp_path: Path) -> None:
    assert strangers(system_calls(), tmp_path / "trace") == ""


@pytest.mark.slow
def test_a_call_that_is_not_allowed_would_be_seen(tmp_path: Path) -> None:
    assert "setitimer(" in strangers(system_calls() - {"setitimer"}, tmp_path / "trace")


def copied() -> list[tuple[list[str], str]]:
    """What the container copies from the repository, and where to."""
    lines = [line.split() for line in values(BUILDING, "COPY", " ")]
    return [(words[:-1], words[-1]) for words in lines]


def test_what_the_container_copies_is_all_that_a_wheel_needs(tmp_path: Path) -> None:
    for names, into in copied():
        for name in names:
            source = ROOT / name
            to = tmp_path / into if source.is_dir() else tmp_path / into / source.name
            to.parent.mkdir(parents=True, exist_ok=True)
            to.symlink_to(source)
    assert "make wheel" in values(BUILDING, "RUN", " ")
    asked = subprocess.run(["make", "--dry-run", "wheel"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    assert "hatchling build" in asked.stdout


def test_the_container_runs_our_command_as_nobody_in_particular() -> None:
    entry, options = (json.loads(*values(RUNNING, name, " ")) for name in ("ENTRYPOINT", "CMD"))
    assert entry == ["plangraph"]
    assert understood(options).params["host"] == "0.0.0.0"
    (user,) = values(RUNNING, "USER", " ")
    assert min(map(int, user.split(":"))) > 0
    assert values(RUNNING, "EXPOSE", " ") == ["8000"]
    assert values(RUNNING, "STOPSIGNAL", " ") == ["SIGTERM"]


def test_the_container_has_room_for_what_the_settings_allow() -> None:
    room, memory = (int(*re.findall(rf"{name}(\d+)g ", CONTAINER)) << 10 for name in ("size=", "--memory "))
    settings = Settings()
    assert room >= settings.queries * settings.megabytes
    assert memory > room + settings.workers * settings.memory + settings.cache


def test_the_container_knows_whether_it_is_well(server: Server) -> None:
    command = json.loads(*re.findall(r"HEALTHCHECK .* CMD (\[.*\])", RUNNING))
    script = command[-1].replace("http://127.0.0.1:8000", server.url)
    assert command[:2] == ["python", "-c"]
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
    nowhere = [sys.executable, "-c", command[-1].replace(":8000", ":1")]
    assert subprocess.run(nowhere, capture_output=True, check=False).returncode == 1


@pytest.fixture
def powerless(installed: Path, tmp_path: Path) -> Iterator[Server]:
    """The server of the wheel, without a right of root, a home or a folder that it could write to."""
    tmp_path.chmod(0o555)
    powers = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]
    in_there = ["sh", "-c", 'cd "$1" && python="$2" && shift 3 && exec "$python" "$@"', "sh", str(tmp_path)]
    under = [*powers, *in_there, str(installed / "python")]
    with running_server(under=under, HOME=str(tmp_path), XDG_STATE_HOME=str(tmp_path / "state")) as server:
        yield server
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_wheel_serves_where_nothing_can_be_written(powerless: Server) -> None:
    assert "一関市" in powerless.get("/").text
    rows = powerless.ask("SELECT * { ?s ?p ?o }", "text/tab-separated-values")  # in which a row is a line
    assert len(rows.text.splitlines()) == 10_001
    assert until(lambda: powerless.get("/readyz").status == 200)


def alerts() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((EXAMPLES / "prometheus-alerts.yml").read_text(encoding="utf-8"))["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])
def test_an_alert_goes_by_what_there_is(alert: dict[str, Any], server: Server) -> None:
    shown = server.get("/metrics", "text/plain").text
    kinds = {name: kind for name, kind, _ in listed()}
    samples = {f"{name}{end}": name for name, kind in kinds.items() for end in ENDS.get(kind, ("",))}
    for name, labels in re.findall(r"(plangraph_\w+)(?:\{([^}]*)\})?", alert["expr"]):
        assert f"# TYPE {samples[name]} " in shown
        for label, value in re.findall(r'(\w+)[=!]~?"([^"]*)"', labels):
            assert label in FAMILIES[samples[name]].labels
            assert set(value.split("|")) <= VALUES[label]
    assert all(alert["annotations"][name] for name in ("summary", "summary_ja"))
    assert alert["labels"]["severity"] in ("critical", "warning")
