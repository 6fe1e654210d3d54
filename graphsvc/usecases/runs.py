"""The runs of the store: what was loaded and unloaded, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graphsvc.stores.port import Run
from graphsvc.usecases.answer import Answer, Method, at_revision
from graphsvc.usecases.context import Context


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run. `undoes` is the run that an unload took back; counts are claims."""

    number: int
    time: str
    dataset: str
    kind: Literal["load", "unload"]
    undoes: int | None
    written: int
    unchanged: int
    retired: int


def list_runs(context: Context) -> Answer[RunRow]:
    """All runs, the newest first."""
    found = context.store.runs()
    return Answer(
        question="runs",
        parameters={},
        snapshot=at_revision(found[-1].number if found else 0),
        method=Method("runs"),
        coverage=None,
        rows=tuple(_row(run) for run in reversed(found)),
    )


def _row(run: Run) -> RunRow:
    counts = {name: run.counts.get(name, 0) for name in ("written", "unchanged", "retired")}
    return RunRow(run.number, run.time, run.dataset, run.kind, run.undoes, **counts)
