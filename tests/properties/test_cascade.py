"""How much is kept: as the slow twin says, the bounds in order, never more with more failures."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import cascade_solve
from analytics.cascade import Cascade, cascade, kept
from analytics.kernels import HOME
from analytics.operating import operating
from analytics.readings import READINGS, Reading
from tests.oracles import semantics
from tests.oracles.strategies import batches, questions
from tests.properties.asked import Asked

NEAR = 1e-7
Values = np.ndarray


class Weighed(Asked):
    """A question with its cascades in the three readings."""

    @cached_property
    def cascades(self) -> dict[Reading, Cascade]:
        return {reading: cascade(graph, self.evidence, self.question) for reading, graph in self.compiled.items()}

    def kept(self, reading: Reading, *failures: frozenset[str]) -> Values:
        """(n_failures, n_items)"""
        items = range(self.graph.n_items)
        return kept(self.cascades[reading], items, [sorted(units) for units in failures])


weighed = st.builds(Weighed, batches(), questions())


def some_units(asked: Asked) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(asked.units), max_size=3)


@given(weighed, st.data())
def test_what_is_kept_is_the_same(asked: Weighed, data: st.DataObject) -> None:
    failed = data.draw(some_units(asked))

    for reading in READINGS:
        slow = semantics.kept(asked.batch, asked.asked, reading, failed)
        expected = [slow[item, "home"] for item in asked.graph.item_names]
        assert asked.kept(reading, failed)[0] == pytest.approx(expected, abs=NEAR), reading


@given(weighed, st.data())
def test_work_that_is_taken_up_again_and_solved_between_ends_the_same(asked: Weighed, data: st.DataObject) -> None:
    failed = data.draw(some_units(asked))
    at_once = {reading: asked.kept(reading, failed) for reading in READINGS}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cascade_solve, "BUDGET", 1)
        patch.setattr(cascade_solve, "SWEEPS", 0)
        in_steps = {reading: asked.kept(reading, failed) for reading in READINGS}

    for reading in READINGS:
        assert in_steps[reading] == pytest.approx(at_once[reading], abs=NEAR), reading


@given(weighed, st.data())
def test_the_three_bounds_are_in_order(asked: Weighed, data: st.DataObject) -> None:
    failed = data.draw(some_units(asked))

    high, estimate, low = (asked.kept(reading, failed) for reading in READINGS)

    assert (low >= 0).all()
    assert (low <= estimate + NEAR).all()
    assert (estimate <= high + NEAR).all()
    assert (high <= 1 + NEAR).all()


@given(weighed, st.data())
def test_more_failures_never_keep_more(asked: Weighed, data: st.DataObject) -> None:
    fewer, others = data.draw(some_units(asked)), data.draw(some_units(asked))

    for reading in READINGS:
        nothing, some, more = asked.kept(reading, frozenset(), fewer, fewer | others)
        assert (some <= nothing + NEAR).all()
        assert (more <= some + NEAR).all()


@given(weighed, st.data())
def test_a_failure_leaves_no_trace_in_the_next(asked: Weighed, data: st.DataObject) -> None:
    failures = data.draw(st.lists(some_units(asked), min_size=2, max_size=4))

    for reading in READINGS:
        together = asked.kept(reading, *failures)
        alone = np.concatenate([asked.kept(reading, failed) for failed in failures])
        assert together.tolist() == alone.tolist()


@given(weighed, st.data())
def test_what_has_stopped_keeps_at_most_the_minimum(asked: Weighed, data: st.DataObject) -> None:
    failed = data.draw(some_units(asked))
    theta = asked.question.min_surviving_share

    for reading in READINGS:
        runs = operating(asked.compiled[reading], failed)[:, HOME]
        assert (asked.kept(reading, failed)[0][~runs] <= theta + NEAR).all()
