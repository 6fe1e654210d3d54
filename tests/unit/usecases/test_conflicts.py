"""Conflicts in the whole graph or at some nodes, the largest disagreement in shares first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphsvc.errors import UnknownName
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.conflicts import Conflict, ConflictsQuery, list_conflicts
from tests.graphs.notation import batch, link, made, needs
from tests.oracles.semantics import Batch
from tests.unit.usecases.contexts import asking

SAID = {"source": "src-a", "as_of": "2020", "grade": "A"}
DISPUTED = batch(
    made("x", "f@JP .5 A", "f@JP .4 B src-b", "g .1 lab", "g pilot 2021 src-b", "P:JP .9 2018", "P:JP .2 2024"),
    made("y", "h .5 2018", "h .8 2024", "k .3"),
    needs("x", "y"),
    link("HEADQUARTERED_IN", "f", "JP", "C"),
    link("HEADQUARTERED_IN", "f", "US", "A", "src-b"),
)
PLAN: Batch = {
    **batch(made("x", "f"), made("y", "g")),
    "Programme": [
        {"id": "plan", "kind": "plan"},
        {"id": "done", "kind": "achievement", "parent": "plan", "clause": "一", "text_zh": "已突破", **SAID},
        {"id": "other", "kind": "achievement", "parent": "plan", **SAID},
        {"id": "b-2", "kind": "breakthrough", "parent": "plan", "number": "2", "clause": "三", **SAID},
        {"id": "b-1", "kind": "breakthrough", "parent": "plan", "number": "1", **SAID},
        {"id": "t-1", "kind": "term", "parent": "b-2", **SAID},
        {"id": "t-2", "kind": "term", "parent": "b-1", **SAID},
    ],
    "TARGETS": [
        {"from": "done", "to": "x", "status": "achieved", **SAID},
        {"from": "other", "to": "y", "status": "achieved", **SAID},
        {"from": "t-1", "to": "x", "status": "gap", **SAID},
        {"from": "t-2", "to": "x", "status": "gap", **SAID | {"as_of": "2024"}},
    ],
}


def asked(batch: Batch, folder: Path, *ids: str, **query: Any) -> Answer[Conflict]:
    with asking(batch, folder) as context:
        return list_conflicts(ConflictsQuery(ids, **query), context)


def test_shares_come_first_by_how_far_they_lie_apart(tmp_path: Path) -> None:
    answer = asked(DISPUTED, tmp_path)

    assert [(row.type, row.start, row.property, row.spread) for row in answer.rows] == [
        ("PRODUCES", "JP", "share", 0.7),
        ("SUPPLIES", "h", "share", 0.3),
        ("SUPPLIES", "f", "share", 0.1),
        ("SUPPLIES", "g", "qualification", None),
        ("HEADQUARTERED_IN", "f", "to", None),
    ]
    assert answer.extra["total"] == 5


def test_claims_stand_side_by_side_with_the_one_taken_and_why(tmp_path: Path) -> None:
    found = {(row.start, row.property): row for row in asked(DISPUTED, tmp_path).rows}

    share = found["f", "share"]
    assert [(one.value, one.source, one.grade, one.verdict, one.because) for one in share.opinions] == [
        (0.5, "src-a", "A", "selected", None),
        (0.4, "src-b", "B", "overruled", "grade"),
    ]
    assert (dict(share.key), share.base, share.same_date) == ({"site": "JP"}, "world", True)
    assert found["JP", "share"].same_date is False


def test_they_are_counted_by_relationship_and_property(tmp_path: Path) -> None:
    counts = asked(DISPUTED, tmp_path).extra["counts"]

    assert [(row.type, row.property, row.conflicts, row.same_date) for row in counts] == [
        ("SUPPLIES", "share", 2, 1),
        ("HEADQUARTERED_IN", "to", 1, 1),
        ("PRODUCES", "share", 1, 0),
        ("SUPPLIES", "qualification", 1, 0),
    ]


@pytest.mark.parametrize(
    ("ids", "found"),
    [
        (("y",), {("h", "share")}),
        (("f",), {("f", "share"), ("f", "to")}),
        (("US",), {("f", "to")}),
        (("JP",), {("JP", "share"), ("f", "to")}),
        (("h", "g"), {("h", "share"), ("g", "qualification")}),
        (("k",), set()),
    ],
)
def test_those_at_some_nodes_are_those_of_the_whole_graph(
    ids: tuple[str, ...], found: set[tuple[str, str]], tmp_path: Path
) -> None:
    whole, part = asked(DISPUTED, tmp_path / "whole").rows, asked(DISPUTED, tmp_path / "part", *ids).rows

    assert {(row.start, row.property) for row in part} == found
    assert list(part) == [row for row in whole if (row.start, row.property) in found]


def test_only_claims_that_count_at_the_dates_can_disagree(tmp_path: Path) -> None:
    rows = asked(DISPUTED, tmp_path, as_of="2020").rows

    assert {(row.start, row.property) for row in rows} == {("f", "share"), ("f", "to")}


def test_a_part_of_them_leaves_number_and_counts_as_they_are(tmp_path: Path) -> None:
    whole, part = asked(DISPUTED, tmp_path / "a"), asked(DISPUTED, tmp_path / "b", limit=2, offset=1)

    assert part.rows == whole.rows[1:3]
    assert part.extra == whole.extra


def test_a_node_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="nobody"):
        asked(DISPUTED, tmp_path, "nobody")


def test_an_achievement_stands_beside_each_breakthrough_that_still_asks_for_the_item(tmp_path: Path) -> None:
    first, second = asked(PLAN, tmp_path).extra["achievements"]

    assert (first.achievement, first.breakthrough, first.number) == ("done", "b-1", 1)
    assert (second.breakthrough, second.wording, second.clause, second.breakthrough_clause) == (
        *("b-2", "已突破"),
        *("一", "三"),
    )
    (item,) = second.items
    assert (item.item, [gap.term for gap in item.gaps]) == ("x", ["t-1"])


@pytest.mark.parametrize(
    ("ids", "dates", "found"),
    [
        (("t-1",), {}, ["b-2"]),
        (("done",), {}, ["b-1", "b-2"]),
        (("y",), {}, []),
        ((), {"as_of": "2022"}, ["b-2"]),
    ],
)
def test_achievements_follow_the_nodes_and_dates_asked(
    ids: tuple[str, ...], dates: dict[str, str], found: list[str], tmp_path: Path
) -> None:
    beside = asked(PLAN, tmp_path, *ids, **dates).extra["achievements"]

    assert [row.breakthrough for row in beside] == found
