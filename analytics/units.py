"""Units: what can fail together, which are asked about, and what each hits (DOMAIN 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from analytics.kernels import HIT_AT_HOME, HIT_EVERYWHERE
from analytics.supply_graph import NOT_STATED, SupplyGraph, find

#: The eight kinds that `--by all` means.
KINDS = ("firm", "owner", "site", "country", "embargo", "embargo_hq", "rule", "item")
COALITION = "coalition"

Horizon = Literal["immediate", "sustained"]


@dataclass(frozen=True)
class Question:
    """What is asked of a snapshot.

    home: places whose supply counts; qualification: lowest code that counts; min_surviving_share: theta of DOMAIN 3.3,
    dimensionless in [0, 1]; day: ordinal of the date on which rules must be in force.
    """

    home: tuple[str, ...] = ("CN",)
    horizon: Horizon = "sustained"
    qualification: int = 3
    min_surviving_share: float = 0.2
    day: int = 0


def split(unit: str) -> tuple[str, str]:
    """Kind and id of "kind:id"; ValueError if it is not of that form or of no known kind."""
    kind, separator, key = unit.partition(":")
    if not separator or not key or kind not in (*KINDS, COALITION):
        raise ValueError(f"{unit!r} is no unit; write kind:id with a kind of {', '.join((*KINDS, COALITION))}")
    return kind, key


def ids_of(graph: SupplyGraph, kind: str) -> Sequence[str]:
    """All ids that units of a kind may name."""
    if kind in ("firm", "owner"):
        return graph.firm_names
    if kind == "rule":
        return graph.rule_names
    if kind == "item":
        return graph.item_names
    if kind == COALITION:
        return tuple(graph.coalitions)
    return graph.place_names


def candidates(graph: SupplyGraph, kinds: Iterable[str]) -> list[str]:
    """Units of the given kinds to try: sites are places that are no country, the embargoes are of countries."""
    units: list[str] = []
    for kind in kinds:
        ids = ids_of(graph, kind)
        if kind in ("country", "embargo", "embargo_hq"):
            ids = [place for place, country in zip(ids, graph.place_is_country, strict=True) if country]
        elif kind == "site":
            ids = [place for place, country in zip(ids, graph.place_is_country, strict=True) if not country]
        units += [f"{kind}:{key}" for key in ids]
    return units


@dataclass(frozen=True)
class Perspective:
    """A snapshot seen from a home region on a day: what is at home, whom embargoes reach, which rules apply."""

    graph: SupplyGraph
    question: Question

    @cached_property
    def home(self) -> frozenset[int]:
        """Places of the home region; KeyError if one is unknown."""
        return frozenset(find(self.graph.place_ids, place) for place in self.question.home)

    @cached_property
    def around_home(self) -> frozenset[int]:
        """Places that contain a place of the home region, the places themselves included."""
        return frozenset().union(*(self.graph.inside[place] for place in self.home))

    def at_home(self, place: int) -> bool:
        """Whether a place lies in the home region; an unknown place is elsewhere."""
        return place != NOT_STATED and not self.home.isdisjoint(self.graph.inside[place])

    def foreign(self, place: int) -> bool:
        """Whether an embargo by a place means anything: it neither lies in the home region nor contains part of it."""
        return place not in self.around_home and not self.at_home(place)

    @cached_property
    def rules(self) -> dict[int, list[tuple[int, frozenset[int] | None]]]:
        """For each item, the rules in force against the home region, with the places of origin (None = any)."""
        graph, day = self.graph, self.question.day
        origins = _pairs(graph.origin_rule.tolist(), graph.origin_place.tolist())
        destinations = _pairs(graph.destination_rule.tolist(), graph.destination_place.tolist())
        applying: dict[int, list[tuple[int, frozenset[int] | None]]] = {}
        for rule, item in zip(graph.restricts_rule.tolist(), graph.restricts_item.tolist(), strict=True):
            in_force = graph.rule_from[rule] <= day <= graph.rule_to[rule]
            towards = destinations.get(rule)
            if in_force and (towards is None or any(p in self.around_home or self.at_home(p) for p in towards)):
                applying.setdefault(item, []).append((rule, origins.get(rule)))
        return applying

    def hits(self, item: int, firm: int, place: int) -> Iterator[tuple[str, int, int]]:
        """(kind, index, reach) of every unit that hits a maker of an item, who is a firm or has a known place."""
        inside = self.graph.inside[place] if place != NOT_STATED else frozenset()
        yield "item", item, HIT_EVERYWHERE
        for p in inside:
            yield "site", p, HIT_EVERYWHERE
            yield "country", p, HIT_EVERYWHERE
            if self.foreign(p):
                yield "embargo", p, HIT_AT_HOME
        if inside and not self.at_home(place):
            for rule, origins in self.rules.get(item, ()):
                if origins is None or not origins.isdisjoint(inside):
                    yield "rule", rule, HIT_AT_HOME
        if firm != NOT_STATED:
            yield from self._hits_on_firm(firm)

    def _hits_on_firm(self, firm: int) -> Iterator[tuple[str, int, int]]:
        yield "firm", firm, HIT_EVERYWHERE
        for owner in self.graph.owners[firm]:
            yield "owner", owner, HIT_EVERYWHERE
        headquarters = int(self.graph.firm_headquarters[firm])
        if headquarters != NOT_STATED:
            for p in self.graph.inside[headquarters]:
                if self.foreign(p):
                    yield "embargo_hq", p, HIT_AT_HOME


def numbering(graph: SupplyGraph, units: Sequence[str]) -> dict[tuple[str, int], tuple[int, ...]]:
    """For each simple unit (kind, index), the numbers of the asked units it belongs to: itself, and coalitions."""
    numbers: dict[tuple[str, int], tuple[int, ...]] = {}
    for number, unit in enumerate(units):
        kind, key = split(unit)
        for member in graph.coalitions[key] if kind == COALITION else (unit,):
            member_kind, member_key = split(member)
            index = _index(graph, member_kind, member_key)
            numbers[member_kind, index] = (*numbers.get((member_kind, index), ()), number)
    return numbers


def _index(graph: SupplyGraph, kind: str, key: str) -> int:
    ids = {"firm": graph.firm_ids, "owner": graph.firm_ids, "rule": graph.rule_ids, "item": graph.item_ids}
    return find(ids.get(kind, graph.place_ids), key)


def _pairs(keys: list[int], values: list[int]) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for key, value in zip(keys, values, strict=True):
        found[key] = found.get(key, frozenset()) | {value}
    return found
