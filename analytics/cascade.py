"""The weighted cascade: how much of its supply an item keeps when units fail (DOMAIN 4, docs/methods/exposure.md).

Three times, each on the recipe of a reading: low (possible, the unknown is lost first), estimate (likely, it is spread
evenly), high (confirmed, it is lost last).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics import cascade_kernels as loops
from analytics.cascade_solve import KeepGoing, always, budget_of, finish
from analytics.closure import strong_parts
from analytics.closure_kernels import condensed, csr, tails_first
from analytics.failure_graph import Evidence, FailureGraph, counts, is_qualified
from analytics.kernels import HOME, Floats, Ints
from analytics.readings import Reading
from analytics.supply_graph import SupplyGraph
from analytics.units import Question

RULES: Mapping[Reading, int] = {"confirmed": loops.BEST, "likely": loops.EVEN, "possible": loops.WORST}
CHUNK = 32  # failures evaluated in one reading before the next: when time runs out those before have all bounds
DIGITS = 9  # shares nearer than 1e-9 are equal


@dataclass(frozen=True, slots=True)
class Keeps:
    """What is kept, in [0, 1] of the supply when nothing has failed and all inputs are met; low <= estimate <= high."""

    low: float
    estimate: float
    high: float
    unit: str = "1"


@dataclass(frozen=True)
class Cascade:
    """A failure graph with the weights of its slots; `copies` as there."""

    graph: FailureGraph
    flow: loops.Flow

    @property
    def rule(self) -> int:
        """Who holds the part of a slot that no share speaks of."""
        return RULES[self.graph.reading]

    def state(self, targets: Ints | None = None, keep_going: KeepGoing = always) -> loops.State | None:
        """Fresh working space with the start settled; failures are followed to what the target items need.

        None when there is no time to settle the start.
        """
        recipe, flow = self.graph.recipe, self.flow
        state = space(flow, len(recipe.element_item))
        budget = budget_of(flow)
        if not finish(recipe, flow, state, lambda: loops.begin(recipe, flow, state, self.rule, budget), keep_going):
            return None
        state.wanted[:] = 1 if targets is None else self._upstream(targets)
        return state

    def _upstream(self, items: Ints) -> npt.NDArray[np.int8]:
        """(n_loops,) whether a loop can matter to these items of any copy."""
        flow = self.flow
        wanted = np.zeros(len(flow.turns), dtype=np.int8)
        stack = np.unique(flow.loop_of[items]).tolist()
        wanted[stack] = 1
        while stack:
            c = stack.pop()
            for item in flow.loop_item[flow.loop_ptr[c] : flow.loop_ptr[c + 1]].tolist():
                first, last = flow.member_ptr[flow.slot_ptr[item]], flow.member_ptr[flow.slot_ptr[item + 1]]
                for member in flow.loop_of[flow.member_item[first:last]].tolist():
                    if not wanted[member]:
                        wanted[member] = 1
                        stack.append(member)
        return wanted


def cascade(graph: FailureGraph, evidence: Sequence[Evidence], question: Question) -> Cascade:
    """Compile the weights of a failure graph from the evidence and question it was compiled from."""
    return Cascade(graph, _flow([part.graph for part in evidence[: graph.copies]], question))


def keeps(
    cascades: Mapping[Reading, Cascade],
    targets: Sequence[int],
    failures: Sequence[Sequence[str]],
    keep_going: KeepGoing = always,
) -> list[list[Keeps | None]]:
    """What each target (item index) keeps at home under each failure (units of the graphs that fail together).

    By failure, then target; None where `keep_going`, asked every few hundredths of a second, said False before all
    three bounds were there. KeyError for a unit that the graphs do not hold.
    """
    runs = [_Run.of(cascades[reading], targets, keep_going) for reading in ("possible", "likely", "confirmed")]
    found = np.full((3, len(failures), len(targets)), np.nan)
    for first in range(0, len(failures), CHUNK):
        for bound, run in enumerate(runs):
            found[bound, first : first + CHUNK] = run.kept(failures[first : first + CHUNK], keep_going)
    low, estimate, high = found
    low, high = np.minimum(low, estimate), np.maximum(high, estimate)  # equal but for the last digits
    rounded = np.round(np.stack((low, estimate, high), axis=2), DIGITS) + 0.0
    return [[None if any(map(math.isnan, entry)) else Keeps(*entry) for entry in row] for row in rounded.tolist()]


def kept(
    cascade: Cascade, targets: Sequence[int], failures: Sequence[Sequence[str]], keep_going: KeepGoing = always
) -> Floats:
    """(n_failures, n_targets) what the targets keep at home in the reading of the cascade, NaN when time ran out.

    With two copies the better one counts in the confirmed reading, the worse one in the possible reading.
    """
    return _Run.of(cascade, targets, keep_going).kept(failures, keep_going)


@dataclass(frozen=True)
class _Run:
    """Failures of one reading, seen at some nodes (n_targets, n_copies); no state: there was no time for the start."""

    cascade: Cascade
    nodes: Ints
    state: loops.State | None

    @classmethod
    def of(cls, cascade: Cascade, targets: Sequence[int], keep_going: KeepGoing) -> _Run:
        graph = cascade.graph
        nodes = np.array([graph.nodes(target, HOME) for target in targets], dtype=np.int32)
        nodes = nodes.reshape(-1, graph.copies)
        return cls(cascade, nodes, cascade.state(nodes.ravel() // 2, keep_going))

    def kept(self, failures: Sequence[Sequence[str]], keep_going: KeepGoing) -> Floats:
        graph, flow, state = self.cascade.graph, self.cascade.flow, self.state
        out = np.full((len(failures), self.nodes.size), np.nan)
        if state is not None and keep_going():
            numbers = [[graph.number[unit] for unit in units] for units in failures]
            ptr = np.concatenate(([0], np.cumsum([len(units) for units in numbers], dtype=np.int64))).astype(np.int32)
            failed = np.array([number for units in numbers for number in units], dtype=np.int32)
            seen, rule, budget = self.nodes.ravel(), self.cascade.rule, budget_of(flow)
            state.n[loops.N_DONE] = 0
            finish(
                graph.recipe,
                flow,
                state,
                lambda: loops.fail(graph.recipe, flow, graph.incidence, state, ptr, failed, seen, rule, out, budget),
                keep_going,
            )
        copies = out.reshape(len(failures), len(self.nodes), graph.copies)
        return np.asarray(copies.min(axis=2) if graph.all_needed else copies.max(axis=2))


# --- arrays


@dataclass(frozen=True)
class _Slots:
    """Slots of one copy: (item, durable, weak), and members (slot, item, share)."""

    item: Ints
    durable: npt.NDArray[np.bool_]
    weak: npt.NDArray[np.bool_]
    member_slot: Ints
    member_item: Ints
    member_share: Floats


def _slots(graph: SupplyGraph, question: Question) -> _Slots:
    counting = counts(graph, question)
    number = np.cumsum(counting) - 1
    member = counting[graph.member_slot] & is_qualified(graph, question)
    share = graph.member_share[member]
    return _Slots(
        graph.slot_item[counting],
        graph.slot_durable[counting],
        ~graph.slot_essential[counting],
        number[graph.member_slot[member]].astype(np.int32),
        graph.member_item[member],
        np.where(np.isnan(share), loops.UNKNOWN, share),
    )


def _flow(graphs: Sequence[SupplyGraph], question: Question) -> loops.Flow:
    parts = [_slots(graph, question) for graph in graphs]
    offset = [n * graph.n_items for n, graph in enumerate(graphs)]
    before = np.cumsum([0, *(len(part.item) for part in parts)])[:-1]
    items = sum(graph.n_items for graph in graphs)
    slot_item = np.concatenate([part.item + off for part, off in zip(parts, offset, strict=True)])
    member_slot = np.concatenate([part.member_slot + n for part, n in zip(parts, before, strict=True)])
    member_item = np.concatenate([part.member_item + off for part, off in zip(parts, offset, strict=True)])
    use_ptr, use_slot = csr(member_item.astype(np.int32), member_slot.astype(np.int32), items)
    user = slot_item[member_slot]
    durable = np.concatenate([part.durable for part in parts])
    loop_of, turns = loops_of(member_item, user, durable[member_slot], items)
    by_loop = np.argsort(loop_of, kind="stable").astype(np.int32)
    return loops.Flow(
        slot_ptr=_pointer(slot_item, items),
        slot_item=slot_item.astype(np.int32),
        slot_durable=durable.astype(np.int8),
        slot_weak=np.concatenate([part.weak for part in parts]).astype(np.int8),
        member_ptr=_pointer(member_slot, len(slot_item)),
        member_item=member_item.astype(np.int32),
        member_share=np.concatenate([part.member_share for part in parts]),
        use_ptr=use_ptr,
        use_slot=use_slot,
        loop_ptr=_pointer(loop_of[by_loop], len(turns)),
        loop_item=by_loop,
        loop_of=loop_of,
        turns=turns,
    )


def loops_of(
    supplier: Ints, user: Ints, durable: npt.NDArray[np.bool_], items: int
) -> tuple[Ints, npt.NDArray[np.int8]]:
    """For each item its loop, numbered in the order of supply, and for each loop whether it turns and lasts."""
    forth = csr(supplier.astype(np.int32), user.astype(np.int32), items)
    part = strong_parts(*forth)
    count = int(part.max(initial=-1)) + 1
    rank = np.empty(count, dtype=np.int32)
    rank[tails_first(*condensed(*forth, part, count))] = np.arange(count)
    loop_of = rank[part]
    inside = loop_of[supplier] == loop_of[user]
    turns = np.full(count, loops.ONE_ITEM, dtype=np.int8)
    turns[loop_of[user[inside]]] = loops.TURNS
    turns[loop_of[user[inside & durable]]] = loops.LASTS
    return loop_of, turns


def space(flow: loops.Flow, elements: int) -> loops.State:
    """Working space in which nothing is settled."""
    nodes, count = 2 * len(flow.loop_of), len(flow.turns)
    n = np.zeros(loops.COUNTERS, dtype=np.int64)
    n[loops.N_LOOP] = loops.NONE
    return loops.State(
        keep=np.zeros(nodes),
        installed=np.zeros(nodes),
        runs=np.zeros(nodes, dtype=np.int8),
        standing=np.zeros(nodes, dtype=np.int8),
        whole=np.zeros(nodes),
        abroad=np.zeros(nodes),
        keep_before=np.ones(nodes),
        runs_before=np.zeros(nodes, dtype=np.int8),
        hit=np.zeros(elements, dtype=np.int8),
        hits=np.zeros(elements, dtype=np.int32),
        heap=np.zeros(count, dtype=np.int32),
        queued=np.zeros(count, dtype=np.int8),
        settled=np.zeros(count, dtype=np.int32),
        wanted=np.ones(count, dtype=np.int8),
        even_before=np.ones(nodes),
        ring=np.zeros(nodes, dtype=np.int32),
        waits=np.zeros(nodes, dtype=np.int8),
        n=n,
    )


def _pointer(sorted_keys: npt.NDArray[np.integer], size: int) -> Ints:
    """Where each of `size` keys begins in a sorted column; (size + 1,)."""
    return np.searchsorted(sorted_keys, np.arange(size + 1)).astype(np.int32)
