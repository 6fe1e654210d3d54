"""What each reading makes of an item's options: who counts, and when a share is lost (DOMAIN 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analytics.options import ItemOptions, Option
from analytics.shares import EPSILON

Reading = Literal["confirmed", "likely", "possible"]
READINGS: tuple[Reading, ...] = ("confirmed", "likely", "possible")  # strongest first
Rule = Literal["all", "each", "any"]


@dataclass(frozen=True, slots=True)
class Element:
    """A maker as one reading sees it.

    `option` is None for an unnamed maker, who is hit by no unit but the item and is elsewhere unless `at_home`.
    `counts` is False for one that is no option here but may hold a share. `share` is 0 when unknown.
    """

    option: Option | None
    counts: bool = True
    share: float = 0.0
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A share that is lost when `all` its members are, in equal parts with `each`, or when `any` is."""

    share: float
    rule: Rule
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Makers:
    """The makers of one item in one reading; group members are positions of elements."""

    elements: tuple[Element, ...]
    groups: tuple[Group, ...] = ()


ELSEWHERE = Makers((Element(None),))
AT_HOME = Makers((Element(None, at_home=True),))
NOBODY = Makers(())


def makers(found: ItemOptions, reading: Reading) -> Makers:
    """The makers of an item (not a sector) in a reading."""
    if found.status == "gap":
        return AT_HOME if reading == "possible" else ELSEWHERE
    if found.status == "unqualified":
        return NOBODY if reading == "possible" or found.exhaustive else ELSEWHERE
    return _NAMED[reading](found)


def _confirmed(found: ItemOptions) -> Makers:
    """The world may be kinder than the data: an unnamed maker elsewhere, unless the list is complete."""
    elements = [Element(option, share=option.share or 0.0) for option in found.options]
    groups = [Group(total.share, "all", total.members) for total in found.totals]
    holders = found.holders
    if not found.exhaustive:
        holders = (*holders, len(elements))
        elements.append(Element(None))
    groups.append(Group(found.unassigned, "all", holders))
    return _made(elements, groups)


def _likely(found: ItemOptions) -> Makers:
    """The best estimate: unknown shares are equal, and nobody unnamed while some share is unknown."""
    elements = _named(found)
    groups = [_spread(total.share, total.members, elements) for total in found.totals]
    if found.exhaustive or any(
        element.counts and element.option.share is None for element in elements if element.option
    ):
        unnamed = not found.exhaustive  # the confirmed reading's unnamed maker could hold the rest, and stays
        if not unnamed or any(elements[holder].counts for holder in found.holders):
            groups.append(_spread(found.unassigned, found.holders, elements))
    else:
        elements.append(Element(None, share=found.unassigned))
    return _made(elements, groups)


def _possible(found: ItemOptions) -> Makers:
    """The world is as thin as the data: what could be lost is lost with the first who could hold it."""
    elements = _named(found)
    anyone = tuple(n for n, element in enumerate(elements) if element.counts)
    groups = [Group(total.share, "any", total.members or anyone) for total in found.totals]
    groups.append(Group(found.unassigned, "any", found.holders or anyone))
    return _made(elements, groups)


_NAMED = {"confirmed": _confirmed, "likely": _likely, "possible": _possible}


def _named(found: ItemOptions) -> list[Element]:
    """Those named; other producers of unknown share are no option, yet may hold some of it."""
    return [
        Element(option, counts=not (option.others and option.share is None), share=option.share or 0.0)
        for option in found.options
    ]


def _spread(share: float, members: tuple[int, ...], elements: list[Element]) -> Group:
    """Evenly over those who count; if none does, lost with all who could hold it."""
    counting = tuple(member for member in members if elements[member].counts)
    return Group(share, "each", counting) if counting else Group(share, "all", members)


def _made(elements: list[Element], groups: list[Group]) -> Makers:
    """Without groups that hold nothing, or that only all makers together lose (then nobody is left anyway)."""
    return Makers(tuple(elements), tuple(group for group in groups if group.share > EPSILON and group.members))
