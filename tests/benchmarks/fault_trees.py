"""Random fault trees: gates over later gates and basic events, as nested tuples of numbers and as a failure graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from random import Random

import numpy as np
import numpy.typing as npt

from analytics import kernels
from analytics.failure_graph import FailureGraph, is_loop_free

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class FaultTree:
    """Gate g fails when all its inputs do (`all_fail[g]`) or when any does; inputs from len(gates) on are events.

    Gate 0 is the top, and every gate and event serves an earlier gate.
    """

    gates: tuple[tuple[int, ...], ...]
    all_fail: tuple[bool, ...]
    n_events: int

    @cached_property
    def graph(self) -> FailureGraph:
        """A gate is an item without units of its own: one slot with all its inputs, or a slot for each of them."""
        slots = [
            [inputs] if every else [(one,) for one in inputs]
            for inputs, every in zip(self.gates, self.all_fail, strict=True)
        ]
        n_items = len(self.gates) + self.n_events
        slot_item = [gate for gate, needs in enumerate(slots) for _ in needs]
        members = [list(needed) for needed in chain.from_iterable(slots)]
        of_slot = np.repeat(np.arange(len(members)), [len(needed) for needed in members]).astype(np.int32)
        member = np.array(list(chain.from_iterable(members)), dtype=np.int32)
        by_item = np.argsort(member, kind="stable")
        each, none = np.arange(n_items, dtype=np.int32), np.zeros(0, dtype=np.int32)
        recipe = kernels.Recipe(
            element_ptr=np.arange(n_items + 1, dtype=np.int32),
            element_item=each,
            element_home=np.zeros(n_items, dtype=np.int8),
            element_counts=np.ones(n_items, dtype=np.int8),
            element_share=np.zeros(n_items),
            group_ptr=np.zeros(n_items + 1, dtype=np.int32),
            group_share=np.zeros(0),
            group_rule=np.zeros(0, dtype=np.int8),
            group_member_ptr=np.zeros(1, dtype=np.int32),
            group_member=none,
            slot_ptr=np.searchsorted(slot_item, np.arange(n_items + 1)).astype(np.int32),
            slot_item=np.array(slot_item, dtype=np.int32),
            slot_durable=np.zeros(len(slot_item), dtype=np.int8),
            member_ptr=np.array([0, *accumulate(map(len, members))], dtype=np.int32),
            member_item=member,
            use_ptr=np.searchsorted(member[by_item], np.arange(n_items + 1)).astype(np.int32),
            use_slot=of_slot[by_item],
            limit=1.0,
        )
        recipe = recipe._replace(loop_free=is_loop_free(recipe))
        events = tuple(f"item:{event:04d}" for event in range(self.n_events))
        return FailureGraph("confirmed", n_items, 1, False, recipe, events, self._units(), ("",) * len(slot_item))

    def _units(self) -> kernels.Units:
        """Each basic event ends the maker of its item."""
        gates, size = len(self.gates), self.n_events
        each, ptr = np.arange(size, dtype=np.int32), np.arange(size + 1, dtype=np.int32)
        everywhere = np.full(size, kernels.HIT_EVERYWHERE, dtype=np.int8)
        back = np.concatenate((np.zeros(gates, dtype=np.int32), ptr))
        return kernels.Units(ptr, each + np.int32(gates), everywhere, back, each, everywhere)


def fault_tree(seed: int, gates: int, events: int, likely_all: float, most_inputs: int, reach: int) -> FaultTree:
    """A random tree with shared inputs; a gate takes its inputs from the `reach` next gates, or from the events."""
    random = Random(seed)
    drawn: list[set[int]] = [set() for _ in range(gates)]
    for gate in range(1, gates):
        drawn[random.randrange(max(0, gate - reach), gate)].add(gate)
    for event in range(events):
        drawn[random.randrange(gates)].add(gates + event)
    for gate, inputs in enumerate(drawn):
        wanted = random.randint(2, most_inputs)
        while len(inputs) < wanted:
            near = min(gate + reach, gates - 1)
            into_gates = gate < near and random.random() < 0.3
            inputs.add(random.randint(gate + 1, near) if into_gates else gates + random.randrange(events))
    all_fail = tuple(random.random() < likely_all for _ in range(gates))
    return FaultTree(tuple(tuple(sorted(inputs)) for inputs in drawn), all_fail, events)
