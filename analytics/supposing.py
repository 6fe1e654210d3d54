"""Claims about one item supposed to be otherwise: who would make it then, and what it would need.

A supposition is a function (evidence, makers, producers) -> (makers, producers): what the batch would say after one
edit. It is applied to each copy of the evidence (all claims; all but the doubtful ones), in which a claim may be
missing. Positions of firms and places are the same in all copies; claims are named by their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analytics.choices import stated, stated_makers, stated_producers
from analytics.failure_graph import Evidence
from analytics.options import VOLUME, Geography, ItemOptions, Maker, Producer, item_options
from analytics.said import Said
from analytics.shares import Stated
from analytics.supply_graph import NOT_STATED, SupplyGraph, find
from analytics.units import Question

Slots = tuple[tuple[bool, tuple[int, ...]], ...]  # (durable, qualified members), in the order of slot names


@dataclass(frozen=True, slots=True)
class Supply:
    """Who makes one item, as claims state it."""

    makers: tuple[Maker, ...]
    producers: tuple[Producer, ...]


@dataclass(frozen=True)
class Copy:
    """One copy of the evidence, with the words of each claim.

    Firm `new_firm` and place `new_place` stand for one that no claim knows; no unit but the item hits them.
    """

    evidence: Evidence
    said: Said
    question: Question

    @property
    def graph(self) -> SupplyGraph:
        """The settled claims."""
        return self.evidence.graph

    @property
    def new_firm(self) -> int:
        """Position of a firm beyond those known."""
        return len(self.graph.firm_ids)

    @property
    def new_place(self) -> int:
        """Position of a place beyond those known."""
        return len(self.graph.place_ids)

    @cached_property
    def geography(self) -> Geography:
        """With the unknown firm and the unknown place."""
        graph = self.graph
        inside = [*graph.inside, frozenset((self.new_place,))]
        return Geography(inside, [*graph.firm_headquarters.tolist(), NOT_STATED])

    @cached_property
    def _makers(self) -> list[Maker]:
        return stated_makers(self.graph)

    @cached_property
    def _producers(self) -> list[Producer]:
        return stated_producers(self.graph)

    @cached_property
    def claim_row(self) -> dict[bytes, int]:
        """Position of each claim."""
        return {claim: row for row, claim in enumerate(self.graph.claim_ids.tolist())}

    def place_named(self, place: str) -> int:
        """Position of a place; KeyError for an unknown one."""
        return find(self.graph.place_ids, place)

    def supply(self, item: int) -> Supply:
        """Who makes an item now."""
        makers, producers = (
            slice(*np.searchsorted(column, (item, item + 1)).tolist())
            for column in (self.graph.supply_item, self.graph.produce_item)
        )
        return Supply(tuple(self._makers[makers]), tuple(self._producers[producers]))

    def options(self, supply: Supply) -> ItemOptions:
        """The options that these makers give."""
        return item_options(supply.makers, supply.producers, self.geography, self.question.qualification)

    def share_of(self, claim: int) -> Stated | None:
        """The share that a claim states."""
        share = float(self.said.share[claim])
        return None if np.isnan(share) else stated(self.graph, share, claim)

    def claims_of(self, row: int, by_firm: bool) -> range:
        """Claims behind a row of SUPPLIES or PRODUCES, the one that stands first."""
        pointer = self.graph.supply_claim_ptr if by_firm else self.graph.produce_claim_ptr
        return range(int(pointer[row]), int(pointer[row + 1]))

    def slots(self, item: int, without: bytes | None = None) -> Slots:
        """What an item needs at the horizon, settled anew without one claim."""
        graph, gone = self.graph, self.claim_row.get(without or b"", NOT_STATED)
        found = []
        for slot in range(*np.searchsorted(graph.slot_item, (item, item + 1)).tolist()):
            rows = range(*np.searchsorted(graph.member_slot, (slot, slot + 1)).tolist())
            claims = [(row, [c for c in _claims(graph.member_claim_ptr, row) if c != gone]) for row in rows]
            stating = [(row, left) for row, left in claims if left]
            if any(_first(self.said.essential, left, 1) for _, left in stating):
                durable = all(_first(self.said.durable, left, 0) for _, left in stating)
                if not durable or self.question.horizon == "sustained":
                    found.append((durable, tuple(self._qualified(stating))))
        return tuple(found)

    def _qualified(self, members: Iterable[tuple[int, list[int]]]) -> Iterable[int]:
        for row, claims in members:
            if _first(self.said.qualification, claims, VOLUME) >= self.question.qualification:
                yield int(self.graph.member_item[row])


def _claims(pointer: np.ndarray, row: int) -> range:
    return range(int(pointer[row]), int(pointer[row + 1]))


def _first(column: np.ndarray, claims: Iterable[int], default: int) -> int:
    """The value of the best claim that states one."""
    return next((int(column[claim]) for claim in claims if column[claim] != NOT_STATED), default)


# --- suppositions about who makes an item

Supposition = Callable[[Copy, Supply], Supply]


def wrong(claim: bytes) -> Supposition:
    """Nobody says this any more; the other claims about the same thing are settled anew."""

    def suppose(copy: Copy, supply: Supply) -> Supply:
        gone = copy.claim_row.get(claim, NOT_STATED)
        if gone == NOT_STATED:
            return supply
        makers = (_maker_without(copy, maker, gone) for maker in supply.makers)
        producers = (_producer_without(copy, producer, gone) for producer in supply.producers)
        return Supply(tuple(filter(None, makers)), tuple(filter(None, producers)))

    return suppose


def _maker_without(copy: Copy, maker: Maker, gone: int) -> Maker | None:
    claims = copy.claims_of(maker.rows[0], by_firm=True)
    if gone not in claims:
        return maker
    left = [claim for claim in claims if claim != gone]
    share = next(filter(None, map(copy.share_of, left)), None)
    qualification = _first(copy.said.qualification, left, NOT_STATED)
    exhaustive = bool(copy.said.exhaustive[left].any())
    changed = replace(maker, share=share, qualification=qualification, exhaustive=exhaustive)
    return changed if left else None


def _producer_without(copy: Copy, producer: Producer, gone: int) -> Producer | None:
    claims = copy.claims_of(producer.rows[0], by_firm=False)
    if gone not in claims:
        return producer
    left = [claim for claim in claims if claim != gone]
    share = next(filter(None, map(copy.share_of, left)), None)
    changed = replace(producer, share=share, exhaustive=bool(copy.said.exhaustive[left].any()))
    return changed if left else None


def share_taken_from(claim: bytes, firm: int, place: int) -> Supposition:
    """Of several shares stated for a firm at a site, or a place when there is no firm, only this claim's is right."""

    def suppose(copy: Copy, supply: Supply) -> Supply:
        row = copy.claim_row.get(claim, NOT_STATED)
        return _with_share(supply, firm, place, lambda _: copy.share_of(row) if row != NOT_STATED else None)

    return suppose


