"""The rulings on claims are those that computing settles by: what is shown as taken is what the arrays hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graphsvc.stores.port import Relationship
from graphsvc.usecases.settling import OF_A_RULE, comparable, settled
from schema.generated import types
from schema.load import contract
from tests.graphs.notation import batch, made
from tests.snapshots import Snapshot, snapshot

maker = st.builds(
    " ".join,
    st.tuples(
        st.sampled_from(["f@JP", "f", "g@JP"]),
        st.sampled_from([".1", ".2", ".5", "exhaustive", "exhaustive=false"]),
        st.sampled_from(["A", "B", "grade="]),
        st.sampled_from(["2019", "2020", "as_of="]),
        st.sampled_from(["recorded_at=2021", "recorded_at=2022-05-01"]),
        st.sampled_from(["src-a", "src-b", "src-c"]),
        st.sampled_from(["share_of=", "share_of=CN", "share_of=world"]),
    ),
)


def distinct(makers: Sequence[str]) -> list[str]:
    """One claim an identity: maker, source and date."""
    words = [text.split() for text in makers]
    return list({(who[0], who[3], who[5]): text for who, text in zip(words, makers, strict=True)}.values())


def relationships(found: Snapshot, type: str) -> list[Relationship]:
    columns = found.view.tables[type]
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    return [_relationship(type, row) for row in rows]


def _relationship(type: str, row: Mapping[str, Any]) -> Relationship:
    said = {name: row[name] for name in contract().relationships[type].properties if row.get(name) is not None}
    start = (row["claim"], row["from"], row["to"], "test", row["recorded_at"], 1)
    return Relationship(type, *start, said)


@given(st.lists(maker, min_size=1, max_size=8).map(distinct))
def test_the_share_that_is_taken_is_the_one_that_is_computed_with(makers: list[str]) -> None:
    found = snapshot(batch(made("x", *makers)))
    graph = found.supply_graph()
    computed = {
        (graph.claim_ids[claim].decode() if claim >= 0 else None, bool(exhaustive))
        for claim, exhaustive in zip(graph.supply_share_claim, graph.supply_exhaustive, strict=True)
    }

    shown = set()
    for group in settled(relationships(found, types.SUPPLIES)):
        taken = {
            (ruling.property, ruling.base): (claim, ruling)
            for claim, rulings in zip(group.claims, group.rulings, strict=True)
            for ruling in rulings
            if ruling.verdict == "selected"
        }
        share, complete = taken.get(("share", "world")), taken.get(("exhaustive", None))
        shown.add((share[0].claim if share else None, bool(complete and complete[1].value)))

    assert shown == computed


@given(st.lists(maker, min_size=1, max_size=8).map(distinct))
def test_each_stated_value_has_one_ruling_and_each_property_one_that_is_taken(makers: list[str]) -> None:
    claims = relationships(snapshot(batch(made("x", *makers))), types.SUPPLIES)

    for group in settled(claims):
        by_property: dict[tuple[str, str | None], list[tuple[str, Any]]] = {}
        for claim, rulings in zip(group.claims, group.rulings, strict=True):
            stated = {name for name in ("share", "exhaustive") if name in claim.properties}
            assert {ruling.property for ruling in rulings} == stated
            for ruling in rulings:
                by_property.setdefault((ruling.property, ruling.base), []).append((claim.claim, ruling))
        for rulings_of in by_property.values():
            ((best, taken),) = [one for one in rulings_of if one[1].verdict == "selected"]
            for claim_id, ruling in rulings_of:
                same = comparable(ruling) == comparable(taken)
                assert ruling.verdict == ("selected" if claim_id == best else "agrees" if same else "overruled")
                assert (ruling.by, ruling.because is None) == ((None, True) if claim_id == best else (best, False))


def test_nothing_is_settled_when_nothing_is_claimed() -> None:
    assert settled([]) == []


def test_the_claims_that_dates_never_filter_are_those_of_rules() -> None:
    assert set(OF_A_RULE) == {name for name, type in contract().relationships.items() if type.start == ("Rule",)}
