"""All that a thousand targets need, against igraph; and arrays of arcs to both CSR directions, against scipy."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csc_array, csr_array

from analytics.closure import closure, inputs
from analytics.closure_kernels import csr
from tests.benchmarks.graphs import recipe_graph
from tests.benchmarks.measuring import Report, cpu, interleaved, shown

ITEMS, TARGETS, ROUNDS = 100_000, 1_000, 5


@pytest.mark.parametrize(("cyclic", "sample", "goal"), [(False, TARGETS, 10), (True, 50, 300)])
def test_closure(report: Report, cyclic: bool, sample: int, goal: float) -> None:
    """`sample`: how many targets the peer is asked for; its time is taken for all."""
    ptr, head = inputs(recipe_graph(ITEMS, cyclic=cyclic, single=0.2).arrays())
    targets = np.random.default_rng(3).permutation(ITEMS)[:TARGETS].tolist()
    name = f"{ITEMS:,} items, {'one giant loop' if cyclic else 'acyclic'}, {len(head):,} links, {TARGETS:,} targets"
    peer = igraph_of(report, ptr, head)

    def theirs() -> list[int]:
        return [len(peer.subcomponent(target, mode="out")) for target in targets[:sample]]

    assert closure(ptr, head, targets).sizes()[:sample].tolist() == theirs()
    own, other = interleaved(lambda: closure(ptr, head, targets).sizes(), theirs, rounds=ROUNDS, clock=cpu)
    scaled = other * TARGETS / sample
    report.ratio(
        "all that the targets need (igraph subcomponent)",
        name,
        shown(1e3 * own, "CPU ms"),
        shown(1e3 * scaled, "CPU ms"),
        scaled / own,
        goal,
    )


def test_both_directions(report: Report) -> None:
    graph = recipe_graph(ITEMS, cyclic=True, single=0.2)
    tail, head = graph.group_item[graph.link_group], graph.link_item
    arcs = f"{ITEMS:,} items, cyclic, {len(head):,} links"

    def ours() -> tuple[np.ndarray, ...]:
        return *csr(tail, head, ITEMS), *csr(head, tail, ITEMS)

    def theirs() -> tuple[csr_array, csc_array]:
        one_way = csr_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(ITEMS, ITEMS))
        return one_way, one_way.tocsc()

    ptr, _, back_ptr, _ = ours()
    assert (np.diff(ptr) == np.bincount(tail, minlength=ITEMS)).all()
    assert (np.diff(back_ptr) == np.bincount(head, minlength=ITEMS)).all()
    own, other = interleaved(ours, theirs, rounds=ROUNDS, clock=cpu)
    report.ratio(
        "arcs to CSR both ways (scipy)",
        arcs,
        shown(1e3 * own, "CPU ms"),
        shown(1e3 * other, "CPU ms"),
        other / own,
        1.5,
    )
    held = sum(array.nbytes for array in ours()) / len(head)
    report.at_most("memory of both directions", arcs, held, 20, "bytes a link")


def igraph_of(report: Report, ptr: np.ndarray, head: np.ndarray) -> Any:
    """The same graph in igraph, which is under the GPL and so no requirement of ours, not even of the tests."""
    try:
        igraph = import_module("igraph")
    except ImportError:
        report.without("closure", "igraph is not installed here: pip install igraph")
        pytest.skip("igraph is not installed here: pip install igraph")
    arcs = np.stack((np.repeat(np.arange(len(ptr) - 1), np.diff(ptr)), head), axis=1)
    return igraph.Graph(n=len(ptr) - 1, edges=arcs.tolist(), directed=True)
