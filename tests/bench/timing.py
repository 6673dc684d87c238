"""How things are measured: in turns, against a named reference, in the unit that suits."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MATRIX = ROOT / "matrices" / "principal-ai-infrastructure-engineer.yaml"
SAMPLE = ROOT / "profiles" / "sample-staff-engineer.yaml"
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, what it is held against, and how many times that it may be.

    ``ours`` and ``theirs`` are in the same unit. Without a ``limit`` the figure only tells; with ``least`` the
    limit is the least that the ratio may be, else the most.
    """

    name: str
    ours: float
    unit: str
    reference: str
    theirs: float
    limit: float | None = None
    least: bool = False

    @property
    def ratio(self) -> float:
        """Ours as a multiple of theirs."""
        return self.ours / self.theirs

    @property
    def kept(self) -> bool:
        """Whether the limit is kept, if there is one."""
        return self.limit is None or (self.ratio >= self.limit if self.least else self.ratio <= self.limit)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured: ``quick`` takes a few rounds for a first look, ``long`` adds what takes minutes."""

    quick: bool = False
    long: bool = False

    def rounds(self, usual: int) -> int:
        """How many rounds, where so many are usual."""
        return max(FEWEST, usual // 5) if self.quick else usual


def in_turns(measures: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """What each measured, by turns, so that a busy moment of the machine hits all of them alike."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            found[name].append(measure())
    return found


def medians(measures: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of what each measured, by turns."""
    return {name: statistics.median(found) for name, found in in_turns(measures, rounds).items()}


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many per cent of the values do not exceed, itself one of them."""
    return sorted(values)[max(-(-len(values) * percent // 100) - 1, 0)]


def processor(work: Callable[[], object]) -> Callable[[], float]:
    """Measures the processor time of work in this process, in seconds: nothing that others do counts."""

    def measure() -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    return measure


def elapsed(work: Callable[[], object]) -> Callable[[], float]:
    """Measures how long work takes by the clock, in seconds."""

    def measure() -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return measure


def process(command: Sequence[str], folder: Path = ROOT, **environment: str) -> Callable[[], float]:
    """Measures the processor time of a process from its start to its end, in seconds."""

    def measure() -> float:
        with subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as child:
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
        return usage.ru_utime + usage.ru_stime

    return measure


def peak_memory() -> int:
    """The most memory that this process has held at once, in bytes.

    Where the system tells no more, what started the process counts too, if that held more.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * int(status.read_text().partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
