"""What the server takes of the machine, looked at again and again while it is under load."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import psutil

_BARS: Final = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class Look:
    """At a moment, in seconds since the beginning: all processes together; memory is proportional (PSS), in MB."""

    second: float
    processes: int
    threads: int
    descriptors: int
    memory: float


class Processors:
    """How the time of all processors is shared between the server, this program, and others, from now on."""

    def __init__(self) -> None:
        """Begin."""
        self._began, self._before = time.monotonic(), self._now()

    def told(self) -> str:
        """In a sentence; the server must have ended, as only then all that it took is known."""
        client, server, busy = (now - then for now, then in zip(self._now(), self._before, strict=True))
        whole = (time.monotonic() - self._began) * (psutil.cpu_count() or 1)
        return (
            f"Of {whole:.0f} s of {psutil.cpu_count()} processors the server took {server:.0f} s,"
            f" this program {client:.0f} s, and others {max(busy - server - client, 0):.0f} s."
        )

    @staticmethod
    def _now() -> tuple[float, float, float]:
        mine, machine = os.times(), psutil.cpu_times()
        busy = sum(machine) - machine.idle - getattr(machine, "iowait", 0) - getattr(machine, "guest", 0)
        return mine.user + mine.system, mine.children_user + mine.children_system, busy


def look(processes: Iterable[psutil.Process], began: float) -> Look:
    """Those processes and all that they have started."""
    every = {each for process in processes for each in (process, *_children(process))}
    found = [taken for each in every if (taken := _taken(each))]
    sums = [sum(column) for column in zip(*found, strict=True)] or [0, 0, 0.0]
    return Look(time.monotonic() - began, len(found), int(sums[0]), int(sums[1]), sums[2])


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def _taken(process: psutil.Process) -> tuple[float, float, float] | None:
    try:
        memory = process.memory_full_info()
        pss = getattr(memory, "pss", None) or memory.uss  # only Linux tells what is shared by how many
        return process.num_threads(), process.num_fds(), pss / 1_048_576
    except (psutil.Error, OSError):
        return None


def growth(looks: list[Look]) -> float:
    """By what share the median memory of the last quarter of the time is above that of the second quarter.

    The first quarter fills caches, starts workers and answers each page for the first time; a median passes over the
    seconds in which a reload holds the old and the new data.
    """
    quarter = len(looks) // 4
    second, last = ([each.memory for each in part] for part in (looks[quarter : 2 * quarter], looks[-quarter:]))
    return statistics.median(last) / statistics.median(second) - 1 if quarter else 0.0


def sparkline(values: list[float]) -> str:
    """The course of these values between their least and their greatest."""
    low, high = min(values), max(values)
    return "".join(_BARS[round((value - low) / ((high - low) or 1) * (len(_BARS) - 1))] for value in values)
