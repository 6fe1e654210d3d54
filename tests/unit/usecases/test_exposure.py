"""Which units cost a target most, how sure that is, and what the answer says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphsvc.usecases.answer import Answer
from graphsvc.usecases.asking import Options
from graphsvc.usecases.exposure import ExposureQuery, ExposureRow, find_exposure
from tests.graphs.notation import batch, coalition, made, needs
from tests.oracles.semantics import Batch
from tests.unit.usecases.contexts import asking

THREE = batch(
    needs("s", "x"),
    needs("s", "y"),
    needs("s", "z"),
    made("x", "f@JP .9 A", "g@US .1"),
    made("y", "h@JP", "i@US", "j@KR"),
    made("z", "k@JP .4", "l@US .6"),
    coalition("c", "firm:g|firm:k"),
)


def ask(given: Batch, folder: Path, by: str = "firm", **options: Any) -> Answer[ExposureRow]:
    with asking(given, folder) as context:
        return find_exposure(ExposureQuery(("s",), tuple(by.split()), Options(**options)), context)


def test_the_smallest_estimate_comes_first(tmp_path: Path) -> None:
    answer = ask(THREE, tmp_path)

    assert [(row.rank, row.unit, round(row.keeps.estimate, 3)) for row in answer.rows] == [
        (1, "firm:f", 0.1),
        (2, "firm:l", 0.4),
        (3, "firm:k", 0.6),
        (4, "firm:h", 0.667),
        (5, "firm:i", 0.667),
        (6, "firm:j", 0.667),
        (7, "firm:g", 0.9),
    ]


def test_a_row_says_under_which_reading_something_is_lost_and_under_which_all(tmp_path: Path) -> None:
    rows = {row.unit: row for row in ask(THREE, tmp_path).rows}

    assert [(rows[unit].reading, rows[unit].stops) for unit in ("firm:f", "firm:l", "firm:h")] == [
        ("confirmed", "confirmed"),
        ("confirmed", None),
        ("likely", "possible"),
    ]


def test_a_rank_may_lie_where_the_bounds_allow(tmp_path: Path) -> None:
    """h, i and j may each leave nothing or all: any of them could be the first or the last."""
    rows = {row.unit: row for row in ask(THREE, tmp_path).rows}

    assert (rows["firm:h"].rank_range.best, rows["firm:h"].rank_range.worst) == (1, 7)
    assert (rows["firm:f"].rank_range.best, rows["firm:f"].rank_range.worst) == (1, 4)
    assert (rows["firm:l"].rank_range.best, rows["firm:l"].rank_range.worst) == (2, 5)


def test_a_row_carries_the_claims_that_decide_it(tmp_path: Path) -> None:
    first = ask(THREE, tmp_path).rows[0]

    assert first.through == ("s", "x")
    assert [(claim.item, claim.maker, claim.share, claim.grade) for claim in first.decided_by] == [("x", "f", 0.9, "A")]
    assert first.grade == "A"


def test_a_coalition_fails_together(tmp_path: Path) -> None:
    rows = ask(THREE, tmp_path, by="coalition").rows

    assert [(row.unit, row.keeps.estimate) for row in rows] == [("coalition:c", 0.6)]


def test_units_that_cost_nothing_are_left_out_and_those_that_only_may_are_counted(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), made("x", "f@JP .5", "g@US .4"), made("z", "h@KR 1"))

    answer = ask(given, tmp_path, by="firm item")

    assert {row.unit for row in answer.rows} == {"firm:f", "firm:g", "item:x"}
    assert answer.extra["possible_only"] == 0
    assert [(one.target, one.keeps.low, one.keeps.high) for one in answer.extra["start"]] == [("s", 1.0, 1.0)]


def test_what_stands_still_at_the_start_is_said(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), made("x", "f@JP 1 lab exhaustive"))

    answer = ask(given, tmp_path)

    assert answer.rows == ()
    assert [one.reading for one in answer.extra["not_operating_at_start"]] == ["confirmed", "likely", "possible"]
    assert answer.extra["start"][0].keeps.high == 0.0
