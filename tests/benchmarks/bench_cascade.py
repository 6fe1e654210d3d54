"""What items keep when one fails: recipe graphs without and with a large loop, against numbers in dicts and sweeps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analytics import cascade
from analytics import cascade_kernels as loops
from analytics.cascade_solve import always, budget_of, finish
from analytics.kernels import Recipe, Units
from tests.benchmarks.graphs import RecipeGraph, recipe_graph
from tests.benchmarks.measuring import Report, cpu, interleaved, shown

SAMPLE = 10
PEER = 200  # sweeps of the peer at most: in a large loop it would take thousands


@pytest.mark.parametrize("cyclic", [False, True], ids=["acyclic", "cyclic"])
def test_one_failure_on_ten_thousand_items(cyclic: bool, report: Report) -> None:
    graph = recipe_graph(10_000, cyclic=cyclic, single=0.2)
    recipe, units = graph.arrays(), graph.units()
    flow = flow_of(graph, recipe)
    state = cascade.space(flow, graph.n_items)
    finish(recipe, flow, state, lambda: loops.begin(recipe, flow, state, loops.EVEN, budget_of(flow)), always)
    state.wanted[:] = 1
    sample = np.random.default_rng(3).permutation(graph.n_items)[:SAMPLE].astype(np.int32)
    ours = failing(recipe, units, flow, state)
    peer = swept(graph)
    for unit in sample[:2]:
        if not cyclic:
            assert ours(int(unit)) == pytest.approx(peer(int(unit)), abs=1e-7)

    own, other = interleaved(
        lambda: [ours(int(unit)) for unit in sample], lambda: peer(int(sample[0])), rounds=1, clock=cpu
    )
    report.ratio(
        f"what all items keep (numbers in dicts, at most {PEER} sweeps)",
        f"10,000 items, {'cyclic' if cyclic else 'acyclic'} _20",
        f"{shown(1e3 * own / SAMPLE, 'ms')} a failure",
        f"{shown(1e3 * other, 'ms')} a failure",
        other / (own / SAMPLE),
    )


def flow_of(graph: RecipeGraph, recipe: Recipe) -> loops.Flow:
    """Every slot essential and consumed, no share stated."""
    lasts = np.zeros(len(graph.link_item), dtype=np.bool_)
    loop_of, turns = cascade.loops_of(graph.link_item, graph.group_item[graph.link_group], lasts, graph.n_items)
    by_loop = np.argsort(loop_of, kind="stable").astype(np.int32)
    return loops.Flow(
        slot_ptr=recipe.slot_ptr,
        slot_item=recipe.slot_item,
        slot_durable=recipe.slot_durable,
        slot_weak=np.zeros(len(graph.group_item), dtype=np.int8),
        member_ptr=recipe.member_ptr,
        member_item=recipe.member_item,
        member_share=np.full(len(graph.link_item), loops.UNKNOWN),
        use_ptr=recipe.use_ptr,
        use_slot=recipe.use_slot,
        loop_ptr=np.searchsorted(loop_of[by_loop], np.arange(len(turns) + 1)).astype(np.int32),
        loop_item=by_loop,
        loop_of=loop_of,
        turns=turns,
    )


def failing(recipe: Recipe, units: Units, flow: loops.Flow, state: loops.State) -> Callable[[int], list[float]]:
    """What all items keep at home when a unit fails."""
    seen = 2 * np.arange(len(flow.loop_of), dtype=np.int32)
    out, ptr, budget = np.zeros((1, len(seen))), np.array([0, 1], dtype=np.int32), budget_of(flow)

    def keep(unit: int) -> list[float]:
        failed = np.array([unit], dtype=np.int32)
        state.n[loops.N_DONE] = 0
        finish(
            recipe,
            flow,
            state,
            lambda: loops.fail(recipe, flow, units, state, ptr, failed, seen, loops.EVEN, out, budget),
            always,
        )
        return [float(value) for value in out[0]]

    return keep


def swept(graph: RecipeGraph) -> Callable[[int], list[float]]:
    """From all downward, every item again until nothing moves."""
    needs: dict[int, dict[int, list[int]]] = {}
    for group, item in zip(graph.link_group.tolist(), graph.link_item.tolist(), strict=True):
        needs.setdefault(int(graph.group_item[group]), {}).setdefault(group, []).append(item)

    def keep(unit: int) -> list[float]:
        kept = [1.0] * graph.n_items
        kept[unit] = 0.0
        for _ in range(PEER):
            moved = 0.0
            for item, groups in needs.items():
                value = min(sum(kept[m] for m in members) / len(members) for members in groups.values())
                moved = max(moved, kept[item] - value)
                kept[item] = min(kept[item], value)
            if moved <= loops.CLOSE:
                break
        return kept

    return keep
