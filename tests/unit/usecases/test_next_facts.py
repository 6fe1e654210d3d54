"""What to find out next: facts in small graphs whose outcomes are worked out by hand. An item stops below 20 %."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphsvc.usecases.answer import Answer
from graphsvc.usecases.asking import Options
from graphsvc.usecases.next_facts import FactRow, NextFactsQuery, find_next_facts
from tests.graphs.notation import batch, link, made, needs
from tests.oracles.semantics import Batch
from tests.unit.usecases.contexts import asking

NEEDED = needs("s", "x")  # grade B: not doubted


def find(said: Batch, folder: Path, by: str = "firm", **options: Any) -> Answer[FactRow]:
    with asking(said, folder) as context:
        return find_next_facts(NextFactsQuery("s", tuple(by.split()), Options(**options)), context)


def endings(row: FactRow) -> dict[str, set[tuple[str, str | None, str | None]]]:
    """Ending, with the place or share found -> (unit, before, after)."""
    return {
        " ".join([end.ending, *filter(None, [end.place]), *([f"{end.share:g}"] if end.share is not None else [])]): {
            (change.unit, change.before, change.after) for change in end.changes
        }
        for end in row.outcomes
    }


def test_a_doubtful_claim_on_who_holds_nine_tenths_decides_the_finding(tmp_path: Path) -> None:
    answer = find(batch(NEEDED, made("x", "f@JP .9 C", "g@KR .1 A")), tmp_path)

    (row,) = answer.rows
    assert (row.kind, row.maker, row.site, row.settles, row.adds) == ("claim", "f", "JP", 1, 0)
    assert [(claim.share, claim.source, claim.grade) for claim in row.claims] == [(0.9, "src-a", "C")]
    assert endings(row) == {"wrong": {("firm:f", "confirmed", None)}}
    assert answer.extra["findings_now"] == {"confirmed": 1, "likely": 0}


def test_claims_of_good_grade_are_not_doubted(tmp_path: Path) -> None:
    assert find(batch(NEEDED, made("x", "f@JP .9 A", "g@KR .1 B")), tmp_path).rows == ()


def test_of_two_shares_the_other_one_may_be_right(tmp_path: Path) -> None:
    said = batch(NEEDED, made("x", "f@JP .9 A", "f@JP .5 B src-b", "g@KR .1 A"))

    (row,) = find(said, tmp_path).rows

    assert row.kind == "conflict"
    assert endings(row) == {"other_right 0.5": {("firm:f", "confirmed", None)}}
    assert [claim.share for claim in row.claims] == [0.9, 0.5]


def test_where_a_firm_makes_it_decides_what_a_country_can_stop(tmp_path: Path) -> None:
    """The headquarters is likely the site; found there it is confirmed, found anywhere else it is not."""
    said = batch(NEEDED, made("x", "f 1 A"), link("HEADQUARTERED_IN", "f", "JP"))

    (row,) = [row for row in find(said, tmp_path, "country").rows if row.kind == "site"]

    assert endings(row) == {
        "made_in JP": {("country:JP", "likely", "confirmed")},
        "made_in CN": {("country:JP", "likely", None), ("country:CN", None, "confirmed")},
        "made_elsewhere": {("country:JP", "likely", None)},
    }


def test_an_unknown_share_is_none_or_all_that_is_open(tmp_path: Path) -> None:
    """g has .7, f and h of unknown share the .3: with all of it f does not stop x; with theta .75 it does."""
    said = batch(NEEDED, made("x", "g@JP .7 A", "f@KR A", "h@US A"))

    rows = find(said, tmp_path, min_surviving_share=0.75).rows

    row = next(row for row in rows if row.kind == "share" and row.maker == "f")
    assert endings(row) == {
        "share_least 0": {("firm:h", None, "likely")},
        "share_most 0.3": {("firm:f", None, "confirmed")},
    }


def test_whether_anybody_else_makes_it_decides_a_likely_finding(tmp_path: Path) -> None:
    (row,) = [row for row in find(batch(NEEDED, made("x", "f@JP A")), tmp_path).rows if row.kind == "makers"]

    assert (row.maker, row.claims) == (None, ())
    assert endings(row) == {
        "complete": {("firm:f", "likely", "confirmed")},
        "more_abroad": {("firm:f", "likely", None)},
        "more_home": {("firm:f", "likely", None)},
    }


def test_what_is_not_needed_after_all_stops_nothing(tmp_path: Path) -> None:
    said = batch(needs("s", "x", "", "D"), needs("s", "y"), made("x", "f@JP 1 A"), made("y", "g@JP 1 A"))

    (row,) = find(said, tmp_path).rows

    assert (row.item, row.input, row.slot, row.alternatives) == ("s", "x", "x", 0)
    assert endings(row) == {"wrong": {("firm:f", "confirmed", None)}}


def test_an_outcome_in_which_the_target_would_stand_still_cannot_be(tmp_path: Path) -> None:
    """Without x the slot has only z, which is not qualified: s could not run, yet it does."""
    said = batch(
        needs("s", "x", "way", "D"), needs("s", "z", "way", "pilot"), made("x", "f@JP 1 A"), made("z", "g@JP 1 A")
    )

    answer = find(said, tmp_path)

    assert answer.extra["findings_now"]["confirmed"] == 1
    assert answer.rows == ()


def test_what_settles_more_of_the_present_findings_comes_first(tmp_path: Path) -> None:
    said = batch(
        needs("s", "x", "", "D"),
        needs("x", "y"),
        made("x", "f@JP 1 A"),
        made("y", "g@JP .9 D", "h@KR .1 A"),
    )

    rows = find(said, tmp_path).rows

    assert [(row.rank, row.item, row.input or row.maker, row.settles) for row in rows] == [
        (1, "s", "x", 2),
        (2, "y", "g", 1),
    ]


def test_when_time_runs_out_the_answer_says_how_far_it_came(tmp_path: Path) -> None:
    with asking(batch(NEEDED, made("x", "f@JP .9 C", "g@KR .1 C")), tmp_path, cut_seconds=1e-9) as context:
        answer = find_next_facts(NextFactsQuery("s"), context)

    assert answer.partial
    assert answer.extra["facts_tried"] < answer.extra["facts_open"]


@pytest.mark.parametrize("grade", ["B", "C"])
def test_doubtful_claims_count_as_the_question_says(tmp_path: Path, grade: str) -> None:
    """With min-grade B the claim on f is doubtful already: no more than likely."""
    answer = find(batch(NEEDED, made("x", "f@JP .9 C", "g@KR .1 A")), tmp_path, min_grade=grade)

    row = next(row for row in answer.rows if row.kind == "claim")
    (change,) = row.outcomes[0].changes
    assert (change.unit, change.before, change.after) == ("firm:f", {"B": "likely", "C": "confirmed"}[grade], None)
