"""All single failures of a recipe graph against a propagation over a networkx graph with counters in dicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest
from numba import njit

from analytics import kernels
from analytics.closure import users
from analytics.closure_kernels import tails_first
from tests.benchmarks.graphs import RecipeGraph, recipe_graph
from tests.benchmarks.measuring import Report, cpu, interleaved, shown

ROUNDS = 5
Ints = npt.NDArray[np.int32]
Failing = Callable[[int], set[int]]
Uses: TypeAlias = "nx.DiGraph[Any]"


@dataclass(frozen=True)
class Case:
    """`failed`: how many units ours fails, None = all; `sample`: how many the peer fails."""

    n_items: int
    cyclic: bool
    single: float
    sample: int
    goal: float | None = None
    failed: int | None = None

    @property
    def name(self) -> str:
        kind = "cyclic" if self.cyclic else "acyclic"
        return f"{self.n_items:,} items, {kind} _{round(100 * self.single)}"

    @cached_property
    def graph(self) -> RecipeGraph:
        return recipe_graph(self.n_items, cyclic=self.cyclic, single=self.single)


CASES = [
    Case(10_000, False, 0.2, sample=2_000, goal=200),
    Case(100_000, False, 0.2, sample=2_000, goal=200),
    Case(100_000, False, 0.35, sample=2_000),
]
LOOPED = [
    Case(100_000, True, 0.2, sample=2, failed=4_000),
    Case(100_000, True, 0.35, sample=2, failed=4_000),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_all_single_failures(case: Case, report: Report) -> None:
    graph = case.graph
    recipe, units, start, _ = prepared(graph)
    sample = drawn(graph.n_items, case.sample, 2).tolist()
    peer = counted_down(graph)
    assert stopped_by(everyone(recipe, units, start), sample) == {unit: peer(unit) for unit in sample}

    own, other = interleaved(
        lambda: everyone(recipe, units, start), lambda: [peer(unit) for unit in sample], rounds=ROUNDS, clock=cpu
    )
    compared(report, case, "counters in networkx and dicts", own / graph.n_items, other / len(sample))


def test_all_single_failures_of_a_million_items(report: Report) -> None:
    case = Case(1_000_000, False, 0.2, sample=0)
    recipe, units, start, _ = prepared(case.graph)
    found = everyone(recipe, units, start)
    assert (found.last - found.first)[start.runs != 0].min() >= 1  # every item stops with its only maker

    (taken,) = interleaved(lambda: everyone(recipe, units, start), rounds=ROUNDS, clock=cpu)
    report.at_most("all single failures", f"{case.name}, {len(case.graph.link_item):,} links", taken, 1.5, "CPU s")


@pytest.mark.parametrize("case", LOOPED, ids=lambda case: case.name)
def test_single_failures_where_items_feed_themselves(case: Case, report: Report) -> None:
    graph = case.graph
    recipe, units, start, work = prepared(graph)
    failed = drawn(graph.n_items, case.failed or graph.n_items, 1)
    sample = drawn(graph.n_items, case.sample, 2)
    peer = from_scratch(graph)
    assert [stopped(recipe, units, start, work, unit) for unit in sample] == [peer(unit) for unit in sample.tolist()]

    own, other = interleaved(
        lambda: fail_each(recipe, units, start, work, failed),
        lambda: [peer(unit) for unit in sample.tolist()],
        rounds=1,
        clock=cpu,
    )
    compared(report, case, "least fixpoint from scratch in networkx and dicts", own / len(failed), other / len(sample))


def compared(report: Report, case: Case, peer: str, own: float, other: float) -> None:
    """A line of the table, from seconds a failure."""
    report.ratio(
        f"all single failures ({peer})",
        f"{case.name}, {len(case.graph.link_item):,} links",
        f"{shown(1e6 * own, 'µs')} a failure",
        f"{shown(1e6 * other, 'µs')} a failure",
        other / own,
        case.goal,
    )


def everyone(recipe: kernels.Recipe, units: kernels.Units, start: kernels.Start) -> kernels.Stoppers:
    """For each node the units that stop it alone, of a graph without loops."""
    sets, whole = kernels.stoppers(recipe, units, start, tails_first(*users(recipe)), 1 << 28)
    assert whole
    return sets


def stopped_by(sets: kernels.Stoppers, sample: list[int]) -> dict[int, set[int]]:
    """For each unit of the sample the items that stop at home when it fails alone."""
    found: dict[int, set[int]] = {unit: set() for unit in sample}
    for item in range(len(sets.first) // 2):
        for unit in sets.unit[sets.first[2 * item] : sets.last[2 * item]].tolist():
            if unit in found:
                found[unit].add(item)
    return found


def prepared(graph: RecipeGraph) -> tuple[kernels.Recipe, kernels.Units, kernels.Start, kernels.Work]:
    """Everything in operation, and the kernels compiled."""
    recipe, units = graph.arrays(), graph.units()
    start = kernels.operate(recipe, np.zeros(graph.n_items, dtype=np.int8))
    work = kernels.scratch(recipe, start)
    fail_each(recipe, units, start, work, np.zeros(1, dtype=np.int32))
    return recipe, units, start, work


def drawn(n_items: int, size: int, seed: int) -> Ints:
    """So many units in random order."""
    return np.random.default_rng(seed).permutation(n_items)[:size].astype(np.int32)


def fail_each(
    recipe: kernels.Recipe, units: kernels.Units, start: kernels.Start, work: kernels.Work, failed: Ints
) -> npt.NDArray[np.int64]:
    """For each unit how many nodes stop; work.stopped lists them while it is down."""
    found = np.zeros(len(failed), dtype=np.int64)
    _fail_each(recipe, units, start, work, failed, np.zeros(1, dtype=np.int32), found)
    return found


@njit(nogil=True)  # not cached: numba would not notice a change in the kernels that it calls
def _fail_each(
    recipe: kernels.Recipe,
    units: kernels.Units,
    start: kernels.Start,
    work: kernels.Work,
    failed: Ints,
    one: Ints,
    found: npt.NDArray[np.int64],
) -> None:
    for place in range(len(failed)):
        one[0] = failed[place]
        kernels.push(recipe, units, start, work, one)
        found[place] = work.n[kernels.N_STOPPED]
        kernels.pop(recipe, work)


def stopped(
    recipe: kernels.Recipe, units: kernels.Units, start: kernels.Start, work: kernels.Work, unit: int
) -> set[int]:
    """The items that stop at home when a unit fails alone."""
    kernels.push(recipe, units, start, work, np.array([unit], dtype=np.int32))
    nodes = work.stopped[: work.n[kernels.N_STOPPED]]
    found = set((nodes[nodes % 2 == kernels.HOME] // 2).tolist())
    kernels.pop(recipe, work)
    return found


def uses(graph: RecipeGraph) -> Uses:
    """item -> ("slot", n) -> item: whom a failure reaches."""
    slots: Uses = nx.DiGraph()
    slots.add_nodes_from(range(graph.n_items))
    slots.add_edges_from(
        (item, ("slot", slot)) for slot, item in zip(graph.link_group.tolist(), graph.link_item.tolist(), strict=True)
    )
    slots.add_edges_from((("slot", slot), item) for slot, item in enumerate(graph.group_item.tolist()))
    return slots


def counted_down(graph: RecipeGraph) -> Failing:
    """Without cycles: a slot is lost with its last member, an item with its first slot."""
    slots = uses(graph)

    def failing(unit: int) -> set[int]:
        gone, waiting = {unit}, [unit]
        left: dict[Any, int] = {}
        while waiting:
            for slot in slots.successors(waiting.pop()):
                left[slot] = (left.get(slot) or slots.in_degree(slot)) - 1
                if left[slot] == 0:
                    for item in slots.successors(slot):
                        if item not in gone:
                            gone.add(item)
                            waiting.append(item)
        return gone

    return failing


def from_scratch(graph: RecipeGraph) -> Failing:
    """With cycles: what a loop feeds itself does not count, so what runs is derived anew from what needs nothing."""
    slots = uses(graph)
    needs = dict.fromkeys(range(graph.n_items), 0)
    for item in graph.group_item.tolist():
        needs[item] += 1

    def running(unit: int | None) -> set[int]:
        unmet, met = dict(needs), set()
        waiting = [item for item, count in unmet.items() if count == 0 and item != unit]
        found = set(waiting)
        while waiting:
            for slot in slots.successors(waiting.pop()):
                if slot in met:
                    continue
                met.add(slot)
                for item in slots.successors(slot):
                    unmet[item] -= 1
                    if unmet[item] == 0 and item != unit:
                        found.add(item)
                        waiting.append(item)
        return found

    before = running(None)
    return lambda unit: before - running(unit)
