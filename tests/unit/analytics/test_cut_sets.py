"""Minimal cut sets against enumeration, on random graphs full of cycles, and what the answer says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import kernels
from analytics.cut_search import search
from analytics.cut_sets import counts_together, cut_sets_of_readings, minimal_cut_sets, upstream
from analytics.families import Diagram
from tests.benchmarks.fault_trees import fault_tree
from tests.oracles.fault_tree_bdd import number_of_minimal_cut_sets
from tests.unit.analytics.random_graphs import MORE, Case, Hit, Item, Maker, cases

EVERYWHERE = kernels.HIT_EVERYWHERE
ORDER = 3


def by_enumeration(case: Case, target: int, order: int) -> set[frozenset[str]]:
    """Sets of growing size that stop the target, without those that hold a smaller one."""
    node = (target, kernels.HOME)
    found: set[frozenset[str]] = set()
    if node not in case.runs(()):
        return found
    for units in map(frozenset, _sets(case, order)):
        if not any(known <= units for known in found) and node not in case.runs(units):
            found.add(units)
    return found


def _sets(case: Case, order: int) -> Iterator[tuple[str, ...]]:
    for size in range(1, order + 1):
        yield from combinations(case.names, size)


def one_item(*shares: float, limit: float = 0.8) -> Case:
    """One item; firm:k makes shares[k] of it."""
    makers = tuple(Maker(share=share) for share in shares)
    return Case(((Item(makers),),), tuple(((0, 0, maker, EVERYWHERE),) for maker in range(len(shares))), limit)


def never() -> bool:
    return False


@MORE
@given(cases(), st.data())
def test_cut_sets_are_those_that_enumeration_finds(case: Case, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, case.n_items - 1))

    found = minimal_cut_sets(case.graph, target, ORDER)

    assert {frozenset(cut) for cut in found} == by_enumeration(case, target, ORDER)
    assert found.complete_to_order == ORDER


@MORE
@given(cases(max_items=7, max_units=9, copies=1), st.data())
def test_larger_sets_of_more_units_too(case: Case, data: st.DataObject) -> None:
    """The last unit of a set is tried only where it meets what the others touched: nothing is lost by that."""
    target = data.draw(st.integers(0, case.n_items - 1))

    assert {frozenset(cut) for cut in minimal_cut_sets(case.graph, target, 4)} == by_enumeration(case, target, 4)


@MORE
@given(cases(), st.data())
def test_counts_are_those_of_the_list(case: Case, data: st.DataObject) -> None:
    found = minimal_cut_sets(case.graph, data.draw(st.integers(0, case.n_items - 1)), ORDER)

    listed = list(found)
    assert found.counts() == Counter(len(cut) for cut in listed)
    assert len(set(listed)) == len(listed)
    assert all(list(cut) == sorted(cut) for cut in listed)


@MORE
@given(cases(), st.data())
def test_who_may_not_fail_is_in_no_set(case: Case, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, case.n_items - 1))
    spared = set(data.draw(st.lists(st.sampled_from(case.names), max_size=2)))

    found = minimal_cut_sets(case.graph, target, ORDER, excluded=spared)

    expected = {cut for cut in by_enumeration(case, target, ORDER) if not cut & spared}
    assert {frozenset(cut) for cut in found} == expected


@MORE
@given(cases(loops=False), st.data())
def test_without_loops_sets_of_any_order_are_found(case: Case, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, case.n_items - 1))

    found = minimal_cut_sets(case.graph, target, None)

    assert {frozenset(cut) for cut in found} == by_enumeration(case, target, len(case.names))
    assert found.complete_to_order >= max(found.counts(), default=0)


@MORE
@given(cases(loops=False), st.data())
def test_without_loops_the_search_finds_the_same_sets(case: Case, data: st.DataObject) -> None:
    """Classes are left aside, so that every unit takes part."""
    target = data.draw(st.integers(0, case.n_items - 1))
    chosen = np.arange(len(case.names), dtype=np.int32)

    sets, proven = search(case.graph, chosen, case.graph.nodes(target), ORDER, lambda: True)

    searched = {frozenset(case.names[n] for n in cut) for of_size in sets for cut in of_size.tolist()}
    expected = {frozenset(cut) for cut in minimal_cut_sets(case.graph, target, ORDER)}
    assert (searched if case.graph.starts(target) else set(), proven) == (expected, ORDER)


@MORE
@given(cases(copies=1), cases(copies=1), st.data())
def test_sets_in_any_of_several_answers_are_counted_once(one: Case, other: Case, data: st.DataObject) -> None:
    """The units of one graph, which hit other things in the other."""
    n_items, n_units = min(one.n_items, other.n_items), min(len(one.names), len(other.names))
    graphs = [cut_down(case, n_items, n_units).graph for case in (one, other)]
    target = data.draw(st.integers(0, n_items - 1))

    found = cut_sets_of_readings(graphs, target, ORDER)

    together = {cut for sets in found for cut in sets}
    assert counts_together(found) == Counter(len(cut) for cut in together)
    assert [set(sets) for sets in found] == [set(minimal_cut_sets(graph, target, ORDER)) for graph in graphs]


def cut_down(case: Case, n_items: int, n_units: int) -> Case:
    """Without the items and units of high number; a slot may become one that nothing fills."""
    kept = [
        Item(item.makers, item.groups, tuple((d, tuple(m for m in of if m < n_items)) for d, of in item.slots))
        for item in case.copies[0][:n_items]
    ]
    units = tuple(tuple(hit for hit in hits if hit[1] < n_items) for hits in case.units[:n_units])
    return Case((tuple(kept),), units, case.limit)


@pytest.mark.parametrize("seed", range(12))
def test_a_fault_tree_has_as_many_sets_as_a_binary_decision_diagram_counts(seed: int) -> None:
    tree = fault_tree(seed, 20, 20, likely_all=0.4, most_inputs=3, reach=8)

    found = minimal_cut_sets(tree.graph, 0, None)

    assert sum(found.counts().values()) == number_of_minimal_cut_sets(tree) > 0


def test_any_order_is_refused_for_what_feeds_itself() -> None:
    case = Case(((Item(slots=((False, (1,)),)), Item(slots=((True, (0,)),))),), (((0, 0, 0, EVERYWHERE),),))

    with pytest.raises(ValueError, match="feeds itself"):
        minimal_cut_sets(case.graph, 0, None)


def test_where_a_diagram_would_be_too_large_the_search_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = fault_tree(3, 20, 20, likely_all=0.4, most_inputs=3, reach=8).graph
    expected = list(minimal_cut_sets(graph, 0, ORDER))
    attempts: list[int] = []

    def refused(self: Diagram, *_: object) -> int:
        attempts.append(1)
        raise MemoryError

    monkeypatch.setattr(Diagram, "attempt", refused)

    found = minimal_cut_sets(graph, 0, ORDER)

    assert attempts
    assert sorted(found) == sorted(expected)
    assert found.complete_to_order == ORDER
    with pytest.raises(MemoryError):
        minimal_cut_sets(graph, 0, None)


def test_makers_that_may_stand_for_each_other_are_not_tried_one_by_one() -> None:
    """Of 48 equal makers 25 must fail: 30,957,699,535,776 sets (48 choose 25), and not one of them is listed."""
    found = minimal_cut_sets(one_item(*[1 / 48] * 48, limit=0.5).graph, 0, None)

    assert found.counts() == {25: comb(48, 25)}
    assert len(next(iter(found))) == 25


def test_units_that_each_stop_one_copy_stop_what_needs_any_of_the_two() -> None:
    """With doubtful claims unit 0 hits the maker, without them unit 1 does: the confirmed reading needs both."""
    units = (((0, 0, 0, EVERYWHERE),), ((1, 0, 0, EVERYWHERE),))
    confirmed, possible = (Case(((Item(),), (Item(),)), units, all_needed=needed) for needed in (False, True))

    assert set(minimal_cut_sets(confirmed.graph, 0, 2)) == {("firm:0", "firm:1")}
    assert set(minimal_cut_sets(possible.graph, 0, 2)) == {("firm:0",), ("firm:1",)}


def test_units_of_equal_effect_are_one_class_and_all_listed() -> None:
    hit: tuple[Hit, ...] = ((0, 0, 0, EVERYWHERE),)
    other: tuple[Hit, ...] = ((0, 0, 1, EVERYWHERE),)
    case = Case(((Item((Maker(share=0.5), Maker(share=0.5))),),), (hit, hit, other, other, other))

    found = minimal_cut_sets(case.graph, 0, 2)

    assert found.classes == (("firm:0", "firm:1"), ("firm:2", "firm:3", "firm:4"))
    assert found.sets == ((0, 1),)
    assert found.counts() == {2: 6}
    assert len(set(found)) == 6


def test_units_that_hit_nothing_the_target_needs_are_in_no_class() -> None:
    items = (Item(slots=((False, (1,)),)), Item(), Item())
    case = Case((items,), tuple(((0, n, 0, EVERYWHERE),) for n in range(3)))

    found = minimal_cut_sets(case.graph, 0, 2)

    assert {unit for units in found.classes for unit in units} == {"firm:0", "firm:1"}


@pytest.mark.parametrize(("order", "found"), [(1, set()), (2, {("firm:0", "firm:1")}), (3, {("firm:0", "firm:1")})])
def test_nothing_above_the_order_is_listed(order: int, found: set[tuple[str, ...]]) -> None:
    cuts = minimal_cut_sets(one_item(0.5, 0.5).graph, 0, order)

    assert (set(cuts), cuts.complete_to_order) == (found, order)


def test_an_order_beyond_all_units_is_complete() -> None:
    assert minimal_cut_sets(one_item(0.5, 0.5).graph, 0, 6).complete_to_order == 6


def test_a_target_that_does_not_run_has_no_cut_set() -> None:
    case = Case(((Item(()), Item()),), (((0, 1, 0, EVERYWHERE),),))

    assert list(minimal_cut_sets(case.graph, 0, 3)) == []


def test_a_search_cut_short_says_to_what_order_it_is_complete() -> None:
    """48 makers of equal share of which 24 may fail, and two that feed them: orders 1 and 2 are quick, 5 is not."""
    makers = tuple(Maker(share=1 / 48) for _ in range(48))
    feeds_itself = Item(slots=((True, (1,)),))
    items = (Item(makers, slots=((False, (1, 2)),)), feeds_itself, Item())
    hits: list[Hit] = [
        *((0, 0, maker, EVERYWHERE) for maker in range(48)),
        (0, 1, 0, EVERYWHERE),
        (0, 2, 0, EVERYWHERE),
    ]
    case = Case((items,), tuple((hit,) for hit in hits), limit=0.5)

    found = minimal_cut_sets(case.graph, 0, 5, keep_going=never)

    assert 2 <= found.complete_to_order < 5
    assert set(found) == {("firm:48", "firm:49")}


def test_a_search_cut_short_still_knows_every_set_of_order_one() -> None:
    found = minimal_cut_sets(one_item(0.9, 0.1).graph, 0, 3, keep_going=never)

    assert set(found) == {("firm:0",)}
    assert found.complete_to_order == 3  # it ended before the first look at the clock


def test_only_consumed_inputs_make_a_loop() -> None:
    def loops(durable: bool) -> int:
        items = (Item(slots=((durable, (1,)),)), Item(slots=((False, (0,)),)))
        return len(set(Case((items,), ((),)).graph.loops.tolist()))

    assert (loops(durable=False), loops(durable=True)) == (1, 2)


def test_upstream_is_all_that_is_needed_directly_or_not_in_the_same_copy() -> None:
    items = (Item(slots=((False, (1,)), (True, (2,)))), Item(slots=((False, (0,)),)), Item(), Item())
    graph = Case((items, items), ((),)).graph

    assert upstream(graph, graph.nodes(0)[:1]).tolist() == [True, True, True, False] + [False] * 4
    assert upstream(graph, graph.nodes(0)).tolist() == [True, True, True, False] * 2


def test_what_a_target_needs_comes_inputs_first_in_the_same_copy_and_a_loop_is_noticed() -> None:
    looped = (Item(slots=((False, (1,)), (True, (2,)))), Item(slots=((False, (0,)),)), Item(), Item())
    straight = (Item(slots=((False, (1,)),)), Item(slots=((False, (2,)),)), Item(), Item())

    def needed(items: tuple[Item, ...], *wanted: int) -> tuple[list[int], bool]:
        found, is_straight = kernels.inputs_before_users(
            Case((items, items), ((),)).graph.recipe, np.array(wanted, dtype=np.int32)
        )
        return found.tolist(), is_straight

    assert needed(straight, 0) == ([2, 1, 0], True)
    assert needed(straight, 1, 4) == ([2, 1, 6, 5, 4], True)
    found, is_straight = needed(looped, 0)
    assert (sorted(found), is_straight) == ([0, 1, 2], False)
