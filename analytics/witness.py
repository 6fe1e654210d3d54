"""Why a target stops: the smallest set of items and slots that proves it (DOMAIN 3.6).

A witness (items, slots) holds when the target does not operate under the failure even if every item outside `items`
is available everywhere and every slot outside `slots` is met. It is minimal when nothing can be dropped from it.
First one justification is followed down from the target; then items and slots are dropped one at a time, the farthest
first, as long as the target still stops. The result is not unique but the same from run to run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics import kernels
from analytics.failure_graph import FailureGraph
from analytics.operating import hits

Slot = tuple[int, str]  # (item, name of the slot): the same in both copies


@dataclass(frozen=True, slots=True)
class Witness:
    """`items`: indexes; `slots`: (item, name of the slot), both sorted.

    `struck`: the items whose lost makers are part of the proof. The makers of the others may be hit too, but the
    target stops with them left alone.
    """

    items: tuple[int, ...]
    slots: tuple[Slot, ...]
    struck: tuple[int, ...]


def witness(graph: FailureGraph, target: int, units: Iterable[str]) -> Witness:
    """A minimal witness that the target does not operate when the units have failed.

    ValueError when it does operate.
    """
    fallen = kernels.operate(graph.recipe, hits(graph, units))
    if graph.combined(fallen.runs)[target, kernels.HOME]:
        raise ValueError("the target operates under this failure: there is nothing to prove")
    case = _Case(graph, fallen.level, target)
    items, slots = _justification(graph, fallen, target)
    for item in reversed(items):
        fewer = [other for other in items if other != item]
        if case.stops(fewer, slots):
            items = fewer
    slots = case.concerned(items, slots)
    for slot in reversed(slots):
        less = [other for other in slots if other != slot]
        if case.stops(items, less):
            slots = less
    return Witness(tuple(sorted(items)), tuple(sorted(slots)), tuple(sorted(case.struck(items, slots))))


def _justification(graph: FailureGraph, fallen: kernels.Start, target: int) -> tuple[list[int], list[Slot]]:
    """Items and slots of one reason for each node that has to be down, from the target on; nearest first.

    A durable slot explains a node only if its members fell in an earlier round: durable goods that stop because of
    each other have not stopped. Consumed inputs may: a loop cannot start itself.
    """
    nodes = [node for node in graph.nodes(target).tolist() if fallen.fell[node]]
    if graph.all_needed:
        nodes = nodes[:1]
    queue, seen = list(nodes), set(nodes)
    items: dict[int, None] = {}
    slots: dict[Slot, None] = {}
    for node in queue:
        item, view = node // 2, int(fallen.level[node]) - 1
        items[item % graph.n_items] = None
        if fallen.level[node] == kernels.DEAD:
            continue
        slot = _reason(graph, fallen, node, view, seen)
        slots[item % graph.n_items, graph.slot_names[slot]] = None
        for member in _members(graph, slot, view):
            if member not in seen:
                seen.add(member)
                queue.append(member)
    return list(items), list(slots)


def _reason(graph: FailureGraph, fallen: kernels.Start, node: int, view: int, seen: set[int]) -> int:
    """The unmet slot that needs the fewest further nodes to explain."""
    recipe = graph.recipe
    reasons: list[tuple[int, int]] = []
    for slot in range(recipe.slot_ptr[node // 2], recipe.slot_ptr[node // 2 + 1]):
        members = _members(graph, slot, view)
        rounds = fallen.fell[members]
        latest = fallen.fell[node] - (1 if recipe.slot_durable[slot] else 0)
        if ((rounds > 0) & (rounds <= latest)).all():
            reasons.append((sum(member not in seen for member in members), slot))
    return min(reasons)[1]


def _members(graph: FailureGraph, slot: int, view: int) -> list[int]:
    recipe = graph.recipe
    return [
        2 * item + view for item in recipe.member_item[recipe.member_ptr[slot] : recipe.member_ptr[slot + 1]].tolist()
    ]


@dataclass(frozen=True)
class _Case:
    """A failure of which only some items and slots are kept; everything else is available and met."""

    graph: FailureGraph
    level: npt.NDArray[np.int8]
    target: int

    def concerned(self, items: Sequence[int], slots: Sequence[Slot]) -> list[Slot]:
        """Slots that can still be unmet: of a kept item, and filled by kept items only."""
        kept = set(items)
        return [slot for slot in slots if slot[0] in kept and self._only_from(slot, kept)]

    def _only_from(self, slot: Slot, kept: set[int]) -> bool:
        return any(set(members) <= kept for _, _, members in self._copies(slot))

    def _copies(self, slot: Slot) -> list[tuple[int, bool, list[int]]]:
        """(copy, durable, items that fill it) of a slot in each copy that has it."""
        graph, recipe = self.graph, self.graph.recipe
        item, name = slot
        found = []
        for copy in range(graph.copies):
            owner = item + copy * graph.n_items
            for s in range(recipe.slot_ptr[owner], recipe.slot_ptr[owner + 1]):
                if graph.slot_names[s] == name:
                    members = recipe.member_item[recipe.member_ptr[s] : recipe.member_ptr[s + 1]] % graph.n_items
                    found.append((copy, bool(recipe.slot_durable[s]), members.tolist()))
        return found

    def struck(self, items: Sequence[int], slots: Sequence[Slot]) -> list[int]:
        """The items whose makers must be hit: the others are left alone one by one, nearest to the target first."""
        level, needed = self.level, []
        for item in items:
            nodes = np.concatenate([self.graph.nodes(item, view) for view in range(2)])
            unhurt = level.copy()
            unhurt[nodes] = self.graph.start.level[nodes]
            if _Case(self.graph, unhurt, self.target).stops(items, slots):
                level = unhurt
            else:
                needed.append(item)
        return needed

    def stops(self, items: Sequence[int], slots: Sequence[Slot]) -> bool:
        """Whether the target stops when only these items and slots are not taken for granted."""
        if self.target not in items:
            return False
        kept = set(items)
        needs: dict[tuple[int, int], list[tuple[bool, list[int]]]] = {}
        for slot in slots:
            if slot[0] in kept:
                for copy, durable, members in self._copies(slot):
                    if set(members) <= kept:
                        needs.setdefault((copy, slot[0]), []).append((durable, members))
        running = [self._runs(copy, kept, needs) for copy in range(self.graph.copies)]
        return not (all(running) if self.graph.all_needed else any(running))

    def _runs(self, copy: int, kept: set[int], needs: dict[tuple[int, int], list[tuple[bool, list[int]]]]) -> bool:
        """The alternating fixpoint over the kept items of one copy, for the target at home."""
        offset = copy * self.graph.n_items
        level = {(item, view): int(self.level[2 * (item + offset) + view]) for item in kept for view in range(2)}
        installed = set(level)
        while True:
            running: set[tuple[int, int]] = set()
            while True:
                new = {
                    node
                    for node, need in level.items()
                    if node not in running
                    and need != kernels.DEAD
                    and all(
                        any((member, need - 1) in (installed if durable else running) for member in members)
                        for durable, members in needs.get((copy, node[0]), ())
                    )
                }
                if not new:
                    break
                running |= new
            if running == installed:
                return (self.target, kernels.HOME) in running
            installed = running
