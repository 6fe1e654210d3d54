"""The options of every item of a snapshot at a qualification: options.py applied to the arrays."""

from __future__ import annotations

import numpy as np

from analytics.options import Geography, ItemOptions, Maker, Producer, item_options
from analytics.shares import Stated
from analytics.supply_graph import NOT_STATED, SupplyGraph

Choices = tuple[ItemOptions, ...]  # by item


def choices(graph: SupplyGraph, qualification: int) -> Choices:
    """Options of each item and sector (a sector has no claims about who makes it), by item index."""
    geography = Geography(graph.inside, graph.firm_headquarters.tolist())
    items = np.arange(graph.n_items + 1)
    makers, producers = stated_makers(graph), stated_producers(graph)
    supply_ptr = np.searchsorted(graph.supply_item, items).tolist()
    produce_ptr = np.searchsorted(graph.produce_item, items).tolist()
    return tuple(
        item_options(
            makers[supply_ptr[item] : supply_ptr[item + 1]],
            producers[produce_ptr[item] : produce_ptr[item + 1]],
            geography,
            qualification,
        )
        for item in range(graph.n_items)
    )


def stated_makers(graph: SupplyGraph) -> list[Maker]:
    """One entry a row of the SUPPLIES arrays."""
    columns = zip(
        graph.supply_firm.tolist(),
        graph.supply_site.tolist(),
        graph.supply_share.tolist(),
        graph.supply_share_claim.tolist(),
        graph.supply_qualification.tolist(),
        graph.supply_exhaustive.tolist(),
        strict=True,
    )
    return [
        Maker(firm, site, stated(graph, share, claim), qualification, exhaustive, (row,))
        for row, (firm, site, share, claim, qualification, exhaustive) in enumerate(columns)
    ]


def stated_producers(graph: SupplyGraph) -> list[Producer]:
    """One entry a row of the PRODUCES arrays."""
    columns = zip(
        graph.produce_place.tolist(),
        graph.produce_share.tolist(),
        graph.produce_share_claim.tolist(),
        graph.produce_exhaustive.tolist(),
        strict=True,
    )
    return [
        Producer(place, stated(graph, share, claim), exhaustive, (row,))
        for row, (place, share, claim, exhaustive) in enumerate(columns)
    ]


def stated(graph: SupplyGraph, share: float, claim: int) -> Stated | None:
    """A share as the claim at this row of the claim table states it; None for no claim."""
    if claim == NOT_STATED:
        return None
    return Stated(share, int(graph.claim_source[claim]), int(graph.claim_as_of[claim]), int(graph.claim_grade[claim]))
