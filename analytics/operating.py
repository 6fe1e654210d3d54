"""What operates, and what stops when units fail together (DOMAIN 3.5)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from analytics import kernels
from analytics.failure_graph import Bools, FailureGraph


def hits(graph: FailureGraph, units: Iterable[str]) -> npt.NDArray[np.int8]:
    """(n_elements,) the farthest reach of the units on each maker; KeyError for a unit the graph does not hold."""
    hit = np.zeros(len(graph.recipe.element_item), dtype=np.int8)
    for unit in units:
        number = graph.number[unit]
        struck = slice(graph.incidence.ptr[number], graph.incidence.ptr[number + 1])
        elements = graph.incidence.element[struck]
        hit[elements] = np.maximum(hit[elements], graph.incidence.reach[struck])
    return hit


def operating(graph: FailureGraph, units: Iterable[str] = ()) -> Bools:
    """(n_items, 2) whether each item operates at home and in the world when the units have failed.

    Computed from scratch: the alternating fixpoint νS. μT, durable slots read from S and consumed ones from T.
    """
    return graph.combined(kernels.operate(graph.recipe, hits(graph, units)).runs)


def stopped(graph: FailureGraph, units: Iterable[str]) -> Bools:
    """(n_items, 2) whether each item operates when nothing has failed and not with these failures."""
    return graph.combined(graph.start.runs) & ~operating(graph, units)
