"""What every claim itself says, before claims about the same thing are settled."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.supply_graph import Flags, Floats, Ints


@dataclass(frozen=True)
class Said:
    """One entry a claim, in the order of `SupplyGraph.claim_ids`.

    share: float64 in [0, 1] of the world, NaN where none is stated or of another base; qualification, durable,
    essential: code, -1 where not stated.
    """

    share: Floats
    qualification: Ints
    exhaustive: Flags
    durable: Ints
    essential: Ints
