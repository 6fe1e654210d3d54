"""The smallest sets that stop a target are those that the slow twin finds by trying all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analytics.by_whom import home_itself, smallest_cut_sets
from analytics.readings import READINGS
from tests.oracles import semantics
from tests.oracles.strategies import batches, questions
from tests.properties.asked import Asked

asked = st.builds(Asked, batches(), questions())


@given(asked, st.data())
def test_the_smallest_sets_are_those_of_the_twin(asked: Asked, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(asked.graph.item_names))
    kinds = data.draw(st.sampled_from((("firm",), ("country",), ("embargo",))))
    excluded = set(asked.units) - semantics.candidates(asked.batch, kinds, target=name)
    cuts = semantics.minimal_cut_sets(asked.batch, asked.asked, name, kinds, 3)

    for n, reading in enumerate(READINGS):
        if not asked.compiled[reading].starts(asked.graph.item(name)):
            continue  # what stands still with doubtful claims left out has no sets in that reading
        found = smallest_cut_sets(asked.compiled[reading], asked.graph.item(name), 3, excluded=excluded)
        stop = [cut for cut, strongest in cuts if strongest in READINGS[: n + 1]]
        order = min(map(len, stop), default=None)
        assert found.order == order
        assert {frozenset(cut) for cut in found.sets} == {cut for cut in stop if len(cut) == order}
        assert found.count == len(found.sets)
        assert found.complete_to_order == (order or 3)


@given(asked)
def test_the_home_region_and_what_contains_it_are_left_out(asked: Asked) -> None:
    left_out = home_itself(asked.graph, asked.question)

    assert {f"{kind}:{place}" for place in asked.question.home for kind in ("country", "site")} <= left_out
    assert not any(unit.startswith(("embargo", "firm", "owner", "item", "rule")) for unit in left_out)
