"""Workbooks: what typed cells mean, and what no workbook may bring with it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from loaders import readers
from loaders.forms import workbook
from schema.errors import InputRejected
from tests.unit.loaders.folders import only, places, table

Fill = Callable[[Any], None]


def saved(tmp_path: Path, fill: Fill) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "T"
    fill(sheet)
    book.save(tmp_path / "b.xlsx")
    return tmp_path / "b.xlsx"


def rows(*given: list[Any]) -> Fill:
    def fill(sheet: Any) -> None:
        for row in given:
            sheet.append(row)

    return fill


def rejected(path: Path) -> InputRejected:
    with pytest.raises(InputRejected) as caught:
        readers.read(path)
    return caught.value


def test_cells_come_as_the_values_they_show(tmp_path: Path) -> None:
    given = ["0", 2024, 0.25, True, date(2024, 6, 30), datetime(2024, 6, 30), datetime(2024, 6, 30, 8, 30), 3.0]
    path = saved(tmp_path, rows([f"c{position}" for position in range(8)], given))

    found = readers.read(path).tables["T"].iloc[0].tolist()

    assert found == ["0", 2024, 0.25, True, "2024-06-30", "2024-06-30", "2024-06-30T08:30:00", 3]
    assert [type(value) for value in found[:4]] == [str, int, float, bool]
    assert isinstance(found[7], int)


def test_empty_rows_are_dropped_and_the_others_keep_their_number(tmp_path: Path) -> None:
    path = saved(tmp_path, rows(["id", "name_zh"], ["a", None], [], ["b"]))

    found = readers.read(path).tables["T"]

    assert found["id"].to_dict() == {2: "a", 4: "b"}


def test_formatted_but_unused_columns_and_sheets_are_no_part_of_the_batch(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["id", None, None])
        sheet.append(["a", None, None])
        sheet.cell(1, 6).font = openpyxl.styles.Font(bold=True)
        sheet.parent.create_sheet("Sheet2")

    found = readers.read(saved(tmp_path, fill)).tables

    assert {name: list(data.columns) for name, data in found.items()} == {"T": ["id"]}


@pytest.mark.parametrize(
    ("given", "place", "rule"),
    [
        ([["id"], ["=1+1"]], ("T", 2, "A"), "formula"),
        ([["id", "x"], ["a", "#REF!"]], ("T", 2, "B"), "error"),
        ([["id", "x"], ["a", time(8, 30)]], ("T", 2, "B"), "time of day"),
        ([["id", "id"], ["a", "b"]], ("T", 1, "id"), "once"),
        ([["id", None, "x"], ["a", "b", "c"]], ("T", 1, None), "empty"),
        ([["id"], ["a", "b"]], ("T", 2, None), "beyond"),
        ([["id", *[None] * 300, "far"], ["a"]], ("T", 1, None), "at most"),
    ],
)
def test_a_cell_that_is_no_plain_value_is_refused_at_its_place(
    tmp_path: Path, given: list[list[Any]], place: tuple[str, int, str | None], rule: str
) -> None:
    found = rejected(saved(tmp_path, rows(*given)))

    assert places(found) == {place}
    assert rule in only(found).rule


def with_part(path: Path, name: str) -> Path:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
    return path


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/oleObject1.bin"]
)
def test_macros_links_and_embedded_objects_are_refused(tmp_path: Path, part: str) -> None:
    path = with_part(saved(tmp_path, rows(["id"], ["a"])), part)

    assert part in only(rejected(path)).rule


def test_a_workbook_that_unpacks_beyond_the_bound_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, rows(["id"], ["a" * 30_000]))
    monkeypatch.setattr(workbook, "MAX_UNCOMPRESSED_BYTES", 20_000)

    assert "unpacks" in only(rejected(path)).rule


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.xlsx").write_bytes(content)

    assert "workbook" in only(rejected(tmp_path / "b.xlsx")).rule


def test_a_zip_that_holds_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("hello.txt", "x")

    assert "workbook" in only(rejected(tmp_path / "b.xlsx")).rule


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, rows(["id"], ["a"]))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-30]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    assert "workbook" in only(rejected(path)).rule


@pytest.mark.parametrize("text", ["x" * 32_768, "a\x07b", "a\rb"])
def test_what_a_cell_cannot_keep_is_refused_when_writing(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputRejected) as caught:
        readers.write({"T": table(id=["a", text])}, tmp_path / "b.xlsx", "xlsx")

    assert places(caught.value) == {("T", 3, "id")}


def test_a_table_longer_than_a_sheet_is_refused_when_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_SHEET_ROWS", 3)

    with pytest.raises(InputRejected) as caught:
        readers.write({"T": table(id=["a", "b", "c"])}, tmp_path / "b.xlsx", "xlsx")

    assert "rows" in only(caught.value).rule
