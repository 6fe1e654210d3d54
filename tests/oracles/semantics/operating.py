"""DOMAIN 3.3 and 3.5: what is available, and the alternating fixpoint over (item, home) and (item, world)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from tests.oracles.semantics.cells import exact, more
from tests.oracles.semantics.question import Reading, View
from tests.oracles.semantics.readings import Offer, Portion, Supply, supply_in
from tests.oracles.semantics.recipes import counts
from tests.oracles.semantics.units import expand, is_hit
from tests.oracles.semantics.world import World

VIEWS: tuple[View, ...] = ("home", "world")
Pair = tuple[str, View]
Hits = frozenset[tuple[str, View, str]]  # (item, view, name of the option)


@dataclass(frozen=True)
class Model:
    """A world in one reading."""

    world: World
    supplies: Mapping[str, Supply]


@dataclass(frozen=True)
class Inquiry:
    """3.6: every item outside `items` is available everywhere, every slot (item, slot) outside `slots` is met."""

    items: frozenset[str]
    slots: frozenset[tuple[str, str]] | None = None  # None: every slot is asked about


@dataclass(frozen=True)
class State:
    """What is being computed: `consumed` is T, `durable` is S of 3.5."""

    model: Model
    hits: Hits
    inquiry: Inquiry
    consumed: frozenset[Pair] = field(default=frozenset())
    durable: frozenset[Pair] = field(default=frozenset())


def model(world: World, reading: Reading) -> Model:
    supplies = {item: supply_in(reading, options, world.lies_in_home) for item, options in world.options.items()}
    return Model(world, supplies)


def hits(of: Model, unit: str) -> Hits:
    """Which options a failed unit hits, in which view; a coalition hits what its units hit."""
    plain = sorted(expand(of.world, (unit,)))
    return frozenset(
        (item, view, offer.name)
        for item, supply in of.supplies.items()
        for offer in (*supply.offers, *supply.bystanders)
        for view in VIEWS
        if any(is_hit(of.world, one, item, offer, view) for one in plain)
    )


def operating_pairs(of: Model, hit: Hits, inquiry: Inquiry | None = None) -> frozenset[Pair]:
    """3.5: nu S. mu T. Start with S = everything, compute the least T, let S := T, until stable."""
    everything = frozenset((item, view) for item in of.supplies for view in VIEWS)
    asked = inquiry or Inquiry(frozenset(of.supplies))
    durable = everything
    while (consumed := _least(of, hit, asked, durable)) != durable:
        durable = consumed
    return consumed


def _least(of: Model, hit: Hits, inquiry: Inquiry, durable: frozenset[Pair]) -> frozenset[Pair]:
    consumed = frozenset((item, view) for item in of.supplies for view in VIEWS if item not in inquiry.items)
    while True:
        state = State(of, hit, inquiry, consumed, durable)
        grown = consumed | {
            (i, v) for i in of.supplies for v in VIEWS if (i, v) not in consumed and available(state, i, v)
        }
        if grown == consumed:
            return consumed
        consumed = grown


def available(state: State, item: str, view: View) -> bool:
    """3.3: some option is not lost, and the share lost is at most 1 - theta."""
    supply = state.model.supplies[item]
    lost = frozenset(o.name for o in (*supply.offers, *supply.bystanders) if is_lost(state, item, o, view))
    surviving = [offer for offer in supply.offers if offer.name not in lost]
    if not surviving:
        return False
    theta = exact(state.model.world.question.min_surviving_share)
    if theta == 0:
        return True  # "at 0 only the first condition is asked"
    return not more(share_lost(supply, lost), 1 - theta)


def is_lost(state: State, item: str, offer: Offer, view: View) -> bool:
    """3.3: hit in v, or `slots(x, home if o is at home else world)` fails."""
    return (item, view, offer.name) in state.hits or not slots_met(state, item, "home" if offer.at_home else "world")


def slots_met(state: State, item: str, view: View) -> bool:
    """3.3: every essential slot that counts at this horizon has a qualified member available in v."""
    for slot in state.model.world.slots.get(item, ()):
        asked = state.inquiry.slots is None or (item, slot.name) in state.inquiry.slots
        if not asked or not counts(slot, state.model.world.question):
            continue
        running = state.durable if slot.durable else state.consumed
        if not any((member, view) in running for member in slot.members):
            return False
    return True


def share_lost(supply: Supply, lost: frozenset[str]) -> Fraction:
    """3.3: known shares of the lost options, the unassigned part and totals as 3.2 says, and never more than can be."""
    zero = Fraction(0)
    known = sum((o.share for o in supply.offers if o.name in lost and o.share is not None), zero)
    kept = sum((o.share for o in supply.offers if o.name not in lost and o.share is not None), zero)
    return min(known + sum((portion_lost(p, lost) for p in supply.portions), zero), 1 - kept)


def portion_lost(portion: Portion, lost: frozenset[str]) -> Fraction:
    gone = len(portion.holders & lost)
    if portion.lost == "each":
        return portion.share * gone / len(portion.holders)
    is_gone = gone == len(portion.holders) if portion.lost == "all" else gone > 0
    return portion.share if is_gone else Fraction(0)
