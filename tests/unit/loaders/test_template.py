"""The workbook people fill in, and the one they get back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]

from loaders import readers
from loaders.template.marked import marked
from loaders.template.write import layout, template
from schema.errors import InputRejected, Violation
from schema.load import contract
from schema.rules.shape import column_names, required_columns
from schema.validate import require_valid
from tests.unit.loaders.folders import only
from tests.unit.loaders.imports import csv_file

ROWS: dict[str, list[list[Any]]] = {
    "Material": [["resist", "光刻胶"]],
    "Firm": [["acme", None, "Acme"]],
    "SUPPLIES": [["acme", "resist", 0.4]],
}


def filled(path: Path, rows: dict[str, list[list[Any]]]) -> Path:
    template(path)
    book = openpyxl.load_workbook(path)
    for name, table in rows.items():
        for row in table:
            book[name].append(row)
    book.save(path)
    return path


def test_an_untouched_template_says_that_it_is_empty(tmp_path: Path) -> None:
    template(tmp_path / "t.xlsx")

    with pytest.raises(InputRejected) as caught:
        readers.read(tmp_path / "t.xlsx")

    assert "no table rows" in only(caught.value).rule


def test_a_filled_template_is_a_batch_and_its_examples_are_none(tmp_path: Path) -> None:
    raw = readers.read(filled(tmp_path / "t.xlsx", ROWS))

    batch = require_valid(raw, contract(), dataset="mine")

    assert {name: len(table) for name, table in batch.tables.items()} == {
        "Material": 1,
        "Firm": 1,
        "SUPPLIES": 1,
        "Source": 1,
    }
    assert batch.tables["SUPPLIES"]["share"].tolist() == [0.4]


def test_the_examples_without_their_mark_are_a_valid_batch(tmp_path: Path) -> None:
    """What people copy must be right: the ids of the examples refer to each other, and to what `known` holds."""
    template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    for name in layout()["sheets"]:
        book[name]["A2"].value = book[name]["A2"].value.rsplit(" ", 1)[-1]
    book.save(tmp_path / "t.xlsx")

    batch = require_valid(
        readers.read(tmp_path / "t.xlsx"),
        contract(),
        dataset="mine",
        known={"example-holding": "Firm", "kawasaki": "Place"},
    )

    assert set(batch.tables) == set(layout()["sheets"])


def column_of(validation: Any) -> int:
    (area,) = validation.sqref.ranges
    return int(area.min_col)


def test_every_closed_list_of_the_contract_is_a_drop_down_list(tmp_path: Path) -> None:
    template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")

    for name in layout()["sheets"]:
        sheet, type_ = book[name], contract().type(name)
        header = [cell.value for cell in sheet[1]]
        listed = {
            header[column_of(validation) - 1]: validation.formula1
            for validation in sheet.data_validations.dataValidation
            if validation.type == "list"
        }
        closed = [
            c for c in header if c in type_.properties and type_.properties[c].type in ("vocabulary", "boolean", "unit")
        ]
        assert set(header) <= set(column_names(type_))
        assert set(required_columns(type_)) <= set(header)
        assert set(closed) <= set(listed)
    level = next(v for v in book["Place"].data_validations.dataValidation if column_of(v) == 4)
    (cells,) = book[level.formula1.split("!")[0]][level.formula1.split("!")[1].replace("$", "")][0:1]
    assert cells[0].value == "country"


def test_each_header_says_what_it_is_in_both_languages(tmp_path: Path) -> None:
    template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")

    assert "市场份额" in book["SUPPLIES"]["C1"].comment.text
    assert "market share" in book["SUPPLIES"]["C1"].comment.text
    assert all(cell.comment for name in layout()["sheets"] for cell in book[name][1])


def test_both_languages_of_the_readme_have_the_same_number_of_rules() -> None:
    readme = layout()["readme"]

    assert len(readme["zh"]) == len(readme["en"]) > 0


def faults(path: Path) -> list[Violation]:
    with pytest.raises(InputRejected) as caught:
        require_valid(readers.read(path), contract(), dataset="mine")
    return list(caught.value.violations)


def test_errors_come_back_as_the_same_workbook_with_the_cells_marked(tmp_path: Path) -> None:
    path = filled(tmp_path / "t.xlsx", {**ROWS, "SUPPLIES": [["acme", "resist", 1.4], ["nobody", "resist", 0.2]]})
    book = openpyxl.load_workbook(path)
    book["SUPPLIES"]["B3"].font = Font(bold=True)
    book["SUPPLIES"]["C3"].comment = Comment("seen by me", "me")
    book.save(path)

    placed = marked(path, faults(path), tmp_path / "back.xlsx")

    back = openpyxl.load_workbook(tmp_path / "back.xlsx")
    sheet = back["SUPPLIES"]
    assert placed == 2
    assert [cell for cell in ("A3", "B3", "C3", "A4", "C4") if sheet[cell].fill.fill_type] == ["C3", "A4"]
    assert sheet["C3"].comment.text.startswith("seen by me\noutside")
    assert sheet["B3"].font.bold
    assert len(sheet.data_validations.dataValidation) == len(book["SUPPLIES"].data_validations.dataValidation)
    assert [[cell.value for cell in row] for row in back["errors"].iter_rows(max_col=4)] == [
        ["table", "row", "column", "value"],
        ["SUPPLIES", 3, "share", "1.4"],
        ["SUPPLIES", 4, "from", "nobody"],
    ]


def test_a_marked_workbook_loads_once_its_cells_are_mended(tmp_path: Path) -> None:
    path = filled(tmp_path / "t.xlsx", {**ROWS, "SUPPLIES": [["acme", "resist", 1.4]]})
    marked(path, faults(path), tmp_path / "back.xlsx")
    book = openpyxl.load_workbook(tmp_path / "back.xlsx")
    book["SUPPLIES"]["C3"].value = 0.4
    book.save(tmp_path / "back.xlsx")

    raw = readers.read(tmp_path / "back.xlsx")

    assert require_valid(raw, contract(), dataset="mine").tables["SUPPLIES"]["share"].tolist() == [0.4]


def test_a_csv_file_comes_back_as_a_workbook(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "供应商;份额\n甲;=1+1\n乙;2\n".encode("gbk"))
    given = [Violation("list.csv", 3, "份额", "2", "too much"), Violation("list.csv", 2, None, None, "whole row")]

    placed = marked(path, given, tmp_path / "back.xlsx", encoding="gbk")

    sheet = openpyxl.load_workbook(tmp_path / "back.xlsx")["list"]
    assert placed == 2
    assert [cell.coordinate for row in sheet for cell in row if cell.fill.fill_type] == ["A2", "B2", "B3"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("violation", "cells"),
    [
        (Violation("SUPPLIES", None, "share", None, "r"), {"C1"}),
        (Violation("SUPPLIES", None, "colour", None, "r"), {"A1"}),
        (Violation("SUPPLIES", 2, "B", None, "r"), {"B2"}),
        (Violation("Nothing", 2, "B", None, "r"), set()),
        (Violation("t.xlsx", None, None, None, "r"), set()),
        (Violation("SUPPLIES", 900_000, "share", None, "r"), set()),
    ],
)
def test_a_violation_finds_its_cell_by_header_or_letter_or_stands_in_the_list_alone(
    tmp_path: Path, violation: Violation, cells: set[str]
) -> None:
    template(tmp_path / "t.xlsx")
    plain = openpyxl.load_workbook(tmp_path / "t.xlsx")["SUPPLIES"]
    before = {cell.coordinate: cell.fill.start_color.rgb for row in plain for cell in row}

    marked(tmp_path / "t.xlsx", [violation], tmp_path / "back.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "back.xlsx")["SUPPLIES"]
    changed = {c.coordinate for row in sheet for c in row if c.fill.start_color.rgb != before.get(c.coordinate)}
    assert changed == cells


def test_what_is_no_sound_workbook_gets_the_list_alone(tmp_path: Path) -> None:
    path = csv_file(tmp_path, b"no zip", "t.xlsx")

    assert marked(path, [Violation("t.xlsx", None, None, None, "broken")], tmp_path / "back.xlsx") == 0
    assert openpyxl.load_workbook(tmp_path / "back.xlsx").sheetnames == ["errors"]
