"""A person's own table through the command line: a suggested mapping, a load, a rejection that shows the cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.unit.cli.running import run


@pytest.fixture
def table(desk: Path) -> Path:
    path = desk / "suppliers.csv"
    path.write_text("供应商,物料,份额\n阿斯麦,scanner,45 %\n", "utf-8")
    return path


@pytest.fixture
def mapping(table: Path, desk: Path) -> Path:
    path = desk / "mapping.yaml"
    path.write_text(run("suggest", str(table)).out, "utf-8")
    return path


def test_a_suggested_mapping_loads_the_table_it_was_made_of(table: Path, mapping: Path, store: str) -> None:
    dry = run("load", str(table), "--map", str(mapping), "--dry-run", "--format", "json", store=store).json["rows"]
    done = run("load", str(table), "--map", str(mapping), "--format", "json", store=store).json["rows"]

    assert [(row["dataset"], row["run"]) for row in dry] == [("suppliers", None)]
    assert [row["written"] for row in done] == [row["written"] for row in dry]
    claims = run("show", "asml", "--format", "json", store=store).json["rows"][0]["claims"]
    assert 0.45 in [claim["values"].get("share") for claim in claims]


def test_a_merge_is_a_line_of_the_mapping_and_without_it_both_nodes_are_back_with_their_ids(
    table: Path, store: str, desk: Path
) -> None:
    table.write_text("供应商,物料,份额\n无名厂,scanner,45 %\n", "utf-8")
    columns = "columns: {firm: {column: 供应商, create: true}, item: 物料, share: 份额}"
    apart, merged = desk / "apart.yaml", desk / "merged.yaml"
    apart.write_text(f"kind: suppliers\ndataset: mine\n{columns}\n", "utf-8")
    merged.write_text(f"{apart.read_text('utf-8')}names: {{无名厂: asml}}\n", "utf-8")

    def firms_after(*words: str) -> list[str]:
        assert run(*words, store=store).code == 0
        claims = run("show", "scanner", "--format", "json", store=store).json["rows"][0]["claims"]
        return sorted({claim["other"] for claim in claims if claim["dataset"] == "mine"})

    (own,) = firms_after("load", str(table), "--map", str(apart))
    assert own.startswith("mine.")
    assert firms_after("load", str(table), "--map", str(merged)) == ["asml"]
    assert run("show", own, store=store).code == 2

    assert firms_after("load", str(table), "--map", str(apart)) == [own]
    assert run("show", own, store=store).code == run("show", "asml", store=store).code == 0

    assert firms_after("unload", "4") == ["asml"]
    assert firms_after("unload", "5") == [own]


def test_a_name_nobody_knows_stops_the_load_and_is_marked_in_a_workbook(
    table: Path, mapping: Path, store: str, desk: Path
) -> None:
    table.write_text("供应商,物料,份额\n无名厂,scanner,45 %\n", "utf-8")
    out = desk / "marked.xlsx"

    ran = run("load", str(table), "--map", str(mapping), "--marked", str(out), store=store)

    assert ran.code == 3
    assert "suppliers.csv, row 2, 供应商: '无名厂'" in ran.err
    assert [row[4].value for row in load_workbook(out)["errors"].iter_rows(min_row=2)] != []
    assert len(run("runs", "--format", "json", store=store).json["rows"]) == 1


def test_a_mapping_belongs_to_one_path(mapping: Path, store: str) -> None:
    assert run("load", "curated", "--map", str(mapping), store=store).code == 2


def test_an_untouched_template_is_refused_as_empty(store: str, desk: Path) -> None:
    file = desk / "template.xlsx"

    assert run("template", str(file)).code == 0
    ran = run("load", str(file), store=store)

    assert ran.code == 3
    assert "no table rows" in ran.err


def test_a_template_in_a_place_that_cannot_be_written_is_wrong_use(desk: Path) -> None:
    assert run("template", str(desk / "missing" / "template.xlsx")).code == 2
