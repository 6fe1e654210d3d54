"""Evidence: every claim about a node or beside a claim, who says it, and which of them is taken and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphsvc.errors import AmbiguousName, UnknownName, WrongUse
from graphsvc.usecases.answer import Answer
from graphsvc.usecases.context import Context
from graphsvc.usecases.evidence import EvidenceQuery, EvidenceRow, find_evidence
from tests.graphs.notation import Row, batch, link, made, needs
from tests.graphs.stored import put
from tests.unit.usecases.contexts import asking

Ask = Callable[..., Answer[EvidenceRow]]


def asked(folder: Path, *makers: str, id: str = "x", **query: Any) -> Answer[EvidenceRow]:
    """Evidence of a batch that says who makes x."""
    with asking(batch(made("x", *makers)), folder) as context:
        return find_evidence(EvidenceQuery(id, **query), context)


def rulings(answer: Answer[EvidenceRow], property: str = "share") -> list[tuple[Any, str, str | None]]:
    """Value, verdict and reason of a property, in the order of the rows."""
    found = [ruling for row in answer.rows for ruling in row.rulings if ruling.property == property]
    return [(ruling.value, ruling.verdict, ruling.because) for ruling in found]


@pytest.mark.parametrize(
    ("first", "second", "because"),
    [
        ("f@JP .5 A 2018", "f@JP .4 B 2024 src-b", "grade"),
        ("f@JP .5 2024", "f@JP .4 2018 src-b", "as_of"),
        ("f@JP .5 2024 grade=", "f@JP .4 as_of= D src-b", "as_of"),
        ("f@JP .5 recorded_at=2025 src-b", "f@JP .4 recorded_at=2024", "recorded_at"),
        ("f@JP .5", "f@JP .4 src-b", "source"),
    ],
)
def test_the_claim_taken_and_what_puts_it_first(first: str, second: str, because: str, tmp_path: Path) -> None:
    answer = asked(tmp_path, second, first)

    assert rulings(answer) == [(0.5, "selected", None), (0.4, "overruled", because)]
    best, other = answer.rows
    assert [ruling.by for ruling in other.rulings] == [best.claim]


def test_each_property_is_settled_on_its_own(tmp_path: Path) -> None:
    answer = asked(tmp_path, "f@JP .5 B", "f@JP .4 A pilot src-b")

    assert rulings(answer) == [(0.4, "selected", None), (0.5, "overruled", "grade")]
    assert rulings(answer, "qualification") == [("pilot", "selected", None)]


def test_the_same_value_from_a_lesser_claim_agrees(tmp_path: Path) -> None:
    assert rulings(asked(tmp_path, "f@JP .5 A", "f@JP .5 C src-b")) == [
        (0.5, "selected", None),
        (0.5, "agrees", "grade"),
    ]


def test_one_claim_that_the_list_is_complete_is_enough(tmp_path: Path) -> None:
    answer = asked(tmp_path, "f@JP exhaustive=false A", "f@JP exhaustive C src-b")

    assert rulings(answer, "exhaustive") == [(False, "overruled", "any_true"), (True, "selected", None)]


def test_shares_of_another_base_are_settled_apart(tmp_path: Path) -> None:
    answer = asked(tmp_path, "f@JP .5 A", "f@JP .9 B share_of=CN src-b")

    assert rulings(answer) == [(0.5, "selected", None), (0.9, "selected", None)]
    assert [ruling.base for row in answer.rows for ruling in row.rulings] == ["world", "CN"]


def test_a_row_has_all_it_takes_to_find_the_claim_again(tmp_path: Path) -> None:
    publication = {"id": "src-d", "title": "Study", "publisher": "House", "year": "2025", "licence": "facts"}
    tables = batch(made("x", "f@JP .5 B 2024 src-d locator=p.3 note=rounded recorded_at=2025-06"))

    with asking({**tables, "Source": [*tables["Source"], publication]}, tmp_path) as context:
        answer = find_evidence(EvidenceQuery("x"), context)

    (row,) = answer.rows
    assert (row.type, row.start, row.end, row.state) == ("SUPPLIES", "f", "x", "counts")
    assert dict(row.values) == {"share": 0.5, "site": "JP"}
    assert row.publication is not None
    assert (row.publication.title, row.publication.year, row.publication.licence) == ("Study", 2025, "facts")
    assert (row.source, row.locator, row.as_of, row.recorded_at) == ("src-d", "p.3", "2024", "2025-06")
    assert (row.grade, row.note, row.dataset) == ("B", "rounded", "test")
    assert (row.added_in, row.added_at, row.dropped_in, row.dropped_at) == (1, "2026-01-01T00:00:00Z", None, None)
    assert answer.sources["src-d"].publisher == "House"
    assert answer.names["f"].en == "f"


def test_what_was_said_before_stands_below_with_the_runs_and_competes_no_more(tmp_path: Path) -> None:
    with asking(batch(made("x", "f@JP .9 A")), tmp_path) as context:
        put(batch(made("x", "f@JP .5 A")), context.store)
        put(batch(made("x", "f@JP .4 B src-b")), context.store)
        answer = find_evidence(EvidenceQuery("x"), context)

    lives = [(row.values["share"], row.state, row.added_in, row.dropped_in, bool(row.rulings)) for row in answer.rows]
    assert lives == [(0.4, "counts", 3, None, True), (0.5, "retired", 2, 3, False), (0.9, "retired", 1, 2, False)]


def test_both_dates_leave_out_what_came_later_and_count_it(tmp_path: Path) -> None:
    makers = ("f@JP .5 A 2024 recorded_at=2024", "f@JP .4 B 2018 src-b recorded_at=2025", "g as_of= recorded_at=2020")

    by_truth = asked(tmp_path / "a", *makers, as_of="2020")
    by_record = asked(tmp_path / "b", *makers, known_at="2024")

    assert rulings(by_truth) == [(0.4, "selected", None)]
    assert (len(by_truth.rows), by_truth.extra["left_out"], by_truth.snapshot) == (2, 1, "1/2020/any/D")
    assert rulings(by_record) == [(0.5, "selected", None)]
    assert (len(by_record.rows), by_record.extra["left_out"], by_record.snapshot) == (2, 1, "1/any/2024/D")


def test_the_rows_of_a_rule_are_never_left_out(tmp_path: Path) -> None:
    late: list[Row] = [*made("x", "f 2024"), *link("RESTRICTS", "r", "x", "2024")]

    with asking(batch(late), tmp_path) as context:
        answer = find_evidence(EvidenceQuery("x", as_of="2020", known_at="2020"), context)

    assert [row.type for row in answer.rows] == ["RESTRICTS"]


def test_a_headquarters_is_overruled_by_one_elsewhere(tmp_path: Path) -> None:
    seats = [*link("HEADQUARTERED_IN", "f", "JP", "C"), *link("HEADQUARTERED_IN", "f", "US", "A", "src-b")]

    with asking(batch(made("x", "f"), seats), tmp_path) as context:
        answer = find_evidence(EvidenceQuery("JP"), context)

    (row,) = [row for row in answer.rows if row.type == "HEADQUARTERED_IN"]
    assert [(ruling.property, ruling.value, ruling.because) for ruling in row.rulings] == [("to", "JP", "grade")]


def claim_of(context: Context, share: float) -> str:
    found = find_evidence(EvidenceQuery("x"), context)
    return next(row.claim for row in found.rows if row.values.get("share") == share)


def test_a_claim_is_shown_with_its_versions_and_what_it_competes_with(tmp_path: Path) -> None:
    others = ("f@JP .4 B src-b", "f@US .1 A", "g@JP .2")
    with asking(batch(made("x", "f@JP .9 C", *others), needs("x", "y")), tmp_path) as context:
        put(batch(made("x", "f@JP .8 C", *others), needs("x", "y")), context.store)
        claim = claim_of(context, 0.8)
        answer = find_evidence(EvidenceQuery(claim), context)

    shown = [(row.claim == claim, row.values["share"], row.state, row.dropped_in) for row in answer.rows]
    assert shown == [(True, 0.8, "counts", None), (True, 0.9, "retired", 2), (False, 0.4, "counts", None)]
    assert (answer.extra["about"], answer.extra["total"]) == ("claim", 3)
    assert rulings(answer) == [(0.8, "overruled", "grade"), (0.4, "selected", None)]


def test_a_claim_that_came_after_the_date_is_shown_as_such(tmp_path: Path) -> None:
    with asking(batch(made("x", "f@JP .9 2024", "f@JP .4 2018 src-b")), tmp_path) as context:
        answer = find_evidence(EvidenceQuery(claim_of(context, 0.9), as_of="2020"), context)

    assert [(row.values["share"], row.state) for row in answer.rows] == [(0.9, "later"), (0.4, "counts")]
    assert rulings(answer) == [(0.4, "selected", None)]


def test_a_name_of_two_nodes_lists_them_and_an_unknown_claim_is_an_unknown_name(tmp_path: Path) -> None:
    twins = {**batch(), "Material": [{"id": "one", "name_en": "Twin"}, {"id": "two", "name_en": "Twin"}]}

    with asking(twins, tmp_path) as context:
        with pytest.raises(AmbiguousName) as ambiguous:
            find_evidence(EvidenceQuery("twin"), context)
        for text in ("0" * 20, "nobody", " "):
            with pytest.raises(UnknownName):
                find_evidence(EvidenceQuery(text), context)

    assert ambiguous.value.candidates == ("one (Twin)", "two (Twin)")


def test_rows_can_be_taken_in_parts_and_settle_as_a_whole(tmp_path: Path) -> None:
    makers = ("f@JP .5 A", "f@JP .4 B src-b", "g .1")
    whole = asked(tmp_path / "a", *makers)
    parts = [asked(tmp_path / str(n), *makers, limit=1, offset=n) for n in range(4)]

    assert [row for part in parts for row in part.rows] == list(whole.rows)
    assert {part.extra["total"] for part in parts} == {3}


@pytest.mark.parametrize("query", [{"limit": 0}, {"offset": -1}, {"as_of": "soon"}, {"known_at": "2024-13"}])
def test_what_cannot_be_asked_is_wrong_use(query: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        asked(tmp_path, "f", **query)
