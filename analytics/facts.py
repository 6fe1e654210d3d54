"""What is open about an item and a person could settle: doubtful claims, unknown shares and sites, unlisted makers.

Each fact has the ways in which it could turn out. That the present data are right is one too; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analytics.options import ItemOptions, Option
from analytics.shares import EPSILON
from analytics.supply_graph import GRADES, NOT_STATED
from analytics.supposing import (
    Copy,
    Supposition,
    another_maker,
    list_is_complete,
    made_at,
    share_is,
    share_taken_from,
    wrong,
)

Kind = Literal["claim", "conflict", "share", "site", "makers"]
KINDS: tuple[Kind, ...] = ("claim", "conflict", "share", "site", "makers")
Ending = Literal[
    "wrong",
    "other_right",
    "share_least",
    "share_most",
    "made_in",
    "made_elsewhere",
    "complete",
    "more_abroad",
    "more_home",
]
WEAK = GRADES.index("C")  # claims of this grade or below may turn out to be wrong


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a fact could turn out. `place`, `share`, `claim` say what is found, -1 or None where that is no part.

    `suppose` is None for a claim about what an item needs that turns out to be wrong.
    """

    ending: Ending
    suppose: Supposition | None
    place: int = NOT_STATED
    share: float | None = None
    claim: int = NOT_STATED


@dataclass(frozen=True, slots=True)
class Fact:
    """Something open about an item. Indexes are those of the graph of all claims, -1 where they are no part.

    `firm`, `place`: the maker and its stated site, or the place that produces; `slot`, `member`: a need and what fills
    it, `alternatives` how many others can; `claims`: what is said of it now, the claim that stands first.
    """

    kind: Kind
    item: int
    outcomes: tuple[Outcome, ...]
    claims: tuple[int, ...] = ()
    firm: int = NOT_STATED
    place: int = NOT_STATED
    slot: int = NOT_STATED
    member: int = NOT_STATED
    alternatives: int = 0


def facts_of(copy: Copy, item: int) -> Iterator[Fact]:
    """All that is open about an item, in the copy of all claims."""
    yield from _needs(copy, item)
    yield from _claims_on_makers(copy, item)
    options = copy.evidence.choices[item]
    if not copy.graph.item_is_sector[item]:
        yield from _shares(copy, item, options)
        yield from _sites(copy, item, options)
        yield from _completeness(copy, item, options)


def _needs(copy: Copy, item: int) -> Iterator[Fact]:
    graph, outcome = copy.graph, Outcome("wrong", None)
    for slot in (graph.slot_item == item).nonzero()[0].tolist():
        members = (graph.member_slot == slot).nonzero()[0].tolist()
        others = len(members) - 1
        for member in members:
            wanted = int(graph.member_item[member])
            for claim in range(int(graph.member_claim_ptr[member]), int(graph.member_claim_ptr[member + 1])):
                if graph.claim_grade[claim] >= WEAK:
                    yield Fact("claim", item, (outcome,), (claim,), slot=slot, member=wanted, alternatives=others)


def _claims_on_makers(copy: Copy, item: int) -> Iterator[Fact]:
    supply, graph = copy.supply(item), copy.graph
    named = [(maker.firm, maker.site, maker.rows[0]) for maker in supply.makers]
    named += [(NOT_STATED, producer.place, producer.rows[0]) for producer in supply.producers]
    for firm, place, row in named:
        claims = copy.claims_of(row, by_firm=firm != NOT_STATED)
        for claim in claims:
            if graph.claim_grade[claim] >= WEAK:
                outcome = Outcome("wrong", wrong(bytes(graph.claim_ids[claim])))
                yield Fact("claim", item, (outcome,), (claim,), firm, place)
        stating = [claim for claim in claims if copy.share_of(claim)]
        if rivals := _other_shares(copy, stating, firm, place):
            yield Fact("conflict", item, rivals, tuple(stating), firm, place)


