"""A question as arrays: units, slots that count, home, and the two copies of a question with doubtful claims."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analytics.failure_graph import FailureGraph
from analytics.kernels import HIT_AT_HOME, HIT_EVERYWHERE, HOME, WORLD
from analytics.readings import Reading
from analytics.units import Question
from graphsvc.projection.policy import Policy
from tests.graphs.notation import Row, batch, coalition, made, needs
from tests.snapshots import Snapshot, snapshot

UNITS = ("firm:f", "firm:g", "embargo:JP", "country:JP")


def compiled(
    given: Snapshot, reading: Reading = "likely", units: tuple[str, ...] = UNITS, grade: str = "D", **asked: Any
) -> FailureGraph:
    return given.graph(Question(**asked), reading, units, Policy(min_grade=grade))


def two_makers(*more: list[Row]) -> Snapshot:
    return snapshot(batch(needs("s", "x"), made("x", "f@JP .6", "g@gd .4"), *more))


def reach(graph: FailureGraph, unit: str) -> list[tuple[int, int]]:
    """(element, reach) of a unit."""
    number = graph.number[unit]
    struck = slice(graph.incidence.ptr[number], graph.incidence.ptr[number + 1])
    return list(zip(graph.incidence.element[struck].tolist(), graph.incidence.reach[struck].tolist(), strict=True))


def slots(graph: FailureGraph) -> list[str]:
    return sorted(graph.slot_names)


def test_units_stand_in_order_whatever_order_they_are_asked_in() -> None:
    given = two_makers()

    graphs = [compiled(given, units=units) for units in (UNITS, tuple(reversed(UNITS)))]

    assert [graph.units for graph in graphs] == [tuple(sorted(UNITS))] * 2
    assert all(np.array_equal(*pair) for pair in zip(*(graph.incidence for graph in graphs), strict=True))


def test_each_unit_reaches_as_far_as_its_kind() -> None:
    graph = compiled(two_makers())

    assert reach(graph, "firm:f") == [(1, HIT_EVERYWHERE)]  # element 0 is the sector's
    assert reach(graph, "embargo:JP") == [(1, HIT_AT_HOME)]
    assert reach(graph, "country:JP") == [(1, HIT_EVERYWHERE)]


def test_units_and_elements_name_each_other() -> None:
    incidence = compiled(two_makers()).incidence

    forth = {
        (unit, int(element), int(far))
        for unit in range(len(incidence.ptr) - 1)
        for element, far in zip(
            incidence.element[incidence.ptr[unit] : incidence.ptr[unit + 1]],
            incidence.reach[incidence.ptr[unit] : incidence.ptr[unit + 1]],
            strict=True,
        )
    }
    back = {
        (int(unit), element, int(far))
        for element in range(len(incidence.by_element_ptr) - 1)
        for unit, far in zip(
            incidence.by_element[incidence.by_element_ptr[element] : incidence.by_element_ptr[element + 1]],
            incidence.by_element_reach[incidence.by_element_ptr[element] : incidence.by_element_ptr[element + 1]],
            strict=True,
        )
    }
    assert forth == back


def test_a_coalition_hits_once_as_far_as_its_farthest_member() -> None:
    graph = compiled(two_makers(coalition("c", "embargo:JP|country:JP|firm:g")), units=("coalition:c",))

    assert reach(graph, "coalition:c") == [(1, HIT_EVERYWHERE), (2, HIT_EVERYWHERE)]


def test_a_unit_that_names_nothing_is_an_error() -> None:
    with pytest.raises(KeyError, match="nobody"):
        compiled(two_makers(), units=("firm:nobody",))


def test_makers_in_the_home_region_are_at_home() -> None:
    given = two_makers()

    china, japan = (compiled(given, home=home).recipe.element_home.tolist() for home in (("CN",), ("JP",)))

    assert china == [1, 0, 1]  # the sector, f in JP, g in gd
    assert japan == [1, 1, 0]


def test_only_essential_slots_that_count_at_the_horizon_are_there() -> None:
    given = two_makers(
        needs("x", "a", "tool", "mode=durable"), needs("x", "b", "feed"), needs("x", "c", "colour", "essential=false")
    )

    assert slots(compiled(given)) == ["feed", "tool", "x"]
    assert slots(compiled(given, horizon="immediate")) == ["feed", "x"]


def test_a_slot_keeps_only_its_qualified_members_and_stays_without_them() -> None:
    given = two_makers(needs("x", "a", "feed", "pilot"))

    sizes = {
        level: dict(zip(graph.slot_names, np.diff(graph.recipe.member_ptr).tolist(), strict=True))["feed"]
        for level in (1, 3)
        for graph in [compiled(given, qualification=level)]
    }
    assert sizes == {1: 1, 3: 0}


def test_a_slot_without_a_name_is_called_after_its_input() -> None:
    assert slots(compiled(two_makers())) == ["x"]


def test_the_share_that_may_be_lost_is_what_must_not_survive() -> None:
    assert compiled(two_makers(), min_surviving_share=0.3).recipe.limit == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("reading", "copies", "all_needed"), [("confirmed", 2, False), ("likely", 1, False), ("possible", 2, True)]
)
def test_doubtful_claims_make_a_second_copy_but_in_likely(reading: Reading, copies: int, all_needed: bool) -> None:
    given = snapshot(batch(needs("s", "x"), made("x", "f@JP .6", "g@gd .4 D")))

    graph = compiled(given, reading, grade="C")

    assert (graph.copies, graph.all_needed) == (copies, all_needed)
    assert graph.n_items * copies == len(graph.recipe.slot_ptr) - 1
    assert len(graph.nodes(0)) == copies


def test_no_doubt_no_second_copy() -> None:
    assert compiled(two_makers(), "confirmed").copies == 1


def test_the_copies_do_not_meet() -> None:
    given = snapshot(batch(needs("s", "x"), needs("x", "p"), made("x", "f@JP .6", "g@gd .4 D"), made("p", "f@JP 1")))

    graph = compiled(given, "confirmed", grade="C")

    copy_of = np.arange(len(graph.recipe.slot_ptr) - 1) // graph.n_items
    members = np.repeat(np.arange(len(graph.recipe.slot_item)), np.diff(graph.recipe.member_ptr))
    assert (copy_of[graph.recipe.member_item] == copy_of[graph.recipe.slot_item[members]]).all()
    assert reach(graph, "firm:g") == [(3, HIT_EVERYWHERE)]  # p, s, x of f and g; then p, s, x of f and an unnamed one
    assert len(reach(graph, "firm:f")) == 4


def test_an_item_of_two_copies_operates_by_the_reading() -> None:
    given = snapshot(batch(needs("x", "p"), made("x", "f@JP 1"), made("p", "g@gd 1 D exhaustive pilot")))

    confirmed, possible = (compiled(given, reading, grade="C") for reading in ("confirmed", "possible"))

    p = given.all_claims.item("p")  # unqualified with the doubtful claim, a gap without
    assert confirmed.starts(p)
    assert not possible.starts(p)
    assert possible.combined(possible.start.runs)[p].tolist() == [False, False]
    assert confirmed.combined(confirmed.start.runs)[p, [HOME, WORLD]].tolist() == [True, True]
