"""Cells as typed values. Shares are exact fractions, so that only the text of DOMAIN decides what counts as equal."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction

from tests.oracles.semantics.question import Row

NEAR = Fraction(1, 10**9)  # 3.1.4: "Comparisons treat shares within 1e-9 as equal"


def text(row: Row, column: str) -> str | None:
    """The cell, or None when it is empty: unknown."""
    value = row.get(column)
    return None if value is None or value == "" else str(value)


def number(row: Row, column: str) -> Fraction | None:
    written = text(row, column)
    return None if written is None else Fraction(written)


def flag(row: Row, column: str) -> bool | None:
    written = text(row, column)
    return None if written is None else written.lower() == "true"


def last_day(written: str) -> date:
    """3.0.2: a short date is the last day of its period."""
    year, month, day = _parts(written)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def first_day(written: str) -> date:
    """3.0.2: as a start, a short date is the first day of its period."""
    year, month, day = _parts(written)
    return date(year, month or 1, day or 1)


def more(left: Fraction, right: Fraction) -> bool:
    """left > right, where shares within 1e-9 are equal (3.1.4)."""
    return left > right + NEAR


def exact(value: float) -> Fraction:
    """0.2 as the fifth the asker meant, not as its nearest binary float."""
    return Fraction(str(value))


def _parts(written: str) -> tuple[int, int, int]:
    year, month, day = ([int(part) for part in written[:10].split("-")] + [0, 0])[:3]
    return year, month, day
