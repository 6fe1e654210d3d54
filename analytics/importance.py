"""Importance of units given their probabilities of failure, from the minimal cut sets of a target.

Q = P(target stops), Q1 and Q0 the same given that the unit has failed or works; units fail independently of each other:

    Birnbaum        B   = Q1 - Q0
    criticality         = B p / Q
    Fussell-Vesely      = P(some cut set with the unit has failed) / Q
    RAW                 = Q1 / Q        (risk achievement worth)
    RRW                 = Q / Q0        (risk reduction worth)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from schema.interval import Interval

Floats = npt.NDArray[np.float64]
Cut = frozenset[int]
Cuts = frozenset[Cut]
Probability = Callable[[Sequence[Cut], Floats], Interval]

MOST_NODES = 100_000  # of a decision diagram; beyond that, samples
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

    Exact by a decision diagram over the cut sets while it has at most MOST_NODES nodes; else from SAMPLES samples of a
    fixed seed, with the 95 % interval of the mean.
    """
    sets = [frozenset(cut) for cut in cuts]
    try:
        return _by(_exact, sets, p, complete_to_order, 0)
    except _TooLarge:
        return _by(_sampled, sets, p, complete_to_order, SAMPLES)


def _by(probability: Probability, sets: Sequence[Cut], p: Floats, complete_to_order: int, samples: int) -> Importances:
    stops = _with_tail(probability(sets, p), _more_fail(p, complete_to_order))
    return Importances(
        stops, tuple(_of_unit(u, sets, p, complete_to_order, stops, probability) for u in range(len(p))), samples
    )


def _of_unit(
    unit: int, sets: Sequence[Cut], p: Floats, complete_to_order: int, stops: Interval, probability: Probability
) -> Importance:
    failed, works = p.copy(), p.copy()
    failed[unit], works[unit] = 1.0, 0.0
    q1, q0 = (_with_tail(probability(sets, given), _more_fail(given, complete_to_order)) for given in (failed, works))
    with_it = probability([cut for cut in sets if unit in cut], p)
    with_it = _with_tail(with_it, _more_fail(p, complete_to_order))
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
    """The decision diagram has more nodes than are worth it."""


def _exact(sets: Sequence[Cut], p: Floats) -> Interval:
    value = _diagram(frozenset(sets), p)
    return Interval(value, value)


def _diagram(sets: Cuts, p: Floats) -> float:
    """P(some set has failed), by conditioning on one unit after another; equal remainders are computed once."""
    known: dict[Cuts, float] = {}
    often = np.zeros(len(p), dtype=np.int64)
    for cut in sets:
        often[list(cut)] += 1
    order = {int(unit): n for n, unit in enumerate(np.argsort(-often, kind="stable"))}
    _value(sets, p, order, known)
    return known[sets]


def _value(sets: Cuts, p: Floats, order: dict[int, int], known: dict[Cuts, float]) -> None:
    """Fill `known` for these sets. An explicit stack: thousands of units would be too deep for calls."""
    stack = [sets]
    while stack:
        here = stack[-1]
        if here in known:
            stack.pop()
            continue
        if not here or frozenset() in here:
            known[here] = float(bool(here))
            continue
        unit = min((unit for cut in here for unit in cut), key=order.__getitem__)
        fails, works = _given(here, unit)
        missing = [part for part in (fails, works) if part not in known]
        if missing:
            stack += missing
            continue
        if len(known) >= MOST_NODES:
            raise _TooLarge
        known[here] = float(p[unit]) * known[fails] + (1.0 - float(p[unit])) * known[works]


def _given(sets: Cuts, unit: int) -> tuple[Cuts, Cuts]:
    """What is left to fail when the unit has failed, and when it works."""
    works = frozenset(cut for cut in sets if unit not in cut)
    shorter = {cut - {unit} for cut in sets if unit in cut}
    if frozenset() in shorter:
        return frozenset({frozenset()}), works
    kept = {cut for cut in works if not any(short <= cut for short in shorter)}
    return frozenset(shorter | kept), works


# --- sampled


def _sampled(sets: Sequence[Cut], p: Floats) -> Interval:
    """The 95 % interval of the share of samples in which some set has failed."""
    failed = np.random.default_rng(SEED).random((SAMPLES, len(p))) < p
    stopped = np.zeros(SAMPLES, dtype=np.bool_)
    for cut in sets:
        stopped |= failed[:, sorted(cut)].all(axis=1)
    mean = float(stopped.mean())
    error = NORMAL_95 * float(np.sqrt(mean * (1.0 - mean) / SAMPLES))
    return Interval(max(0.0, mean - error), min(1.0, mean + error))
