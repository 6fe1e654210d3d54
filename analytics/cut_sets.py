"""Minimal cut sets: the smallest sets of units whose common failure stops a target (DOMAIN 3.6).

Units with equal effect on what the target depends on form one class; sets are found over classes and expanded when
they are listed. Where nothing the target needs feeds itself, the families of sets that stop each item are put together
from inputs to users in a decision diagram, of any order; elsewhere a search finds them order by order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from math import prod

import numpy as np
import numpy.typing as npt

from analytics import diagrams, kernels
from analytics.cut_search import search
from analytics.diagrams import NONE, UNBOUNDED
from analytics.failure_graph import FailureGraph, Ints
from analytics.families import Diagram, OutOfTime
from analytics.kernels import Bytes, Longs

QUICK = 3  # an order to which diagrams are always quick; from there one by one, so that something is proven


@dataclass(frozen=True)
class CutSets:
    """Minimal cut sets of one target in one reading.

    `classes`: units of equal effect. `complete_to_order`: all minimal sets up to this order are here.
    """

    classes: tuple[tuple[str, ...], ...]
    diagram: Diagram
    family: int
    complete_to_order: int

    @cached_property
    def sets(self) -> tuple[tuple[int, ...], ...]:
        """The sets as sorted tuples of classes, by order, then lexically."""
        return tuple(self.diagram.listed(self.family))

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Every minimal cut set as sorted units: by order, by classes, then by units of the classes; as asked for."""
        for chosen in self.diagram.listed(self.family):
            for units in product(*(self.classes[c] for c in chosen)):
                yield tuple(sorted(units))

    def counts(self) -> dict[int, int]:
        """Number of minimal cut sets by order, without listing them."""
        return self.diagram.counts(self.family, [len(units) for units in self.classes])


def counts_together(found: Sequence[CutSets]) -> dict[int, int]:
    """Number of sets by order that are in any of several answers to one call of `cut_sets_of_readings`."""
    diagram, classes = found[0].diagram, found[0].classes
    families = list(dict.fromkeys(sets.family for sets in found))
    if len(classes) > diagrams.DEEPEST and len(families) > 1:
        counted: Counter[int] = Counter()
        for cut in {chosen for family in families for chosen in diagram.listed(family)}:
            counted[len(cut)] += prod(len(classes[c]) for c in cut)
        return dict(sorted(counted.items()))
    family = reduce(lambda f, g: diagram.run(diagrams.union, f, g), families)
    return diagram.counts(family, [len(units) for units in classes])


def minimal_cut_sets(
    graph: FailureGraph,
    target: int,
    max_order: int | None,
    *,
    excluded: Collection[str] = (),
    keep_going: Callable[[], bool] = lambda: True,
) -> CutSets:
    """All minimal cut sets of an item or sector up to an order, by the units of the graph.

    Parameters
    ----------
    target : item index
    max_order : largest number of units in a set, at least 1; None = of any order
    excluded : units of the graph that may not fail
    keep_going : asked every few tenths of a second; False ends the search with what is proven so far

    Raises
    ------
    ValueError
        No order is given, and the target needs what feeds itself.
    OutOfTime, MemoryError
        No order is given, and the diagram takes too long or becomes too large.
    """
    return cut_sets_of_readings([graph], target, max_order, excluded=excluded, keep_going=keep_going)[0]


