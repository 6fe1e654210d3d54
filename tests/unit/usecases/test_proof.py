"""What a finding rests on: the claims the failure takes away, and the weakest grade in its witness."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from graphsvc.usecases.answer import Slot, Witness
from graphsvc.usecases.asking import Options
from graphsvc.usecases.single_source import SingleSourceQuery, SingleSourceRow, find_single_sources
from tests.graphs.notation import Row, batch, link, made, needs
from tests.unit.usecases.contexts import asking


def finding(folder: Path, unit: str, *parts: Iterable[Row], **options: Any) -> SingleSourceRow:
    """The row of one unit that stops s alone."""
    query = SingleSourceQuery(("s",), (unit.partition(":")[0],), Options(**options))
    with asking(batch(*parts), folder) as context:
        (row,) = (row for row in find_single_sources(query, context).rows if row.unit == unit)
    return row


@pytest.mark.parametrize(
    ("slot", "inner", "supply", "weakest"),
    [("A", "A", "A", "A"), ("C", "A", "A", "C"), ("A", "D", "B", "D"), ("A", "A", "C", "C"), ("A", "A", "grade=", "D")],
)
def test_a_finding_is_as_sure_as_the_weakest_claim_in_its_witness(
    tmp_path: Path, slot: str, inner: str, supply: str, weakest: str
) -> None:
    row = finding(
        tmp_path,
        "firm:f",
        needs("s", "x", "", slot),
        needs("x", "p", "", inner),
        made("x", "g@JP 1 D"),  # not in the witness: the failure takes p
        made("p", f"f@US 1 {supply}"),
    )

    assert row.grade == weakest
    assert row.witness == Witness(("p", "s", "x"), (Slot("s", "x"), Slot("x", "p")))


def test_a_slot_is_as_sure_as_its_weakest_member_and_a_member_as_its_best_claim(tmp_path: Path) -> None:
    def grade(*more: list[Row]) -> str:
        folder = tmp_path / str(len(more))
        folder.mkdir()
        slot = [needs("s", "x", "feed", "A"), needs("s", "y", "feed", "C")]
        return finding(folder, "firm:f", *slot, *more, made("x", "f@US 1 A"), made("y", "f@US 1 A")).grade

    assert grade() == "C"
    assert grade(needs("s", "y", "feed", "B", "src-b")) == "B"


def test_what_decides_it_is_who_is_hit_with_share_source_and_date(tmp_path: Path) -> None:
    row = finding(
        tmp_path,
        "firm:f",
        needs("s", "x"),
        made("x", "f@JP .5 B 2019 src-b", "f@US C as_of=", "g@KR .05"),
    )

    decided = {(s.item, s.maker, s.site, s.share, s.source, s.as_of, s.grade) for s in row.decided_by}
    assert decided == {
        ("x", "f", "JP", 0.5, "src-b", "2019-12-31", "B"),
        ("x", "f", "US", None, "src-a", None, "C"),
    }


def test_the_claim_that_gives_the_share_is_the_one_shown(tmp_path: Path) -> None:
    row = finding(tmp_path, "firm:f", needs("s", "x"), made("x", "f@JP A src-b", "f@JP .9 C src-a"))

    assert [(s.share, s.source, s.grade) for s in row.decided_by] == [(0.9, "src-a", "C")]


def test_a_place_and_a_firm_within_it_both_decide(tmp_path: Path) -> None:
    row = finding(tmp_path, "country:JP", needs("s", "x"), made("x", "f@fab .6", "P:JP 1 src-b"))

    decided = {(s.maker, s.site, s.share, s.source) for s in row.decided_by}
    assert decided == {("f", "fab", 0.6, "src-a"), ("JP", "JP", 1.0, "src-b")}


def test_a_headquarters_is_not_shown_as_a_site(tmp_path: Path) -> None:
    row = finding(
        tmp_path, "firm:f", needs("s", "x"), made("x", "f 1"), link("HEADQUARTERED_IN", "f", "tok"), reading="confirmed"
    )

    assert [(s.maker, s.site) for s in row.decided_by] == [("f", None)]


def test_a_gap_item_has_no_claim_to_show(tmp_path: Path) -> None:
    row = finding(tmp_path, "item:x", needs("s", "x", "", "A"), needs("x", "p"), made("p", "f@US 1"))

    assert (row.decided_by, row.grade) == ((), "A")