def _other_shares(copy: Copy, stating: list[int], firm: int, place: int) -> tuple[Outcome, ...]:
    """Each share that differs from the one that stands, once."""
    found: list[Outcome] = []
    seen = [float(copy.said.share[stating[0]])] if stating else []
    for claim in stating[1:]:
        share = float(copy.said.share[claim])
        if all(abs(share - other) > EPSILON for other in seen):
            seen.append(share)
            right = share_taken_from(bytes(copy.graph.claim_ids[claim]), firm, place)
            found.append(Outcome("other_right", right, share=share, claim=claim))
    return tuple(found)


def _shares(copy: Copy, item: int, options: ItemOptions) -> Iterator[Fact]:
    """Unknown shares; not of items whose tables do not fit: there the tables are the question, not a share."""
    if options.notices:
        return
    stated = copy.graph.supply_share_claim, copy.graph.produce_share_claim
    for n, option in enumerate(options.options):
        by_firm = option.firm != NOT_STATED
        share_claim = stated[0] if by_firm else stated[1]
        if option.share is not None or any(share_claim[row] != NOT_STATED for row in option.rows):
            continue
        place = int(copy.graph.supply_site[option.rows[0]]) if by_firm else option.place
        least = 0.0 if by_firm else _inside(copy, option, options)
        most = min(1.0, least + _left(options, n))
        if most - least > EPSILON:
            ends: tuple[tuple[Ending, float], ...] = (("share_least", least), ("share_most", most))
            outcomes = tuple(Outcome(end, share_is(option.firm, place, v), share=v) for end, v in ends)
            yield Fact("share", item, outcomes, _best(copy, option), option.firm, place)


def _inside(copy: Copy, place: Option, options: ItemOptions) -> float:
    """The known shares of what lies inside a place."""
    return sum(
        option.share or 0.0
        for option in options.options
        if option is not place and copy.geography.within(option.place, place.place)
    )


def _left(options: ItemOptions, n: int) -> float:
    """The most that an option of unknown share can hold: its part of a total, else what nobody is known to have."""
    totals = [total.share for total in options.totals if n in total.members]
    return min(totals, default=options.unassigned)


def _sites(copy: Copy, item: int, options: ItemOptions) -> Iterator[Fact]:
    """Firms of unknown site: made in each country that makes it too, where the firm is led from, at home, elsewhere."""
    graph = copy.graph
    made = {country for option in options.options if (country := _country(copy, option.place)) != NOT_STATED}
    home = [copy.place_named(place) for place in copy.question.home]
    for option in options.options:
        if option.firm == NOT_STATED or any(graph.supply_site[row] != NOT_STATED for row in option.rows):
            continue
        led_from = _country(copy, int(graph.firm_headquarters[option.firm]))
        places = dict.fromkeys([led_from, *home, *sorted(made)])
        found = [
            Outcome("made_in", made_at(option.firm, place), place=place) for place in places if place != NOT_STATED
        ]
        found.append(Outcome("made_elsewhere", made_at(option.firm, copy.new_place)))
        yield Fact("site", item, tuple(found), _best(copy, option), option.firm)


def _country(copy: Copy, place: int) -> int:
    if place == NOT_STATED:
        return NOT_STATED
    countries = (p for p in sorted(copy.geography.inside[place]) if copy.graph.place_is_country[p])
    return next(countries, NOT_STATED)


def _completeness(copy: Copy, item: int, options: ItemOptions) -> Iterator[Fact]:
    """Whether those named are all, or who makes an item that nobody is known to make."""
    if options.exhaustive:
        return
    home = copy.place_named(copy.question.home[0])
    others = (
        Outcome("more_abroad", another_maker(copy.new_place)),
        Outcome("more_home", another_maker(home)),
    )
    whole = (Outcome("complete", list_is_complete),) if options.status == "named" else ()
    yield Fact("makers", item, (*whole, *others))


def _best(copy: Copy, option: Option) -> tuple[int, ...]:
    """The best claim about each row of an option."""
    by_firm = option.firm != NOT_STATED
    return tuple(copy.claims_of(row, by_firm)[0] for row in option.rows)
