"""Measures and the table they end in. Goals are printed, never asserted: a busy machine must not fail a run."""

from __future__ import annotations

import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TypeVar

VERSIONS = ("numpy", "numba", "pandas", "orjson", "networkx", "neo4j")
T = TypeVar("T")
HEADER = ("case", "graph and options", "ours", "peer", "result", "goal", "reached")


@dataclass(frozen=True)
class Row:
    """One line of the table; `reached` None = for information, without a goal."""

    case: str
    graph: str
    ours: str
    peer: str
    result: str
    goal: str = "–"
    reached: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        reached = {True: "yes", False: "no", None: "–"}[self.reached]
        return (self.case, self.graph, self.ours, self.peer, self.result, self.goal, reached)


@dataclass
class Report:
    """What the run has measured so far."""

    rows: list[Row] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def at_most(self, case: str, graph: str, found: float, goal: float, unit: str, peer: str = "–") -> None:
        """A figure that should be small."""
        ours = shown(found, unit)
        self.rows.append(Row(case, graph, ours, peer, ours, f"≤ {goal:g} {unit}", found <= goal))

    def ratio(self, case: str, graph: str, ours: str, peer: str, found: float, goal: float | None = None) -> None:
        """How many times better than the peer."""
        reached = None if goal is None else found >= goal
        self.rows.append(Row(case, graph, ours, peer, f"{found:.3g} ×", f"≥ {goal:.3g} ×" if goal else "–", reached))

    def information(self, case: str, graph: str, found: str, peer: str = "–") -> None:
        """A figure without a goal."""
        self.rows.append(Row(case, graph, found, peer, found))

    def without(self, case: str, reason: str) -> None:
        """A case that could not be measured here."""
        self.left_out.append(f"not measured: {case}: {reason}")

    def text(self) -> str:
        """The table in Markdown, and under it the machine and the versions."""
        lines = [HEADER, tuple("-" * 3 for _ in HEADER), *(row.cells for row in self.rows)]
        table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        return "\n\n".join((table, *self.left_out, machine()))


def shown(value: float, unit: str) -> str:
    """Three digits and the unit."""
    return f"{value:.3g} {unit}"


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process for one call."""
    return timed(work)[0]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of this process for one call, and its result."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def wall(work: Callable[[], object]) -> float:
    """Seconds on the clock for one call: where another process does part of the work."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def interleaved(
    *works: Callable[[], object], rounds: int, clock: Callable[[Callable[[], object]], float]
) -> list[float]:
    """The median of each work; they take turns, so that what disturbs one disturbs all."""
    taken = [[clock(work) for work in works] for _ in range(rounds)]
    return [median(times) for times in zip(*taken, strict=True)]


def in_child(module: str, *arguments: str) -> str:
    """What `python -m MODULE …` prints; its own process, so that its peak memory is its own."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def peak_gibibytes() -> float:
    """The most memory that this process has held so far.

    On Linux from its own status: the maximum that getrusage gives begins with what the parent held when it forked.
    """
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 2**20
    peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak_bytes / (2**30 if sys.platform == "darwin" else 2**20)


def machine() -> str:
    """Processor, system and versions."""
    packages = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    return f"{_processor()}, {platform.system()} {platform.machine()}; Python {platform.python_version()}, {packages}"


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123
            return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown processor"
