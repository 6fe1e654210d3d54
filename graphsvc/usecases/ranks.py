"""How sure a rank is when what is kept is an interval."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Key = tuple[Any, ...]  # compares with the others; smaller ranks first


@dataclass(frozen=True, slots=True)
class RankRange:
    """The best and worst rank that a row can have: its own interval at one end, those of all others at the other."""

    best: int
    worst: int


def rank_ranges(pressing: Sequence[Key], easing: Sequence[Key]) -> list[RankRange]:
    """Rank ranges of rows from their keys when each keeps least (`pressing`) and most (`easing`).

    pressing[i] <= easing[i]. Rows that compare equal could each be the first of them.
    """
    most, least = sorted(easing), sorted(pressing)
    return [
        RankRange(
            best=1 + bisect_left(most, low),
            worst=1 + bisect_left(least, high) - (low < high),  # the row itself is none of the others
        )
        for low, high in zip(pressing, easing, strict=True)
    ]
