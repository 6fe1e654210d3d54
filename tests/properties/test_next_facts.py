"""What would change if a fact turned out otherwise is what the rewritten batch answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.facts import Fact, facts_of
from analytics.failure_graph import failure_graph
from analytics.next_facts import Trial, changed
from analytics.readings import READINGS, Reading
from analytics.standing import Leveller, replaced_slots
from analytics.supposing import Copy, share_is
from analytics.units import candidates
from graphsvc.projection.said import said
from tests.oracles.next_facts import answer, doubtful_claims, rewritten, without
from tests.oracles.strategies import batches, questions, targets
from tests.properties.asked import Asked

asked = st.builds(Asked, batches(), questions())
kinds = st.sampled_from(
    (("firm", "country", "embargo"), ("firm", "country", "site", "owner"), ("item", "embargo_hq", "rule"))
)
readings = st.integers(1, 3).map(lambda count: READINGS[:count])


def trial(asked: Asked, target: str, kinds: tuple[str, ...], shown: tuple[Reading, ...]) -> Trial:
    """The target of a question, tried with the units of some kinds."""
    units = tuple(candidates(asked.graph, kinds))
    graphs = {reading: failure_graph(asked.evidence, asked.question, reading, units) for reading in shown}
    copies = [Copy(part, said(asked.snapshot.view, part.graph), asked.question) for part in asked.evidence]
    return Trial(copies, graphs, asked.graph.item(target))


def claim_ids(asked: Asked) -> dict[str, list[str]]:
    """The claim id of each row of the tables that facts are about."""
    tables = asked.snapshot.view.tables
    return {name: list(tables[name]["claim"]) for name in ("REQUIRES", "SUPPLIES", "PRODUCES") if name in tables}


def open_facts(tried: Trial) -> list[Fact]:
    return [fact for item in tried.items() for fact in facts_of(tried.copies[0], item)]


@given(asked, targets(), kinds, readings, st.data())
def test_every_outcome_is_what_the_rewritten_batch_answers(
    asked: Asked, target: str, kinds: tuple[str, ...], shown: tuple[Reading, ...], data: st.DataObject
) -> None:
    tried, ids = trial(asked, target, kinds, shown), claim_ids(asked)
    facts = open_facts(tried)
    chosen = data.draw(st.lists(st.sampled_from(facts), max_size=6, unique_by=id)) if facts else []

    assert tried.answer == answer(asked.batch, asked.asked, target, kinds, shown)
    for fact in chosen:
        for outcome in fact.outcomes:
            batch = rewritten(asked.batch, ids, asked.graph, asked.question.home[0], fact, outcome)
            assert tried.if_so(fact, outcome) == answer(batch, asked.asked, target, kinds, shown), (fact, outcome)


@given(asked, targets(), kinds, readings, st.data())
def test_no_doubtful_claim_that_matters_is_left_out(
    asked: Asked, target: str, kinds: tuple[str, ...], shown: tuple[Reading, ...], data: st.DataObject
) -> None:
    tried, ids = trial(asked, target, kinds, shown), claim_ids(asked)
    claims = asked.graph.claim_ids
    in_rank = {claims[fact.claims[0]].decode() for fact in open_facts(tried) if fact.kind == "claim"}
    others = [claim for claim in doubtful_claims(asked.batch, ids) if claim not in in_rank]
    chosen = data.draw(st.lists(st.sampled_from(others), max_size=6, unique=True)) if others else []

    for claim in chosen:
        batch = without(asked.batch, ids, claim)
        assert answer(batch, asked.asked, target, kinds, shown) == tried.answer, claim


@given(asked, targets(), kinds, readings, st.data())
def test_a_share_between_both_ends_changes_nothing_that_an_end_does_not(
    asked: Asked, target: str, kinds: tuple[str, ...], shown: tuple[Reading, ...], data: st.DataObject
) -> None:
    tried = trial(asked, target, kinds, shown)
    facts = [fact for fact in open_facts(tried) if fact.kind == "share"]
    if not facts:
        return
    fact = data.draw(st.sampled_from(facts))
    least, most = (outcome.share or 0.0 for outcome in fact.outcomes)
    between = data.draw(st.floats(least, most))
    outcome = replace(fact.outcomes[0], suppose=share_is(fact.firm, fact.place, between))

    ends = {change.unit for end in fact.outcomes for change in changed(tried.answer, tried.if_so(fact, end))}
    found = {change.unit for change in changed(tried.answer, tried.if_so(fact, outcome))}

    assert found <= ends, (fact, between)


@given(asked, targets(), readings)
def test_an_item_with_its_own_makers_and_needs_leaves_the_graph_as_it_is(
    asked: Asked, target: str, shown: tuple[Reading, ...]
) -> None:
    tried = trial(asked, target, ("firm", "country", "rule"), shown)

    for graph in tried.graphs.values():
        for n, copy in enumerate(tried.copies[: graph.copies]):
            leveller = Leveller(copy.graph, copy.question, graph.units)
            for item in np.flatnonzero(~copy.graph.item_is_sector).tolist():
                position = item + n * graph.n_items
                level = graph.start.level[2 * position : 2 * position + 2]
                same = replaced_slots(graph.recipe, position, copy.slots(item), graph.n_items)
                assert leveller.levels(item, copy.options(copy.supply(item)), graph.reading).usual == tuple(level)
                assert all(np.array_equal(getattr(graph.recipe, name), getattr(same, name)) for name in same._fields)
