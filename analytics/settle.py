"""Claims settled (DOMAIN 3.0): claims about the same thing become one row, each property settled on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from analytics.supply_graph import NOT_STATED, Flags, Ints

T = TypeVar("T", bound=np.generic)
Reason = Literal["grade", "as_of", "recorded_at", "source", "claim"]


@dataclass(frozen=True)
class Standing:
    """What decides between claims about the same thing, one entry a claim.

    grade: 0 best … 3; as_of, recorded: day ordinals, 0 = unknown = oldest; source: rank of the source id;
    claim: from the claim id, the last resort that makes the order total.
    """

    grade: Ints
    as_of: Ints
    recorded: Ints
    source: Ints
    claim: npt.NDArray[np.int64]

    def in_order(self, order: npt.NDArray[np.intp]) -> Standing:
        """The standing of the claims at these positions."""
        return Standing(
            self.grade[order], self.as_of[order], self.recorded[order], self.source[order], self.claim[order]
        )


def deciding(standing: Standing, better: int, worse: int) -> Reason:
    """What puts one claim (by position) before another: the first part of their standing in which they differ."""
    parts: tuple[tuple[Reason, npt.NDArray[np.generic]], ...] = (
        ("grade", standing.grade),
        ("as_of", standing.as_of),
        ("recorded_at", standing.recorded),
        ("source", standing.source),
    )
    return next((reason for reason, part in parts if part[better] != part[worse]), "claim")


@dataclass(frozen=True)
class Groups:
    """Claims grouped by what they are about, the one with the best standing first.

    order: (n_claims,) positions of the claims, group after group; start: (n_groups + 1,) where each group begins.
    """

    order: npt.NDArray[np.intp]
    start: npt.NDArray[np.intp]

    def keys(self, key: Ints) -> Ints:
        """The value of a key column for each group."""
        return key[self.order[self.start[:-1]]]

    def first(self, stated: Flags) -> Ints:
        """For each group the position of its best claim among those that state something, -1 if none does."""
        ordered = stated[self.order]
        group = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))
        hits = np.flatnonzero(ordered)
        groups, at = np.unique(group[hits], return_index=True)
        found = np.full(len(self.start) - 1, NOT_STATED, dtype=np.int32)
        found[groups] = self.order[hits[at]]
        return found

    def any(self, flag: Flags) -> Flags:
        """For each group, whether any claim has the flag."""
        if len(self.start) == 1:
            return np.zeros(0, dtype=np.bool_)
        return np.logical_or.reduceat(flag[self.order], self.start[:-1])


def group(keys: Sequence[Ints], standing: Standing) -> Groups:
    """Group claims by key columns: best grade, then newest as_of, newest recorded_at, smallest source id."""
    about = _one_key(keys)
    order = np.argsort(about)
    ordered = about[order]
    begins = np.ones(len(order) + 1, dtype=np.bool_)  # the end of the last group, too
    begins[1:-1] = ordered[1:] != ordered[:-1]
    start = np.flatnonzero(begins)
    return Groups(_best_first(order, start, standing), start)


def _one_key(keys: Sequence[Ints]) -> npt.NDArray[np.int64]:
    """(n_claims,) one number for each combination of keys, in their order; keys are -1 or more."""
    about = keys[0].astype(np.int64)
    for key in keys[1:]:
        span = int(key.max(initial=NOT_STATED)) + 2
        if int(about.max(initial=0)) >= np.iinfo(np.int64).max // span:
            about = np.unique(about, return_inverse=True)[1]
        about = about * span + (key + 1)
    return about


def _best_first(order: npt.NDArray[np.intp], start: npt.NDArray[np.intp], standing: Standing) -> npt.NDArray[np.intp]:
    """The same groups, each with its best claim first. Most claims are alone in theirs, so only the rest is sorted."""
    sizes = np.diff(start)
    contested = np.flatnonzero(np.repeat(sizes > 1, sizes))
    group_number = np.repeat(np.arange(len(sizes)), sizes)[contested]
    rows = order[contested]
    rivals = standing.in_order(rows)
    last_decides = (rows, rivals.claim, rivals.source, -rivals.recorded, -rivals.as_of, rivals.grade, group_number)
    settled = order.copy()
    settled[contested] = rows[np.lexsort(last_decides)]
    return settled


def taken(values: npt.NDArray[T], at: Ints, default: float) -> npt.NDArray[T]:
    """values[at], with a default where at is -1."""
    result = np.full(len(at), default, dtype=values.dtype)
    found = at >= 0
    result[found] = values[at[found]]
    return result
