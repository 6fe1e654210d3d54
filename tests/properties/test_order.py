"""What holds for every graph: stronger readings lose less, home implies world, more failures restore nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analytics.cut_sets import minimal_cut_sets
from analytics.readings import READINGS
from analytics.single_source import stopping_units
from analytics.witness import witness
from tests.oracles.strategies import batches, questions
from tests.properties.asked import Asked

asked = st.builds(Asked, batches(), questions())


@given(asked, st.data())
def test_what_operates_in_a_weaker_reading_operates_in_a_stronger_one(asked: Asked, data: st.DataObject) -> None:
    failed = data.draw(st.frozensets(st.sampled_from(asked.units), max_size=3))

    confirmed, likely, possible = (asked.operating(reading, failed) for reading in READINGS)

    assert confirmed[0] >= likely[0] >= possible[0]
    assert confirmed[1] >= likely[1] >= possible[1]


@given(asked, st.data())
def test_what_the_home_region_can_obtain_someone_can_make(asked: Asked, data: st.DataObject) -> None:
    failed = data.draw(st.frozensets(st.sampled_from(asked.units), max_size=3))

    for reading in READINGS:
        home, world = asked.operating(reading, failed)
        assert home <= world


@given(asked, st.data())
def test_more_failures_never_restore_an_item(asked: Asked, data: st.DataObject) -> None:
    few = data.draw(st.frozensets(st.sampled_from(asked.units), max_size=2))
    more = few | data.draw(st.frozensets(st.sampled_from(asked.units), max_size=2))

    for reading in READINGS:
        (home, world), (home_less, world_less) = asked.operating(reading, few), asked.operating(reading, more)
        assert home_less <= home
        assert world_less <= world


@given(asked, st.data())
def test_units_that_stop_a_target_alone_are_its_cut_sets_of_order_one(asked: Asked, data: st.DataObject) -> None:
    item = asked.graph.item(data.draw(st.sampled_from(asked.graph.item_names)))

    for graph in asked.compiled.values():
        cuts = minimal_cut_sets(graph, item, 1)
        assert set(cuts) == {(unit,) for unit in stopping_units(graph, [item])[0]}
        assert cuts.counts().get(1, 0) == len(list(cuts))


@given(asked, st.data())
def test_every_minimal_cut_set_has_a_witness(asked: Asked, data: st.DataObject) -> None:
    item = asked.graph.item(data.draw(st.sampled_from(asked.graph.item_names)))

    for graph in asked.compiled.values():
        for cut in list(minimal_cut_sets(graph, item, 2))[:6]:
            found = witness(graph, item, cut)
            assert item in found.items
            assert found == witness(graph, item, cut)
