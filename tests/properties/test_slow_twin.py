"""The product answers as the slow twin does, on random batches rich in everything DOMAIN section 3 speaks of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analytics.cut_sets import minimal_cut_sets
from analytics.readings import READINGS
from analytics.single_source import is_direct, stopping_units
from analytics.witness import witness
from graphsvc.usecases.findings import strongest
from tests.oracles import semantics
from tests.oracles.strategies import batches, questions
from tests.properties.asked import ALL_KINDS, Asked

asked = st.builds(Asked, batches(), questions())


@given(asked, st.data())
def test_the_operating_set_is_the_same(asked: Asked, data: st.DataObject) -> None:
    failed = data.draw(st.frozensets(st.sampled_from(asked.units), max_size=3))

    for reading in READINGS:
        home, world = semantics.operating(asked.batch, asked.asked, reading, failed)
        assert asked.operating(reading, failed) == (frozenset(home), frozenset(world)), reading


@given(asked, st.data())
def test_single_sources_are_the_same(asked: Asked, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(asked.graph.item_names))
    item = asked.graph.item(name)
    is_sector = bool(asked.graph.item_is_sector[item])

    stops = {reading: stopping_units(graph, [item])[0] for reading, graph in asked.compiled.items()}
    found = {
        (unit, "direct" if is_direct(asked.compiled[reading], item, is_sector, unit) else "hidden", reading)
        for unit, reading in strongest(stops).items()
        if unit != f"item:{name}"
    }

    assert found == set(semantics.single_sources(asked.batch, asked.asked, name, ALL_KINDS))


@given(asked, st.data())
def test_every_witness_is_minimal(asked: Asked, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(asked.graph.item_names))
    item, names = asked.graph.item(name), asked.graph.item_names

    for reading, graph in asked.compiled.items():
        for unit in stopping_units(graph, [item])[0][:4]:
            found = witness(graph, item, (unit,))
            items = frozenset(names[i] for i in found.items)
            slots = frozenset((names[i], slot) for i, slot in found.slots)
            assert semantics.is_minimal_witness(asked.batch, asked.asked, reading, name, unit, items, slots)


@given(asked, st.data())
def test_minimal_cut_sets_are_the_same(asked: Asked, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(asked.graph.item_names))
    item = asked.graph.item(name)
    kinds = data.draw(st.sampled_from((("firm", "country"), ("firm", "embargo", "rule"), ("site", "item"))))
    units = semantics.candidates(asked.batch, kinds, target=name)
    excluded = set(asked.units) - set(units)

    found = {
        reading: list(minimal_cut_sets(graph, item, 3, excluded=excluded)) for reading, graph in asked.compiled.items()
    }
    best = {(frozenset(cut), reading) for cut, reading in strongest(found).items()}

    assert best == set(semantics.minimal_cut_sets(asked.batch, asked.asked, name, kinds, 3))
