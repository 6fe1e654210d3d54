"""Families of sets of units in one growing decision diagram: put together, counted by order, listed on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics import diagrams
from analytics.diagrams import EMPTY, HI, LO, NONE, VARIABLE

BUDGET = 500_000  # operations between two looks at the clock: some tenths of a second; more than lie in each other
ENDLESS = 1 << 62


class OutOfTime(Exception):
    """The caller did not wish to go on."""


class Diagram:
    """Families of minimal sets of variables 0, 1, …; a family is known by the number of its node."""

    def __init__(self) -> None:
        self.table = diagrams.table()

    def run(self, operation: Callable[..., int], *operands: Any) -> int:
        """The family that a compiled operation gives, with as much room and time as it takes."""
        self.table.n[diagrams.BUDGET] = ENDLESS
        while (found := operation(self.table, *operands)) < 0:
            self._provide(found, ENDLESS)
        return int(found)

    def attempt(self, keep_going: Callable[[], bool], operation: Callable[..., int], *operands: Any) -> int:
        """The same within bounds; what a failed attempt has made is thrown away.

        Raises
        ------
        OutOfTime
            `keep_going`, asked every few tenths of a second, said no.
        MemoryError
            The diagram would become too large.
        """
        before = int(self.table.n[diagrams.N_NODES])
        self.table = diagrams.cut_back(self.table, before)  # what was remembered of other bounds only takes room
        self.table.n[diagrams.BUDGET] = BUDGET
        try:
            while (found := operation(self.table, *operands)) < 0:
                if found == diagrams.OUT_OF_BUDGET and not keep_going():
                    raise OutOfTime
                self._provide(found, BUDGET)
                if diagrams.is_too_large(self.table):
                    raise MemoryError("the diagram would become too large")
        except (OutOfTime, MemoryError):
            self.table = diagrams.cut_back(self.table, before)
            raise
        return int(found)

    def _provide(self, lacking: int, budget: int) -> None:
        if lacking == diagrams.NO_ROOM:
            self.table = diagrams.grown(self.table)
        self.table.n[diagrams.BUDGET] = budget

    def family(self, sets: Sequence[npt.NDArray[np.int32]]) -> int:
        """The family of these sets of variables, of which none holds another: an array (n_sets, size) for each size."""
        widest = max((1, *(of_size.shape[1] for of_size in sets)))
        rows = [np.sort(of_size, axis=1) for of_size in sets]
        padded = [np.pad(row, ((0, 0), (0, widest - row.shape[1])), constant_values=-1) for row in rows]
        ordered = np.concatenate([np.zeros((0, widest), dtype=np.int32), *padded])
        ordered = np.ascontiguousarray(ordered[np.lexsort(ordered.T[::-1])])
        return self.run(diagrams.gathered, ordered, np.array([len(ordered), NONE], dtype=np.int64))

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
