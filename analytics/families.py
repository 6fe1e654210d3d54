"""Families of sets of units in one growing decision diagram: put together, counted by order, listed on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics import diagrams
from analytics.diagrams import EMPTY, HI, LO, NONE, VARIABLE

BUDGET = 500_000  # operations between two looks at the clock: some tenths of a second


class OutOfTime(Exception):
    """The caller did not wish to go on."""


class Diagram:
    """Families of minimal sets of variables 0, 1, …; a family is known by the number of its node.

    `keep_going` is asked every few tenths of a second while a family is computed: OutOfTime if it says no.
    MemoryError where the diagram would become too large.
    """

    def __init__(self, keep_going: Callable[[], bool] = lambda: True) -> None:
        self.table = diagrams.table()
        self._keep_going = keep_going

    def run(self, operation: Callable[..., int], *operands: Any) -> int:
        """The family that a compiled operation gives, with as much room and budget as it takes."""
        self.table.n[diagrams.BUDGET] = BUDGET
        while (found := operation(self.table, *operands)) < 0:
            if found == diagrams.OUT_OF_BUDGET:
                if not self._keep_going():
                    raise OutOfTime
                self.table.n[diagrams.BUDGET] = BUDGET
            else:
                self.table = diagrams.grown(self.table)
        return int(found)

    def minimal(self, sets: Sequence[npt.NDArray[np.int32]]) -> int:
        """The family of the minimal among sets of variables: one array (n_sets, size) for each size, ascending."""
        family = NONE
        for of_size in sets:
            ordered = np.sort(of_size, axis=1)
            ordered = np.ascontiguousarray(ordered[np.lexsort(ordered.T[::-1])])
            at = np.array([len(ordered), NONE], dtype=np.int64)
            family = self.run(diagrams.either, family, self.run(diagrams.gathered, ordered, at))
        return family

    def counts(self, family: int, weights: Sequence[int]) -> dict[int, int]:
        """Number of sets by size, where a variable stands for as many units as its weight; exact, nothing is listed."""
        below: dict[int, Counter[int]] = {NONE: Counter(), EMPTY: Counter({0: 1})}
        for number in self._inner(family):
            variable, lo, hi = self._node(number)
            found = below[lo].copy()
            for size, sets in below[hi].items():
                found[size + 1] += sets * weights[variable]
            below[number] = found
        return dict(sorted(below[family].items()))

    def listed(self, family: int) -> Iterator[tuple[int, ...]]:
        """The sets as sorted variables, by size, then lexically; found as they are asked for."""
        nodes = self._inner(family)
        node = {number: self._node(number) for number in nodes}
        sizes = {NONE: frozenset[int](), EMPTY: frozenset((0,))}
        for number in nodes:
            _, lo, hi = node[number]
            sizes[number] = sizes[lo] | {size + 1 for size in sizes[hi]}
        for size in sorted(sizes[family]):
            waiting: list[tuple[int, tuple[int, ...]]] = [(family, ())]
            while waiting:
                number, chosen = waiting.pop()
                while number != EMPTY:
                    variable, lo, hi = node[number]
                    takes = size - len(chosen) - 1 in sizes[hi]
                    if takes and size - len(chosen) in sizes[lo]:
                        waiting.append((lo, chosen))
                    if takes:
                        number, chosen = hi, (*chosen, variable)
                    else:
                        number = lo
                yield chosen

    def _node(self, number: int) -> tuple[int, int, int]:
        variable, lo, hi = self.table.node[number, [VARIABLE, LO, HI]].tolist()
        return variable, lo, hi

    def _inner(self, family: int) -> list[int]:
        """The nodes of a family but NONE and EMPTY, children before parents: a node is made after its children."""
        seen, waiting = {NONE, EMPTY, family}, [family] if family > EMPTY else []
        for number in waiting:
            fresh = {int(child) for child in self.table.node[number, [LO, HI]]} - seen
            seen |= fresh
            waiting += sorted(fresh)
        return sorted(waiting)
