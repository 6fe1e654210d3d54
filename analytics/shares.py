"""Shares that several tables state: do they fit together, and which table stands if not (DOMAIN 3.1.4)?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

EPSILON = 1e-9  # shares closer than this are equal


@dataclass(frozen=True, slots=True)
class Stated:
    """A share in [0, 1] as one claim states it; `source` is a rank of source ids, `as_of` a day, `grade` 0 best."""

    value: float
    source: int
    as_of: int
    grade: int

    @property
    def table(self) -> tuple[int, int]:
        """The table the share is taken from: (source, as_of)."""
        return self.source, self.as_of


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader should know about the data; faces put the code into words."""

    code: str
    values: Mapping[str, str | float] = field(default_factory=dict)


Shares = list[Stated | None]
AddUp = Callable[[Sequence[Stated | None]], float]


def fit(stated: Shares, add_up: AddUp, tolerance: float, of: str) -> tuple[Shares, tuple[Notice, ...]]:
    """Keep shares that can be true together.

    When they add up to more than 1 + tolerance only one table stays: the one with the best grade of a row, then the
    newest, then the larger sum, then the smaller source id. A table that alone adds up to more is scaled to 1.

    Parameters
    ----------
    stated : shares by position, None = unknown
    add_up : what such shares amount to together; shares of one thing stated twice are its business
    of : "firms" or "places", for the notice
    """
    total = add_up(stated)
    if total <= 1.0 + tolerance + EPSILON:
        return stated, ()
    tables = sorted({share.table for share in stated if share})
    ranked = sorted(tables, key=lambda table: _rank(_only(stated, table), add_up))
    kept = _only(stated, ranked[0])
    notices: list[Notice] = []
    if len(tables) > 1:
        others = [table for table in tables if table != ranked[0]]
        notices.append(Notice("tables-do-not-fit", {"of": of, "sum": total, **_named(ranked[0], others)}))
    if (alone := add_up(kept)) > 1.0 + tolerance + EPSILON:
        kept = [share and replace(share, value=share.value / alone) for share in kept]
        notices.append(Notice("table-scaled", {"of": of, "sum": alone, **_named(ranked[0], [])}))
    return kept, tuple(notices)


def _only(stated: Shares, table: tuple[int, int]) -> Shares:
    return [share if share and share.table == table else None for share in stated]


def _rank(kept: Shares, add_up: AddUp) -> tuple[int, int, float, int]:
    rows = [share for share in kept if share]
    source, as_of = rows[0].table
    return min(row.grade for row in rows), -as_of, -round(add_up(kept), 9), source


def _named(kept: tuple[int, int], others: Sequence[tuple[int, int]]) -> dict[str, float]:
    named: dict[str, float] = {"kept_source": kept[0], "kept_as_of": kept[1]}
    for number, (source, as_of) in enumerate(others):
        named |= {f"dropped_source_{number}": source, f"dropped_as_of_{number}": as_of}
    return named
