"""What lies between a failure and a target: the slots through which one depends on the other, and the product paths.

An item has no tier of its own: a tier belongs to a path, and is the number of slots from the target to the item on it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import chain

from analytics.cascade_kernels import Flow

END = -1


@dataclass(frozen=True, slots=True)
class Step:
    """A slot (index) of an item that can be filled by a member, both between the target and the failure."""

    item: int
    slot: int
    member: int


Partial = tuple[int, tuple[int, ...], tuple[Step, ...]]  # length at least, key that tells paths apart, steps so far


@dataclass(frozen=True)
class Between:
    """The steps of all product paths from a target down to the sources, by item and slot.

    A product path is a row of items: two slots of an item that the same member fills are one step of it.
    """

    target: int
    sources: frozenset[int]
    steps: tuple[Step, ...]

    @cached_property
    def items(self) -> frozenset[int]:
        """All items on some path; none when the target does not depend on the sources."""
        ends = {self.target} & self.sources
        return frozenset(ends | {item for step in self.steps for item in (step.item, step.member)})

    @cached_property
    def below(self) -> dict[int, list[Step]]:
        """The steps of each item, one a member: the first of its slots."""
        found: dict[int, dict[int, Step]] = {}
        for step in self.steps:
            found.setdefault(step.item, {}).setdefault(step.member, step)
        return {item: list(steps.values()) for item, steps in found.items()}

    @cached_property
    def nearest(self) -> dict[int, int]:
        """Lowest tier of each item."""
        tiers = {self.target: 0} if self.items else {}
        queue = list(tiers)
        for item in queue:
            for step in self.below.get(item, ()):
                if step.member not in tiers:
                    tiers[step.member] = tiers[item] + 1
                    queue.append(step.member)
        return tiers

    @cached_property
    def farthest(self) -> dict[int, int]:
        """Highest tier of each item; items in a loop, or below one, have none and are missing."""
        return {item: tier for item, (tier, _) in self._counted.items()}

    @cached_property
    def count(self) -> int | None:
        """Number of product paths from the target to a source; None where a loop makes them endless."""
        if len(self._counted) < len(self.items):
            return None
        return sum(self._counted[source][1] for source in self.sources & self.items)

    @cached_property
    def _counted(self) -> dict[int, tuple[int, int]]:
        """Highest tier and number of paths of every item whose users are all counted before it."""
        waiting = dict.fromkeys(self.items, 0)
        for step in chain.from_iterable(self.below.values()):
            waiting[step.member] += 1
        found = {item: (0, 1) for item in self.items if item == self.target and not waiting[item]}
        queue = list(found)
        for item in queue:
            for step in self.below.get(item, ()):
                tier, paths = found.get(step.member, (0, 0))
                found[step.member] = max(tier, found[item][0] + 1), paths + found[item][1]
                waiting[step.member] -= 1
                if not waiting[step.member]:
                    queue.append(step.member)
        return {item: found[item] for item in queue}

    def paths(self) -> Iterator[tuple[Step, ...]]:
        """Product paths to the sources without a repeated item, shortest first, then in the order of the arrays."""
        left = self._left()
        start: Partial = (left.get(self.target, 0), (), ())
        heap = [start] if self.target in left else []
        while heap:
            length, key, path = heappop(heap)
            if key[-1:] == (END,):
                yield path
                continue
            item = path[-1].member if path else self.target
            if item in self.sources:  # a path may also go on, to a source farther up
                heappush(heap, (length, (*key, END), path))
            seen = {self.target, *(step.member for step in path)}
            for n, step in enumerate(self.below.get(item, ())):
                if step.member not in seen:
                    heappush(heap, (len(path) + 1 + left[step.member], (*key, n), (*path, step)))

    def _left(self) -> dict[int, int]:
        """Fewest steps from each item to a source."""
        above: dict[int, list[int]] = {}
        for step in self.steps:
            above.setdefault(step.member, []).append(step.item)
        found = dict.fromkeys(self.sources & self.items, 0)
        queue = list(found)
        for item in queue:
            for user in above.get(item, ()):
                if user not in found:
                    found[user] = found[item] + 1
                    queue.append(user)
        return found


def between(flow: Flow, sources: Collection[int], target: int) -> Between:
    """The steps through which a target (item) depends on any of the sources (items)."""
    upstream = _reached(flow, target)
    needing = _using(flow, upstream & set(sources))
    steps = tuple(
        Step(item, slot, member)
        for item in sorted(upstream & needing)
        for slot in range(flow.slot_ptr[item], flow.slot_ptr[item + 1])
        for member in flow.member_item[flow.member_ptr[slot] : flow.member_ptr[slot + 1]].tolist()
        if member in needing
    )
    return Between(target, frozenset(sources), steps)


def _reached(flow: Flow, target: int) -> set[int]:
    """The target and all it needs."""
    found, queue = {target}, [target]
    for item in queue:
        members = flow.member_item[flow.member_ptr[flow.slot_ptr[item]] : flow.member_ptr[flow.slot_ptr[item + 1]]]
        for member in members.tolist():
            if member not in found:
                found.add(member)
                queue.append(member)
    return found


def _using(flow: Flow, sources: Collection[int]) -> set[int]:
    """The sources and all that needs one of them."""
    found, queue = set(sources), sorted(sources)
    for item in queue:
        for slot in flow.use_slot[flow.use_ptr[item] : flow.use_ptr[item + 1]].tolist():
            user = int(flow.slot_item[slot])
            if user not in found:
                found.add(user)
                queue.append(user)
    return found
