"""Random recipe graphs: a product needs all its input groups, a group is served by any of its suppliers.

About 2.9 input groups a product; 21 % of the groups have a single source with `single=0.2` (sub-critical: a failure
stays small), 36 % with 0.35 (super-critical when cyclic). 0.82 million links at 100k items.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics import kernels
from analytics.failure_graph import is_loop_free

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

SECTORS = 86
EXPONENT = 2.3  # of how often an item is used
SUPPLIER_EXPONENT = 2.2  # of the suppliers of a group beyond the second
MOST_GROUPS, MOST_SUPPLIERS = 20, 31
RAW = 0.12  # share of items that need nothing
ATTEMPTS = 40  # to redraw suppliers that may not serve


@dataclass(frozen=True)
class RecipeGraph:
    """`group_item` (n_groups,): the product that needs a group, ascending; a link is a supplier of a group."""

    n_items: int
    group_item: Ints
    link_group: Ints  # (n_links,) ascending
    link_item: Ints

    def arrays(self) -> kernels.Recipe:
        """Every item has one maker abroad with no stated share, every group is a consumed slot, any loss is borne."""
        none, each = np.zeros(0, dtype=np.int32), np.arange(self.n_items, dtype=np.int32)
        by_item = np.argsort(self.link_item, kind="stable")
        recipe = kernels.Recipe(
            element_ptr=np.arange(self.n_items + 1, dtype=np.int32),
            element_item=each,
            element_home=np.zeros(self.n_items, dtype=np.int8),
            element_counts=np.ones(self.n_items, dtype=np.int8),
            element_share=np.zeros(self.n_items),
            group_ptr=np.zeros(self.n_items + 1, dtype=np.int32),
            group_share=np.zeros(0),
            group_rule=np.zeros(0, dtype=np.int8),
            group_member_ptr=np.zeros(1, dtype=np.int32),
            group_member=none,
            slot_ptr=_pointer(self.group_item, self.n_items),
            slot_item=self.group_item,
            slot_durable=np.zeros(len(self.group_item), dtype=np.int8),
            member_ptr=_pointer(self.link_group, len(self.group_item)),
            member_item=self.link_item,
            use_ptr=_pointer(self.link_item[by_item], self.n_items),
            use_slot=self.link_group[by_item],
            limit=1.0,
        )
        return recipe._replace(loop_free=is_loop_free(recipe))

    def units(self) -> kernels.Units:
        """One unit an item: its failure ends every maker of the item."""
        each, ptr = np.arange(self.n_items, dtype=np.int32), np.arange(self.n_items + 1, dtype=np.int32)
        everywhere = np.full(self.n_items, kernels.HIT_EVERYWHERE, dtype=np.int8)
        return kernels.Units(ptr, each, everywhere, ptr, each, everywhere)


def recipe_graph(n_items: int, *, cyclic: bool, single: float, seed: int = 11) -> RecipeGraph:
    """A recipe graph of items in sectors that prefer inputs from few other sectors.

    Parameters
    ----------
    cyclic : suppliers are any items; else only items earlier in a random order, so that there is no cycle
    single : probability that a group has one supplier
    """
    rng = np.random.default_rng(seed)
    sizes, flows = _sectors(np.random.default_rng(1234))
    sector = rng.choice(SECTORS, n_items, p=sizes)
    sector[:SECTORS] = np.arange(SECTORS)
    popularity = np.minimum((1 - rng.random(n_items)) ** (-1 / (EXPONENT - 1)), 0.02 * n_items)
    rank = rng.permutation(n_items)
    groups = np.minimum(rng.geometric(0.30, n_items), MOST_GROUPS)
    groups[rank < max(SECTORS, int(RAW * n_items))] = 0
    group_item = np.repeat(np.arange(n_items), groups)
    suppliers = 1 + np.minimum(rng.zipf(SUPPLIER_EXPONENT, len(group_item)), MOST_SUPPLIERS - 1)
    suppliers[rng.random(len(group_item)) < single] = 1
    link_group = np.repeat(np.arange(len(group_item)), suppliers)
    draw = _Draw(rng, sector, popularity)
    wanted = _wanted_sectors(rng, flows, sector[group_item])[link_group]
    link_item = _drawn(draw, wanted, group_item[link_group], rank, cyclic)
    links = np.unique(link_group * n_items + link_item)
    return RecipeGraph(
        n_items,
        group_item.astype(np.int32),
        (links // n_items).astype(np.int32),
        (links % n_items).astype(np.int32),
    )


def _sectors(rng: np.random.Generator) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Share of items in each sector, and for each customer sector (column) the shares of its supplier sectors."""
    sizes = rng.lognormal(0, 1.0, SECTORS)
    sizes /= sizes.sum()
    flows = rng.gamma(0.08, 1.0, (SECTORS, SECTORS)) * sizes[:, None]
    flows += 0.15 * np.diag(flows.sum(axis=0))
    return sizes, flows / flows.sum(axis=0)


def _wanted_sectors(rng: np.random.Generator, flows: npt.NDArray[np.float64], customer: Longs) -> Longs:
    """For each group the sector its suppliers are of."""
    wanted = np.empty(len(customer), dtype=np.int64)
    for sector in range(SECTORS):
        rows = np.flatnonzero(customer == sector)
        wanted[rows] = np.searchsorted(np.cumsum(flows[:, sector])[:-1], rng.random(len(rows)))
    return wanted


class _Draw:
    """Draws items of given sectors, popular ones more often."""

    def __init__(self, rng: np.random.Generator, sector: Longs, popularity: npt.NDArray[np.float64]) -> None:
        self.rng = rng
        self._order = np.argsort(sector, kind="stable")
        self._start = np.searchsorted(sector[self._order], np.arange(SECTORS + 1))
        self._mass = np.concatenate(([0.0], np.cumsum(popularity[self._order])))

    def __call__(self, sectors: Longs) -> Longs:
        first, last = self._start[sectors], self._start[sectors + 1]
        low, high = self._mass[first], self._mass[last]
        at = np.searchsorted(self._mass, low + self.rng.random(len(sectors)) * (high - low), side="right") - 1
        return np.asarray(self._order[np.clip(at, first, last - 1)])


def _drawn(draw: _Draw, wanted: Longs, customer: Longs, rank: Longs, cyclic: bool) -> Longs:
    """A supplier for each link: another item or, without cycles, an item of lower rank."""
    supplier = draw(wanted)

    def wrong() -> Longs:
        return np.flatnonzero(supplier == customer if cyclic else rank[supplier] >= rank[customer])

    for _ in range(ATTEMPTS):
        supplier[wrong()] = draw(wanted[wrong()])
    left = wrong()
    lower = (draw.rng.random(len(left)) * rank[customer[left]]).astype(np.int64)
    supplier[left] = (customer[left] + 1) % len(rank) if cyclic else np.argsort(rank)[lower]
    return supplier


def _pointer(ascending: Ints, size: int) -> Ints:
    return np.searchsorted(ascending, np.arange(size + 1)).astype(np.int32)
