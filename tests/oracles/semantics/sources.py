"""DOMAIN 3.1.1 and 3.1.2: who is named for an item, before shares are made to fit and places are nested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.oracles.semantics.cells import flag, number, text
from tests.oracles.semantics.claims import Claim, Evidence, Settled, by_key, claims, settle
from tests.oracles.semantics.question import Question, Row
from tests.oracles.semantics.recipes import is_qualified, stated_qualification


@dataclass(frozen=True)
class Maker:
    """A way to get the item: a firm (and the site its claim names, if any) or, without a firm, a place."""

    name: str
    firm: str | None
    site: str | None


@dataclass(frozen=True)
class FirmTotal:
    """The siteless share of a firm that has several sited options for the item (3.1.1); `sites` are their names."""

    name: str
    sites: frozenset[str]


@dataclass(frozen=True)
class Named:
    """Everything the claims say about who makes one item, qualified options only.

    `shares`: name of a maker or total -> its share of the base and the claim that stated it.
    """

    firms: tuple[Maker, ...]
    places: tuple[Maker, ...]
    totals: tuple[FirmTotal, ...]
    shares: Mapping[str, Settled[Fraction]]
    any_claim: bool
    said_complete: bool


def named_makers(evidence: Evidence, item: str) -> Named:
    supplies = [c for c in claims(evidence, "SUPPLIES") if text(c.cells, "to") == item]
    produces = [c for c in claims(evidence, "PRODUCES") if text(c.cells, "to") == item]
    makers: list[Maker] = []
    totals: list[FirmTotal] = []
    shares: dict[str, Settled[Fraction] | None] = {}
    for (firm,), same in sorted(by_key(supplies, "from").items()):
        said = said_of_firm(firm, same, evidence.question)
        makers += said.options
        totals += said.totals
        shares |= said.shares
    places = by_key(produces, "from")  # 3.1.2: PRODUCES = volume, so it always counts
    shares |= {f"place:{place}": settle(same, lambda row: number(row, "share")) for (place,), same in places.items()}
    return Named(
        firms=tuple(makers),
        places=tuple(Maker(f"place:{place}", None, place) for (place,) in sorted(places)),
        totals=tuple(totals),
        shares={name: share for name, share in shares.items() if share is not None},
        any_claim=bool(supplies or produces),
        said_complete=any(flag(c.cells, "exhaustive") for c in supplies + produces),  # any claim, qualified or not
    )


@dataclass(frozen=True)
class FirmSays:
    """What the SUPPLIES claims of one firm give for one item; at most one total."""

    options: tuple[Maker, ...]
    totals: tuple[FirmTotal, ...]
    shares: Mapping[str, Settled[Fraction] | None]


def said_of_firm(firm: str, same: list[Claim], question: Question) -> FirmSays:
    """3.1.1: every SUPPLIES key is an option, but a siteless one next to sited ones is none of its own."""
    by_site = {site: group for (site,), group in by_key(same, "site").items()}
    siteless = by_site.pop("", [])
    if len(by_site) > 1:
        options, shares = _options_of_sites(firm, by_site, [], question)
        if not siteless or not options:
            return FirmSays(options, (), shares)
        total = FirmTotal(f"total:firm:{firm}", frozenset(maker.name for maker in options))
        return FirmSays(options, (total,), {**shares, total.name: settle(siteless, base_share)})
    options, shares = _options_of_sites(firm, by_site or {"": siteless}, siteless, question)  # "with one ... the same"
    return FirmSays(options, (), shares)


def _options_of_sites(
    firm: str, by_site: Mapping[str, list[Claim]], fill: list[Claim], question: Question
) -> tuple[tuple[Maker, ...], dict[str, Settled[Fraction] | None]]:
    """One option for each site that is qualified; `fill` says what a site's own claims leave open."""
    options, shares = [], {}
    for site, group in sorted(by_site.items()):
        qualification = settle(group, stated_qualification) or settle(fill, stated_qualification)
        if is_qualified(qualification.value if qualification else None, question):  # 3.1.2: else it does not count
            maker = Maker(f"firm:{firm}@{site}", firm, site or None)
            options.append(maker)
            shares[maker.name] = settle(group, base_share) or settle(fill, base_share)
    return tuple(options), shares


def base_share(row: Row) -> Fraction | None:
    """3.0.1: a share counts only if its share_of is the question's base: world (empty = world)."""
    return number(row, "share") if text(row, "share_of") in (None, "world") else None
