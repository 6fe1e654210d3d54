"""What a command prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from tests.unit.cli.running import batch, run

ENVELOPE = ["question", "parameters", "snapshot", "method", "coverage", "rows", "warnings"]
COMMANDS = (
    *("load", "unload", "runs", "sources", "search", "show"),
    *("chokepoints", "single-source", "cut-sets", "what-if", "exposure", "dependency-paths", "by-whom", "importance"),
    *("serve", "export", "doctor", "keys"),
)


def test_every_command_explains_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for lang in ("en", "zh"):
        monkeypatch.setenv("GRAPHSVC_LANGUAGE", lang)
        for command in COMMANDS:
            ran = run(command, "--help")

            assert ran.code == 0
            assert "help." not in ran.out, "a key of the catalogue was printed"


def test_help_speaks_the_language_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHSVC_LANGUAGE", "zh")

    assert "卡点" in run("--help").out


def test_an_answer_is_one_json_object_with_what_it_was_computed_on(store: str) -> None:
    answer = run("chokepoints", "sector-chips", "--format", "json", store=store).json

    assert list(answer)[: len(ENVELOPE)] == ENVELOPE
    assert answer["question"] == "chokepoints"
    assert answer["parameters"]["targets"] == ["sector-chips"]
    assert answer["snapshot"].startswith("1/")
    assert answer["method"] == {"name": "chokepoints", "version": "1"}
    assert answer["complete_to_order"] == 2
    assert isinstance(answer["possible_only"], int)
    assert answer["names"]["asml"] == {"en": "ASML", "zh": "阿斯麦"}
    assert answer["sources"]["survey"]["publisher"] == "A house"


def test_a_chokepoint_carries_its_proof(store: str) -> None:
    rows = run("chokepoints", "sector-chips", "--by", "firm", "--format", "json", store=store).json["rows"]

    assert [(row["rank"], row["units"], row["order"], row["reading"], row["kind"]) for row in rows] == [
        (1, ["firm:asml"], 1, "confirmed", "direct"),
        (2, ["firm:jsr", "firm:tok"], 2, "confirmed", None),
    ]
    assert rows[0]["sectors"] == 1
    assert rows[1]["sectors"] is None
    assert rows[0]["witness"]["slots"] == [{"item": "sector-chips", "slot": "scanner"}]
    assert rows[0]["decided_by"][0]["share"] == 1.0


def test_counts_are_given_by_target_and_reading(store: str) -> None:
    rows = run("cut-sets", "sector-chips", "--by", "firm", "--count", "--format", "json", store=store).json["rows"]

    assert rows == [
        {"target": "sector-chips", "reading": "confirmed", "counts": {"1": 1, "2": 1}},
        {"target": "sector-chips", "reading": "likely", "counts": {"1": 1, "2": 1}},
    ]


def test_several_failures_are_one_scenario(store: str) -> None:
    words = ("--fail", "firm:jsr", "--fail", "TOK", "--target", "光刻胶", "--format", "json")

    row = run("what-if", *words, store=store).json["rows"][0]

    assert row["stopped"] == {"confirmed": ["resist"], "likely": ["resist"], "possible": ["resist"]}
    assert row["stopped_world"] == row["stopped"]


@pytest.mark.parametrize("words", [("--by", "firm", "sector-chips"), ("sector-chips", "--by", "firm")])
def test_options_may_stand_before_or_after_arguments(words: tuple[str, ...], store: str) -> None:
    found = run("single-source", *words, "--format", "json", store=store).json

    assert [row["unit"] for row in found["rows"]] == ["firm:asml"]


@pytest.mark.parametrize("name", ["scanner", "光刻机", "Scanner", "步进机", "SCANNER"])
def test_a_target_is_known_by_id_name_and_alias(name: str, store: str) -> None:
    assert run("cut-sets", name, "--format", "json", store=store).json["parameters"]["target"] == "scanner"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chokepoints", "nowhere"), "'nowhere'"),
        (("chokepoints", "--horizon", "soon"), "horizon: got 'soon'"),
        (("chokepoints", "--max-order", "9"), "max-order: got 9"),
        (("chokepoints", "--max-order", "two"), "--max-order"),
        (("chokepoints", "--by", "planet"), "by: got 'planet'"),
        (("chokepoints", "--home", "Atlantis"), "'Atlantis'"),
        (("chokepoints", "--as-of", "soon"), "as-of"),
        (("what-if",), "fail"),
        (("search",), "TEXT"),
        (("search", " "), "search"),
        (("search", "x", "--limit", "0"), "limit"),
        (("show", "nowhere"), "'nowhere'"),
        (("runs", "--format", "xml"), "format: got 'xml'"),
        (("runs", "--lang", "fr"), "lang: got 'fr'"),
        (("runs", "--format", "parquet"), "--output"),
        (("unload", "7"), "no run 7"),
        (("load", "nowhere.csv"), "nowhere.csv"),
        (("export", "graphml", "--output", "x"), "graphml"),
        (("nonsense",), "nonsense"),
    ],
)
def test_wrong_use_is_explained_on_standard_error(words: tuple[str, ...], said: str, store: str) -> None:
    ran = run(*words, store=store)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_an_ambiguous_name_lists_the_candidates(desk: Path, empty: str) -> None:
    china = [{"id": "CN", "level": "country", "code": "CN"}]
    twins = batch(
        desk / "twins", Place=china, Material=[{"id": "twin-1", "name_en": "twin"}, {"id": "twin-2", "name_en": "twin"}]
    )
    run("load", str(twins), store=empty)

    ran = run("cut-sets", "twin", store=empty)

    assert ran.code == 2
    assert "twin-1" in ran.err
    assert "twin-2" in ran.err


def test_an_empty_store_says_what_to_do(empty: str) -> None:
    ran = run("chokepoints", store=empty)

    assert ran.code == 2
    assert "graphsvc load" in ran.err


def test_a_search_without_time_is_partial_and_says_what_is_proven(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHSVC_CUT_SECONDS", "1e-9")
    for module in ("families", "cut_search"):  # this graph is done before the first look at the clock
        monkeypatch.setattr(f"analytics.{module}.BUDGET", 1)

    ran = run("cut-sets", "sector-chips", "--by", "all", "--format", "json", store=store)

    assert ran.code == 5
    assert ran.json["partial"] is True
    assert 1 <= ran.json["complete_to_order"] < 3


def test_a_setting_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHSVC_PORT", "door")

    ran = run("runs")

    assert (ran.code, ran.out) == (2, "")
    assert "GRAPHSVC_PORT=door" in ran.err


def test_a_defect_leaves_a_reference_and_a_log_and_no_traceback_on_the_screen(store: str, desk: Path) -> None:
    with closing(sqlite3.connect(store.removeprefix("sqlite:///"))) as connection:
        connection.execute("ALTER TABLE run RENAME TO runs")  # a file that is ours and not as we made it

    ran = run("runs", store=store)

    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    log = (desk / "var" / "cache" / "errors.log").read_text("utf-8")
    assert "Traceback" in log
    assert log.split()[1] in ran.err


def test_a_file_gets_the_answer_and_standard_output_nothing(store: str, desk: Path) -> None:
    ran = run("search", "scanner", "--format", "json", "--output", "found/answer.json", store=store)

    assert (ran.code, ran.out) == (0, "")
    assert "found/answer.json" in ran.err
    assert json.loads((desk / "found" / "answer.json").read_text("utf-8"))["rows"][0]["id"] == "scanner"


def test_a_file_that_cannot_be_written_is_wrong_use(store: str, desk: Path) -> None:
    (desk / "taken").write_text("a file, no folder")

    ran = run("runs", "--output", "taken/answer.txt", store=store)

    assert ran.code == 2
    assert "taken/answer.txt" in ran.err


def test_csv_and_parquet_hold_the_same_flat_rows(store: str, desk: Path) -> None:
    words = ("chokepoints", "sector-chips", "--by", "firm")
    run(*words, "--format", "csv", "--output", "rows.csv", store=store)
    run(*words, "--format", "parquet", "--output", "rows.parquet", store=store)

    csv, parquet = pd.read_csv(desk / "rows.csv"), pd.read_parquet(desk / "rows.parquet")

    assert list(csv["units"]) == list(parquet["units"]) == ["firm:asml", "firm:jsr|firm:tok"]
    assert list(csv.columns) == list(parquet.columns)
    assert csv["sectors"].isna().tolist() == [False, True]
    assert csv["witness.items"][0] == "scanner|sector-chips"


def test_a_reader_that_goes_away_is_no_failure(store: str, desk: Path) -> None:
    code = "import sys; from graphsvc.cli import main; sys.exit(main())"
    root = str(Path(__file__).resolve().parents[3])
    command = [sys.executable, "-c", code, "show", "sector-chips", "--format", "json", "--store", store]
    reading, writing = os.pipe()
    os.close(reading)

    ran = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, cwd=root, check=False)
    os.close(writing)

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_warnings_are_sentences_in_the_asked_language(desk: Path, empty: str) -> None:
    supplies = [
        {"from": firm, "to": "resist", "share": share, "source": source, "as_of": year, "grade": "B"}
        for firm, share, source, year in (("jsr", 0.7, "old", 2019), ("tok", 0.6, "new", 2024))
    ]
    odd = batch(
        desk / "odd",
        Place=[{"id": "CN", "level": "country", "code": "CN"}],
        Firm=[{"id": "jsr"}, {"id": "tok"}],
        Material=[{"id": "resist", "name_zh": "光刻胶", "name_en": "Resist"}],
        Source=[{"id": "old", "title": "Old"}, {"id": "new", "title": "New"}],
        SUPPLIES=supplies,
    )
    run("load", str(odd), store=empty)

    english = run("cut-sets", "resist", "--format", "json", store=empty).json["warnings"]
    chinese = run("cut-sets", "resist", "--format", "json", "--lang", "zh", store=empty).json["warnings"]

    assert [("Resist" in line, "do not fit" in line, "old" in line, "new" in line) for line in english] == [(True,) * 4]
    assert [("光刻胶" in line, "互不相容" in line, "old" in line, "new" in line) for line in chinese] == [(True,) * 4]
