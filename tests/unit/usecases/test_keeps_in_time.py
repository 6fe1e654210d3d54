"""An answer without time for what targets keep: the findings stand, and it says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc.usecases.chokepoints import ChokepointQuery, find_chokepoints
from graphsvc.usecases.exposure import ExposureQuery, find_exposure
from graphsvc.usecases.plain import as_plain
from graphsvc.usecases.single_source import SingleSourceQuery, find_single_sources
from graphsvc.usecases.what_if import WhatIfQuery, ask_what_if
from tests.graphs.notation import batch, made, needs
from tests.unit.usecases.contexts import asking

OVER = 1e-9  # seconds
FIRMS = ("firm",)
GIVEN = batch(
    needs("s", "x"),
    needs("s", "y"),
    made("x", "f@JP 1 A"),
    made("y", "g@KR .9 B", "h@US .1 B"),
)


def test_chokepoints_are_complete_and_ranked_by_the_rest(tmp_path: Path) -> None:
    with asking(GIVEN, tmp_path) as context:
        known = find_chokepoints(ChokepointQuery(("s",), FIRMS), context)
    with asking(GIVEN, tmp_path, keeps_seconds=OVER) as context:
        late = find_chokepoints(ChokepointQuery(("s",), FIRMS), context)

    assert {row.units for row in late.rows} == {row.units for row in known.rows} == {("firm:f",), ("firm:g",)}
    assert [(row.rank, row.units, row.keeps) for row in late.rows] == [(1, ("firm:f",), None), (2, ("firm:g",), None)]
    assert [(row.rank_range.best, row.rank_range.worst) for row in late.rows] == [(1, 2), (1, 2)]
    assert late.extra["complete_to_order"] == 2
    assert late.partial
    assert not known.partial
    assert "not computed for 2 row(s)" in as_plain(late, "en")["warnings"][0]
    assert "2行未算出保有供应" in as_plain(late, "zh")["warnings"][0]


def test_what_is_known_comes_before_what_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first set found is computed: that of g, which leaves more than z."""
    given = batch(needs("s", "x"), needs("s", "y"), made("x", "z@JP 1 A"), made("y", "g@KR .9 B", "h@US .1 B"))
    looks = iter(range(3))
    monkeypatch.setattr("analytics.cascade.CHUNK", 1)
    monkeypatch.setattr("graphsvc.usecases.findings.deadline", lambda _: lambda: next(looks, None) is not None)

    with asking(given, tmp_path) as context:
        rows = find_chokepoints(ChokepointQuery(("s",), FIRMS), context).rows

    assert [(row.units, row.keeps and row.keeps.estimate) for row in rows] == [
        (("firm:g",), pytest.approx(0.1)),
        (("firm:z",), None),
    ]
    assert [(row.rank_range.best, row.rank_range.worst) for row in rows] == [(1, 2), (1, 2)]


def test_single_sources_are_all_there(tmp_path: Path) -> None:
    with asking(GIVEN, tmp_path, keeps_seconds=OVER) as context:
        answer = find_single_sources(SingleSourceQuery(("s",), FIRMS), context)

    assert [(row.unit, row.keeps) for row in answer.rows] == [("firm:f", None), ("firm:g", None)]
    assert answer.partial


def test_what_stops_is_told_without_what_is_kept(tmp_path: Path) -> None:
    with asking(GIVEN, tmp_path, keeps_seconds=OVER) as context:
        answer = ask_what_if(WhatIfQuery(("firm:f",), ("s",)), context)

    row = answer.rows[0]
    assert set(row.stopped["confirmed"]) == {"s"}
    assert [(one.target, one.keeps) for one in row.keeps] == [("s", None)]
    assert answer.partial


def test_units_whose_effect_is_unknown_are_counted_not_listed(tmp_path: Path) -> None:
    with asking(GIVEN, tmp_path, keeps_seconds=OVER) as context:
        answer = find_exposure(ExposureQuery(("s",), FIRMS), context)

    assert answer.rows == ()
    assert [one.keeps for one in answer.extra["start"]] == [None]
    assert answer.partial
    assert "not computed for 3 unit(s)" in as_plain(answer, "en")["warnings"][0]


def test_any_unit_without_time_may_rank_before_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The start and one unit take six looks, the chain of that unit one more; two units are left."""
    looks = iter(range(7))
    monkeypatch.setattr("analytics.cascade.CHUNK", 1)
    monkeypatch.setattr("graphsvc.usecases.findings.deadline", lambda _: lambda: next(looks, None) is not None)

    with asking(GIVEN, tmp_path) as context:
        answer = find_exposure(ExposureQuery(("s",), FIRMS), context)

    assert answer.partial
    assert len(answer.rows) <= 1
    assert "unit(s)" in as_plain(answer, "en")["warnings"][0]
