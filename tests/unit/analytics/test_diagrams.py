"""Families of sets in a decision diagram against the same operations on Python's sets of sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import diagrams, families
from analytics.families import Diagram, OutOfTime

Sets = frozenset[frozenset[int]]
ANY = st.frozensets(st.frozensets(st.integers(0, 6), max_size=4), max_size=9)
MINIMAL = ANY.map(lambda sets: minimal(sets))
BOUND = st.sampled_from((0, 1, 2, 3, diagrams.UNBOUNDED))


def minimal(sets: Iterable[frozenset[int]]) -> Sets:
    every = frozenset(sets)
    return frozenset(one for one in every if not any(other < one for other in every))


def family(diagram: Diagram, sets: Sets) -> int:
    """Put into the diagram size by size, as a search finds them."""
    by_size: dict[int, list[list[int]]] = {}
    for one in sets:
        by_size.setdefault(len(one), []).append(sorted(one, reverse=True))
    return diagram.family([np.array(rows, dtype=np.int32).reshape(len(rows), size) for size, rows in by_size.items()])


def sets_of(diagram: Diagram, number: int) -> Sets:
    return frozenset(map(frozenset, diagram.listed(number)))


@given(MINIMAL)
def test_what_is_put_in_comes_out_by_size_then_lexically(sets: Sets) -> None:
    diagram = Diagram()

    listed = list(diagram.listed(family(diagram, sets)))

    assert listed == sorted((tuple(sorted(one)) for one in sets), key=lambda one: (len(one), one))


@given(MINIMAL, MINIMAL)
def test_either_keeps_the_minimal_sets_of_two_families(f: Sets, g: Sets) -> None:
    diagram = Diagram()

    found = diagram.run(diagrams.either, family(diagram, f), family(diagram, g))

    assert sets_of(diagram, found) == minimal(f | g)


@given(MINIMAL, MINIMAL, BOUND)
def test_both_keeps_the_minimal_sets_that_hold_one_of_each(f: Sets, g: Sets, bound: int) -> None:
    diagram = Diagram()

    found = diagram.run(diagrams.both, family(diagram, f), family(diagram, g), bound)

    assert sets_of(diagram, found) == {one for one in minimal(a | b for a, b in product(f, g)) if len(one) <= bound}


@given(MINIMAL, MINIMAL)
def test_union_keeps_every_set(f: Sets, g: Sets) -> None:
    diagram = Diagram()

    assert sets_of(diagram, diagram.run(diagrams.union, family(diagram, f), family(diagram, g))) == f | g


@given(MINIMAL, MINIMAL)
def test_without_leaves_out_what_holds_a_set_of_the_other(f: Sets, g: Sets) -> None:
    diagram = Diagram()

    found = diagram.run(diagrams.without, family(diagram, f), family(diagram, g))

    assert sets_of(diagram, found) == {one for one in f if not any(other <= one for other in g)}


@given(MINIMAL, st.lists(st.integers(1, 4), min_size=7, max_size=7))
def test_a_variable_counts_for_as_many_units_as_its_weight(sets: Sets, weights: Sequence[int]) -> None:
    diagram = Diagram()
    expected: Counter[int] = Counter()
    for one in sets:
        expected[len(one)] += int(np.prod([weights[variable] for variable in one], dtype=np.int64))

    assert diagram.counts(family(diagram, sets), weights) == dict(sorted(expected.items()))


def many(diagram: Diagram, pairs: int) -> list[int]:
    """Families {{0}, {1}}, {{2}, {3}}, …: together 2 ** pairs sets."""
    return [family(diagram, frozenset((frozenset((2 * n,)), frozenset((2 * n + 1,))))) for n in range(pairs)]


def test_more_sets_than_could_be_listed_are_counted() -> None:
    diagram = Diagram()
    found = diagrams.EMPTY
    for pair in many(diagram, 200):
        found = diagram.run(diagrams.both, found, pair, diagrams.UNBOUNDED)

    assert diagram.counts(found, [1] * 400) == {200: 2**200}
    assert next(diagram.listed(found)) == tuple(range(0, 400, 2))


def chained(diagram: Diagram, run: Callable[..., int]) -> int:
    """Thousands of nodes: more than a fresh table has room for."""
    found = diagrams.NONE
    for n in range(60):
        one = family(diagram, frozenset(frozenset((n, other)) for other in range(61, 200)))
        found = run(diagrams.either, found, one)
    return found


def test_a_table_grows_and_a_budget_is_renewed_without_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Diagram()
    monkeypatch.setattr(families, "BUDGET", 400)  # more than calls within each other
    cramped = Diagram()
    cramped.table = diagrams.table(2, 2)

    found, expected = chained(cramped, partial(cramped.attempt, lambda: True)), chained(usual, usual.run)

    assert list(cramped.listed(found)) == list(usual.listed(expected))
    assert len(cramped.table.node) > 64


def test_an_attempt_beyond_its_bounds_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    diagram = Diagram()
    pairs = many(diagram, 8)
    before = [list(diagram.listed(pair)) for pair in pairs]
    nodes = int(diagram.table.n[diagrams.N_NODES])

    monkeypatch.setattr(families, "BUDGET", 1)
    with pytest.raises(OutOfTime):
        diagram.attempt(lambda: False, diagrams.both, *pairs[:2], diagrams.UNBOUNDED)
    monkeypatch.setattr(diagrams, "MOST_NODES", 1)
    with pytest.raises(MemoryError):
        diagram.attempt(lambda: True, diagrams.both, *pairs[:2], diagrams.UNBOUNDED)

    assert int(diagram.table.n[diagrams.N_NODES]) == nodes
    assert [list(diagram.listed(pair)) for pair in pairs] == before
