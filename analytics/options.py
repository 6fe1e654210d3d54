"""Claims to options: the ways to get an item (DOMAIN 3.1), with what is known of their shares and places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from analytics.shares import EPSILON, Notice, Shares, Stated, fit
from analytics.supply_graph import NOT_STATED, QUALIFICATIONS

Status = Literal["named", "gap", "unqualified"]
VOLUME = QUALIFICATIONS.index("volume")
TOLERANCE = 0.01  # attribution tolerance: a remainder up to it is nobody's


@dataclass(frozen=True, slots=True)
class Maker:
    """A settled SUPPLIES key of one item; `site` and `qualification` are -1 when not stated, `rows` its evidence."""

    firm: int
    site: int
    share: Stated | None
    qualification: int
    exhaustive: bool
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Producer:
    """A settled PRODUCES key of one item."""

    place: int
    share: Stated | None
    exhaustive: bool
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Geography:
    """Where places lie and firms have their headquarters.

    inside[p]: the places p lies in, p included; headquarters[f]: place or -1.
    """

    inside: Sequence[frozenset[int]]
    headquarters: Sequence[int]

    def within(self, place: int, region: int) -> bool:
        """Whether a place lies in a region; an unknown place lies nowhere."""
        return place != NOT_STATED and region in self.inside[place]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to get the item: a firm at a place, a place, or the `others` of a place beside those named in it.

    `firm` and `place` are -1 when there is none or it is unknown. `sure` is False when the place is only the
    headquarters, which the confirmed reading does not take for a site. `share` is None when unknown.
    `rows`: rows of the SUPPLIES keys (a firm) or PRODUCES keys (no firm) that speak of it.
    """

    firm: int
    place: int
    sure: bool
    share: float | None
    others: bool
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A known share of several options together, split unknown.

    `members` could hold it: positions of options of unknown share. `sites`: all options it speaks of.
    """

    share: float
    members: tuple[int, ...]
    sites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemOptions:
    """The options of one item. `assigned` is the A of DOMAIN 3.1.4."""

    status: Status
    options: tuple[Option, ...] = ()
    totals: tuple[Total, ...] = ()
    assigned: float = 0.0
    exhaustive: bool = False
    notices: tuple[Notice, ...] = ()

    @property
    def unassigned(self) -> float:
        """The part of the supply that no claim gives to anyone, in [0, 1]."""
        return max(0.0, 1.0 - self.assigned)

    @property
    def holders(self) -> tuple[int, ...]:
        """Options that could hold the unassigned part: of unknown share and under no known total."""
        bound = {member for total in self.totals for member in total.members}
        return tuple(n for n, option in enumerate(self.options) if option.share is None and n not in bound)


def item_options(
    makers: Sequence[Maker], producers: Sequence[Producer], geography: Geography, threshold: int
) -> ItemOptions:
    """The options of one item at a qualification threshold (lowest code that counts), firms first, then places.

    Places come from the innermost outward; each is what it makes beside the firms and places named inside it.
    """
    if not makers and not producers:
        return ItemOptions("gap")
    listed = any(maker.exhaustive for maker in makers) or any(producer.exhaustive for producer in producers)
    firms, totals = _firms(makers, threshold)
    firms, totals, firm_notices = _firms_that_fit(firms, totals)
    producers, place_notices = _places_that_fit(producers, geography)
    known_totals = _known_totals(firms, totals)
    options = [_located(maker, producers, geography) for maker in firms]
    nest = _nested(options, known_totals, producers, geography)
    notices = (*firm_notices, *place_notices, *nest.notices)
    if not nest.options:
        return ItemOptions("unqualified", exhaustive=listed, notices=notices)
    assigned = _assigned(nest, len(known_totals), producers, geography)
    exhaustive = listed or assigned >= 1.0 - TOLERANCE - EPSILON
    return ItemOptions("named", nest.options, nest.totals, assigned, exhaustive, notices)


# --- 3.1.1 and 3.1.2: firms, their sites, and totals over sites


@dataclass(frozen=True, slots=True)
class _Sum:
    """What a firm makes in all at several sites: its stated share and the positions of the sites."""

    share: Stated | None
    sites: tuple[int, ...]


def _firms(makers: Sequence[Maker], threshold: int) -> tuple[list[Maker], list[_Sum]]:
    """Options of firms that qualify, and the totals that siteless claims state over several sites."""
    options: list[Maker] = []
    totals: list[_Sum] = []
    for claims in _by_firm(makers):
        siteless = [claim for claim in claims if claim.site == NOT_STATED]
        sited = [claim for claim in claims if claim.site != NOT_STATED]
        if siteless and len(sited) == 1:
            sited, siteless = [_filled(sited[0], siteless[0])], []
        qualified = [claim for claim in sited or siteless if _qualifies(claim, threshold)]
        if siteless and len(sited) > 1 and qualified and siteless[0].share:
            sites = tuple(range(len(options), len(options) + len(qualified)))
            totals.append(_Sum(siteless[0].share, sites))
        options += qualified
    return options, totals


def _by_firm(makers: Sequence[Maker]) -> Iterator[list[Maker]]:
    firms: dict[int, list[Maker]] = {}
    for maker in makers:
        firms.setdefault(maker.firm, []).append(maker)
    yield from firms.values()


def _filled(sited: Maker, siteless: Maker) -> Maker:
    """One site and a claim that names none are the same option: the second fills what the first leaves open."""
    unqualified = sited.qualification == NOT_STATED
    return replace(
        sited,
        share=sited.share or siteless.share,
        qualification=siteless.qualification if unqualified else sited.qualification,
        rows=sited.rows + siteless.rows,
    )


def _qualifies(maker: Maker, threshold: int) -> bool:
    return (VOLUME if maker.qualification == NOT_STATED else maker.qualification) >= threshold


# --- 3.1.4: shares of tables that do not fit together


def _firms_that_fit(firms: list[Maker], totals: list[_Sum]) -> tuple[list[Maker], list[_Sum], tuple[Notice, ...]]:
    def add_up(stated: Sequence[Stated | None]) -> float:
        alone = sum(share.value for share in stated[: len(firms)] if share)
        above = (_above(share, stated, total.sites) for share, total in zip(stated[len(firms) :], totals, strict=True))
        return alone + sum(above)

    stated: Shares = [*(maker.share for maker in firms), *(total.share for total in totals)]
    kept, notices = fit(stated, add_up, TOLERANCE, "firms")
    firms = [replace(maker, share=share) for maker, share in zip(firms, kept, strict=False)]
    totals = [replace(total, share=share) for total, share in zip(totals, kept[len(firms) :], strict=True)]
    return firms, totals, notices


def _above(total: Stated | None, stated: Sequence[Stated | None], sites: Sequence[int]) -> float:
    """What a total adds to the known shares of its sites."""
    known = sum(share.value for share in (stated[site] for site in sites) if share)
    return max(0.0, total.value - known) if total else 0.0


def _places_that_fit(producers: Sequence[Producer], geography: Geography) -> tuple[list[Producer], tuple[Notice, ...]]:
    def add_up(stated: Sequence[Stated | None]) -> float:
        known = {producer.place for producer, share in zip(producers, stated, strict=True) if share}
        return sum(
            share.value
            for producer, share in zip(producers, stated, strict=True)
            if share and not (geography.inside[producer.place] & known) - {producer.place}
        )

    kept, notices = fit([producer.share for producer in producers], add_up, TOLERANCE, "places")
    return [replace(producer, share=share) for producer, share in zip(producers, kept, strict=True)], notices


def _known_totals(firms: Sequence[Maker], totals: Sequence[_Sum]) -> list[Total]:
    """Totals less the known shares of their sites; what is left belongs to the sites of unknown share."""
    shares = [maker.share for maker in firms]
    return [
        Total(
            _above(total.share, shares, total.sites),
            tuple(site for site in total.sites if shares[site] is None),
            total.sites,
        )
        for total in totals
        if total.share
    ]


# --- 3.1.3: places and nesting


def _located(maker: Maker, producers: Sequence[Producer], geography: Geography) -> Option:
    """The option of a firm where it is made; a headquarters counts as sure when a statistic speaks of its region."""
    place, sure = maker.site, True
    if place == NOT_STATED:
        place = geography.headquarters[maker.firm]
        sure = any(geography.within(place, producer.place) for producer in producers)
    share = maker.share.value if maker.share else None
    return Option(maker.firm, place, sure, share, others=False, rows=maker.rows)


@dataclass(frozen=True, slots=True)
class _Nest:
    options: tuple[Option, ...]
    totals: tuple[Total, ...]
    notices: tuple[Notice, ...]


def _nested(options: list[Option], totals: list[Total], producers: Sequence[Producer], geography: Geography) -> _Nest:
    """Add the places, from the innermost outward, each as what it makes beside the options that lie inside it."""
    places = {producer.place for producer in producers}
    options, totals, notices = list(options), list(totals), []
    for producer in sorted(producers, key=lambda p: (-len(geography.inside[p.place] & places), p.place)):
        inner = [n for n, option in enumerate(options) if geography.within(option.place, producer.place)]
        remainder, total, notice = _remainder(producer, inner, options, totals)
        notices += notice
        if remainder:
            options.append(remainder)
        if total:
            totals.append(total)
    return _Nest(tuple(options), tuple(totals), tuple(notices))


def _remainder(
    producer: Producer, inner: Sequence[int], options: Sequence[Option], totals: Sequence[Total]
) -> tuple[Option | None, Total | None, list[Notice]]:
    """What a place makes beside the options inside it, and the total of those of unknown share."""
    stated = producer.share.value if producer.share else None
    place = Option(NOT_STATED, producer.place, True, stated, others=bool(inner), rows=producer.rows)
    if not inner or stated is None:
        return place, None, []
    whole = [total for total in totals if set(total.sites) <= set(inner)]
    bound = {member for total in whole for member in total.members}
    unknown = [n for n in inner if options[n].share is None and n not in bound]
    known = sum(options[n].share or 0.0 for n in inner) + sum(total.share for total in whole)
    exceeds = Notice("firms-exceed-place", {"place": producer.place, "stated": stated, "known": known})
    notices = [exceeds] if known > stated + TOLERANCE + EPSILON else []
    rest = max(0.0, stated - known)
    if unknown:
        members = (*unknown, len(options))
        return replace(place, share=None), Total(rest, members, (*inner, len(options))), notices
    return (replace(place, share=rest) if rest > TOLERANCE + EPSILON else None), None, notices


def _assigned(nest: _Nest, firm_totals: int, producers: Sequence[Producer], geography: Geography) -> float:
    """All that is known: shares of options and totals, a firm's total only where no known place holds a part of it."""
    known_places = [producer.place for producer in producers if producer.share]
    own = sum(option.share for option in nest.options if option.share is not None)
    whole = sum(total.share for total in nest.totals[firm_totals:])
    firms = (
        total.share
        for total in nest.totals[:firm_totals]
        if not any(_straddles(total, place, nest.options, geography) for place in known_places)
    )
    return own + whole + sum(firms)


def _straddles(total: Total, place: int, options: Sequence[Option], geography: Geography) -> bool:
    within = [geography.within(options[site].place, place) for site in total.sites]
    return any(within) and not all(within)
