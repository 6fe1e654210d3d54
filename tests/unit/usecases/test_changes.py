"""What changed between two snapshots, and the claims without which it would not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc.errors import WrongUse
from graphsvc.usecases.changes import ChangesQuery, Snapshot, find_changes, parse_snapshot
from tests.graphs.notation import batch, link, made, needs
from tests.graphs.stored import put
from tests.unit.usecases.contexts import asking

BEFORE = batch(made("x", "f@JP .9", "g@KR .1"), needs("s", "x"))


def test_a_new_table_of_shares_removes_a_chokepoint_and_is_named_as_the_cause(tmp_path: Path) -> None:
    after = batch(made("x", "f@JP .9", "g@KR .1", "f@JP .6 2024 src-b"), needs("s", "x"))

    with asking(BEFORE, tmp_path) as context:
        put(after, context.store)
        (row,) = find_changes(ChangesQuery(Snapshot(1), Snapshot(2), by=("firm",)), context).rows

    assert (row.target, row.units, row.change, row.before, row.after) == ("s", ("firm:f",), "gone", "confirmed", None)
    assert {(claim.start, claim.was, claim.now) for claim in row.causes} == {("f", False, True)}


def test_nothing_changes_between_a_snapshot_and_itself(tmp_path: Path) -> None:
    with asking(BEFORE, tmp_path) as context:
        assert find_changes(ChangesQuery(Snapshot(1), Snapshot(1)), context).rows == ()


def test_a_target_that_only_the_later_snapshot_knows_appears(tmp_path: Path) -> None:
    after = batch(made("x", "f@JP .9", "g@KR .1"), made("y", "h@US 1"), needs("s", "x"), needs("s-2", "y"))

    with asking(BEFORE, tmp_path) as context:
        put(after, context.store)
        rows = find_changes(ChangesQuery(Snapshot(1), Snapshot(2), ("s-2",), by=("firm",)), context).rows

    assert [(row.target, row.units, row.change) for row in rows] == [("s-2", ("firm:h",), "appeared")]


def test_the_date_of_a_snapshot_counts_too(tmp_path: Path) -> None:
    dated = batch(
        made("x", "f@JP .9 2018", "g@KR .1 2018", "f@JP .5 2024 src-b", "g@KR .5 2024 src-b"), needs("s", "x")
    )

    with asking(dated, tmp_path) as context:
        query = ChangesQuery(Snapshot(1, as_of="2020"), Snapshot(1), by=("firm",))
        (row,) = find_changes(query, context).rows

    assert (row.units, row.change) == (("firm:f",), "gone")
    assert row.causes


def test_one_claim_without_which_nothing_had_changed_is_enough_of_a_cause(tmp_path: Path) -> None:
    before = batch(made("x", "f@JP .5", "g@KR .5"), needs("s", "x"))
    after = batch(
        made("x", "f@JP .5", "g@KR .5"),
        needs("s", "x"),
        link("OWNED_BY", "f", "o", "share=0.9"),
        link("OWNED_BY", "g", "o", "share=0.9"),
    )

    with asking(before, tmp_path) as context:
        put(after, context.store)
        rows = find_changes(ChangesQuery(Snapshot(1), Snapshot(2), ("s",), by=("owner",)), context).rows

    (row,) = [row for row in rows if row.units == ("owner:o",)]
    assert row.change == "appeared"
    assert {claim.type for claim in row.causes} == {"OWNED_BY"}
    assert len(row.causes) == 1  # without either of the two the owner would not control both makers


@pytest.mark.parametrize("text", ["", "x", "1/2/3/4/5", "-1"])
def test_what_is_no_snapshot_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        parse_snapshot(text)


def test_a_snapshot_id_of_an_answer_reads_back() -> None:
    assert parse_snapshot("12/2024-06/any/D") == Snapshot(12, "2024-06", None)


def test_a_revision_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with asking(BEFORE, tmp_path) as context, pytest.raises(WrongUse, match="the last one is 1"):
        find_changes(ChangesQuery(Snapshot(1), Snapshot(7)), context)
