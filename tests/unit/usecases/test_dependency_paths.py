"""What the answer says about a unit and a target: where it hits, and what else could fill each slot."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc.errors import WrongUse
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.dependency_paths import DependencyPathsQuery, DependencyStepRow, find_dependency_paths
from tests.graphs.notation import batch, made, needs
from tests.unit.usecases.contexts import asking

GIVEN = batch(
    needs("s", "x|y", "screen"),
    needs("s", "tool", "", "mode=durable", "essential=false"),
    needs("x", "resin"),
    needs("tool", "resin|wax", "seal"),
    needs("wax", "resin"),
    made("resin", "f@JP .6", "g@US .4"),
    made("y", "h@KR 1"),
)


def ask(folder: Path, unit: str, target: str = "s", limit: int = 20) -> Answer[DependencyStepRow]:
    with asking(GIVEN, folder) as context:
        return find_dependency_paths(DependencyPathsQuery(unit, target, limit), context)


def test_each_slot_says_what_else_could_fill_it(tmp_path: Path) -> None:
    rows = ask(tmp_path, "firm:f").rows

    assert [(row.item, row.slot, row.member, row.alternatives, row.free) for row in rows] == [
        ("s", "screen", "x", ("y",), ("y",)),
        ("s", "tool", "tool", (), ()),
        ("tool", "seal", "resin", ("wax",), ()),
        ("tool", "seal", "wax", ("resin",), ()),
        ("x", "resin", "resin", (), ()),
        ("wax", "resin", "resin", (), ()),
    ]


def test_tiers_modes_and_makers_stand_beside_each_slot(tmp_path: Path) -> None:
    rows = {(row.item, row.member): row for row in ask(tmp_path, "firm:f").rows}

    assert (rows["s", "tool"].mode, rows["s", "tool"].essential) == ("durable", False)
    assert (rows["tool", "resin"].nearest, rows["tool", "resin"].farthest) == (2, 3)
    assert (rows["x", "resin"].hit, rows["x", "resin"].options) == (1, 2)


def test_the_claims_that_the_unit_hits_are_named(tmp_path: Path) -> None:
    answer = ask(tmp_path, "firm:f")

    assert [(claim.item, claim.maker, claim.share) for claim in answer.extra["hit"]] == [("resin", "f", 0.6)]
    assert answer.extra["path_count"] == 3


def test_an_item_may_be_where_it_starts(tmp_path: Path) -> None:
    answer = ask(tmp_path, "wax")

    assert answer.parameters["unit"] == "item:wax"
    assert [path.items for path in answer.extra["paths"]] == [("s", "tool", "wax")]


def test_the_number_of_paths_shown_is_bounded(tmp_path: Path) -> None:
    assert len(ask(tmp_path, "firm:f", limit=1).extra["paths"]) == 1
    with pytest.raises(WrongUse, match="limit"):
        ask(tmp_path, "firm:f", limit=0)
