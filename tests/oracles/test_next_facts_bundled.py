"""On the bundled graph: a claim supposed to be wrong is a claim taken out of the store's view, and all is asked anew.

A sample of the doubtful claims that the sector needs; with `make test-long` a larger one.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import settings

from analytics.choices import choices
from analytics.facts import facts_of
from analytics.failure_graph import Evidence, failure_graph
from analytics.next_facts import Answer, Trial
from analytics.readings import Reading
from analytics.single_source import stopping_units
from analytics.supposing import Copy
from graphsvc.projection.build import supply_graph
from graphsvc.projection.patched import Patched, counted
from graphsvc.projection.policy import Policy
from graphsvc.projection.said import said
from graphsvc.usecases.asking import DEFAULT_KINDS, Options
from graphsvc.usecases.context import Context
from graphsvc.usecases.findings import Inquiry, inquiry, strongest

SHOWN: tuple[Reading, ...] = ("confirmed", "likely")
SAMPLE, LONG_SAMPLE = 8, 100  # a claim takes some tenths of a second
LONG = 100  # examples of a hypothesis profile from which on it is the long one


@pytest.mark.parametrize("sector", ["sector-5g", "sector-display"])
def test_a_claim_supposed_wrong_is_a_claim_taken_out(bundle: Context, sector: str) -> None:
    asked = inquiry(bundle, Options(), (sector,), DEFAULT_KINDS)
    (evidence,) = asked.asked.evidence
    copy = Copy(evidence, said(asked.view, evidence.graph), asked.asked.question)
    trial = Trial([copy], {reading: asked.graphs[reading] for reading in SHOWN}, asked.targets[0])
    doubted = [fact for item in trial.items() for fact in facts_of(copy, item) if fact.kind == "claim"]
    keys = {found.claim: found.key for found in counted(asked.view, Policy()).values()}
    long = settings.default is not None and settings.default.max_examples >= LONG
    chosen = random.Random(5).sample(doubted, LONG_SAMPLE if long else SAMPLE)

    assert len(doubted) > 1_000
    for fact in chosen:
        claim = evidence.graph.claim_ids[fact.claims[0]].decode()
        kept = {key for other, key in keys.items() if other != claim}
        assert trial.if_so(fact, fact.outcomes[0]) == projected_from(kept, asked, sector), claim


def projected_from(kept: set[str], asked: Inquiry, sector: str) -> Answer:
    """What alone stops the sector in a projection of these claims."""
    graph = supply_graph(Patched(asked.view, asked.view, kept, {}), Policy())
    evidence = [Evidence(graph, choices(graph, asked.asked.question.qualification))]
    units, target = asked.graphs["likely"].units, graph.item(sector)
    compiled = {reading: failure_graph(evidence, asked.asked.question, reading, units) for reading in SHOWN}
    found = {reading: stopping_units(graph_of, [target])[0] for reading, graph_of in compiled.items()}
    idle = frozenset(reading for reading, graph_of in compiled.items() if not graph_of.starts(target))
    return Answer(strongest(found), idle)
