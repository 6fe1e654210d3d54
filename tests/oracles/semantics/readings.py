"""DOMAIN 3.2: the options of an item in one reading, and when a share that nobody named is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tests.oracles.semantics.options import ZERO, ItemOptions, Option
from tests.oracles.semantics.question import Reading

UNNAMED = "unnamed"
ONE = Fraction(1)


@dataclass(frozen=True)
class Offer:
    """An option in one reading. Unnamed ones are hit by no unit but `item`; `place` None is hit by no place unit."""

    name: str
    named: bool
    at_home: bool
    share: Fraction | None
    firm: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Portion:
    """The unassigned part, or a total: lost when all, evenly with each, or as soon as any of `holders` is lost."""

    share: Fraction
    lost: Literal["all", "each", "any"]
    holders: frozenset[str]


@dataclass(frozen=True)
class Supply:
    """An item's options in a reading; `bystanders` are no option here but may hold a portion."""

    offers: tuple[Offer, ...]
    bystanders: tuple[Offer, ...] = ()
    portions: tuple[Portion, ...] = ()


def supply_in(reading: Reading, item: ItemOptions, lies_in_home: Callable[[str], bool]) -> Supply:
    """`lies_in_home` says whether a place lies in H (3.3)."""
    if item.status == "sector":  # 3.1.5: "what the home region produces, by one option at home"
        return Supply((unnamed(at_home=True),))
    if item.status == "gap":
        return Supply((unnamed(at_home=reading == "possible"),))
    if item.status == "unqualified":
        nobody = reading == "possible" or item.exhaustive
        return Supply(() if nobody else (unnamed(at_home=False),))
    named = tuple(as_offer(option, reading, lies_in_home) for option in item.options)
    confirmed = named if item.exhaustive else (*named, unnamed(at_home=False, share=None))
    offers = confirmed if reading == "confirmed" else thinner_offers(reading, item, named)
    taken = {offer.name for offer in offers}
    bystanders = tuple(offer for offer in confirmed if offer.name not in taken)
    return Supply(offers, bystanders, portions_in(reading, item, offers, confirmed))


def thinner_offers(reading: Reading, item: ItemOptions, named: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """3.2, first row: likely and possible know no "other producers in P" of unknown share."""
    vague = {option.name for option in item.options if option.kind == "others" and option.share is None}
    offers = tuple(offer for offer in named if offer.name not in vague)
    if reading == "likely" and not item.exhaustive and all(offer.share is not None for offer in offers):
        return (*offers, unnamed(at_home=False, share=item.unassigned))
    return offers


def unnamed(*, at_home: bool, share: Fraction | None = ONE) -> Offer:
    """3.3: "Unnamed options of gap items, unqualified items and Sectors carry all of their item's share." """
    return Offer(UNNAMED, named=False, at_home=at_home, share=share)


def as_offer(option: Option, reading: Reading, lies_in_home: Callable[[str], bool]) -> Offer:
    """3.1.3: where no statistic speaks of the headquarters, `confirmed` knows no place, so the option is elsewhere."""
    assumed = option.certainty == "headquarters"
    place = None if assumed and reading == "confirmed" else option.place
    at_home = place is not None and lies_in_home(place)
    return Offer(option.name, True, at_home, option.share, option.firm, place)


def portions_in(
    reading: Reading, item: ItemOptions, offers: tuple[Offer, ...], confirmed: tuple[Offer, ...]
) -> tuple[Portion, ...]:
    """`confirmed`: the options of the confirmed reading, which fallbacks refer to."""
    portions = [portion(reading, total.share, total.holders, offers, confirmed) for total in item.totals]
    assigned = any(o.name == UNNAMED and o.share is not None for o in offers)  # likely: "of share 1 - A"
    if item.unassigned > ZERO and not assigned:
        could = item.could_hold_unassigned() | {o.name for o in confirmed if not o.named}
        portions.append(portion(reading, item.unassigned, could, offers, confirmed))
    return tuple(portions)


def portion(
    reading: Reading, share: Fraction, could: frozenset[str], offers: tuple[Offer, ...], confirmed: tuple[Offer, ...]
) -> Portion:
    """3.2, fifth row. `could`: who could hold it in the confirmed reading."""
    here = frozenset(o.name for o in offers)
    if reading == "possible":  # "any option that could hold it, other producers of unknown share included"
        named = could - {UNNAMED}
        return Portion(share, "any", named or here)
    if reading == "likely" and could & here:
        return Portion(share, "each", could & here)
    return Portion(share, "all", could or frozenset(o.name for o in confirmed))
