"""What is kept when time is short, and in loops that sweeps alone would take for ever to settle."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analytics import cascade, cascade_solve
from analytics.cascade_kernels import State
from analytics.exposure import tracer
from tests.graphs.notation import batch, made, needs
from tests.unit.analytics.weighed import keeps, weighed

CHAIN = batch(needs("s", "x"), made("x", "f@JP .4", "g@US .6"))


def lasting(rounds: int) -> Callable[[], bool]:
    """A clock that runs out after so many looks."""
    left = iter(range(rounds))
    return lambda: next(left, None) is not None


def hardly_fed() -> tuple[str, ...]:
    """Metal is a millionth of ore, the rest of scrap, and scrap of metal: in the end it keeps what the ore keeps."""
    return "ore 0.000001", "scrap 0.999999"


def test_a_loop_that_is_hardly_fed_from_outside_keeps_what_feeds_it() -> None:
    feeds = [row for feed in hardly_fed() for row in needs("metal", feed.split()[0], "feed", feed.split()[1])]
    given = batch(
        needs("s", "metal"),
        feeds,
        needs("scrap", "metal"),
        made("metal", "m@JP 1"),
        made("scrap", "r@JP 1"),
        made("ore", "f@JP .5", "g@US .5"),
    )

    assert keeps(given, "firm:f")["s"] == pytest.approx((0.5, 0.5, 0.5), abs=1e-6)


def test_without_time_nothing_is_known() -> None:
    graph, cascades = weighed(CHAIN, "firm:f")

    assert cascade.keeps(cascades, [graph.item("s")], [["firm:f"]], lambda: False) == [[None]]
    follow = tracer(cascades["likely"], [graph.item("s")], lambda: False)
    assert follow is not None
    assert follow.trace(graph.item("s"), ("firm:f",)) is None


def test_a_start_that_takes_too_long_leaves_all_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cascade_solve, "BUDGET", 1)
    monkeypatch.setattr(cascade_solve, "SWEEPS", 0)
    graph, cascades = weighed(CHAIN, "firm:f")

    assert cascades["likely"].state(keep_going=lambda: False) is None
    assert tracer(cascades["likely"], [graph.item("s")], lambda: False) is None
    assert isinstance(cascades["likely"].state(keep_going=lasting(100)), State)


def test_what_was_computed_before_time_ran_out_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cascade, "CHUNK", 1)
    graph, cascades = weighed(CHAIN, "firm:f", "firm:g")

    found = cascade.keeps(cascades, [graph.item("s")], [["firm:f"], ["firm:g"], []], lasting(3))

    first = found[0][0]
    assert first is not None
    assert first.estimate == pytest.approx(0.6)
    assert found[1:] == [[None], [None]]
