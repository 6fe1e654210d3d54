"""Every sentence of DOMAIN section 3 has an example whose answer was worked out by hand."""

from __future__ import annotations

import pytest

from tests.graphs import NAMED
from tests.graphs.answers import product, twin

ASKED = [
    pytest.param(graph, ask, id=f"{name}: {ask}") for name, graph in NAMED.items() for ask in graph.asks
]


@pytest.mark.parametrize(("graph", "ask"), ASKED)
def test_the_answer_is_the_one_worked_out_by_hand(graph, ask) -> None:
    assert product(graph.batch, ask) == ask.answer, graph.why


@pytest.mark.parametrize(("graph", "ask"), ASKED)
def test_the_slow_twin_says_the_same(graph, ask) -> None:
    assert twin(graph.batch, ask) == ask.answer, graph.why
