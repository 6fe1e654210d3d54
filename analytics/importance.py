"""Importance of units given their probabilities of failure, from the minimal cut sets of a target.

Q = P(target stops), Q1 and Q0 the same given that the unit has failed or works; units fail independently of each other:

    Birnbaum        B   = Q1 - Q0
    criticality         = B p / Q
    Fussell-Vesely      = P(some cut set with the unit has failed) / Q
    RAW                 = Q1 / Q        (risk achievement worth)
    RRW                 = Q / Q0        (risk reduction worth)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from schema.interval import Interval

Floats = npt.NDArray[np.float64]
Cut = frozenset[int]
Cuts = frozenset[Cut]

MOST_WORK = 5_000_000  # comparisons of cut sets while diagrams are made, some seconds; beyond that, samples
SAMPLES = 20_000
SEED = 20_240_601
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class Importance:
    """Of one unit; an interval without width is exact.

    None: the denominator can be 0, so that the measure has no upper end or no meaning.
    """

    birnbaum: Interval
    criticality: Interval | None
    fussell_vesely: Interval | None
    raw: Interval | None
    rrw: Interval | None


@dataclass(frozen=True)
class Importances:
    """`stops`: Q. `units`: in the order of the probabilities. `samples`: 0 when the cut sets were computed exactly."""

    stops: Interval
    units: tuple[Importance, ...]
    samples: int


def importances(cuts: Iterable[Iterable[int]], p: Floats, complete_to_order: int) -> Importances:
    """Importance of each unit.

    Parameters
    ----------
    cuts : minimal cut sets, as numbers of units; all of them up to `complete_to_order`
    p : (n_units,) float64, each in [0, 1]; P(the unit fails)
    complete_to_order : what is missing has more units, and adds at most P(more than that many fail) to the high end

    Exact by decision diagrams over the cut sets while they take at most MOST_WORK comparisons; else from SAMPLES
    samples of a fixed seed, with the 95 % interval of the mean.
    """
    sets = [frozenset(cut) for cut in cuts]
    try:
        found, samples = _exact(sets, p), 0
    except _TooLarge:
        found, samples = _sampled(sets, p), SAMPLES
    stops = _with_tail(found.stops, _more_fail(p, complete_to_order))
    units = tuple(_of_unit(unit, found, p, complete_to_order, stops) for unit in range(len(p)))
    return Importances(stops, units, samples)


def without_effect(stops: Interval) -> Importance:
    """Of a unit that hits nothing that the target depends on."""
    nothing, same = Interval(0.0, 0.0), Interval(1.0, 1.0)
    if stops.low <= 0.0:
        return Importance(nothing, None, None, None, None)
    return Importance(nothing, nothing, nothing, same, same)


@dataclass(frozen=True)
class _Probabilities:
    """That some known cut set has failed: at all, given that each unit has failed or works, and one with the unit."""

    stops: Interval
    failed: Sequence[Interval]
    works: Sequence[Interval]
    with_unit: Sequence[Interval]


def _of_unit(unit: int, found: _Probabilities, p: Floats, complete_to_order: int, stops: Interval) -> Importance:
    failed, works = p.copy(), p.copy()
    failed[unit], works[unit] = 1.0, 0.0
    q1 = _with_tail(found.failed[unit], _more_fail(failed, complete_to_order))
    q0 = _with_tail(found.works[unit], _more_fail(works, complete_to_order))
    with_it = _with_tail(found.with_unit[unit], _more_fail(p, complete_to_order))
    birnbaum = Interval(max(0.0, q1.low - q0.high), max(0.0, q1.high - q0.low))
    chance = float(p[unit])
    return Importance(
        birnbaum,
        _ratio(Interval(birnbaum.low * chance, birnbaum.high * chance), stops, most=1.0),
        _ratio(with_it, stops, most=1.0),
        _ratio(q1, stops, least=1.0),
        _ratio(stops, q0, least=1.0),
    )


def _ratio(above: Interval, below: Interval, least: float = 0.0, most: float = float("inf")) -> Interval | None:
    """The quotient within what it can be by definition; None if the denominator can be 0."""
    if below.low <= 0.0:
        return None
    low, high = above.low / below.high, above.high / below.low
    return Interval(min(most, max(least, low)), min(most, max(least, high)))


def _with_tail(found: Interval, tail: float) -> Interval:
    return Interval(found.low, min(1.0, found.high + tail))


def _more_fail(p: Floats, order: int) -> float:
    """P(more than `order` units fail): the Poisson-binomial tail."""
    if order >= len(p):
        return 0.0
    count = np.zeros(order + 2)  # the last counts all beyond
    count[0] = 1.0
    for chance in p.tolist():
        moved = count * chance
        beyond = count[-1]
        count = count - moved
        count[1:] += moved[:-1]
        count[-1] = beyond + moved[-2]
    return float(count[-1])


# --- exact


class _TooLarge(Exception):
    """The decision diagrams take more work than they are worth."""


def _exact(sets: Sequence[Cut], p: Floats) -> _Probabilities:
    work = _Work()
    diagram = _diagram(frozenset(sets), len(p), work)
    value = diagram.values(p)
    birnbaum = diagram.birnbaum(p, value)
    can_fail = [cut for cut in sets if all(p[unit] > 0.0 for unit in cut)]
    failed, works, with_unit = [], [], []
    for unit, chance in enumerate(p.tolist()):
        without = 0.0 if all(unit in cut for cut in can_fail) else max(0.0, value[-1] - chance * birnbaum[unit])
        failed.append(min(1.0, value[-1] + (1.0 - chance) * birnbaum[unit]))
        works.append(without)
        part = frozenset(cut for cut in sets if unit in cut)
        with_unit.append(_diagram(part, len(p), work).values(p)[-1])
    points = [[Interval(float(v), float(v)) for v in column] for column in (failed, works, with_unit)]
    return _Probabilities(Interval(float(value[-1]), float(value[-1])), *points)


class _Work:
    """What all diagrams of an answer have taken so far."""

    def __init__(self) -> None:
        self.left = MOST_WORK

    def take(self, comparisons: int) -> None:
        """_TooLarge when there is none left."""
        self.left -= comparisons
        if self.left < 0:
            raise _TooLarge


@dataclass(frozen=True)
class _Diagram:
    """Nodes (unit, node if it has failed, node if it works), each after those it leads to; the last is the root.

    The first two are the ends: no set can fail any more, some set has failed.
    """

    nodes: Sequence[tuple[int, int, int]]

    def values(self, p: Floats) -> list[float]:
        """P(some set has failed) from each node on."""
        value = [0.0, 1.0]
        for unit, fails, works in self.nodes[2:]:
            value.append(float(p[unit]) * value[fails] + (1.0 - float(p[unit])) * value[works])
        root = self.nodes[-1]
        return value if len(self.nodes) > 2 else [value[root[0]]]

    def birnbaum(self, p: Floats, value: Sequence[float]) -> Floats:
        """(n_units,) the derivative of the root's value by the probability of each unit."""
        found = np.zeros(len(p))
        reached = [0.0] * (len(self.nodes) - 1) + [1.0]
        for node in range(len(self.nodes) - 1, 1, -1):
            unit, fails, works = self.nodes[node]
            found[unit] += reached[node] * (value[fails] - value[works])
            reached[fails] += reached[node] * float(p[unit])
            reached[works] += reached[node] * (1.0 - float(p[unit]))
        return found


