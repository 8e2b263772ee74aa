"""What a server takes of the machine: its processes, their descriptors and their memory."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import psutil

LOOKS: Final = 300
"""How often a server is looked at until it is idle again; between two looks it answers a query."""
FEW: Final = 20


@dataclass(frozen=True)
class Footprint:
    """The number of processes, of their open descriptors, and their proportional memory (PSS) in MB, all together."""

    processes: int
    descriptors: int
    memory: float

    @classmethod
    def of(cls, pid: int) -> Footprint:
        """That of a process and all that it has started."""
        process = psutil.Process(pid)
        found = [_taken(each) for each in (process, *process.children(recursive=True))]
        return cls(sum(each[0] for each in found), sum(each[1] for each in found), sum(each[2] for each in found))

    def back_to(self, before: Footprint, slack: float) -> bool:
        """Whether it holds no more than before, with a share of memory (0.1 is a tenth) more or less."""
        counts = (self.processes, self.descriptors) == (before.processes, before.descriptors)
        return counts and abs(self.memory - before.memory) <= slack * before.memory

    def __str__(self) -> str:
        return f"{self.processes} processes, {self.descriptors} descriptors, {self.memory:.1f} MB"


def resting(pid: int, turn: Callable[[], object]) -> Footprint:
    """The footprint once all connections are closed, which takes the server a few turns to notice."""
    looks = []
    for _ in range(FEW):
        turn()
        looks.append(Footprint.of(pid))
    return min(looks, key=lambda look: look.descriptors)


def settled(pid: int, before: Footprint, slack: float, turn: Callable[[], object]) -> Footprint:
    """The footprint as soon as it is back to the one before, or the last one after many turns."""
    now = Footprint.of(pid)
    for _ in range(LOOKS):
        if now.back_to(before, slack):
            break
        turn()
        now = Footprint.of(pid)
    return now


def _taken(process: psutil.Process) -> tuple[int, int, float]:
    with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        return 1, process.num_fds(), process.memory_full_info().pss / 1_048_576
    return 0, 0, 0.0
