"""Units that stop a target alone, all at once for many targets, and whether they hit the target itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analytics import kernels
from analytics.single_source import is_direct, stopping_units
from tests.unit.analytics.random_graphs import MORE, Case, Item, Maker, cases

HOME = kernels.HOME
AT_HOME, EVERYWHERE = kernels.HIT_AT_HOME, kernels.HIT_EVERYWHERE


@MORE
@given(st.one_of(cases(), cases(max_items=9, loops=False)))
def test_every_unit_that_alone_stops_a_target_is_found(case: Case) -> None:
    start = case.runs(())

    found = stopping_units(case.graph, range(case.n_items))

    expected = [
        [unit for unit in case.names if (item, HOME) in start and (item, HOME) not in case.runs((unit,))]
        for item in range(case.n_items)
    ]
    assert found == expected


@MORE
@given(cases(), st.data())
def test_a_direct_hit_stops_the_target_with_everything_else_available(case: Case, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, case.n_items - 1))
    alone = (Item(item.makers, item.groups) for item in (copy[target] for copy in case.copies))
    bare = Case(
        tuple((item,) for item in alone),
        tuple(
            tuple((copy, 0, maker, reach) for copy, item, maker, reach in hit if item == target) for hit in case.units
        ),
        case.limit,
        case.all_needed,
    )

    for unit in case.names:
        assert is_direct(case.graph, target, False, unit) == ((0, HOME) not in bare.runs((unit,)))


def test_no_target_no_answer() -> None:
    assert stopping_units(Case(((Item(),),), ((),)).graph, []) == []


def test_a_target_that_does_not_run_depends_on_nobody() -> None:
    case = Case(((Item(()), Item()),), (((0, 1, 0, EVERYWHERE),),))

    assert stopping_units(case.graph, [0, 1]) == [[], ["firm:0"]]


def test_a_hit_at_home_is_direct_though_the_world_goes_on() -> None:
    case = Case(((Item(),),), (((0, 0, 0, AT_HOME),),))

    assert is_direct(case.graph, 0, False, "firm:0")


def test_a_sector_is_hit_directly_through_every_member_of_one_slot() -> None:
    """0 is the sector; 1 and 2 fill one slot, 3 another; each unit takes some of them."""
    items = (Item((Maker(home=True),), slots=((False, (1, 2)), (False, (3,)))), Item(), Item(), Item())

    def takes(*items: int) -> tuple[tuple[int, int, int, int], ...]:
        return tuple((0, item, 0, EVERYWHERE) for item in items)

    case = Case((items,), (takes(1), takes(1, 2), takes(3), takes(0)))

    direct = {unit for unit in case.names if is_direct(case.graph, 0, True, unit)}
    assert direct == {"firm:1", "firm:2", "firm:3"}


def test_with_doubtful_claims_direct_means_direct_in_all_copies_or_in_any() -> None:
    """The second copy knows a second maker."""
    sure, kinder = (Item((Maker(share=1.0),)),), (Item((Maker(share=0.5), Maker(share=0.5))),)
    units = (((0, 0, 0, EVERYWHERE), (1, 0, 0, EVERYWHERE)),)

    confirmed, possible = (Case((sure, kinder), units, all_needed=needed) for needed in (False, True))

    assert not is_direct(confirmed.graph, 0, False, "firm:0")
    assert is_direct(possible.graph, 0, False, "firm:0")
    assert stopping_units(confirmed.graph, [0]) == [[]]
    assert stopping_units(possible.graph, [0]) == [["firm:0"]]