def _diagram(sets: Cuts, n_units: int, work: _Work) -> _Diagram:
    """Conditions on one unit after another, the most frequent first; equal remainders are one node."""
    often = np.zeros(n_units, dtype=np.int64)
    for cut in sets:
        often[list(cut)] += 1
    order = {int(unit): n for n, unit in enumerate(np.argsort(-often, kind="stable"))}
    known: dict[Cuts, int] = {frozenset(): 0, frozenset({frozenset()}): 1}
    nodes: list[tuple[int, int, int]] = [(0, 0, 0), (1, 1, 1)]
    if sets in known:
        return _Diagram([*nodes[: known[sets] + 1]])
    stack = [sets]  # not by calls: hundreds of units would be too deep
    while stack:
        here = stack[-1]
        if here in known:
            stack.pop()
            continue
        unit = min((unit for cut in here for unit in cut), key=order.__getitem__)
        fails, works = _given(here, unit, work)
        missing = [part for part in (fails, works) if part not in known]
        if missing:
            stack += missing
            continue
        known[here] = len(nodes)
        nodes.append((unit, known[fails], known[works]))
    return _Diagram(nodes)


def _given(sets: Cuts, unit: int, work: _Work) -> tuple[Cuts, Cuts]:
    """What is left to fail when the unit has failed, and when it works."""
    works = frozenset(cut for cut in sets if unit not in cut)
    shorter = {cut - {unit} for cut in sets if unit in cut}
    work.take(len(sets) + len(works) * len(shorter))
    if frozenset() in shorter:
        return frozenset({frozenset()}), works
    kept = {cut for cut in works if not any(short <= cut for short in shorter)}
    return frozenset(shorter | kept), works


# --- sampled


def _sampled(sets: Sequence[Cut], p: Floats) -> _Probabilities:
    """The same states for all; per state how many sets have failed, and of which units only one is lacking."""
    failed = np.random.default_rng(SEED).random((SAMPLES, len(p))) < p
    complete = np.zeros(SAMPLES, dtype=np.int32)
    complete_with = np.zeros((SAMPLES, len(p)), dtype=np.int32)
    would_stop = np.zeros((SAMPLES, len(p)), dtype=np.bool_)
    for cut in sets:
        units = sorted(cut)
        lacking = len(units) - failed[:, units].sum(axis=1)
        complete += lacking == 0
        complete_with[:, units] += (lacking == 0)[:, None]
        would_stop[:, units] |= (lacking == 1)[:, None] & ~failed[:, units]
    stops = complete > 0
    every = [
        (stops | would_stop[:, unit], complete > complete_with[:, unit], complete_with[:, unit] > 0)
        for unit in range(len(p))
    ]
    given_failed, given_works, with_unit = ([_mean(column[n]) for column in every] for n in range(3))
    return _Probabilities(_mean(stops), given_failed, given_works, with_unit)


def _mean(found: npt.NDArray[np.bool_]) -> Interval:
    """The 95 % interval of a probability from samples; where none or all agree, by the rule of three."""
    mean = float(found.mean())
    error = max(NORMAL_95 * float(np.sqrt(mean * (1.0 - mean) / SAMPLES)), 3.0 / SAMPLES)
    return Interval(max(0.0, mean - error), min(1.0, mean + error))
