"""The search for minimal cut sets where items feed themselves: depth first, complete to an order (DOMAIN 3.6).

Order 1 tries every unit alone. Higher orders branch only on the units that hit one proof that the target still runs:
every cut must hit it, so all minimal sets of the order are found, order by order. What runs even when every unit fails
is left out of the graph before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from analytics import kernels
from analytics.failure_graph import FailureGraph, Ints

BUDGET = 1_000  # evaluations between two looks at the clock: at most some tenths of a second
CAPACITY = 4_096  # sets found before they are taken out of the search


def search(
    graph: FailureGraph, chosen: Ints, targets: Ints, max_order: int, keep_going: Callable[[], bool]
) -> tuple[list[Ints], int]:
    """Minimal cut sets of nodes that run, by size, and the order to which they are complete.

    Parameters
    ----------
    chosen : (n,) units that may fail, by number; of several with equal effect one
    targets : nodes of the target, one a copy
    keep_going : asked after every thousand evaluations; False ends the search

    Returns
    -------
    One array (n_sets, size) of positions in `chosen` for each size from 1 on; the last may be short of some if the
    order is below the one asked for.
    """
    work = kernels.scratch(graph.recipe, graph.start, max_order)
    loop = _joined_at(targets, graph.loops)
    stops, token_ptr, tokens = kernels.alone(graph.recipe, graph.incidence, graph.start, work, chosen, targets, loop)
    single = _stops(graph, targets, stops)
    found = [np.flatnonzero(single).astype(np.int32).reshape(-1, 1)]
    position = np.zeros(len(graph.units), dtype=np.int32)
    position[chosen] = np.arange(len(chosen))
    alone = chosen, token_ptr, tokens
    blank = _search(graph, chosen[~single], 1, alone, len(loop), ())
    risk, rank = kernels.least_risk(graph.recipe, graph.incidence, graph.start, work, blank)
    start = graph.start._replace(rank=rank)
    work = kernels.scratch(graph.recipe, start, max_order)
    for order in range(2, max_order + 1):
        known = [chosen[sets] for sets in found[1:]]
        one = _search(graph, chosen[~single], order, alone, len(loop), known)._replace(risk=risk)
        sets, finished = _run(graph, start, work, one, targets, loop, keep_going)
        found.append(position[sets])
        if not finished:
            return found, order - 1
    return found, max_order


def _joined_at(targets: Ints, loop: Ints) -> Ints:
    """The loops, those of the target's copies made one: one failure may stop one copy, another the other."""
    joined = loop.copy()
    joined[np.isin(loop, loop[targets // 2])] = loop[targets[0] // 2]
    return joined


def _stops(graph: FailureGraph, targets: Ints, stops: npt.NDArray[np.int8]) -> npt.NDArray[np.bool_]:
    """(n_units,) whether the target stops, from (n_units, n_copies) whether its nodes do."""
    gone = (stops != 0) | (graph.start.runs[targets] == 0)
    return np.asarray(gone.any(axis=1) if graph.all_needed else gone.all(axis=1))


def _search(
    graph: FailureGraph,
    candidates: Ints,
    order: int,
    alone: tuple[Ints, Ints, Ints],
    n_tokens: int,
    known: Sequence[Ints],
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
    member = np.concatenate([sets.ravel() for sets in known] or [np.zeros(0, dtype=np.int32)])
    size = np.repeat([sets.shape[1] for sets in known], [len(sets) for sets in known]).astype(np.int32)
    of_cut = np.repeat(np.arange(len(size), dtype=np.int32), size)
    by_member = np.argsort(member, kind="stable")
    return kernels.Search(
        candidate=candidate,
        banned=np.zeros(n_units, dtype=np.int32),
        closing=np.zeros(n_units, dtype=np.int32),
        cut_ptr=np.searchsorted(member[by_member], np.arange(n_units + 1)).astype(np.int32),
        cut=of_cut[by_member],
        member_ptr=np.concatenate(([0], np.cumsum(size))).astype(np.int32),
        member=member,
        missing=size,
        branch=np.zeros((order + 1, max(1, len(candidates))), dtype=np.int32),
        length=np.zeros(order + 1, dtype=np.int64),
        position=np.zeros(order + 1, dtype=np.int64),
        chosen=np.zeros(order, dtype=np.int32),
        listed=np.zeros(n_units, dtype=np.int32),
        risk=np.zeros(0),
        touched=np.zeros(n_tokens, dtype=np.int32),
        token_ptr=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
        token=np.concatenate(sorted_tokens) if sorted_tokens else np.zeros(0, dtype=np.int32),
        found=np.full((CAPACITY, order), -1, dtype=np.int32),
        at=np.array([-1, 0, 0], dtype=np.int64),
    )


def _run(
    graph: FailureGraph,
    start: kernels.Start,
    work: kernels.Work,
    search: kernels.Search,
    targets: Ints,
    loop: Ints,
    keep_going: Callable[[], bool],
) -> tuple[Ints, bool]:
    """The sets found as rows of unit numbers, and whether the search came to its end."""
    found = [search.found[:0].copy()]
    spare = np.zeros(len(loop) + 1, dtype=np.int32)
    while True:
        status = kernels.seek(
            graph.recipe, graph.incidence, start, work, search, targets, graph.all_needed, loop, spare, BUDGET
        )
        found.append(search.found[: search.at[kernels.N_FOUND]].copy())
        search.at[kernels.N_FOUND] = 0
        if status == kernels.FINISHED or (status == kernels.OUT_OF_BUDGET and not keep_going()):
            return np.concatenate(found), status == kernels.FINISHED
