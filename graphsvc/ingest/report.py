"""What a load or unload did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """Claims: `written` are new, changed or restored, `retired` are said no longer."""

    written: int = 0
    unchanged: int = 0
    retired: int = 0


@dataclass(frozen=True, slots=True)
class LoadReport:
    """`run` is None when nothing had to be written; `per_type` names only types with claims in it."""

    dataset: str
    run: int | None
    written: int
    unchanged: int
    retired: int
    per_type: Mapping[str, Counts]
    warnings: tuple[str, ...] = ()


def report(dataset: str, run: int | None, per_type: Mapping[str, Counts], warnings: tuple[str, ...]) -> LoadReport:
    """The report with its totals."""
    counts = per_type.values()
    return LoadReport(
        dataset,
        run,
        sum(count.written for count in counts),
        sum(count.unchanged for count in counts),
        sum(count.retired for count in counts),
        {type: count for type, count in per_type.items() if count != Counts()},
        warnings,
    )


def utc_text(now: datetime) -> str:
    """ISO 8601 in UTC, as runs and claims keep it; ValueError for a time without zone."""
    if now.tzinfo is None:
        raise ValueError("a time without zone")
    return now.astimezone(UTC).isoformat().replace("+00:00", "Z")
