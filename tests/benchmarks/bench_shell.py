"""From the shell to the answer, on the bundled graph."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.measuring import Report, interleaved, wall

ROUNDS = 5
COMMAND = Path(sys.executable).with_name("graphsvc")
CASES = [(("search", "氧化镓"), 1), (("chokepoints", "sector-5g"), 3)]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, report: Report) -> Run:
    """Runs `graphsvc …` beside a store with all bundled sources."""
    folder = tmp_path_factory.mktemp("shell")
    settings = {"GRAPHSVC_STORE": f"sqlite:///{folder / 'graph.db'}", "GRAPHSVC_CACHE_DIR": str(folder / "cache")}

    def started(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(COMMAND), *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=os.environ | settings)

    filled = started("load")
    if filled.returncode:
        report.without("from the shell", f"`graphsvc load` ended with {filled.returncode}")
        pytest.skip(f"graphsvc load: {filled.stderr[-500:]}")
    return started


@pytest.mark.parametrize(("arguments", "goal"), CASES, ids=lambda found: str(found))
def test_from_shell_to_answer(arguments: tuple[str, ...], goal: float, run: Run, report: Report) -> None:
    first = run(*arguments)
    assert first.returncode == 0, first.stderr
    assert first.stdout
    (seconds,) = interleaved(lambda: run(*arguments), rounds=ROUNDS, clock=wall)
    report.at_most(f"graphsvc {' '.join(arguments)}", "bundled graph, SQLite, warm", seconds, goal, "s on the clock")
