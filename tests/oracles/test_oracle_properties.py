"""What DOMAIN says must hold for every graph, asked of the slow twin on random cyclic batches."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.oracles.semantics import (
    READINGS,
    Batch,
    Question,
    is_witness,
    minimal_cut_sets,
    operating,
    options_of,
    single_sources,
    stopped,
)
from tests.oracles.semantics.units import EIGHT_KINDS, candidates
from tests.oracles.strategies import ITEMS, batches, questions, targets

small = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
few = settings(small, max_examples=80)


def failures(batch: Batch, data: st.DataObject, most: int = 3) -> frozenset[str]:
    units = sorted(candidates(batch, (*EIGHT_KINDS, "coalition")))
    return frozenset(data.draw(st.lists(st.sampled_from(units), max_size=most), label="failed"))


def every_item(batch: Batch) -> set[str]:
    return {str(row["id"]) for table in ("Sector", *ITEMS.values()) for row in batch.get(table, ())}


def every_slot(batch: Batch) -> set[tuple[str, str]]:
    return {(str(row["from"]), str(row["slot"] or row["to"])) for row in batch.get("REQUIRES", ())}


@small
@given(batches(), questions(), st.data())
def test_a_stronger_reading_keeps_more_items_running(batch: Batch, question: Question, data: st.DataObject) -> None:
    failed = failures(batch, data)

    confirmed, likely, possible = (operating(batch, question, reading, failed) for reading in READINGS)

    assert possible[0] <= likely[0] <= confirmed[0]
    assert possible[1] <= likely[1] <= confirmed[1]


@small
@given(batches(), questions(), st.data())
def test_what_home_can_obtain_the_world_can_make(batch: Batch, question: Question, data: st.DataObject) -> None:
    failed = failures(batch, data)

    for reading in READINGS:
        home, world = operating(batch, question, reading, failed)
        assert home <= world


@small
@given(batches(), questions(), st.data())
def test_more_failures_never_restore_an_item(batch: Batch, question: Question, data: st.DataObject) -> None:
    some, others = failures(batch, data), failures(batch, data)

    for reading in READINGS:
        fewer = operating(batch, question, reading, some)
        more = operating(batch, question, reading, some | others)
        assert more[0] <= fewer[0]
        assert more[1] <= fewer[1]


@few
@given(batches(), questions(), targets())
def test_single_sources_are_the_cut_sets_of_order_1(batch: Batch, question: Question, target: str) -> None:
    kinds = ("all", "coalition")

    single = {(unit, reading) for unit, _, reading in single_sources(batch, question, target, kinds)}

    cuts = minimal_cut_sets(batch, question, target, kinds, max_order=1)
    assert single == {(unit, reading) for units, reading in cuts for unit in units}


@few
@given(batches(), questions(), targets())
def test_each_cut_set_stops_the_target_and_no_part_of_it_does(batch: Batch, question: Question, target: str) -> None:
    for units, reading in minimal_cut_sets(batch, question, target, ("firm", "country"), max_order=2):
        assert target in stopped(batch, question, reading, units)[0]
        assert all(target not in stopped(batch, question, reading, units - {unit})[0] for unit in units)


@few
@given(batches(), questions(), targets())
def test_all_items_and_slots_together_prove_every_single_source(batch: Batch, question: Question, target: str) -> None:
    items, slots = every_item(batch), every_slot(batch)

    for unit, kind, reading in single_sources(batch, question, target, ("firm", "embargo", "item")):
        assert is_witness(batch, question, reading, target, unit, items, slots)
        if target in ITEMS:
            assert (kind == "direct") == is_witness(batch, question, reading, target, unit, {target}, slots)


@small
@given(batches(), questions(), st.sampled_from(tuple(ITEMS)[:2]))
def test_shares_stay_within_what_there_is(batch: Batch, question: Question, item: str) -> None:
    found = options_of(batch, question, item)

    assert all(option.share is None or 0 <= option.share <= 1 for option in found.options)
    assert found.unassigned == max(0, 1 - found.known)
    unknown = {option.name for option in found.options if option.share is None}
    assert all(total.holders <= total.members <= unknown for total in found.totals)
    assert len({option.name for option in found.options}) == len(found.options)
