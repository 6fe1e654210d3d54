"""Minimal cut sets: the smallest sets of units whose common failure stops a target (DOMAIN 3.6).

Units with equal effect on what the target depends on form one class; sets are found over classes and expanded.
Order 1 tries every class alone. Higher orders search depth first, branching only on the classes that hit one proof
that the target still runs: every cut must hit it, so all minimal sets up to the order are found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

import numpy as np
import numpy.typing as npt

from analytics import kernels
from analytics.failure_graph import FailureGraph, Ints

BUDGET = 1_000  # evaluations between two looks at the clock: at most some tenths of a second
CAPACITY = 4_096  # sets found before they are taken out of the search


@dataclass(frozen=True)
class CutSets:
    """Minimal cut sets of one target in one reading.

    `classes`: units of equal effect. `sets`: sorted tuples of classes, by order, then lexically.
    `complete_to_order`: all minimal sets up to this order are here.
    """

    classes: tuple[tuple[str, ...], ...]
    sets: tuple[tuple[int, ...], ...]
    complete_to_order: int

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Every minimal cut set as sorted units."""
        for chosen in self.sets:
            for units in product(*(self.classes[c] for c in chosen)):
                yield tuple(sorted(units))

    def counts(self) -> dict[int, int]:
        """Number of minimal cut sets by order, without listing them."""
        found: dict[int, int] = {}
        for chosen in self.sets:
            found[len(chosen)] = found.get(len(chosen), 0) + prod(len(self.classes[c]) for c in chosen)
        return found


def minimal_cut_sets(
    graph: FailureGraph,
    target: int,
    max_order: int,
    *,
    excluded: Collection[str] = (),
    keep_going: Callable[[], bool] = lambda: True,
) -> CutSets:
    """All minimal cut sets of an item or sector up to an order, by the units of the graph.

    Parameters
    ----------
    target : item index
    max_order : largest number of units in a set, at least 1
    excluded : units of the graph that may not fail
    keep_going : asked every few tenths of a second; False ends the search with what is proven so far
    """
    targets = graph.nodes(target)
    if not graph.starts(target):
        return CutSets((), (), max_order)
    work = kernels.scratch(graph.recipe, graph.start, max_order)
    classes = _classes(graph, targets, excluded)
    chosen = np.array([numbers[0] for numbers in classes], dtype=np.int32)
    loop = _joined_at(targets, graph.loops)
    stops, token_ptr, tokens = kernels.alone(graph.recipe, graph.incidence, graph.start, work, chosen, targets, loop)
    single = _stops(graph, targets, stops)
    sets: set[tuple[int, ...]] = {(c,) for c in np.flatnonzero(single).tolist()}
    names = tuple(tuple(graph.units[n] for n in numbers) for numbers in classes)
    proven = 1
    for order in range(2, max_order + 1):
        search = _search(graph, chosen[~single], order, (chosen, token_ptr, tokens), len(loop))
        found, finished = _run(graph, work, search, targets, loop, keep_going)
        position = {int(number): c for c, number in enumerate(chosen)}
        sets |= {tuple(sorted(position[number] for number in cut)) for cut in found}
        if not finished:
            break
        proven = order
    minimal = sorted(_minimal(sets), key=lambda cut: (len(cut), cut))
    return CutSets(names, tuple(minimal), proven)


