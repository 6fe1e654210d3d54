"""Evidence and conflicts as a person reads them, and as a program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.running import Ran, batch, run

SUPPLIES = [
    {"from": "acme", "to": "resist", "share": 0.5, "source": "one", "as_of": 2024, "grade": "A", "locator": "p. 3"},
    {"from": "acme", "to": "resist", "share": 0.4, "source": "other", "as_of": 2024, "grade": "C"},
]


@pytest.fixture
def disputed(desk: Path, empty: str) -> str:
    two = batch(
        desk / "two",
        Firm=[{"id": "acme", "name_zh": "顶点", "name_en": "Acme"}],
        Material=[{"id": "resist", "name_zh": "光刻胶", "name_en": "Resist"}],
        Source=[
            {"id": "one", "title": "Yearbook", "publisher": "Office", "year": 2025, "licence": "public domain"},
            {"id": "other", "title": "Other"},
        ],
        SUPPLIES=SUPPLIES,
    )
    run("load", str(two), store=empty)
    return empty


def unwrapped(ran: Ran) -> str:
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


def test_the_claims_of_a_node_are_told_with_place_grade_run_and_what_is_taken(disputed: str) -> None:
    printed = unwrapped(run("evidence", "resist", store=disputed))

    assert "Evidence about Resist (resist): 2 claims" in printed
    for part in ("market share 50%: taken", "market share 40%: weaker grade", "p. 3", "Yearbook Office 2025"):
        assert part in printed


def test_the_same_in_chinese(disputed: str) -> None:
    printed = unwrapped(run("evidence", "光刻胶", "--lang", "zh", store=disputed))

    for part in ("光刻胶（resist）的证据：2条断言", "市场份额 50%：采用", "市场份额 40%：证据等级较低"):
        assert part in printed


def test_one_claim_is_told_in_full_with_what_it_competes_with(disputed: str) -> None:
    rows = run("evidence", "resist", "--format", "json", store=disputed).json["rows"]
    claim = next(row["claim"] for row in rows if row["grade"] == "A")

    printed = unwrapped(run("evidence", claim, store=disputed))

    assert f"Claim {claim}: Acme supplies Resist" in printed
    for part in ("source Yearbook (one)", "year 2025", "licence public domain", "place in it p. 3", "added by run 1"):
        assert part in printed
    assert "Claims about the same thing: 1" in printed


def test_a_claim_that_is_no_longer_made_says_since_when(desk: Path, disputed: str) -> None:
    claims = run("evidence", "resist", "--format", "json", store=disputed).json["rows"]
    batch(desk / "two", SUPPLIES=SUPPLIES[:1])
    run("load", str(desk / "two"), store=disputed)

    gone = next(row["claim"] for row in claims if row["source"] == "other")
    printed = unwrapped(run("evidence", gone, store=disputed))

    assert "no longer stated by its dataset" in printed
    assert "dropped by run 2" in printed


def test_conflicts_are_counted_and_stand_side_by_side(disputed: str) -> None:
    printed = unwrapped(run("conflicts", store=disputed))

    assert "Claims that disagree: 1" in printed
    assert "10.0 points apart" in printed
    assert "50% (one, 2024, grade A): taken" in printed
    assert "40% (other, 2024, grade C): weaker grade" in printed


def test_conflicts_of_a_node_without_any_are_none(store: str) -> None:
    assert "Claims that disagree about Resist: 0" in run("conflicts", "resist", store=store).out


def many(folder: Path, firms: int) -> Path:
    """Each firm's share as two sources see it."""
    claims = [{"from": f"firm-{n}", "to": "m", "source": s} for n in range(firms) for s in ("a", "b")]
    return batch(
        folder,
        Firm=[{"id": f"firm-{n}"} for n in range(firms)],
        Material=[{"id": "m"}],
        Source=[{"id": "a"}, {"id": "b"}],
        SUPPLIES=[{**claim, "share": 0.01 if claim["source"] == "a" else 0.02} for claim in claims],
    )


def test_a_screen_shows_the_first_conflicts_and_how_many_more_there_are_and_json_has_all(
    desk: Path, empty: str
) -> None:
    run("load", str(many(desk / "many", 20)), store=empty)

    screen, limited = run("conflicts", store=empty).out, run("conflicts", "--limit", "15", store=empty).out
    run("conflicts", "--output", "whole.txt", store=empty)

    assert screen.count("1.0 points apart") == 12
    assert "and 8 more" in screen
    assert limited.count("1.0 points apart") == 15
    assert "and 5 more" in limited
    assert (desk / "whole.txt").read_text("utf-8").count("1.0 points apart") == 20
    assert len(run("conflicts", "--format", "json", store=empty).json["rows"]) == 20


def test_what_a_table_of_claims_leaves_out_is_counted(desk: Path, empty: str) -> None:
    run("load", str(many(desk / "many", 20)), store=empty)

    assert "30 more" in run("evidence", "m", store=empty).out
    assert "and 37 more claims" in run("evidence", "m", "--limit", "3", store=empty).out


def test_what_cannot_be_asked_is_wrong_use(disputed: str) -> None:
    for words in (("evidence", "nobody"), ("conflicts", "nobody"), ("conflicts", "--limit", "0")):
        assert run(*words, store=disputed).code == 2
