"""Minimal cut sets: fault trees against a textbook MOCUS and a public BDD package; the bundled and a cyclic graph."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest

from analytics import kernels
from analytics.cut_sets import CutSets, cut_sets_of_readings, minimal_cut_sets
from analytics.failure_graph import FailureGraph
from graphsvc.usecases.asking import Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.findings import Inquiry, inquiry
from tests.benchmarks.fault_trees import FaultTree, fault_tree
from tests.benchmarks.graphs import recipe_graph
from tests.benchmarks.measuring import Report, cpu, interleaved, shown, timed
from tests.oracles.fault_tree_bdd import number_of_minimal_cut_sets

ROUNDS = 5
LARGE = fault_tree(63, 60, 60, likely_all=0.4, most_inputs=3, reach=30)
SMALL = fault_tree(383, 40, 40, likely_all=0.4, most_inputs=3, reach=20)
N_FIRMS, ITEMS_EACH, N_TARGETS = 1_000, 10, 12


def test_a_large_fault_tree_is_counted_and_listed(report: Report) -> None:
    sets = counted(LARGE)
    assert sum(1 for _ in every_set(LARGE)) == sets == number_of_minimal_cut_sets(LARGE)
    assert sets >= 50_000

    counting, listing, peer = interleaved(
        lambda: counted(LARGE),
        lambda: sum(1 for _ in every_set(LARGE)),
        lambda: number_of_minimal_cut_sets(LARGE),
        rounds=ROUNDS,
        clock=cpu,
    )
    tree = f"fault tree, 60 gates, 60 basic events, {sets:,} sets of any order"
    report.at_most("cut sets counted", tree, counting, 2, "CPU s", f"{shown(peer, 'CPU s')} (BDD of oxidd)")
    report.at_most("cut sets counted and listed", tree, listing, 10, "CPU s")


def test_a_fault_tree_against_mocus(report: Report) -> None:
    assert {frozenset(cut) for cut in every_set(SMALL)} == {
        frozenset(f"item:{event - len(SMALL.gates):04d}" for event in cut) for cut in mocus(SMALL)
    }

    own, peer = interleaved(lambda: list(every_set(SMALL)), lambda: mocus(SMALL), rounds=ROUNDS, clock=cpu)
    report.ratio(
        "cut sets listed (textbook MOCUS in Python)",
        f"fault tree, 40 gates, 40 basic events, {counted(SMALL):,} sets",
        shown(1e3 * own, "ms"),
        shown(1e3 * peer, "ms"),
        peer / own,
    )


@pytest.fixture(scope="module")
def bundled(bundle: Context) -> Inquiry:
    """The bundled sources, asked by firm and country about every sector."""
    return inquiry(bundle, Options(), (), ("firm", "country"))


@pytest.mark.parametrize(("order", "goal"), [(2, 5.0), (3, None), (4, None)])
def test_every_sector_of_the_bundled_graph(bundled: Inquiry, order: int, goal: float | None, report: Report) -> None:
    graphs = [bundled.graphs[reading] for reading in ("confirmed", "likely")]

    def asked() -> int:
        found = (
            cut_sets_of_readings(graphs, target, order, excluded=(f"item:{bundled.name(target)}",))
            for target in bundled.targets
        )
        return sum(1 for readings in found for sets in readings for _ in sets)

    sets = asked()
    assert sets > len(bundled.targets)  # each sector hangs on somebody
    (taken,) = interleaved(asked, rounds=ROUNDS, clock=cpu)
    graph = f"bundled graph, {len(bundled.targets)} sectors, firm and country, confirmed and likely, {sets:,} sets"
    if goal:
        report.at_most(f"cut sets to order {order}", graph, taken, goal, "CPU s")
    else:
        report.information(f"cut sets to order {order}", graph, shown(taken, "CPU s"))


def test_a_cyclic_graph_to_order_three(report: Report) -> None:
    """The items are one giant loop; a firm makes ten of them, and all firms together stop two items in three."""
    graph = firms_of(100_000)
    targets = [int(target) for target in drawn(graph)]
    minimal_cut_sets(graph, targets[0], 2)

    taken = [timed(partial(minimal_cut_sets, graph, target, 3)) for target in targets]

    assert all(found.complete_to_order == 3 for _, found in taken)
    sets = sum(sum(found.counts().values()) for _, found in taken)
    units = min(len(found.classes) for _, found in taken)
    report.at_most(
        f"cut sets to order 3, slowest of {N_TARGETS} targets",
        f"100,000 items, cyclic _20, {units:,} units relevant to each target, {sets} sets",
        max(seconds for seconds, _ in taken),
        60,
        "CPU s",
    )


def counted(tree: FaultTree) -> int:
    """Number of minimal cut sets of any order."""
    return sum(of_any_order(tree).counts().values())


def every_set(tree: FaultTree) -> Iterator[tuple[str, ...]]:
    """The minimal cut sets themselves."""
    return iter(of_any_order(tree))


def of_any_order(tree: FaultTree) -> CutSets:
    """The answer for the top."""
    return minimal_cut_sets(tree.graph, 0, None)


def mocus(tree: FaultTree) -> list[frozenset[int]]:
    """Fussell and Vesely's way: rows of gates and events, gates replaced until none is left, supersets dropped."""
    rows, ready = [frozenset((0,))], set[frozenset[int]]()
    while rows:
        row = rows.pop()
        gate = min(row)  # gates have the smallest numbers
        if gate >= len(tree.gates):
            ready.add(row)
            continue
        rest = row - {gate}
        if tree.all_fail[gate]:
            rows.append(rest.union(tree.gates[gate]))
        else:
            rows += [rest | {one} for one in tree.gates[gate]]
    minimal: list[frozenset[int]] = []
    for row in sorted(ready, key=len):
        if not any(smaller <= row for smaller in minimal):
            minimal.append(row)
    return minimal


def firms_of(n_items: int) -> FailureGraph:
    """A cyclic recipe graph in which each firm is the only maker of some items, chosen at random."""
    recipe = recipe_graph(n_items, cyclic=True, single=0.2).arrays()
    made = np.random.default_rng(5).permutation(n_items)[: N_FIRMS * ITEMS_EACH].astype(np.int32)
    made = np.sort(made.reshape(N_FIRMS, ITEMS_EACH), axis=1).ravel()
    firm, by_item = np.repeat(np.arange(N_FIRMS, dtype=np.int32), ITEMS_EACH), np.argsort(made)
    everywhere = np.full(len(made), kernels.HIT_EVERYWHERE, dtype=np.int8)
    units = kernels.Units(
        ptr=(ITEMS_EACH * np.arange(N_FIRMS + 1)).astype(np.int32),
        element=made,
        reach=everywhere,
        by_element_ptr=np.searchsorted(made[by_item], np.arange(n_items + 1)).astype(np.int32),
        by_element=firm[by_item],
        by_element_reach=everywhere,
    )
    names = tuple(f"firm:{n:04d}" for n in range(N_FIRMS))
    return FailureGraph("likely", n_items, 1, False, recipe, names, units, ())


def drawn(graph: FailureGraph) -> kernels.Ints:
    """Targets among the items that need something and stop when all firms fail."""
    work = kernels.scratch(graph.recipe, graph.start)
    kernels.push(graph.recipe, graph.incidence, graph.start, work, np.arange(N_FIRMS, dtype=np.int32))
    stopped = work.state[:: kernels.WORLD + 1] == kernels.STOPPED
    needing = np.diff(graph.recipe.slot_ptr) > 0
    return np.random.default_rng(7).choice(np.flatnonzero(stopped & needing), N_TARGETS, replace=False).astype(np.int32)