def cut_sets_of_readings(
    graphs: Sequence[FailureGraph],
    target: int,
    max_order: int | None,
    *,
    excluded: Collection[str] = (),
    keep_going: Callable[[], bool] = lambda: True,
) -> list[CutSets]:
    """The same in each of several graphs with the same units; the answers have classes and diagram in common."""
    needs = [kernels.inputs_before_users(graph.recipe, graph.nodes(target) // 2) for graph in graphs]
    classes = _classes(graphs, [items for items, _ in needs], excluded)
    names = tuple(tuple(graphs[0].units[n] for n in numbers) for numbers in classes)
    chosen = np.array([numbers[0] for numbers in classes], dtype=np.int32)
    diagram = Diagram()
    found: list[CutSets] = []
    for graph, (items, straight) in zip(graphs, needs, strict=True):
        one = _Asked(graph, target, items, chosen, max_order)
        found.append(CutSets(names, diagram, *_found(one, straight, diagram, keep_going)))
    return found


def upstream(graph: FailureGraph, nodes: Ints) -> npt.NDArray[np.bool_]:
    """(n_items * copies,) whether an item can matter to these nodes: all they need, directly or not."""
    reached = np.zeros(len(graph.recipe.slot_ptr) - 1, dtype=np.bool_)
    reached[kernels.inputs_before_users(graph.recipe, nodes // 2)[0]] = True
    return reached


@dataclass(frozen=True)
class _Asked:
    """One target in one graph: what it needs, inputs before users; one unit of each class; the order asked for."""

    graph: FailureGraph
    target: int
    items: Ints
    chosen: Ints
    max_order: int | None


def _found(asked: _Asked, straight: bool, diagram: Diagram, keep_going: Callable[[], bool]) -> tuple[int, int]:
    """The family of cut sets, and the order to which it is complete."""
    graph, order = asked.graph, asked.max_order
    if not graph.starts(asked.target):
        return NONE, len(asked.chosen) if order is None else order
    if straight and len(asked.chosen) <= diagrams.DEEPEST:
        if order is None:
            return _from_inputs(asked, UNBOUNDED, diagram, keep_going), len(asked.chosen)
        family, proven = _as_far_as_possible(asked, order, diagram, keep_going)
        if proven > 0:
            return family, proven
    if order is None:
        raise ValueError("what feeds itself has cut sets only to a given order")
    sets, proven = search(graph, asked.chosen, graph.nodes(asked.target), order, keep_going)
    return diagram.family(sets), proven


def _as_far_as_possible(asked: _Asked, order: int, diagram: Diagram, keep_going: Callable[[], bool]) -> tuple[int, int]:
    """The family to the highest order that time and room allow, and that order; 0 if not even the first."""
    family, proven = NONE, 0
    for bound in range(min(order, QUICK), order + 1):
        try:
            family, proven = _from_inputs(asked, bound, diagram, keep_going), bound
        except (MemoryError, OutOfTime):
            break
    return family, proven


def _from_inputs(asked: _Asked, bound: int, diagram: Diagram, keep_going: Callable[[], bool]) -> int:
    """The family, to an order, of a target that needs nothing which feeds itself; errors of Diagram.attempt."""
    graph = asked.graph
    ptr, hits = _by_item(asked)
    losses, whole = kernels.losses(graph.recipe, asked.items, ptr, *hits, bound)
    if not whole:
        raise MemoryError("an item has too many makers to tell which of them it can do without")
    fails = np.zeros(len(graph.start.runs), dtype=np.int64)
    value = np.zeros(1 + int((losses.end - losses.root).max(initial=0)) + 2, dtype=np.int64)
    at = np.zeros(1, dtype=np.int64)
    compiled = diagrams.inputs_to_users
    diagram.attempt(keep_going, compiled, graph.recipe, losses, asked.items, fails, value, at, bound)
    families: list[int] = fails[graph.nodes(asked.target)].tolist()
    if graph.all_needed:
        return reduce(lambda f, g: diagram.run(diagrams.either, f, g), families)
    return reduce(lambda f, g: diagram.run(diagrams.both, f, g, bound), families)


def _by_item(asked: _Asked) -> tuple[Longs, tuple[Ints, Ints, Bytes]]:
    """Hits of one unit of each class on what the target needs: item -> (class, element, reach), units by element."""
    graph, incidence = asked.graph, asked.graph.incidence
    variable = np.full(len(graph.units), -1, dtype=np.int32)
    variable[asked.chosen] = np.arange(len(asked.chosen))
    needed = np.zeros(len(graph.recipe.slot_ptr) - 1, dtype=np.bool_)
    needed[asked.items] = True
    unit = np.repeat(variable, np.diff(incidence.ptr))
    item = graph.recipe.element_item[incidence.element]
    kept = np.flatnonzero((unit >= 0) & needed[item])
    kept = kept[np.lexsort((incidence.element[kept], unit[kept], item[kept]))]
    new = np.ones(len(kept), dtype=np.bool_)
    new[1:] = (np.diff(unit[kept]) != 0) | (np.diff(item[kept]) != 0)
    first = incidence.element[kept][new][np.cumsum(new) - 1] if len(kept) else kept
    kept = kept[np.lexsort((incidence.element[kept], unit[kept], first, item[kept]))]
    ptr = np.searchsorted(item[kept], np.arange(len(needed) + 1))
    return ptr, (unit[kept], incidence.element[kept], incidence.reach[kept])


def _classes(graphs: Sequence[FailureGraph], needs: Sequence[Ints], excluded: Collection[str]) -> list[list[int]]:
    """Units that hit something the target needs, grouped by equal hits there in every graph.

    In the order in which a walk from the target to its inputs comes upon them: that keeps the diagrams small.
    """
    hits = np.concatenate([_hits(graph, items, n) for n, (graph, items) in enumerate(zip(graphs, needs, strict=True))])
    hits = hits[np.lexsort((hits[:, 2], hits[:, 1], hits[:, 0]))]
    ptr = np.searchsorted(hits[:, 0], np.arange(len(graphs[0].units) + 1)).tolist()
    groups: dict[bytes, list[int]] = {}
    for number, unit in enumerate(graphs[0].units):
        if ptr[number] < ptr[number + 1] and unit not in excluded:
            groups.setdefault(hits[ptr[number] : ptr[number + 1], 1:].tobytes(), []).append(number)
    return sorted(groups.values(), key=lambda numbers: int(hits[ptr[numbers[0]] : ptr[numbers[0] + 1], 4].min()))


def _hits(graph: FailureGraph, items: Ints, number: int) -> Ints:
    """(n_hits, 5): unit, number of the graph, element, reach, place of the element's item among what is needed."""
    place = np.full(len(graph.recipe.slot_ptr) - 1, -1, dtype=np.int32)
    place[items] = np.arange(len(items))
    incidence = graph.incidence
    unit = np.repeat(np.arange(len(graph.units), dtype=np.int32), np.diff(incidence.ptr))
    at = place[graph.recipe.element_item[incidence.element]]
    columns = (unit, np.full_like(unit, number), incidence.element, incidence.reach, at)
    return np.stack(columns, axis=1).astype(np.int32)[at >= 0]
