"""A server under mixed load: whether each answer is right, none is lost, and memory is level.

.venv/bin/python benchmarks/mixed_load.py --help
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import click

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from load_editions import Folder, Timeline, read
from load_mix import mix
from load_outcomes import Tally
from load_report import Load, report
from load_server import Served
from load_visitors import (
    AFTER_A_CHANGE,
    ASKED_FIRST,
    ASKS_MUCH,
    HABITS,
    SLOW_READER,
    SLOW_SENDER,
    Stage,
    ask,
    kill,
    leave,
    one_by_one,
)
from load_watch import Processors, look

from plangraph.errors import PlangraphError

POSITIVE = click.FloatRange(0, min_open=True)


@click.command()
@click.option("--seconds", type=POSITIVE, default=60.0, show_default=True, help="How long the load lasts.")
@click.option(
    "--reload-every",
    type=click.FloatRange(0),
    default=10.0,
    show_default=True,
    help="Seconds between two reloads; 0 for none.",
)
@click.option(
    "--restart-every",
    type=click.FloatRange(0),
    default=0.0,
    help="Seconds between two restarts of the server, instead of reloads.",
)
@click.option("--url", help="A server that runs already, on the shipped data; it is not reloaded, nor looked at.")
@click.option("--rate", type=POSITIVE, default=60.0, show_default=True, help="Most ordinary requests a second.")
@click.option(
    "--killers",
    type=click.IntRange(0),
    default=2,
    show_default=True,
    help="Clients that ask for too much, one after the other.",
)
@click.option(
    "--deadline", type=POSITIVE, default=1.0, show_default=True, help="Seconds that the server gives a query."
)
@click.option(
    "--patience",
    type=POSITIVE,
    default=30.0,
    show_default=True,
    help="Seconds after which an answer is taken for lost.",
)
@click.option("--slack", default=10.0, show_default=True, help="By how many percent memory may differ and be level.")
@click.option("--seed", type=int, help="What to draw requests from; without it, something else each time.")
def main(seconds: float, reload_every: float, restart_every: float, url: str | None, **given: Any) -> None:  # noqa: ANN401
    """Put a server under mixed load; exit code 1 says that an answer was wrong or lost, or memory not level.

    Eight clients of several habits ask what they may: queries in each format and way, new ones among them, whole
    graphs, pages in both languages, and what is refused. Others send three requests at once, send or read slowly, hang
    up in the middle, or ask for too much. Each change of the data names one goal anew in two files, so that an answer
    from old data, or from two editions, is seen. Right answers are computed beforehand, in this process.

    \b
    Examples:
      mixed_load.py
      mixed_load.py --seconds 600 --seed 7
      mixed_load.py --seconds 6 --reload-every 2
      mixed_load.py --restart-every 15
      mixed_load.py --url http://127.0.0.1:8000 --killers 0
    """  # noqa: D301 - \b is how click is told to keep lines
    given["seed"] = random.randrange(10**6) if given["seed"] is None else given["seed"]  # noqa: S311 - nothing secret
    wanted = Wanted(**given)
    load = Load(wanted.title(seconds), seconds, wanted.slack / 100, Tally())
    load.changed_by = "restarts" if restart_every else "reloads"
    if url:
        _against(url, load, wanted)
    else:
        with tempfile.TemporaryDirectory() as folder:
            _with_changes(Path(folder), load, restart_every or reload_every, wanted)
    click.echo("\n".join(report(load)))
    sys.exit(not load.held)


@dataclass(frozen=True)
class Wanted:
    """What is chosen besides the time; see the options."""

    rate: float
    killers: int
    deadline: float
    patience: float
    slack: float
    seed: int

    def title(self, seconds: float) -> str:
        """What to say of it above the report."""
        return (
            f"{seconds:g} s, at most {self.rate:g} ordinary requests a second, {self.killers} killers at a time,"
            f" deadline {self.deadline:g} s, seed {self.seed}"
        )


def _against(url: str, load: Load, wanted: Wanted) -> None:
    address = urlsplit(url)
    if address.scheme != "http" or not address.hostname:
        raise click.BadParameter(f"{url} is no address like http://127.0.0.1:8000", param_hint="--url")
    host, asked = (address.hostname or "", address.port or 80), mix([read(0)])
    stage = Stage(host, asked, Timeline(), load.tally, Event(), wanted.seed, wanted.patience)
    with _visited(stage, wanted):
        stage.over.wait(load.seconds)


def _with_changes(root: Path, load: Load, every: float, wanted: Wanted) -> None:
    folder, timeline = Folder(root), Timeline()
    asked = mix([folder.edition(number) for number in range(int(load.seconds / every) + 2 if every else 1)])
    folder.write(0)
    processors = Processors()
    options = ["--deadline", str(wanted.deadline), "--drain", str(wanted.patience)]
    server = Served(folder, timeline, options, activated=load.changed_by == "restarts")
    stage = Stage(server.address, asked, timeline, load.tally, Event(), wanted.seed, wanted.patience)
    try:
        _put_under(server, stage, load, every, wanted)
    finally:
        load.faults += server.close()
    load.processors = processors.told()


def _put_under(server: Served, stage: Stage, load: Load, every: float, wanted: Wanted) -> None:
    one_by_one(stage, 70, ASKED_FIRST, [*stage.mix.requests, stage.mix.whole])
    began = time.monotonic()
    with ThreadPoolExecutor(1) as watching, _visited(stage, wanted):
        watched = watching.submit(_watch, server, load, began, stage.over)
        _change(server, stage, load, every, began)
        stage.over.wait(began + load.seconds - time.monotonic())
        stage.over.set()
    watched.result()
    if not server.settled():
        load.faults.append("processes for data that were replaced are left")
    load.after = look(server.processes(), began)


@contextmanager
def _visited(stage: Stage, wanted: Wanted) -> Iterator[None]:
    """Have everybody visit for a while. A fault of this program itself ends it."""
    others = ((ASKS_MUCH, 1.0), (SLOW_SENDER, 0.2), (SLOW_READER, 1.0))
    pauses = [(habit, len(HABITS) / wanted.rate) for habit in HABITS] + list(others)
    with ThreadPoolExecutor(len(pauses) + wanted.killers + 1) as visitors:
        visits = [visitors.submit(ask, stage, number, pause, habit) for number, (habit, pause) in enumerate(pauses)]
        visits += [visitors.submit(leave, stage, 30, 0.5)]
        visits += [visitors.submit(kill, stage, 40 + number, 1.5) for number in range(wanted.killers)]
        try:
            yield
        finally:
            stage.over.set()
    for each in visits:
        each.result()


def _change(server: Served, stage: Stage, load: Load, every: float, began: float) -> None:
    """Reload or restart the server every so many seconds, for as long as the load lasts, and look at once."""
    moment = began + every
    while every and moment < began + load.seconds:
        Event().wait(max(moment - time.monotonic(), 0))
        try:
            load.changes.append(server.restart() if load.changed_by == "restarts" else server.reload())
        except (PlangraphError, OSError, click.ClickException) as error:
            load.faults.append(f"{load.changed_by}: {error}")
            return
        one_by_one(stage, 60, AFTER_A_CHANGE, stage.mix.changed)
        moment = max(moment + every, time.monotonic())


def _watch(server: Served, load: Load, began: float, over: Event) -> None:
    while not over.wait(min(1.0, load.seconds / 60)):
        load.looks.append(look(server.processes(), began))


if __name__ == "__main__":
    main()
