"""Importance measures: a case by hand, a published closed form, and every state tried."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import importance
from analytics.importance import Importances, importances
from schema.interval import Interval

Sets = list[frozenset[int]]


def test_a_case_by_hand() -> None:
    """a alone, or b and c together; p = 0.1, 0.2, 0.5.

    Q = 1 - 0.9 (1 - 0.1) = 0.19. For b: Q1 = 1 - 0.9 * 0.5 = 0.55, Q0 = 0.1, so B = 0.45.
    """
    found = importances([(0,), (1, 2)], np.array([0.1, 0.2, 0.5]), 3)

    assert found.stops.low == found.stops.high == pytest.approx(0.19)
    b = found.units[1]
    measures = [m for m in (b.birnbaum, b.criticality, b.fussell_vesely, b.raw, b.rrw) if m]
    expected = [0.45, 0.45 * 0.2 / 0.19, 0.1 / 0.19, 0.55 / 0.19, 0.19 / 0.1]
    assert [m.low for m in measures] == pytest.approx(expected)
    assert [m.high for m in measures] == pytest.approx(expected)
    assert found.units[0].rrw is not None
    assert found.units[0].rrw.high == pytest.approx(0.19 / 0.1)


def tree(inputs: int, suppliers: int, depth: int) -> tuple[Sets, int]:
    """Minimal cut sets of links, and their number: each good needs all inputs, each from any of several suppliers."""
    if depth == 0:
        return [], 0
    sets: Sets = []
    links = 0
    for _ in range(inputs):
        ways: Sets = [frozenset()]
        for _ in range(suppliers):
            upstream, more = tree(inputs, suppliers, depth - 1)
            own = [frozenset({links}), *(frozenset(unit + links + 1 for unit in cut) for cut in upstream)]
            ways = [way | cut for way in ways for cut in own]
            links += more + 1
        sets += ways
    return sets, links


@pytest.mark.parametrize(("inputs", "suppliers", "depth"), [(2, 2, 2), (3, 2, 2), (1, 2, 3), (2, 3, 1)])
@pytest.mark.parametrize("strength", [0.5, 0.9])
def test_the_reliability_of_a_layered_supply_tree(inputs: int, suppliers: int, depth: int, strength: float) -> None:
    """Elliott, Golub, Leduc (2022), Supply Network Formation and Fragility, American Economic Review 112(8), 2701-2747.

    r = (1 - (1 - x r)^n)^m for m inputs with n suppliers each over links of strength x; layer by layer from r = 1.
    """
    sets, links = tree(inputs, suppliers, depth)
    reliability = 1.0
    for _ in range(depth):
        reliability = (1.0 - (1.0 - strength * reliability) ** suppliers) ** inputs

    found = importances(sets, np.full(links, 1.0 - strength), links)

    assert found.samples == 0
    assert found.stops.low == pytest.approx(1.0 - reliability)


def by_enumeration(cuts: Sets, p: list[float]) -> list[list[float]]:
    """Q, and for each unit Q1, Q0 and P(some cut set with it has failed), over all states."""

    def probability(sets: Sets, chances: list[float]) -> float:
        total = 0.0
        for state in product((0, 1), repeat=len(p)):
            if any(all(state[unit] for unit in cut) for cut in sets):
                total += float(np.prod([c if s else 1.0 - c for s, c in zip(state, chances, strict=True)]))
        return total

    def given_that(unit: int, chance: float) -> list[float]:
        return [chance if n == unit else c for n, c in enumerate(p)]

    return [
        [probability(cuts, p)],
        *(
            [
                probability(cuts, given_that(unit, 1.0)),
                probability(cuts, given_that(unit, 0.0)),
                probability([cut for cut in cuts if unit in cut], p),
            ]
            for unit in range(len(p))
        ),
    ]


def minimal(cuts: Sets) -> Sets:
    return [cut for cut in cuts if not any(other < cut for other in cuts)]


families = st.lists(st.frozensets(st.integers(0, 4), min_size=1), min_size=1, max_size=6, unique=True).map(minimal)
chances = st.lists(st.floats(0.05, 0.95), min_size=5, max_size=5)


@given(families, chances)
def test_exact_measures_are_those_of_all_states(cuts: Sets, p: list[float]) -> None:
    (q,), *of_units = by_enumeration(cuts, p)

    found = importances(cuts, np.array(p), 5)

    assert found.stops.low == pytest.approx(q)
    for unit, (q1, q0, with_it) in enumerate(of_units):
        measures = found.units[unit]
        assert measures.birnbaum.low == pytest.approx(q1 - q0, abs=1e-12)
        assert measures.fussell_vesely and measures.fussell_vesely.high == pytest.approx(with_it / q, abs=1e-12)
        assert measures.raw and measures.raw.low == pytest.approx(q1 / q)
        assert measures.criticality and measures.criticality.low == pytest.approx(p[unit] * (q1 - q0) / q, abs=1e-12)
        assert (measures.rrw is None) == (q0 == 0.0)
        assert measures.rrw is None or measures.rrw.low == pytest.approx(q / q0)


@given(families, chances, st.integers(1, 4))
def test_bounds_hold_what_larger_sets_would_add(cuts: Sets, p: list[float], order: int) -> None:
    whole = importances(cuts, np.array(p), 5)

    part = importances([cut for cut in cuts if len(cut) <= order], np.array(p), order)

    assert part.stops.low - 1e-12 <= whole.stops.low <= part.stops.high + 1e-12
    for wide, exact in zip(part.units, whole.units, strict=True):
        for bounds, value in _pairs(wide, exact):
            assert bounds.low - 1e-9 <= value.low <= bounds.high + 1e-9


def _pairs(wide: importance.Importance, exact: importance.Importance) -> list[tuple[Interval, Interval]]:
    names = ("birnbaum", "criticality", "fussell_vesely", "raw", "rrw")
    found = [(getattr(wide, name), getattr(exact, name)) for name in names]
    return [(bounds, value) for bounds, value in found if bounds is not None and value is not None]


def test_samples_take_over_when_the_diagram_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    cuts, p = [(0,), (1, 2)], np.array([0.1, 0.2, 0.5])
    exact = importances(cuts, p, 3)
    monkeypatch.setattr(importance, "MOST_WORK", 1)

    found: Importances = importances(cuts, p, 3)

    assert found.samples == importance.SAMPLES
    assert found.stops.low < 0.19 < found.stops.high
    assert found.stops.high - found.stops.low < 0.02
    assert found == importances(cuts, p, 3)
    for wide, narrow in zip(found.units, exact.units, strict=True):
        for bounds, value in _pairs(wide, narrow):
            assert bounds.low <= value.low <= bounds.high
