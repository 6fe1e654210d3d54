"""DOMAIN 3.1.3 to 3.1.5: the options of an item after nesting, their totals, and what stays unassigned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tests.oracles.semantics.cells import exact, more
from tests.oracles.semantics.claims import Evidence
from tests.oracles.semantics.fitting import Shares, fitted_shares, rest_of_total
from tests.oracles.semantics.places import headquarters, places_around
from tests.oracles.semantics.question import Batch, Question
from tests.oracles.semantics.sources import FirmTotal, Maker, Named, named_makers

Certainty = Literal["claimed", "statistic", "headquarters", "none"]
Status = Literal["named", "gap", "unqualified", "sector"]
ZERO = Fraction(0)


@dataclass(frozen=True)
class Option:
    """A named way to get the item.

    `certainty` of the place: claimed (its own, or its site), statistic (headquarters inside a place that a PRODUCES
    claim speaks of), headquarters (taken by likely and possible only), none (`place` is None in every reading).
    """

    name: str
    kind: Literal["firm", "place", "others"]
    firm: str | None
    place: str | None
    certainty: Certainty
    share: Fraction | None


@dataclass(frozen=True)
class Total:
    """A known share that several options hold together.

    `members` are the options under it; `holders` those that could hold it: not those under another total that lies
    wholly inside and was taken off. `counted`: part of A (3.1.1). `around`: the places it lies wholly in.
    """

    name: str
    share: Fraction
    members: frozenset[str]
    holders: frozenset[str]
    counted: bool
    around: frozenset[str]


@dataclass(frozen=True)
class ItemOptions:
    """What 3.1 says about one item. `known` is A; `unassigned` is 1 - A, at least 0."""

    item: str
    status: Status
    options: tuple[Option, ...] = ()
    totals: tuple[Total, ...] = ()
    known: Fraction = ZERO
    unassigned: Fraction = ZERO
    exhaustive: bool = False
    warnings: tuple[str, ...] = ()

    def could_hold_unassigned(self) -> frozenset[str]:
        """Named options of unknown share; "an option under a known total cannot hold the unassigned part" (3.2)."""
        under = {name for total in self.totals for name in total.members}
        return frozenset(o.name for o in self.options if o.share is None and o.name not in under)


def options_of(batch: Batch, question: Question, item: str, *, doubtful: bool = True) -> ItemOptions:
    """The options of one item as the question sees them, with (or without) the claims graded below `min_grade`."""
    return item_options(Evidence(batch, question, doubtful), item)


def item_options(evidence: Evidence, item: str) -> ItemOptions:
    if any(row["id"] == item for row in evidence.batch.get("Sector", ())):
        return ItemOptions(item, "sector")  # 3.1.5
    named = named_makers(evidence, item)
    if not named.any_claim:
        return ItemOptions(item, "gap", unassigned=Fraction(1))
    if not named.firms and not named.places:
        return ItemOptions(item, "unqualified", unassigned=Fraction(1), exhaustive=named.said_complete)
    around, tolerance = places_around(evidence), exact(evidence.question.attribution_tolerance)
    known, unfit = fitted_shares(named, around, tolerance)
    placed = placed_options(evidence, named, known, around)
    nest = Nest(around, tolerance, tuple(placed), firm_totals(named, known, around))
    for maker in sorted(named.places, key=lambda m: (-len(around[str(m.site)]), m.name)):  # "innermost outward"
        nest = nest_place(nest, maker.name)
    total_known = sum((o.share for o in nest.options if o.share is not None), ZERO)
    total_known += sum((t.share for t in nest.totals if t.counted), ZERO)  # "each total counted once"
    return ItemOptions(
        item=item,
        status="named",
        options=nest.options,
        totals=nest.totals,
        known=total_known,
        unassigned=max(ZERO, 1 - total_known),
        exhaustive=named.said_complete or not more(1 - tolerance, total_known),
        warnings=unfit + nest.warnings,
    )


def placed_options(
    evidence: Evidence, named: Named, known: Shares, around: Mapping[str, frozenset[str]]
) -> list[Option]:
    """3.1.3, first half: to which place each option belongs."""
    seats = headquarters(evidence)
    spoken_of = {str(maker.site) for maker in named.places}
    found = []
    for maker in (*named.firms, *named.places):
        place, certainty = _belonging(maker, seats, spoken_of, around)
        kind: Literal["firm", "place"] = "firm" if maker.firm else "place"
        found.append(Option(maker.name, kind, maker.firm, place, certainty, known.get(maker.name)))
    return found


def _belonging(
    maker: Maker, seats: Mapping[str, str], spoken_of: set[str], around: Mapping[str, frozenset[str]]
) -> tuple[str | None, Certainty]:
    if maker.site is not None:
        return maker.site, "claimed"
    seat = seats.get(maker.firm or "")
    if seat is None:
        return None, "none"
    return seat, "statistic" if around[seat] & spoken_of else "headquarters"


def firm_totals(named: Named, known: Shares, around: Mapping[str, frozenset[str]]) -> tuple[Total, ...]:
    """3.1.1: what the siteless share of a firm leaves for those of its sites that have none."""
    site = {maker.name: str(maker.site) for maker in named.firms}
    known_places = {str(maker.site) for maker in named.places if maker.name in known}

    def as_total(total: FirmTotal) -> Total:
        members = frozenset(name for name in total.sites if name not in known)
        circles = [around[site[name]] for name in sorted(total.sites)]
        within = frozenset.intersection(*circles)
        # "left out of A in 4 when one of them lies ...": unless all do, and it was taken off that place (decision 0004)
        counted = not any((circle & known_places) - within for circle in circles)
        return Total(total.name, rest_of_total(total, known), members, members, counted, within)

    return tuple(as_total(total) for total in named.totals if total.name in known)


@dataclass(frozen=True)
class Nest:
    """Options and totals while the places are nested, from the innermost outward."""

    around: Mapping[str, frozenset[str]]
    tolerance: Fraction
    options: tuple[Option, ...]
    totals: tuple[Total, ...]
    warnings: tuple[str, ...] = ()


def nest_place(nest: Nest, name: str) -> Nest:
    """3.1.3: where other options of x lie inside place P, P's option becomes "other producers in P"."""
    own = next(o for o in nest.options if o.name == name)
    place = str(own.place)
    inside = [o for o in nest.options if o is not own and o.place is not None and place in nest.around[o.place]]
    if not inside:
        return nest
    theirs = sum((o.share for o in inside if o.share is not None), ZERO)
    unknown = frozenset(o.name for o in inside if o.share is None)
    totals_inside = [t for t in nest.totals if place in t.around]
    spoken = theirs + sum((t.share for t in totals_inside), ZERO)
    warnings = nest.warnings
    if own.share is not None and more(spoken, own.share + nest.tolerance):
        warnings += (f"more inside {place} than its share",)  # they "stand for P's share": nothing is left below
    open_ones = unknown - {name for total in totals_inside for name in total.members}
    if own.share is None or open_ones:  # those under a total inside are known together (decision 0004)
        others = Option(f"others:{place}", "others", None, place, "claimed", None)
        totals = nest.totals
        if own.share is not None:
            totals += (_place_total(nest, others, own.share - spoken, unknown, totals_inside),)
        return Nest(nest.around, nest.tolerance, _swap(nest.options, own, others), totals, warnings)
    rest = own.share - spoken
    if not more(rest, nest.tolerance):  # "dropped when <= attribution_tolerance"
        return Nest(nest.around, nest.tolerance, _swap(nest.options, own, None), nest.totals, warnings)
    others = Option(f"others:{place}", "others", None, place, "claimed", rest)
    return Nest(nest.around, nest.tolerance, _swap(nest.options, own, others), nest.totals, warnings)


def _place_total(nest: Nest, others: Option, rest: Fraction, unknown: frozenset[str], inside: list[Total]) -> Total:
    """3.1.3: "P's share less the known ones (totals included) is then a *total* of the unknown ones in P"."""
    members = unknown | {others.name}
    holders = members - {name for total in inside for name in total.members}
    place = str(others.place)
    return Total(f"total:place:{place}", max(ZERO, rest), members, holders, True, nest.around[place])


def _swap(options: tuple[Option, ...], old: Option, new: Option | None) -> tuple[Option, ...]:
    swapped = tuple(o for o in options if o is not old)
    return swapped if new is None else (*swapped, new)