def _joined_at(targets: Ints, loop: Ints) -> Ints:
    """The loops, those of the target's copies made one: one failure may stop one copy, another the other."""
    joined = loop.copy()
    joined[np.isin(loop, loop[targets // 2])] = loop[targets[0] // 2]
    return joined


def upstream(graph: FailureGraph, nodes: Ints) -> npt.NDArray[np.bool_]:
    """(n_items * copies,) whether an item can matter to these nodes: all they need, directly or not."""
    recipe = graph.recipe
    reached = np.zeros(len(recipe.slot_ptr) - 1, dtype=np.bool_)
    stack = (nodes // 2).tolist()
    reached[stack] = True
    while stack:
        item = stack.pop()
        first, last = recipe.member_ptr[recipe.slot_ptr[item]], recipe.member_ptr[recipe.slot_ptr[item + 1]]
        for member in set(recipe.member_item[first:last].tolist()):
            if not reached[member]:
                reached[member] = True
                stack.append(member)
    return reached


def _classes(graph: FailureGraph, targets: Ints, excluded: Collection[str]) -> list[list[int]]:
    """Units that hit something upstream of the target, grouped by equal hits there."""
    incidence = graph.incidence
    relevant = upstream(graph, targets)[graph.recipe.element_item[incidence.element]]
    unit = np.repeat(np.arange(len(graph.units)), np.diff(incidence.ptr))[relevant]
    ptr = np.searchsorted(unit, np.arange(len(graph.units) + 1)).tolist()
    hits = np.stack((incidence.element[relevant], incidence.reach[relevant].astype(np.int32)), axis=1)
    groups: dict[bytes, list[int]] = {}
    for number in range(len(graph.units)):
        if ptr[number] < ptr[number + 1] and graph.units[number] not in excluded:
            groups.setdefault(hits[ptr[number] : ptr[number + 1]].tobytes(), []).append(number)
    return list(groups.values())


def _stops(graph: FailureGraph, targets: Ints, stops: npt.NDArray[np.int8]) -> npt.NDArray[np.bool_]:
    """(n_units,) whether the target stops, from (n_units, n_copies) whether its nodes do."""
    gone = (stops != 0) | (graph.start.runs[targets] == 0)
    return np.asarray(gone.any(axis=1) if graph.all_needed else gone.all(axis=1))


def _search(
    graph: FailureGraph, candidates: Ints, order: int, alone: tuple[Ints, Ints, Ints], n_tokens: int
) -> kernels.Search:
    """An unstarted search over these units; `alone` is (units, pointer, tokens) of what each touches alone."""
    n_units = len(graph.units)
    candidate = np.zeros(n_units, dtype=np.int8)
    candidate[candidates] = 1
    units, ptr, tokens = alone
    sizes = np.zeros(n_units, dtype=np.int64)
    sizes[units] = np.diff(ptr)
    by_unit = np.argsort(units, kind="stable")
    sorted_tokens = [tokens[ptr[k] : ptr[k + 1]] for k in by_unit.tolist()]
    return kernels.Search(
        candidate=candidate,
        banned=np.zeros(n_units, dtype=np.int32),
        branch=np.zeros((order, max(1, len(candidates))), dtype=np.int32),
        length=np.zeros(order, dtype=np.int64),
        position=np.zeros(order, dtype=np.int64),
        chosen=np.zeros(order, dtype=np.int32),
        listed=np.zeros(n_units, dtype=np.int32),
        touched=np.zeros(n_tokens, dtype=np.int32),
        token_ptr=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
        token=np.concatenate(sorted_tokens) if sorted_tokens else np.zeros(0, dtype=np.int32),
        found=np.full((CAPACITY, order), -1, dtype=np.int32),
        at=np.array([-1, 0, 0], dtype=np.int64),
    )


def _run(
    graph: FailureGraph,
    work: kernels.Work,
    search: kernels.Search,
    targets: Ints,
    loop: Ints,
    keep_going: Callable[[], bool],
) -> tuple[set[tuple[int, ...]], bool]:
    """The sets found, and whether the search came to its end."""
    found: set[tuple[int, ...]] = set()
    spare = np.zeros(len(loop) + 1, dtype=np.int32)
    while True:
        status = kernels.seek(
            graph.recipe, graph.incidence, graph.start, work, search, targets, graph.all_needed, loop, spare, BUDGET
        )
        count = int(search.at[kernels.N_FOUND])
        found |= {tuple(number for number in cut if number >= 0) for cut in search.found[:count].tolist()}
        search.found[:count] = -1
        search.at[kernels.N_FOUND] = 0
        if status == kernels.FINISHED:
            return found, True
        if status == kernels.OUT_OF_BUDGET and not keep_going():
            return found, False


def _minimal(sets: set[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Sets without a proper subset among them."""
    return [
        cut for cut in sets if not any(part in sets for size in range(1, len(cut)) for part in combinations(cut, size))
    ]
