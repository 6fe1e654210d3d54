"""How far the data carries and what changed, as a person reads it."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.running import run


def test_coverage_without_a_plan_has_no_fields_but_says_how_to_read_it(store: str) -> None:
    ran = run("coverage", store=store)

    assert ran.code == 0
    assert "0 fields of the plan" in ran.out
    assert "gap of the data" in ran.out


def test_a_diff_names_the_finding_that_went_and_the_claim_behind_it(world: Path, store: str) -> None:
    supplies = (world / "SUPPLIES.csv").read_text("utf-8").splitlines(keepends=True)
    (world / "SUPPLIES.csv").write_text("".join(line for line in supplies if not line.startswith("asml")), "utf-8")
    run("load", str(world), store=store)

    rows = run("diff", "1", "2", "--by", "firm", "--format", "json", store=store).json["rows"]
    printed = run("diff", "1", "2", "--by", "firm", store=store).out

    gone = [row for row in rows if row["units"] == ["firm:asml"]]
    assert {row["change"] for row in gone} == {"gone"}
    assert {claim["start"] for row in gone for claim in row["causes"]} == {"asml"}
    assert "firm ASML" in printed
    assert "claim no longer made" in printed


def test_a_snapshot_that_is_none_is_wrong_use(store: str) -> None:
    assert run("diff", "1", "yesterday", store=store).code == 2
