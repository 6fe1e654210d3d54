"""Single-source dependencies: units whose failure alone stops a target, directly or hidden upstream (DOMAIN 3.6)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analytics import kernels
from analytics.failure_graph import Bools, FailureGraph
from analytics.operating import hits


def stopping_units(graph: FailureGraph, targets: Sequence[int]) -> list[list[str]]:
    """For each target (item index) the units of the graph that alone stop it, in the graph's order.

    A target that does not operate at the start has none.
    """
    nodes = np.stack([graph.nodes(target) for target in targets]) if targets else np.zeros((0, 1), dtype=np.int32)
    wanted = np.flatnonzero(np.diff(graph.incidence.ptr)).astype(np.int32)
    work = kernels.scratch(graph.recipe, graph.start)
    apart = np.arange(len(graph.recipe.slot_ptr) - 1, dtype=np.int32)  # what is touched does not matter here
    stops = kernels.alone(graph.recipe, graph.incidence, graph.start, work, wanted, nodes.ravel(), apart)[0]
    gone = (stops != 0) | (graph.start.runs[nodes.ravel()] == 0)
    found = gone.reshape(len(wanted), len(targets), graph.copies)
    stopped: Bools = np.asarray(found.any(axis=2) if graph.all_needed else found.all(axis=2))
    return [
        [graph.units[number] for number in wanted[stopped[:, t]].tolist()] if graph.starts(target) else []
        for t, target in enumerate(targets)
    ]


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
