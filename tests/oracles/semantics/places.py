"""Where things lie and who controls whom: PART_OF, HEADQUARTERED_IN, OWNED_BY (DOMAIN 3.0.1, 3.1.3, 3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tests.oracles.semantics.cells import flag, more, number, text
from tests.oracles.semantics.claims import Evidence, by_key, claims, settle

HALF = Fraction(1, 2)


def places_around(evidence: Evidence) -> dict[str, frozenset[str]]:
    """place -> itself and every place that contains it (3.1.3: "through PART_OF, a place being in itself")."""
    parents: dict[str, set[str]] = {str(row["id"]): set() for row in evidence.batch.get("Place", ())}
    for inner, outer in by_key(claims(evidence, "PART_OF"), "from", "to"):
        parents[inner].add(outer)
    return {place: reach(place, parents) for place in parents}


def headquarters(evidence: Evidence) -> dict[str, str]:
    """firm -> place: the key is the firm alone, so where it lies is a settled property (3.0.1: "a firm has one")."""
    found = {}
    for (firm,), same in by_key(claims(evidence, "HEADQUARTERED_IN"), "from").items():
        settled = settle(same, lambda row: text(row, "to"))
        if settled is not None:
            found[firm] = settled.value
    return found


def owners(evidence: Evidence) -> dict[str, frozenset[str]]:
    """firm -> itself and every firm that controls it by a chain of links, each > 0.5 or control (3.4)."""
    above: dict[str, set[str]] = {str(row["id"]): set() for row in evidence.batch.get("Firm", ())}
    for (firm, owner), same in by_key(claims(evidence, "OWNED_BY"), "from", "to").items():
        share = settle(same, lambda row: number(row, "share"))
        control = settle(same, lambda row: flag(row, "control"))
        if (share is not None and more(share.value, HALF)) or (control is not None and control.value):
            above[firm].add(owner)
    return {firm: reach(firm, above) for firm in above}


def reach(start: str, steps: Mapping[str, set[str]]) -> frozenset[str]:
    """`start` and all that can be reached from it."""
    reached, frontier = {start}, [start]
    while frontier:
        new = steps[frontier.pop()] - reached
        reached |= new
        frontier += sorted(new)
    return frozenset(reached)
