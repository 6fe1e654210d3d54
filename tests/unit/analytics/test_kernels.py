"""The compiled loops against the words of DOMAIN 3.3 and 3.5, on random graphs full of cycles."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import kernels
from analytics.closure import users
from analytics.closure_kernels import tails_first
from analytics.operating import hits, operating, stopped
from tests.unit.analytics.random_graphs import HOME, MORE, WORLD, Case, Item, Maker, Pair, cases

EVERYWHERE, AT_HOME = kernels.HIT_EVERYWHERE, kernels.HIT_AT_HOME


def pairs(found: np.ndarray) -> frozenset[Pair]:
    return frozenset((int(item), int(view)) for item, view in np.argwhere(found))


def some_units(case: Case) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(case.names), max_size=3, unique=True)


def chain_of(*durable: bool) -> tuple[Item, ...]:
    """Items that need the next one each, the last one the first: a loop."""
    return tuple(Item(slots=((lasting, ((n + 1) % len(durable),)),)) for n, lasting in enumerate(durable))


@MORE
@given(cases(), st.data())
def test_what_operates_is_what_the_words_say(case: Case, data: st.DataObject) -> None:
    failed = data.draw(some_units(case))

    assert pairs(operating(case.graph, failed)) == case.runs(failed)
    assert pairs(stopped(case.graph, failed)) == case.runs(()) - case.runs(failed)


def numbers(case: Case, units: list[str]) -> np.ndarray:
    return np.array([case.graph.number[unit] for unit in units], dtype=np.int32)


def stacks(case: Case) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(some_units(case), min_size=1, max_size=3)


@MORE
@given(cases(), st.data())
def test_failures_on_top_of_failures_are_the_same_as_all_at_once(case: Case, data: st.DataObject) -> None:
    graph = case.graph
    failed = data.draw(stacks(case))
    work = kernels.scratch(graph.recipe, graph.start, len(failed))

    for layer, units in enumerate(failed, start=1):
        kernels.push(graph.recipe, graph.incidence, graph.start, work, numbers(case, units))

        gone = work.stopped[: work.n[kernels.N_STOPPED]].tolist()
        scratch = kernels.operate(graph.recipe, hits(graph, chain.from_iterable(failed[:layer]))).runs
        assert sorted(gone) == np.flatnonzero(graph.start.runs > scratch).tolist()


@MORE
@given(cases(), st.data())
def test_a_failure_taken_back_leaves_what_was_before(case: Case, data: st.DataObject) -> None:
    graph = case.graph
    below, above = data.draw(stacks(case)), data.draw(stacks(case))
    work, fresh = (kernels.scratch(graph.recipe, graph.start, len(below) + len(above)) for _ in range(2))
    for units in below:
        for space in (work, fresh):
            kernels.push(graph.recipe, graph.incidence, graph.start, space, numbers(case, units))

    for units in above:
        kernels.push(graph.recipe, graph.incidence, graph.start, work, numbers(case, units))
    for _ in above:
        kernels.pop(graph.recipe, work)

    assert visible(work) == visible(fresh)
    for _ in below:
        kernels.pop(graph.recipe, work)
    assert visible(work) == visible(kernels.scratch(graph.recipe, graph.start))


def visible(work: kernels.Work) -> dict[str, list[int]]:
    """What a question can see of scratch space: stamps and what lies beyond the ends of lists mean nothing."""
    state = {name: getattr(work, name).tolist() for name in ("hit", "state", "level", "rank")}
    return {
        **state,
        "stopped": work.stopped[: work.n[kernels.N_STOPPED]].tolist(),
        "n": work.n[: kernels.STAMP].tolist(),
    }


@MORE
@given(st.one_of(cases(), cases(max_items=12, loops=False)))
def test_what_stops_a_node_is_what_stops_its_inputs_and_its_makers(case: Case) -> None:
    graph = case.graph
    order = tails_first(*users(graph.recipe))

    sets, whole = kernels.stoppers(graph.recipe, graph.incidence, graph.start, order, 1 << 20)

    assert whole
    gone = {unit: set(stopped_nodes(case, [unit])) for unit in case.names}
    for node in chain.from_iterable((2 * item, 2 * item + 1) for item in order.tolist()):
        found = [case.names[unit] for unit in sets.unit[sets.first[node] : sets.last[node]].tolist()]
        assert sorted(found) == sorted(unit for unit in case.names if node in gone[unit])


def stopped_nodes(case: Case, units: list[str]) -> list[int]:
    runs = kernels.operate(case.graph.recipe, hits(case.graph, units)).runs
    return np.flatnonzero(case.graph.start.runs > runs).tolist()


def test_sets_of_units_that_have_no_room_are_not_given_for_whole() -> None:
    n_items = 70  # each is made from the one before, so that unit 0 stops all of them
    items = tuple(Item(slots=((False, (n - 1,)),) if n else ()) for n in range(n_items))
    graph = Case((items,), tuple(((0, n, 0, EVERYWHERE),) for n in range(n_items))).graph
    order = tails_first(*users(graph.recipe))

    assert order.tolist() == list(range(n_items))
    assert kernels.stoppers(graph.recipe, graph.incidence, graph.start, order, 1 << 20)[1]
    assert not kernels.stoppers(graph.recipe, graph.incidence, graph.start, order, n_items)[1]


@given(cases())
def test_whoever_runs_leans_on_members_of_smaller_rank(case: Case) -> None:
    start, recipe = case.graph.start, case.graph.recipe

    for node in np.flatnonzero(start.runs).tolist():
        item, view = node // 2, start.level[node] - 1
        for slot in range(recipe.slot_ptr[item], recipe.slot_ptr[item + 1]):
            members = 2 * recipe.member_item[recipe.member_ptr[slot] : recipe.member_ptr[slot + 1]] + view
            support = start.runs[members] != 0
            if not recipe.slot_durable[slot]:
                support &= start.rank[members] < start.rank[node]
            assert support.any()
    assert (start.fell == 0).tolist() == (start.runs != 0).tolist()


@pytest.mark.parametrize(
    ("durable", "starts"),
    [((False, False), False), ((True, False), True), ((True, True), True), ((False, False, True), True)],
)
def test_a_loop_starts_if_something_in_it_lasts(durable: tuple[bool, ...], starts: bool) -> None:
    case = Case((chain_of(*durable),), ((),))

    assert case.graph.starts(0) is starts


def test_a_loop_that_something_feeds_stops_with_it_unless_it_lasts() -> None:
    """0 is made from 1 or from 2 in one slot, 1 from 0; 2 feeds the loop from outside."""

    def loop(durable: bool) -> Case:
        items = (Item(slots=((durable, (1, 2)),)), Item(slots=((False, (0,)),)), Item())
        return Case((items,), (((0, 2, 0, EVERYWHERE),),))

    assert pairs(stopped(loop(durable=False).graph, ["firm:0"])) == {(n, v) for n in range(3) for v in (HOME, WORLD)}
    assert pairs(stopped(loop(durable=True).graph, ["firm:0"])) == {(2, HOME), (2, WORLD)}


def test_what_wears_out_stops_one_round_later() -> None:
    """2 is hit; 1 consumes it; 0 is made on 1, which lasts."""
    items = (Item(slots=((True, (1,)),)), Item(slots=((False, (2,)),)), Item())
    case = Case((items,), (((0, 2, 0, EVERYWHERE),),))

    fallen = kernels.operate(case.graph.recipe, hits(case.graph, case.names))

    assert fallen.fell.tolist() == [2, 2, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("maker_at_home", "reach", "left"),
    [
        (
            False,
            AT_HOME,
            {(0, WORLD), (1, HOME), (1, WORLD)},
        ),  # hit at home only: the maker elsewhere goes on for others
        (True, AT_HOME, {(1, HOME), (1, WORLD)} | {(0, WORLD)}),
        (False, EVERYWHERE, {(1, HOME), (1, WORLD)}),
    ],
)
def test_a_hit_at_home_leaves_the_world(maker_at_home: bool, reach: int, left: set[Pair]) -> None:
    case = Case(((Item((Maker(home=maker_at_home),)), Item()),), (((0, 0, 0, reach),),))

    assert pairs(operating(case.graph, case.names)) == left


def test_a_maker_at_home_needs_its_inputs_at_home() -> None:
    """0 is made at home from 1, and elsewhere from 1; 1 is hit at home only."""
    at_home, elsewhere = (
        Case(((Item((Maker(home=home),), slots=((False, (1,)),)), Item()),), (((0, 1, 0, AT_HOME),),))
        for home in (True, False)
    )

    assert pairs(operating(at_home.graph, ["firm:0"])) == {(1, WORLD)}
    assert pairs(operating(elsewhere.graph, ["firm:0"])) == {(0, HOME), (0, WORLD), (1, WORLD)}


def test_an_unknown_unit_is_an_error() -> None:
    case = Case(((Item(),),), (((0, 0, 0, EVERYWHERE),),))

    with pytest.raises(KeyError, match="firm:9"):
        operating(case.graph, ["firm:9"])
