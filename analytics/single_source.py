"""Single-source dependencies: units whose failure alone stops a target, directly or hidden upstream (DOMAIN 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt

from analytics import kernels
from analytics.closure import users
from analytics.closure_kernels import tails_first
from analytics.failure_graph import Bools, FailureGraph, Ints
from analytics.operating import hits

MOST = 1 << 27  # units in all sets together, 0.5 GiB; beyond that every unit fails in turn


def stopping_units(graph: FailureGraph, targets: Sequence[int]) -> list[list[str]]:
    """For each target (item index) the units of the graph that alone stop it, in the graph's order.

    A target that does not operate at the start has none. Sets of units are passed on from inputs to users; for what
    feeds itself, or needs what does, every unit fails in turn.
    """
    order = tails_first(*users(graph.recipe))
    straight = np.zeros(len(graph.recipe.slot_ptr) - 1, dtype=np.bool_)
    straight[order] = True
    sets, whole = kernels.stoppers(graph.recipe, graph.incidence, graph.start, order, MOST)
    passed_on = {target for target in targets if whole and straight[graph.nodes(target) // 2].all()}
    found = _failing_in_turn(graph, [target for target in targets if target not in passed_on])
    found |= {target: _passed_on(graph, sets, target) for target in passed_on}
    return [[graph.units[n] for n in found[target].tolist()] if graph.starts(target) else [] for target in targets]


def _passed_on(graph: FailureGraph, sets: kernels.Stoppers, target: int) -> Ints:
    """The units in the sets of all running copies of a target, or of any if all are needed."""
    running = [node for node in graph.nodes(target).tolist() if graph.start.runs[node]]
    units = [np.unique(sets.unit[sets.first[node] : sets.last[node]]) for node in running]
    together = np.union1d if graph.all_needed else np.intersect1d
    return reduce(together, units) if units else np.zeros(0, dtype=np.int32)


def _failing_in_turn(graph: FailureGraph, targets: Sequence[int]) -> dict[int, Ints]:
    """The units that stop each target, from the failure of every unit alone."""
    if not targets:
        return {}
    nodes = np.stack([graph.nodes(target) for target in targets])
    wanted = np.flatnonzero(np.diff(graph.incidence.ptr)).astype(np.int32)
    work = kernels.scratch(graph.recipe, graph.start)
    apart = np.arange(len(graph.recipe.slot_ptr) - 1, dtype=np.int32)  # what is touched does not matter here
    stops = kernels.alone(graph.recipe, graph.incidence, graph.start, work, wanted, nodes.ravel(), apart)[0]
    gone = (stops != 0) | (graph.start.runs[nodes.ravel()] == 0)
    found = gone.reshape(len(wanted), len(targets), graph.copies)
    stopped: Bools = np.asarray(found.any(axis=2) if graph.all_needed else found.all(axis=2))
    return {target: wanted[stopped[:, t]] for t, target in enumerate(targets)}


def is_direct(graph: FailureGraph, target: int, is_sector: bool, unit: str) -> bool:
    """Whether what a unit hits of the target itself would stop it even if every other item were available.

    For a sector: of every member of one of its slots. In the home view.
    """
    hit = hits(graph, (unit,))
    copies = [target + copy * graph.n_items for copy in range(graph.copies)]
    struck = [_sector_struck(graph, item, hit) if is_sector else _dead(graph, item, hit) for item in copies]
    return any(struck) if graph.all_needed else all(struck)


def _dead(graph: FailureGraph, item: int, hit: npt.NDArray[np.int8]) -> bool:
    return kernels.level_of(graph.recipe, hit, item, kernels.HOME) == kernels.DEAD


def _sector_struck(graph: FailureGraph, sector: int, hit: npt.NDArray[np.int8]) -> bool:
    recipe = graph.recipe
    if _dead(graph, sector, hit):
        return True
    return any(
        all(
            _dead(graph, int(member), hit)
            for member in recipe.member_item[recipe.member_ptr[slot] : recipe.member_ptr[slot + 1]]
        )
        for slot in range(recipe.slot_ptr[sector], recipe.slot_ptr[sector + 1])
    )
