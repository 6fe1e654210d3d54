"""Where a loss comes from: the chain of scarcest inputs from a target to the item whose makers a failure hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics import cascade_kernels as loops
from analytics.cascade import Cascade
from analytics.cascade_solve import KeepGoing, always, budget_of, finish
from analytics.kernels import HOME, WORLD


@dataclass(frozen=True)
class Tracer:
    """Follows losses in the reading of a cascade, as long as `keep_going` says so; it never says yes after no.

    `state` is working space in which nothing has failed.
    """

    cascade: Cascade
    state: loops.State
    keep_going: KeepGoing = always

    def trace(self, target: int, units: Sequence[str]) -> tuple[int, ...] | None:
        """Items (indexes) from the target to the one whose own makers lose most; only the target if it loses nothing.

        At each item the larger loss is followed: of its own makers, or of its scarcest slot and of the member of that
        slot that lost most. Ties: the first in the order of the arrays. None when time ran out.
        """
        graph, flow, state, rule = self.cascade.graph, self.cascade.flow, self.state, self.cascade.rule
        failed = np.array([graph.number[unit] for unit in units], dtype=np.int32)
        budget = budget_of(flow)

        def press() -> bool:
            state.n[loops.N_LEFT] = budget
            return bool(loops.press(graph.recipe, flow, graph.incidence, state, failed, rule))

        if not self.keep_going() or not finish(graph.recipe, flow, state, press, self.keep_going):
            return None
        try:
            return tuple(item % graph.n_items for item in self._chain(target))
        finally:
            loops.put_back(flow, state)

    def _chain(self, target: int) -> list[int]:
        nodes = self.cascade.graph.nodes(target, HOME)
        copy = np.argmin if self.cascade.graph.all_needed else np.argmax
        node = int(nodes[copy(self.state.keep[nodes])])
        chain = [node // 2]
        while (node := self._next(node)) >= 0 and node // 2 not in chain:
            chain.append(node // 2)
        return chain

    def _next(self, node: int) -> int:
        """The node that this one lost most through, -1 when that is its own makers or nothing."""
        state, item = self.state, node // 2
        whole, abroad = max(0.0, state.whole[node]), max(0.0, state.abroad[node])
        short = {side: 1.0 - loops.inputs(self.cascade.flow, state, item, side, self.cascade.rule) for side in (0, 1)}
        through = {HOME: (whole - abroad) * short[HOME], WORLD: abroad * short[WORLD]}
        if sum(through.values()) <= max(1.0 - whole, loops.CLOSE):
            return -1
        view = max(through, key=through.__getitem__)
        return self._scarcest(item, view)

    def _scarcest(self, item: int, view: int) -> int:
        state, flow = self.state, self.cascade.flow
        slots = range(flow.slot_ptr[item], flow.slot_ptr[item + 1])
        weight = 1.0 / (1 + len(slots))
        rule = self.cascade.rule

        def lost(slot: int) -> float:
            return (weight if flow.slot_weak[slot] else 1.0) * (1.0 - loops.filled(flow, state, slot, view, rule))

        slot = max(slots, key=lost)
        members = 2 * flow.member_item[flow.member_ptr[slot] : flow.member_ptr[slot + 1]] + view
        if not len(members):
            return -1
        drop = state.keep_before[members] - state.keep[members]
        best = int(np.argmax(drop))
        return int(members[best]) if drop[best] > loops.CLOSE else -1


def tracer(cascade: Cascade, targets: Sequence[int], keep_going: KeepGoing = always) -> Tracer | None:
    """A tracer for failures that reach these targets; None when there is no time to settle the start."""
    nodes = np.concatenate([cascade.graph.nodes(target, HOME) for target in targets])
    state = cascade.state(nodes // 2, keep_going)
    return None if state is None else Tracer(cascade, state, keep_going)
