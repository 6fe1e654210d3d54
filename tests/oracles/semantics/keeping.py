"""DOMAIN 4, "Weighted cascade", as docs/methods/exposure.md defines it: the whole graph at once, to convergence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tests.oracles.semantics.cells import exact
from tests.oracles.semantics.operating import (
    VIEWS,
    Hits,
    Model,
    Pair,
    hits,
    model,
    operating_pairs,
    share_lost,
)
from tests.oracles.semantics.question import Batch, Question, Reading, View
from tests.oracles.semantics.recipes import Slot
from tests.oracles.semantics.world import world

Rest = Literal["worst", "even", "best"]  # who holds the part of a slot that no share speaks of
Values = Mapping[Pair, float]
CLOSE = 1e-13


@dataclass(frozen=True)
class Case:
    """A model under failures; `surviving` remembers what is left of the makers of an item."""

    model: Model
    hit: Hits
    runs: frozenset[Pair]
    surviving: dict[tuple[str, View, bool], float] = field(default_factory=dict)


def kept(batch: Batch, question: Question, reading: Reading, failed: Iterable[str]) -> dict[Pair, float]:
    """What each (item, view) keeps: low in the possible reading, the estimate in likely, high in confirmed."""
    doubt = (True,) if reading == "likely" else (True, False)
    units = sorted(failed)
    found = []
    for doubtful in doubt:
        of = model(world(batch, question, doubtful=doubtful), reading)
        hit: Hits = frozenset().union(*(hits(of, unit) for unit in units))
        found.append(_values(Case(of, hit, operating_pairs(of, hit)), reading))
    pick: Callable[[list[float]], float] = min if reading == "possible" else max
    return {pair: pick([values[pair] for values in found]) for pair in found[0]}


def _values(case: Case, reading: Reading) -> Values:
    risen = _rise(case, "best" if reading == "confirmed" else "even")
    return _sink(case, risen) if reading == "possible" else risen


def _rise(case: Case, rest: Rest) -> Values:
    """nu S. mu T over numbers: consumed slots from nothing upward, durable ones from everything downward."""
    durable: Values = dict.fromkeys(_pairs(case), 1.0)
    while True:
        consumed: Values = dict.fromkeys(_pairs(case), 0.0)
        while True:
            higher = {pair: _keep(case, pair, rest, consumed, durable) for pair in consumed}
            gain = max(higher[pair] - consumed[pair] for pair in consumed)
            consumed = higher
            if gain <= CLOSE:
                break
        if max(durable[pair] - consumed[pair] for pair in consumed) <= CLOSE:
            return consumed
        durable = consumed


def _sink(case: Case, values: Values) -> Values:
    """Down from the even solution, each slot hanging on its worst member."""
    while True:
        lower = {pair: _keep(case, pair, "worst", values, values) for pair in values}
        if max(values[pair] - lower[pair] for pair in values) <= CLOSE:
            return lower
        values = lower


def _pairs(case: Case) -> list[Pair]:
    return [(item, view) for item in case.model.supplies for view in VIEWS]


def _keep(case: Case, pair: Pair, rest: Rest, consumed: Values, durable: Values) -> float:
    item, view = pair

    def inputs(side: View) -> float:
        return _inputs(case, item, rest, lambda s, member: (durable if s.durable else consumed)[member, side])

    without_hits, without_home = (_surviving(case, item, view, home_lost=lost) for lost in (False, True))
    value = (without_hits - without_home) * inputs("home") + without_home * inputs("world")
    theta = float(exact(case.model.world.question.min_surviving_share))
    return value if pair in case.runs else min(value, theta)


def _surviving(case: Case, item: str, view: View, *, home_lost: bool) -> float:
    """1 less the share lost (3.3) when the makers that are hit, and those at home too, are lost."""
    key = (item, view, home_lost)
    if key not in case.surviving:
        supply = case.model.supplies[item]
        lost = frozenset(
            o.name
            for o in (*supply.offers, *supply.bystanders)
            if (item, view, o.name) in case.hit or (home_lost and o.at_home)
        )
        left = any(o.name not in lost for o in supply.offers)
        case.surviving[key] = float(min(1, max(0, 1 - share_lost(supply, lost)))) if left else 0.0
    return case.surviving[key]


def _inputs(case: Case, item: str, rest: Rest, value: Callable[[Slot, str], float]) -> float:
    """The scarcest essential slot, and 1 less the lacking part of the others, each weighing 1 / (1 + slots)."""
    question = case.model.world.question
    slots = [
        slot for slot in case.model.world.slots.get(item, ()) if not (slot.durable and question.horizon == "immediate")
    ]
    filled = {slot.name: _filled(slot, rest, {m: value(slot, m) for m in slot.members}) for slot in slots}
    lacking = sum(1.0 - filled[slot.name] for slot in slots if not slot.essential)
    essential = [filled[slot.name] for slot in slots if slot.essential]
    return min([*essential, 1.0 - lacking / (1 + len(slots))])


def _filled(slot: Slot, rest: Rest, members: Mapping[str, float]) -> float:
    if not members:
        return 0.0
    known = sum(float(share) * members[member] for member, share in slot.shares.items())
    weight = float(sum(slot.shares.values()))
    if weight >= 1:
        return known / weight
    holders = [value for member, value in members.items() if member not in slot.shares] or list(members.values())
    part = {"worst": min(holders), "even": sum(holders) / len(holders), "best": max(holders)}
    return known + (1.0 - weight) * part[rest]
