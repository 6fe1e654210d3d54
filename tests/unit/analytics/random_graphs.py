"""Random failure graphs with cycles, both as arrays for the kernels and as plain tuples for a slow, obvious answer.

Nothing of DOMAIN 3.1 is needed here: makers, groups of shares, slots and hits are drawn as they come. `Case.graph` is
what analytics works on, `Case.runs` the answer by the words of DOMAIN 3.3 and 3.5, maker by maker.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import settings
from hypothesis import strategies as st

from analytics import kernels
from analytics.failure_graph import FailureGraph, is_loop_free

HOME, WORLD = kernels.HOME, kernels.WORLD
Pair = tuple[int, int]  # item, view
Slot = tuple[int, str]  # item, name
RULES = ("all", "each", "any")
MORE = settings(max_examples=6 * settings().max_examples)  # these graphs are cheap


@dataclass(frozen=True)
class Maker:
    home: bool = False
    counts: bool = True
    share: float = 0.0


@dataclass(frozen=True)
class Item:
    """Makers; shares they hold together (share, rule, makers); slots (durable, items that fill it)."""

    makers: tuple[Maker, ...] = (Maker(),)
    groups: tuple[tuple[float, str, tuple[int, ...]], ...] = ()
    slots: tuple[tuple[bool, tuple[int, ...]], ...] = ()


Hit = tuple[int, int, int, int]  # copy, item, maker, reach


@dataclass(frozen=True)
class Case:
    """Copies of equally many items, what each unit hits, and the share that may be lost."""

    copies: tuple[tuple[Item, ...], ...]
    units: tuple[tuple[Hit, ...], ...]
    limit: float = 0.8
    all_needed: bool = False

    @property
    def n_items(self) -> int:
        return len(self.copies[0])

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(f"firm:{number}" for number in range(len(self.units)))

    def runs(
        self, failed: Collection[str], items: Collection[int] | None = None, slots: Collection[Slot] | None = None
    ) -> frozenset[Pair]:
        """What operates. Items and slots outside these (None = all) are taken for granted, as a witness has it."""
        hit = [h for name in failed for h in self.units[self.names.index(name)]]
        found = [_operating(self, copy, hit, items, slots) for copy in range(len(self.copies))]
        return frozenset.intersection(*found) if self.all_needed else frozenset().union(*found)

    @cached_property
    def graph(self) -> FailureGraph:
        return FailureGraph(
            "possible" if self.all_needed else "confirmed",
            self.n_items,
            len(self.copies),
            self.all_needed,
            _recipe(self),
            self.names,
            _incidence(self),
            tuple(str(n) for copy in self.copies for item in copy for n in range(len(item.slots))),
        )


# --- the answer by the words


def _operating(
    case: Case, copy: int, hit: Sequence[Hit], items: Collection[int] | None, slots: Collection[Slot] | None
) -> frozenset[Pair]:
    """νS. μT: consumed slots read T, durable ones S."""
    recipes = case.copies[copy]
    everything = frozenset((item, view) for item in range(len(recipes)) for view in (HOME, WORLD))
    granted = frozenset(pair for pair in everything if items is not None and pair[0] not in items)

    def available(pair: Pair, consumed: frozenset[Pair], durable: frozenset[Pair]) -> bool:
        item, view = pair

        def met(side: int) -> bool:
            return all(
                (slots is not None and (item, str(n)) not in slots)
                or any((member, side) in (durable if lasting else consumed) for member in members)
                for n, (lasting, members) in enumerate(recipes[item].slots)
            )

        reach = {maker: max((h[3] for h in hit if h[:3] == (copy, item, maker)), default=0) for maker in _makers(item)}
        lost = {
            maker for maker in _makers(item) if reach[maker] > view or not met(HOME if _is_home(item, maker) else WORLD)
        }
        return _suffices(recipes[item], lost, case.limit)

    def _makers(item: int) -> range:
        return range(len(recipes[item].makers))

    def _is_home(item: int, maker: int) -> bool:
        return recipes[item].makers[maker].home

    installed = everything
    while True:
        running: frozenset[Pair] = granted
        while more := {p for p in everything - running if available(p, running, installed)}:
            running |= more
        if running == installed:
            return running
        installed = running


def _suffices(item: Item, lost: set[int], limit: float) -> bool:
    left = [maker for n, maker in enumerate(item.makers) if n not in lost and maker.counts]
    gone = sum(item.makers[n].share for n in lost)
    for share, rule, members in item.groups:
        struck = len(lost.intersection(members))
        part = {"all": struck == len(members), "any": struck > 0, "each": struck / len(members)}
        gone += share * part[rule]
    return bool(left) and min(gone, 1.0 - sum(maker.share for maker in left)) <= limit + 1e-9


# --- the arrays


def _recipe(case: Case) -> kernels.Recipe:
    items = list(chain.from_iterable(case.copies))
    offset = [case.n_items * copy for copy, recipes in enumerate(case.copies) for _ in recipes]
    first = [0, *accumulate(len(item.makers) for item in items)]
    groups = [(n, *group) for n, item in enumerate(items) for group in item.groups]
    slots = [(n, *slot) for n, item in enumerate(items) for slot in item.slots]
    filled = [[offset[n] + member for member in members] for n, _, members in slots]
    uses = [[s for s, members in enumerate(filled) if n in members] for n in range(len(items))]
    makers = [(n, maker) for n, item in enumerate(items) for maker in item.makers]
    recipe = kernels.Recipe(
        element_ptr=_ints(first),
        element_item=_ints(n for n, _ in makers),
        element_home=_bytes(maker.home for _, maker in makers),
        element_counts=_bytes(maker.counts for _, maker in makers),
        element_share=np.array([maker.share for _, maker in makers], dtype=np.float64),
        group_ptr=_pointer([item.groups for item in items]),
        group_share=np.array([share for _, share, _, _ in groups], dtype=np.float64),
        group_rule=_bytes(RULES.index(rule) for _, _, rule, _ in groups),
        group_member_ptr=_pointer([members for *_, members in groups]),
        group_member=_ints(first[n] + maker for n, _, _, members in groups for maker in members),
        slot_ptr=_pointer([item.slots for item in items]),
        slot_item=_ints(n for n, _, _ in slots),
        slot_durable=_bytes(durable for _, durable, _ in slots),
        member_ptr=_pointer(filled),
        member_item=_ints(chain.from_iterable(filled)),
        use_ptr=_pointer(uses),
        use_slot=_ints(chain.from_iterable(uses)),
        limit=case.limit,
    )
    return recipe._replace(loop_free=is_loop_free(recipe))


def _incidence(case: Case) -> kernels.Units:
    sizes = [len(item.makers) for copy in case.copies for item in copy]
    first = [0, *accumulate(sizes)]
    farthest: dict[tuple[int, int], int] = {}
    for unit, hits in enumerate(case.units):
        for copy, item, maker, reach in hits:
            key = (unit, first[copy * case.n_items + item] + maker)
            farthest[key] = max(reach, farthest.get(key, 0))
    forth = sorted((unit, element, reach) for (unit, element), reach in farthest.items())
    back = sorted((element, unit, reach) for unit, element, reach in forth)
    return kernels.Units(
        ptr=_pointer([[h for h in forth if h[0] == unit] for unit in range(len(case.units))]),
        element=_ints(element for _, element, _ in forth),
        reach=_bytes(reach for _, _, reach in forth),
        by_element_ptr=_pointer([[h for h in back if h[0] == element] for element in range(first[-1])]),
        by_element=_ints(unit for _, unit, _ in back),
        by_element_reach=_bytes(reach for _, _, reach in back),
    )


def _ints(values: Iterable[int]) -> npt.NDArray[np.int32]:
    return np.array(list(values), dtype=np.int32)


def _bytes(values: Iterable[Any]) -> npt.NDArray[np.int8]:
    return np.array([int(value) for value in values], dtype=np.int8)


def _pointer(groups: Sequence[Sequence[object]]) -> npt.NDArray[np.int32]:
    return _ints([0, *accumulate(len(group) for group in groups)])


# --- drawing: sizes by hypothesis, so that they shrink; the rest evenly from a seed, so that most graphs are rich


def _item(random: Random, members: Sequence[int]) -> Item:
    makers = tuple(
        Maker(random.random() < 0.3, random.random() < 0.85, random.choice((0.0, 0.2, 0.5, 0.9)))
        for _ in range(random.choice((1, 1, 2, 2, 3, 3, 3, random.randrange(2))))
    )
    groups = [
        (random.choice((0.3, 0.6, 1.0)), random.choice(RULES), _some(random, range(len(makers))))
        for _ in range(random.choice((0, 0, 1, 2)) if makers else 0)
    ]
    slots = [(random.random() < 0.4, _some(random, members)) for _ in range(random.choice((0, 0, 1, 1, 2)))]
    return Item(makers, tuple(groups), tuple(slots))


def _some(random: Random, among: Sequence[int]) -> tuple[int, ...]:
    return tuple(random.sample(among, min(len(among), random.choice((1, 1, 2, 2, 3)))))


def _case(seed: int, n_items: int, n_units: int, n_copies: int, loops: bool) -> Case:
    random = Random(seed)
    copies = tuple(
        tuple(_item(random, range(0 if loops else n + 1, n_items)) for n in range(n_items)) for _ in range(n_copies)
    )
    makers = [
        (c, n, m) for c, copy in enumerate(copies) for n, item in enumerate(copy) for m in range(len(item.makers))
    ]
    units = tuple(
        tuple((*random.choice(makers), random.choice((1, 2, 2))) for _ in range(n_copies * random.choice((1, 1, 2))))
        for _ in range(n_units if makers else 0)
    )
    limit = random.choice((0.45, 0.8, 0.8, 1.0))
    return Case(copies, units or ((),), limit, n_copies == 2 and random.random() < 0.5)


def cases(
    max_items: int = 6, max_units: int = 8, copies: int | None = None, loops: bool = True
) -> st.SearchStrategy[Case]:
    """Up to `max_items` items that need each other in any way, or without loops only later ones; one copy or two."""
    n_copies = st.integers(1, 2) if copies is None else st.just(copies)
    sizes = st.integers(3, max_items), st.integers(4, max_units)
    return st.builds(_case, st.integers(0, 2**32 - 1), *sizes, n_copies, st.just(loops))
