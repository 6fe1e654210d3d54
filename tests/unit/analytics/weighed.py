"""What the items of a small batch keep: `keeps(batch, "firm:f")["s"]` = (low, estimate, high)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analytics.cascade import Cascade, cascade
from analytics.cascade import keeps as kept
from analytics.failure_graph import failure_graph
from analytics.readings import READINGS, Reading
from analytics.supply_graph import SupplyGraph
from analytics.units import Question
from graphsvc.projection.policy import Policy
from tests.oracles.semantics import Batch
from tests.snapshots import snapshot

Bounds = tuple[float, float, float]


def weighed(given: Batch, *units: str, **asked: Any) -> tuple[SupplyGraph, Mapping[Reading, Cascade]]:
    """The arrays, and the cascades in the three readings."""
    question = Question(**asked)
    evidence = snapshot(given).evidence(question, Policy())  # type: ignore[arg-type]
    graphs = {reading: failure_graph(evidence, question, reading, units) for reading in READINGS}
    cascades = {reading: cascade(graph, evidence, question) for reading, graph in graphs.items()}
    return evidence[0].graph, cascades


def keeps(given: Batch, *units: str, **asked: Any) -> dict[str, Bounds]:
    """By item, when the units fail together."""
    graph, cascades = weighed(given, *units, **asked)
    found = kept(cascades, range(graph.n_items), [units])[0]
    return {name: (one.low, one.estimate, one.high) for name, one in zip(graph.item_names, found, strict=True) if one}
