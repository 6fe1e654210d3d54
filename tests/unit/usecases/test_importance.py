"""How much each unit matters: by hand, and as every state tried gives it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from graphsvc.errors import WrongUse
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.importance import ImportanceQuery, ImportanceRow, find_importance
from schema.interval import Interval
from tests.graphs.notation import batch, made, needs
from tests.graphs.stored import NOW
from tests.oracles.semantics import Question
from tests.oracles.semantics.findings import study
from tests.unit.usecases.contexts import asking

#: x stops without f and g together; y without h alone.
PARTS = (needs("s", "x"), needs("s", "y"), made("x", "f@JP .5", "g@US .5"), made("y", "h@KR 1"))
BATCH = batch(*PARTS)
CHANCES = {"firm:f": 0.2, "firm:g": 0.5, "firm:h": 0.1}


def ask(folder: Path, chances: dict[str, float], max_order: int = 4) -> Answer[ImportanceRow]:
    given = tuple(f"{unit}={chance}" for unit, chance in chances.items())
    with asking(BATCH, folder) as context:
        return find_importance(ImportanceQuery("s", given, max_order), context)


def test_a_case_by_hand(tmp_path: Path) -> None:
    """P = 1 - 0.9 (1 - 0.1) = 0.19, confirmed and likely; h: Q1 = 1, Q0 = 0.1, B = 0.9."""
    answer = ask(tmp_path, CHANCES)

    assert [(row.reading, round(row.probability.low, 12), row.cut_sets) for row in answer.extra["stops"]] == [
        ("confirmed", 0.19, 2),
        ("likely", 0.19, 2),
    ]
    assert [row.unit for row in answer.rows[:3]] == ["firm:h", "firm:f", "firm:g"]
    h = answer.rows[0]
    assert h.birnbaum.low == h.birnbaum.high == pytest.approx(0.9)
    assert h.criticality and h.criticality.low == pytest.approx(0.09 / 0.19)
    assert h.raw and h.raw.low == pytest.approx(1 / 0.19)
    assert h.rrw and h.rrw.low == pytest.approx(0.19 / 0.1)


def test_the_probability_is_that_of_all_states_in_which_the_target_stops(tmp_path: Path) -> None:
    chances = CHANCES | {"country:JP": 0.3, "embargo:KR": 0.4}
    twin = study(BATCH, Question(today=NOW.date()), "confirmed")
    expected = 0.0
    for state in product((False, True), repeat=len(chances)):
        failed = [unit for unit, down in zip(chances, state, strict=True) if down]
        weight = 1.0
        for chance, down in zip(chances.values(), state, strict=True):
            weight *= chance if down else 1.0 - chance
        expected += weight * (not twin.is_home("s", failed))

    stops = ask(tmp_path, chances).extra["stops"][0]

    assert stops.probability.low == stops.probability.high == pytest.approx(expected)


def test_a_target_that_nothing_stops_has_no_ratios(tmp_path: Path) -> None:
    rows = ask(tmp_path, {"firm:f": 0.2}).rows

    assert [(row.birnbaum.high, row.criticality, row.raw) for row in rows] == [(0.0, None, None)] * 2


def test_a_unit_that_the_target_does_not_depend_on_matters_nothing(tmp_path: Path) -> None:
    many = CHANCES | {f"item:{item}": 0.5 for item in "pqrtuvwz"}
    unrelated = [made(item, "k@US 1") for item in "pqrtuvwz"]
    joined = batch(*PARTS, *unrelated)
    given = tuple(f"{unit}={chance}" for unit, chance in (many | {"firm:k": 0.5, "country:NL": 0.5}).items())

    with asking(joined, tmp_path) as context:
        answer = find_importance(ImportanceQuery("s", given, 2), context)

    assert answer.extra["stops"][0].probability.low == pytest.approx(0.19)
    assert answer.extra["stops"][0].probability.high < 0.21  # only f, g and h could fail together
    k = next(row for row in answer.rows if row.unit == "firm:k")
    assert (k.birnbaum, k.raw) == (Interval(0.0, 0.0), Interval(1.0, 1.0))


@pytest.mark.parametrize(
    "given", [(), ("firm:f",), ("firm:f=2",), ("firm:f=x",), ("firm:f=0.1", "firm:f=0.2"), ("firm:f=nan",)]
)
def test_what_is_no_probability_is_wrong_use(tmp_path: Path, given: tuple[str, ...]) -> None:
    with asking(BATCH, tmp_path) as context, pytest.raises(WrongUse):
        find_importance(ImportanceQuery("s", given), context)
