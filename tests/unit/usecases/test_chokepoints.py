"""Which chokepoint comes first, what is shown, and what the answer says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphsvc.errors import UnknownName, WrongUse
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.asking import Options
from graphsvc.usecases.chokepoints import ChokepointQuery, ChokepointRow, find_chokepoints
from tests.graphs import NAMED
from tests.graphs.notation import batch, link, made, needs
from tests.oracles.semantics import Batch
from tests.unit.usecases.contexts import asking


def ask(
    given: Batch, folder: Path, *targets: str, by: str = "firm", order: int = 2, **options: Any
) -> Answer[ChokepointRow]:
    with asking(given, folder) as context:
        return find_chokepoints(ChokepointQuery(targets, tuple(by.split()), order, Options(**options)), context)


def ranked(answer: Answer[ChokepointRow]) -> list[str]:
    return [f"{'+'.join(row.units)} {row.reading}" for row in answer.rows]


def test_fewer_units_come_before_a_stronger_reading(tmp_path: Path) -> None:
    """x: f is a single source only if the others in JP are no option; both countries together surely stop y."""
    given = batch(needs("s", "x"), needs("s", "y"), made("x", "f@fab", "P:JP"), made("y", "g@US .5", "h@KR .5"))

    answer = ask(given, tmp_path, "s")

    assert ranked(answer) == ["firm:f likely", "firm:g+firm:h confirmed"]
    assert [row.rank for row in answer.rows] == [1, 2]


def test_what_leaves_less_comes_before_a_stronger_reading(tmp_path: Path) -> None:
    """x: f surely leaves a tenth; y: g leaves nothing, but only if the others in JP are no option."""
    given = batch(needs("s", "x"), needs("s", "y"), made("x", "f@JP .9", "h@US .1"), made("y", "g@fab", "P:JP"))

    answer = ask(given, tmp_path, "s")

    assert [(row.units[0], row.reading, row.keeps.estimate) for row in answer.rows] == [
        ("firm:g", "likely", 0.0),
        ("firm:f", "confirmed", 0.1),
    ]


def test_more_sectors_come_before_a_stronger_reading(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), needs("s", "y"), needs("s-2", "y"), made("x", "f@JP 1"), made("y", "g@fab", "P:JP"))

    answer = ask(given, tmp_path, "s")

    assert [(row.units[0], row.reading, row.sectors) for row in answer.rows] == [
        ("firm:g", "likely", 2),
        ("firm:f", "confirmed", 1),
    ]


def test_a_rank_is_as_stable_as_what_is_known(tmp_path: Path) -> None:
    """f surely leaves a tenth. g leaves nothing by the best estimate; if others in JP make y too, it may leave all."""
    given = batch(needs("s", "x"), needs("s", "y"), made("x", "f@JP .9", "h@US .1"), made("y", "g@fab", "P:JP"))

    answer = ask(given, tmp_path, "s")

    assert [(row.units[0], row.keeps.low, row.keeps.high) for row in answer.rows] == [
        ("firm:g", 0.0, 1.0),
        ("firm:f", 0.1, 0.1),
    ]
    assert [(row.rank_range.best, row.rank_range.worst) for row in answer.rows] == [(1, 2), (1, 2)]


def test_what_stops_more_sectors_comes_first(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), needs("s", "y"), needs("s-2", "y"), made("x", "a@JP 1 A"), made("y", "b@US 1 C"))

    answer = ask(given, tmp_path, "s")

    assert [(row.units[0], row.sectors, row.grade) for row in answer.rows] == [("firm:b", 2, "C"), ("firm:a", 1, "B")]


def test_better_evidence_comes_first_and_then_the_id(tmp_path: Path) -> None:
    given = batch(
        needs("s", "x", "", "A"),
        needs("s", "y", "", "A"),
        needs("s", "z", "", "A"),
        made("x", "a@JP 1 C"),
        made("y", "c@US 1 A"),
        made("z", "b@KR 1 A"),
    )

    assert ranked(ask(given, tmp_path, "s")) == ["firm:b confirmed", "firm:c confirmed", "firm:a confirmed"]


def test_ranks_count_anew_for_each_target(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), needs("s-2", "x"), made("x", "f@JP 1"))

    answer = ask(given, tmp_path)

    assert [(row.target, row.rank) for row in answer.rows] == [("s", 1), ("s-2", 1)]


def test_possible_findings_are_counted_and_not_shown(tmp_path: Path) -> None:
    given = NAMED["nobody_could_hold_the_rest"].batch

    likely, possible = (ask(given, tmp_path / reading, "s", reading=reading) for reading in folders(tmp_path))

    assert ranked(likely) == ["firm:f+firm:g confirmed"]
    assert ranked(possible) == ["firm:f possible", "firm:f+firm:g confirmed"]
    assert likely.extra["possible_only"] == possible.extra["possible_only"] == 1


def folders(parent: Path) -> tuple[str, str]:
    for name in ("likely", "possible"):
        (parent / name).mkdir()
    return "likely", "possible"


def test_kind_and_sectors_are_of_single_units_only(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), needs("x", "p"), made("x", "f@JP .5", "g@US .5"), made("p", "h@KR 1"))

    rows = {row.units: (row.kind, row.sectors) for row in ask(given, tmp_path, "s").rows}

    assert rows == {("firm:h",): ("hidden", 1), ("firm:f", "firm:g"): (None, None)}


def test_the_target_itself_is_no_chokepoint(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), made("x", "f@JP 1"))

    assert ranked(ask(given, tmp_path, "s", by="item")) == ["item:x confirmed"]


def test_a_target_that_stands_still_is_reported_with_its_reason(tmp_path: Path) -> None:
    given = NAMED["slot_without_a_qualified_member"].batch

    answer = ask(given, tmp_path, "s")

    assert answer.rows == ()
    still = answer.extra["not_operating_at_start"]
    assert {(found.target, found.reading) for found in still} == {("s", r) for r in ("confirmed", "likely", "possible")}
    assert still[0].reason.items == ("s", "x")


def test_every_id_of_the_answer_has_a_name(tmp_path: Path) -> None:
    given = batch(needs("s", "x"), made("x", "f@fab 1 src-b"), link("HEADQUARTERED_IN", "f", "tok"))

    answer = ask(given, tmp_path, "s", by="firm country")

    assert {"s", "x", "f", "JP", "fab", "src-b"} <= set(answer.names)


def test_an_answer_that_ran_out_of_time_says_what_is_proven(tmp_path: Path) -> None:
    """48 firms of equal share of which 24 may fail: there is more to try than fits in a moment.

    Tools that make each other keep the target away from the diagrams, for which this is not much.
    """
    tools = needs("x", "y", "tool", "mode=durable"), needs("y", "x", "tool", "mode=durable"), made("y", "g@CN 1")
    given = batch(needs("s", "x"), made("x", *(f"f{n}@JP {1 / 48:.6f}" for n in range(48))), *tools)

    with asking(given, tmp_path, cut_seconds=1e-6) as context:
        answer = find_chokepoints(ChokepointQuery(("s",), ("firm",), 5, Options(min_surviving_share=0.5)), context)

    assert answer.partial
    assert 1 <= answer.extra["complete_to_order"] < 5


@pytest.mark.parametrize("order", [0, 7])
def test_an_order_out_of_bounds_is_wrong_use(tmp_path: Path, order: int) -> None:
    with pytest.raises(WrongUse, match="max-order: got"):
        ask(NAMED["two_plants"].batch, tmp_path, "s", order=order)


def test_without_a_sector_a_target_has_to_be_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no sector"):
        ask(batch(made("x", "f@JP 1")), tmp_path)
