"""Rows are popped column by column; what is left over stops the load."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.rows import Row, rows
from schema.errors import InputRejected
from tests.unit.loaders.folders import csv_folder, only, places


def row(**cells: str | None) -> Row:
    return Row("made.csv", 7, dict(cells))


def test_records_know_the_file_and_row_a_person_can_open(tmp_path: Path) -> None:
    data = csv_folder(tmp_path, {"chips/Firm.csv": "id,name\nf,\n\ng,x\n"})

    found = [(found.file, found.number, found.pop("id"), found.pop("name")) for found in rows(data, "chips/Firm.csv")]

    assert found == [("chips/Firm.csv", 2, "f", None), ("chips/Firm.csv", 4, "g", "x")]


def test_a_column_nobody_took_is_named_with_file_and_row() -> None:
    record = row(id="f", Production="3", Footnote=None)
    record.pop("id")

    with pytest.raises(InputRejected) as caught:
        record.audit()

    assert places(caught.value) == {("made.csv", 7, "Production"), ("made.csv", 7, "Footnote")}


def test_a_column_ignored_by_name_is_no_left_over() -> None:
    record = row(id="f", Footnote="e")
    record.pop("id")

    record.audit(ignore=("Footnote",))

    with pytest.raises(InputRejected):
        record.audit()


@pytest.mark.parametrize("column", ["Produktion", "id"])
def test_a_column_that_is_missing_or_taken_twice_is_an_error(column: str) -> None:
    record = row(id="f")
    record.pop("id")

    with pytest.raises(InputRejected) as caught:
        record.pop(column)

    assert places(caught.value) == {("made.csv", 7, column)}


def test_unknown_is_not_zero() -> None:
    record = row(a="0", b=None, c="1.5e3")

    assert [record.pop_number("a"), record.pop_number("b"), record.pop_number("c")] == [0.0, None, 1500.0]


def test_a_number_that_is_none_is_refused_with_its_text() -> None:
    with pytest.raises(InputRejected) as caught:
        row(share="<0.1").pop_number("share")

    assert only(caught.value).value == "<0.1"


def test_a_needed_cell_must_not_be_empty() -> None:
    with pytest.raises(InputRejected) as caught:
        row(id=None).text("id")

    assert places(caught.value) == {("made.csv", 7, "id")}


def test_pop_all_takes_the_columns_the_file_has() -> None:
    record = row(id="f", name_zh="x", extra="1")

    assert record.pop_all(("id", "name_zh", "name_en")) == {"id": "f", "name_zh": "x"}
    with pytest.raises(InputRejected) as caught:
        record.audit()
    assert places(caught.value) == {("made.csv", 7, "extra")}
