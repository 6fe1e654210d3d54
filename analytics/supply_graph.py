"""The arrays of one snapshot: what the claims say once settled (DOMAIN 3.0), before any question is asked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.bytes_]

#: Codes of closed vocabularies, worst or smallest first where order matters.
QUALIFICATIONS = ("lab", "pilot", "first_batch", "volume")
GRADES = ("A", "B", "C", "D")
NOT_STATED = -1  # an index or code that no claim states
UNKNOWN_DAY = 0  # unknown dates are the oldest
LAST_DAY = 3_652_059  # date.max.toordinal()


@dataclass(frozen=True)
class SupplyGraph:
    """Settled claims of one snapshot.

    Ids are sorted UTF-8 bytes, so equal claims give equal arrays in every store. Indexes are int32 into those id
    arrays, -1 = not stated. Shares are float64 in [0, 1], NaN = unknown. Days are proleptic ordinals, 0 = unknown.
    The claims behind row i are claim_*[ptr[i]:ptr[i + 1]] with its `*_claim_ptr` (n + 1,), the one that stands first.
    """

    # nodes
    item_ids: Texts  # (n_items,) items and sectors
    item_is_sector: Flags  # (n_items,)
    firm_ids: Texts
    firm_headquarters: Ints  # (n_firms,) place or -1
    place_ids: Texts
    place_is_country: Flags
    rule_ids: Texts
    rule_from: Ints  # (n_rules,) first day in force, 0 = unbounded
    rule_to: Ints  # (n_rules,) last day in force, LAST_DAY = unbounded
    coalition_ids: Texts
    coalition_units: Texts  # (n_coalitions,) "kind:id|kind:id"
    # recipes: slots sorted by (item, name), members by (slot, item)
    slot_item: Ints  # (n_slots,) the item that needs
    slot_name: Texts
    slot_essential: Flags  # any row of the slot is
    slot_durable: Flags  # all rows of the slot are
    member_slot: Ints  # (n_members,)
    member_item: Ints
    member_share: Floats
    member_qualification: Ints  # code, volume where none is stated
    member_claim_ptr: Ints
    # who makes what: SUPPLIES keys (item, firm, site) and PRODUCES keys (item, place), sorted
    supply_item: Ints
    supply_firm: Ints
    supply_site: Ints  # place or -1
    supply_share: Floats
    supply_share_claim: Ints  # the claim the share was taken from, or -1
    supply_qualification: Ints  # code or -1
    supply_exhaustive: Flags
    supply_claim_ptr: Ints
    produce_item: Ints
    produce_place: Ints
    produce_share: Floats
    produce_share_claim: Ints
    produce_exhaustive: Flags
    produce_claim_ptr: Ints
    # places, owners, rules: pairs
    part_child: Ints
    part_parent: Ints
    owned_firm: Ints  # controlled by owned_by directly
    owned_by: Ints
    restricts_rule: Ints
    restricts_item: Ints
    origin_rule: Ints
    origin_place: Ints
    destination_rule: Ints
    destination_place: Ints
    # claims behind the rows above
    claim_ids: Texts
    claim_grade: Ints  # code into GRADES
    claim_as_of: Ints
    claim_source: Ints  # index into source_ids
    source_ids: Texts

    @property
    def n_items(self) -> int:
        """Items and sectors."""
        return len(self.item_ids)

    @cached_property
    def item_names(self) -> list[str]:
        """Ids of items as text."""
        return [text.decode() for text in self.item_ids]

    @cached_property
    def firm_names(self) -> list[str]:
        """Ids of firms as text."""
        return [text.decode() for text in self.firm_ids]

    @cached_property
    def place_names(self) -> list[str]:
        """Ids of places as text."""
        return [text.decode() for text in self.place_ids]

    @cached_property
    def rule_names(self) -> list[str]:
        """Ids of rules as text."""
        return [text.decode() for text in self.rule_ids]

    @cached_property
    def coalitions(self) -> dict[str, tuple[str, ...]]:
        """Units of each coalition, by its id."""
        pairs = zip(self.coalition_ids, self.coalition_units, strict=True)
        return {key.decode(): tuple(filter(None, units.decode().split("|"))) for key, units in pairs}

    @cached_property
    def inside(self) -> list[frozenset[int]]:
        """For each place, the places it lies in: itself and all it is part of, directly or not."""
        return _closure(len(self.place_ids), self.part_child, self.part_parent)

    @cached_property
    def owners(self) -> list[frozenset[int]]:
        """For each firm, itself and the firms that control it through a chain of controlling links."""
        return _closure(len(self.firm_ids), self.owned_firm, self.owned_by)

    def item(self, item_id: str) -> int:
        """Index of an item or sector; KeyError if there is none."""
        return find(self.item_ids, item_id)


def find(ids: Texts, wanted: str) -> int:
    """Index of an id in a sorted id array; KeyError if there is none."""
    key = wanted.encode()
    position = int(np.searchsorted(ids, key))
    if position == len(ids) or ids[position] != key:
        raise KeyError(wanted)
    return position


def array_names() -> tuple[str, ...]:
    """Names of the arrays of a SupplyGraph, in order: what is saved and hashed."""
    return tuple(field.name for field in fields(SupplyGraph))


def _closure(size: int, child: Ints, parent: Ints) -> list[frozenset[int]]:
    """Reflexive transitive closure of child -> parent; a cycle in the data puts each of its members in the others."""
    direct: list[list[int]] = [[] for _ in range(size)]
    for c, p in zip(child.tolist(), parent.tolist(), strict=True):
        direct[c].append(p)
    alone = [frozenset((index,)) for index in range(size)]
    return [_reach(index, direct) if direct[index] else alone[index] for index in range(size)]


def _reach(start: int, direct: list[list[int]]) -> frozenset[int]:
    seen = {start}
    stack = [start]
    while stack:
        for parent in direct[stack.pop()]:
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    return frozenset(seen)
