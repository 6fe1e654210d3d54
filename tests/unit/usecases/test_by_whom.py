"""Who stops a target: kinds side by side, the fewest together, and what is not said of the home region."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphsvc.errors import WrongUse
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.asking import Options
from graphsvc.usecases.by_whom import ByWhomQuery, KindRow, SmallestRow, find_by_whom
from tests.graphs.notation import batch, link, made, needs
from tests.oracles.semantics import Batch
from tests.unit.usecases.contexts import asking

#: x comes from one firm in JP and one in US, y from two firms in JP, z is made at home.
TWO_COUNTRIES = batch(
    needs("s", "x"),
    needs("s", "y"),
    needs("s", "z"),
    made("x", "f@JP .5", "g@US .5"),
    made("y", "h@JP .5", "i@JP .5"),
    made("z", "c@CN 1"),
    link("HEADQUARTERED_IN", "f", "JP"),
)


def ask(given: Batch, folder: Path, max_order: int = 3, **options: Any) -> Answer[KindRow]:
    with asking(given, folder) as context:
        return find_by_whom(ByWhomQuery(("s",), max_order=max_order, options=Options(**options)), context)


def smallest(answer: Answer[KindRow], reading: str = "confirmed") -> dict[str, SmallestRow]:
    return {row.kind: row for row in answer.extra["smallest"] if row.reading == reading}


def test_every_kind_stands_beside_the_others(tmp_path: Path) -> None:
    rows = {row.kind: row for row in ask(TWO_COUNTRIES, tmp_path).rows}

    assert tuple(rows) == ("firm", "owner", "site", "country", "embargo", "embargo_hq", "rule", "item")
    alone = {kind: row.alone["confirmed"] for kind, row in rows.items()}
    assert alone == {
        "firm": 1,  # c, the only maker of z
        "owner": 1,
        "site": 0,
        "country": 1,  # JP takes all of y; CN is home
        "embargo": 1,
        "embargo_hq": 0,
        "rule": 0,
        "item": 3,
    }
    assert (rows["firm"].units, rows["country"].units, rows["rule"].units) == (5, 2, 0)


def test_the_worst_are_those_that_leave_least(tmp_path: Path) -> None:
    rows = {row.kind: row for row in ask(TWO_COUNTRIES, tmp_path).rows}

    assert [(one.unit, one.keeps.estimate, one.stops, one.sectors) for one in rows["country"].worst] == [
        ("country:JP", 0.0, "confirmed", 1),
        ("country:US", 0.5, None, None),
    ]


def test_the_fewest_that_stop_it_are_given_with_what_is_left(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), made("x", "f@JP .5", "g@US .4", "k@KR .1"))

    found = smallest(ask(given, tmp_path))

    assert found["country"].order == 2
    assert [(one.units, round(one.keeps.estimate, 6)) for one in found["country"].sets] == [
        (("country:JP", "country:US"), 0.1)
    ]
    assert [one.units for one in found["firm"].sets] == [("firm:f", "firm:g")]
    assert (found["country"].count, found["country"].complete_to_order) == (1, 2)


def test_when_none_stops_it_the_order_that_is_proven_is_said(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), made("x", "f@JP .25", "g@US .25", "k@KR .25", "n@NL .25"))

    answer = ask(given, tmp_path, max_order=2)

    found = smallest(answer)["firm"]
    assert (found.order, found.count, found.sets, found.complete_to_order) == (None, 0, (), 2)
    assert not answer.partial
    assert smallest(ask(given, tmp_path / "more", max_order=4))["firm"].order == 4


def test_the_home_country_is_nobody_who_stops_it(tmp_path: Path) -> None:
    answer = ask(TWO_COUNTRIES, tmp_path)

    named = {one.unit for row in answer.rows for one in row.worst}
    together = {unit for row in answer.extra["smallest"] for one in row.sets for unit in one.units}
    assert "country:CN" not in named | together
    assert "firm:c" in named


def test_nothing_is_counted_for_what_stands_still_at_the_start(tmp_path: Path) -> None:
    answer = ask(batch(needs("s", "x"), made("x", "f@JP 1 lab exhaustive")), tmp_path)

    assert {count for row in answer.rows for count in row.alone.values()} == {None}
    assert answer.extra["smallest"] == ()
    assert len(answer.extra["not_operating_at_start"]) == 3


@pytest.mark.parametrize("wrong", [{"max_order": 0}, {"max_order": 7}, {"worst": 0}, {"worst": 51}])
def test_a_bound_out_of_range_is_wrong_use(tmp_path: Path, wrong: dict[str, int]) -> None:
    with asking(TWO_COUNTRIES, tmp_path) as context, pytest.raises(WrongUse):
        find_by_whom(ByWhomQuery(("s",), **wrong), context)  # type: ignore[arg-type]
