"""A witness proves by itself that the target stops, and nothing in it can be left out (DOMAIN 3.6)."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics import kernels
from analytics.witness import Witness, witness
from tests.graphs import NAMED
from tests.graphs.answers import asked
from tests.oracles import semantics
from tests.unit.analytics.random_graphs import MORE, Case, Item, Maker, cases

HOME, EVERYWHERE = kernels.HOME, kernels.HIT_EVERYWHERE
DOUBTFUL = ("doubtful_maker", "doubtful_need")


def proves(case: Case, target: int, failed: list[str], items: set[int], slots: set[tuple[int, str]]) -> bool:
    return (target, HOME) not in case.runs(failed, items, slots)


def assert_minimal(case: Case, target: int, failed: list[str], found: Witness) -> None:
    items, slots = set(found.items), set(found.slots)
    assert proves(case, target, failed, items, slots)
    assert [item for item in items if proves(case, target, failed, items - {item}, slots)] == []
    assert [slot for slot in slots if proves(case, target, failed, items, slots - {slot})] == []
    struck = set(found.struck)
    assert proves(hitting(case, struck), target, failed, items, slots)
    assert [item for item in struck if proves(hitting(case, struck - {item}), target, failed, items, slots)] == []


def hitting(case: Case, items: set[int]) -> Case:
    """The same with no hits on makers of any other item."""
    units = tuple(tuple(hit for hit in unit if hit[1] in items) for unit in case.units)
    return Case(case.copies, units, case.limit, case.all_needed)


@MORE
@given(cases(), st.data())
def test_a_witness_proves_it_and_can_spare_nothing(case: Case, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, case.n_items - 1))
    failed = data.draw(st.lists(st.sampled_from(case.names), max_size=3, unique=True))
    assume((target, HOME) not in case.runs(failed))

    assert_minimal(case, target, failed, witness(case.graph, target, failed))


@MORE
@given(cases(copies=2), st.data())
def test_with_doubtful_claims_it_proves_it_for_both_or_for_one(case: Case, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, case.n_items - 1))
    failed = list(case.names)
    assume((target, HOME) not in case.runs(failed))

    assert_minimal(case, target, failed, witness(case.graph, target, failed))


@given(cases(), st.data())
def test_the_same_question_has_the_same_witness_every_time(case: Case, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, case.n_items - 1))
    assume((target, HOME) not in case.runs(case.names))
    again = Case(case.copies, case.units, case.limit, case.all_needed)

    assert witness(case.graph, target, case.names) == witness(again.graph, target, tuple(reversed(case.names)))


@pytest.mark.parametrize("name", DOUBTFUL)
def test_the_slow_twin_agrees_on_graphs_with_doubtful_claims(name: str) -> None:
    case = asked(NAMED[name].batch, {"min_grade": "C", "min_surviving_share": 0.0})
    names = case.graph.item_names

    for reading, graph in case.compiled.items():
        for unit in ("firm:f", "firm:g", "item:x"):
            if ("x" in case.operating(reading, frozenset())[HOME]) and (
                "x" not in case.operating(reading, frozenset((unit,)))[HOME]
            ):
                found = witness(graph, case.graph.item("x"), (unit,))
                items = frozenset(names[item] for item in found.items)
                slots = frozenset((names[item], slot) for item, slot in found.slots)
                assert semantics.is_minimal_witness(case.batch, case.asked, reading, "x", unit, items, slots)


def test_a_chain_is_its_own_only_witness() -> None:
    items = (Item(slots=((False, (1,)),)), Item(slots=((True, (2,)),)), Item(), Item())
    case = Case((items,), (((0, 2, 0, EVERYWHERE), (0, 3, 0, EVERYWHERE)),))

    assert witness(case.graph, 0, ["firm:0"]) == Witness((0, 1, 2), ((0, "0"), (1, "0")), (2,))


def test_makers_that_are_hit_are_no_part_of_the_proof_where_an_input_is_missing() -> None:
    """0 loses one of its two makers, and its only input 1 loses all: 0 would stop with both makers left, too."""
    items = (Item((Maker(), Maker()), slots=((False, (1,)),)), Item())
    case = Case((items,), (((0, 0, 0, EVERYWHERE), (0, 1, 0, EVERYWHERE)),), limit=1.0)

    assert witness(case.graph, 0, ["firm:0"]) == Witness((0, 1), ((0, "0"),), (1,))


def test_of_two_reasons_one_is_enough() -> None:
    items = (Item(slots=((False, (1,)), (False, (2,)))), Item(), Item())
    case = Case((items,), (((0, 1, 0, EVERYWHERE), (0, 2, 0, EVERYWHERE)),))

    found = witness(case.graph, 0, ["firm:0"])

    assert found in (Witness((0, 1), ((0, "0"),), (1,)), Witness((0, 2), ((0, "1"),), (2,)))


def test_what_stands_still_at_the_start_has_a_reason_too() -> None:
    loop = (Item(slots=((False, (1,)),)), Item(slots=((False, (0,)),)))
    case = Case((loop,), ((),))

    assert witness(case.graph, 0, ()) == Witness((0, 1), ((0, "0"), (1, "0")), ())


def test_a_target_without_any_maker_needs_no_slot_to_stand_still() -> None:
    case = Case(((Item((), slots=((False, (1,)),)), Item()),), ((),))

    assert witness(case.graph, 0, ()) == Witness((0,), (), ())


def test_there_is_nothing_to_prove_of_what_operates() -> None:
    case = Case(((Item((Maker(), Maker())),),), (((0, 0, 0, EVERYWHERE),),), limit=1.0)

    with pytest.raises(ValueError, match="operates under this failure"):
        witness(case.graph, 0, ["firm:0"])