def share_is(firm: int, place: int, value: float) -> Supposition:
    """Those who name a firm at a site, or a place when there is no firm, turn out to state this share."""

    def suppose(copy: Copy, supply: Supply) -> Supply:
        def found(row: int) -> Stated | None:
            return stated(copy.graph, value, copy.claims_of(row, by_firm=firm != NOT_STATED)[0])

        return _with_share(supply, firm, place, found)

    return suppose


def _with_share(supply: Supply, firm: int, place: int, share: Callable[[int], Stated | None]) -> Supply:
    """One maker's share replaced; `share` is asked with its row."""
    if firm == NOT_STATED:
        producers = (replace(p, share=share(p.rows[0])) if p.place == place else p for p in supply.producers)
        return replace(supply, producers=tuple(producers))
    makers = (replace(m, share=share(m.rows[0])) if (m.firm, m.site) == (firm, place) else m for m in supply.makers)
    return replace(supply, makers=tuple(makers))


def made_at(firm: int, place: int) -> Supposition:
    """A firm whose site is unknown makes it here; `place` may be the new one: elsewhere."""

    def suppose(copy: Copy, supply: Supply) -> Supply:
        makers = [replace(m, site=place) if (m.firm, m.site) == (firm, NOT_STATED) else m for m in supply.makers]
        return replace(supply, makers=tuple(makers))

    return suppose


def list_is_complete(copy: Copy, supply: Supply) -> Supply:
    """Those named are all there are."""
    makers = tuple(replace(maker, exhaustive=True) for maker in supply.makers)
    return Supply(makers, tuple(replace(producer, exhaustive=True) for producer in supply.producers))


def another_maker(place: int) -> Supposition:
    """One more firm, of unknown share, makes it in volume at a place; the new one: elsewhere."""

    def suppose(copy: Copy, supply: Supply) -> Supply:
        found = Maker(copy.new_firm, place, None, VOLUME, exhaustive=False, rows=())
        return replace(supply, makers=(*supply.makers, found))

    return suppose
