"""Loading, reporting and taking back, as a person does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.running import batch, run


def counts(*words: str, store: str) -> list[tuple[str, int, int, int]]:
    rows = run(*words, "--format", "json", store=store).json["rows"]
    return [(row["dataset"], row["written"], row["unchanged"], row["retired"]) for row in rows]


def test_a_second_load_changes_nothing(world: Path, empty: str) -> None:
    first = counts("load", str(world), store=empty)
    second = counts("load", str(world), store=empty)

    assert [(dataset, unchanged, retired) for dataset, _, unchanged, retired in first] == [("world", 0, 0)]
    assert second == [("world", 0, first[0][1], 0)]
    assert len(run("runs", "--format", "json", store=empty).json["rows"]) == 1


def test_what_a_dataset_no_longer_says_is_retired_and_unload_brings_it_back(world: Path, store: str) -> None:
    supplies = (world / "SUPPLIES.csv").read_text("utf-8").splitlines(keepends=True)
    (world / "SUPPLIES.csv").write_text("".join(supplies[:-1]), "utf-8")

    assert [row[3] for row in counts("load", str(world), store=store)] == [1]
    assert "TOK" not in run("show", "resist", store=store).out
    assert run("unload", "2", store=store).code == 0
    assert "TOK" in run("show", "resist", store=store).out


def test_a_dry_run_reports_and_writes_nothing(world: Path, empty: str) -> None:
    ran = run("load", str(world), "--dry-run", store=empty)

    assert ran.code == 0
    assert "world" in ran.out
    assert run("runs", "--format", "json", store=empty).json["rows"] == []


def test_the_dataset_and_the_date_may_be_given(desk: Path, empty: str) -> None:
    mine = batch(desk / "mine", Firm="id\nacme\n", Material="id\nresist\n", SUPPLIES="from,to\nacme,resist\n")

    run("load", str(mine), "--source", "my-survey", "--as-of", "2024", store=empty)

    claim = run("show", "acme", "--format", "json", store=empty).json["rows"][0]["claims"][0]
    assert [claim[name] for name in ("dataset", "source", "as_of", "grade")] == ["my-survey", "my-survey", "2024", "D"]


def test_every_command_of_the_report_speaks_both_languages(world: Path, empty: str) -> None:
    assert "written" in run("load", str(world), "--lang", "en", store=empty).out
    assert "未变" in run("load", str(world), "--lang", "zh", store=empty).out


def test_progress_is_for_terminals_only(world: Path, empty: str) -> None:
    assert run("load", str(world), store=empty).err == ""


@pytest.mark.parametrize("output", ["copy", "copy.xlsx", "copy.json"])
def test_an_exported_graph_loads_again_and_answers_the_same(output: str, store: str, desk: Path) -> None:
    second = f"sqlite:///{desk / 'second.db'}"
    words = ("chokepoints", "--by", "all", "--reading", "possible", "--format", "json")

    assert run("export", "batch", "--output", output, store=store).code == 0
    assert run("load", output, store=second).code == 0

    before, after = (run(*words, store=where).json for where in (store, second))
    assert [row["units"] for row in before["rows"]] == [row["units"] for row in after["rows"]]
    assert before["names"] == after["names"]


def test_a_folder_of_parquet_files_is_asked_for_by_format(store: str, desk: Path) -> None:
    assert run("export", "batch", "--output", "copy", "--format", "parquet", store=store).code == 0

    assert (desk / "copy" / "SUPPLIES.parquet").is_file()


def test_an_export_does_not_mix_with_tables_that_are_there(store: str, world: Path) -> None:
    ran = run("export", "batch", "--output", str(world), store=store)

    assert ran.code == 2
    assert "already holds tables" in ran.err
