"""Where a loss comes from."""

from __future__ import annotations

from analytics.exposure import tracer
from tests.graphs.notation import batch, made, needs
from tests.oracles.semantics import Batch
from tests.unit.analytics.weighed import weighed


def trace(given: Batch, *units: str) -> list[str]:
    graph, cascades = weighed(given, *units)
    target = graph.item("s")
    found = tracer(cascades["likely"], (target,))
    first = found.trace(target, units)
    assert found.trace(target, units) == first, "the failure was not taken back"
    return [graph.item_names[item] for item in first]


def test_the_scarcest_slot_is_followed_to_the_item_whose_makers_are_hit() -> None:
    given = batch(needs("s", "x"), needs("s", "y"), needs("x", "z"), made("z", "f@JP .9", "g@US .1"))

    assert trace(given, "firm:f") == ["s", "x", "z"]


def test_it_ends_where_more_is_lost_of_the_makers_than_of_the_inputs() -> None:
    given = batch(needs("s", "x"), needs("x", "z"), made("x", "f@JP .6", "g@US .4"), made("z", "f@JP .5", "g@US .5"))

    assert trace(given, "firm:f") == ["s", "x"]


def test_of_a_slot_the_member_is_followed_that_lost_most() -> None:
    given = batch(needs("s", "x|y", "feed"), made("x", "f@JP .3", "g@US .7"), made("y", "f@JP .8", "g@US .2"))

    assert trace(given, "firm:f") == ["s", "y"]


def test_a_loop_is_gone_round_once() -> None:
    given = batch(needs("s", "x"), needs("x", "y|z", "feed"), needs("y", "x"), made("z", "f@JP .9", "g@US .1"))

    assert trace(given, "firm:f") in (["s", "x", "z"], ["s", "x", "y"])


def test_what_loses_nothing_is_its_own_end() -> None:
    given = batch(needs("s", "x"), made("x", "g@US 1"), made("z", "f@JP 1"))

    assert trace(given, "firm:f") == ["s"]
