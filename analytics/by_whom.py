"""By whom: the smallest sets of units that stop a target, and the units that are the home region itself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import islice

from analytics.cut_sets import minimal_cut_sets
from analytics.failure_graph import FailureGraph
from analytics.supply_graph import SupplyGraph
from analytics.units import Perspective, Question

LISTED = 500  # smallest sets that are listed; the rest are counted


@dataclass(frozen=True)
class Smallest:
    """The smallest cut sets of one target in one reading.

    `order`: units in each, None when no set of at most `complete_to_order` units stops it; no smaller set does.
    `count`: how many sets of that order there are (at least, when `complete_to_order` < `order`).
    `sets`: the first LISTED of them, as sorted units.
    """

    order: int | None
    count: int
    sets: tuple[tuple[str, ...], ...]
    complete_to_order: int


def smallest_cut_sets(
    graph: FailureGraph,
    target: int,
    max_order: int,
    *,
    excluded: Collection[str] = (),
    keep_going: Callable[[], bool] = lambda: True,
) -> Smallest:
    """The cut sets of the least order that has any, sought by increasing order up to a bound.

    Parameters
    ----------
    target : item index
    max_order : largest number of units in a set, at least 1
    excluded : units of the graph that may not fail
    keep_going : asked every few tenths of a second; False ends the search with what is proven so far
    """
    found = minimal_cut_sets(graph, target, 1, excluded=excluded)
    for order in range(2, max_order + 1):
        if found.sets or found.complete_to_order < order - 1:
            break
        found = minimal_cut_sets(graph, target, order, excluded=excluded, keep_going=keep_going)
    counts = found.counts()
    order_of = min(counts, default=None)
    count = counts[order_of] if order_of is not None else 0
    return Smallest(order_of, count, tuple(islice(found, LISTED)), found.complete_to_order)


def home_itself(graph: SupplyGraph, question: Question) -> frozenset[str]:
    """Countries and sites that are the home region or contain a part of it: that all of home stops says nothing."""
    places = Perspective(graph, question).around_home
    return frozenset(f"{kind}:{graph.place_names[place]}" for kind in ("country", "site") for place in places)
