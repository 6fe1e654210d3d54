"""Files as they come: each is loaded as it was meant, or refused with the table, the row and the column to mend."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import settings

from loaders import readers
from loaders.forms import encodings
from loaders.importers.suggest import suggest
from schema.errors import InputRejected
from tests.unit.loaders.folders import csv_folder, only, places, rules
from tests.unit.loaders.imports import SUPPLIERS, csv_file, prepared, rejected, rows, workbook

LIST = "供应商,物料,份额\n信越化学,光刻胶,0.45\n东京应化,光刻胶,0.3\n"
LOADED = [("shin-etsu", "resist", 0.45), ("tok", "resist", 0.3)]
CLAIM = ("from", "to", "share")
HEAD = ["供应商", "物料", "份额"]
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_usual_encodings_of_a_list_are_recognised(tmp_path: Path, encoding: str) -> None:
    found = prepared(csv_file(tmp_path, LIST.encode(encoding)), SUPPLIERS)

    assert rows(found, "SUPPLIES", *CLAIM) == LOADED


def test_one_word_deep_in_a_large_file_decides_its_encoding(tmp_path: Path) -> None:
    lines = "jsr,resist,0.1\n" * 100_000
    path = csv_file(tmp_path, ("供应商,物料,份额\n" + lines + "东京应化,光刻胶,0.3\n").encode("gbk"))

    assert encodings.detect(path) == ("gb18030",)


def test_an_encoding_that_cannot_be_told_is_asked_for_and_taken(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "firm,part,share\n信越,x,1\n".encode("gbk"))
    text = "{kind: suppliers, dataset: a, columns: {firm: firm, item: part, share: share}}"

    assert "gb18030" in only(rejected(path, text)).rule
    told = prepared(path, text.replace("dataset: a", "dataset: a, encoding: gbk"))
    assert [review.text for review in told.unresolved] == ["信越", "x"]


def test_a_wrong_encoding_in_the_mapping_is_named(tmp_path: Path) -> None:
    fault = only(rejected(csv_file(tmp_path, LIST.encode("gbk")), SUPPLIERS + "encoding: utf-8\n"))

    assert (fault.table, fault.row) == ("list.csv", 1)
    assert "utf-8" in fault.rule


def test_the_batch_form_stays_utf_8_and_names_what_it_found(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "b", {"Firm.csv": "id,name_zh\nf,信越化学工业株式会社\n".encode("gbk")})

    with pytest.raises(InputRejected) as caught:
        readers.read(folder)

    assert "UTF-8" in only(caught.value).rule
    assert "gb18030" in only(caught.value).rule


def merged(path: Path, *ranges: str) -> Path:
    book = openpyxl.load_workbook(path)
    for range_ in ranges:
        book.active.merge_cells(range_)
    book.save(path)
    return path


def test_merged_cells_are_refused_at_their_place_or_filled_when_the_mapping_says_so(tmp_path: Path) -> None:
    path = merged(workbook(tmp_path, HEAD, ["信越化学", "光刻胶", 0.4], [None, "cip", 0.3]), "A2:A3")
    text = SUPPLIERS + "names: {cip: cip}\n"

    assert places(rejected(path, text)) == {("Sheet1", 2, "A")}
    filled = prepared(path, text + "merged: fill\n")
    assert rows(filled, "SUPPLIES", *CLAIM) == [("shin-etsu", "resist", 0.4), ("shin-etsu", "cip", 0.3)]


def test_a_merged_title_above_the_header_does_no_harm(tmp_path: Path) -> None:
    path = merged(workbook(tmp_path, ["供应商名录", None, None], HEAD, ["信越化学", "光刻胶", 0.45]), "A1:C1")

    assert rows(prepared(path, SUPPLIERS + "header_row: 2\n"), "SUPPLIES", *CLAIM) == LOADED[:1]


def test_merged_cells_of_a_batch_are_refused(tmp_path: Path) -> None:
    path = merged(workbook(tmp_path, ["id", "name_en"], ["a", "x"], ["b", None]), "B2:B3")

    with pytest.raises(InputRejected) as caught:
        readers.read(path)

    assert places(caught.value) == {("Sheet1", 2, "B")}


def test_a_formula_is_refused_where_it_is_used_and_does_no_harm_elsewhere(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, [*HEAD, "合计"], ["信越化学", "光刻胶", "=0.4+0.05", "=C2"], ["东京应化", "光刻胶", 0.3, "=C3"]
    )
    text = SUPPLIERS + "ignore: [合计]\n"

    fault = only(rejected(path, text))

    assert (fault.table, fault.row, fault.column, fault.value) == ("Sheet1", 2, "份额", "=0.4+0.05")


def test_an_error_in_a_cell_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, ["信越化学", "光刻胶", "#REF!"])

    assert places(rejected(path, SUPPLIERS)) == {("Sheet1", 2, "份额")}


def test_percentages_written_or_only_shown_are_shares(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, ["信越化学", "光刻胶", "45 %"], ["东京应化", "光刻胶", 0.3])
    book = openpyxl.load_workbook(path)
    book.active["C3"].number_format = "0.0%"
    book.save(path)

    assert rows(prepared(path, SUPPLIERS), "SUPPLIES", *CLAIM) == LOADED


def test_percentages_without_a_sign_are_shares_when_the_mapping_says_so_and_outside_the_range_else(
    tmp_path: Path,
) -> None:
    path = csv_file(tmp_path, LIST.replace("0.45", "45").replace("0.3", "30"))
    told = SUPPLIERS.replace("share: 份额", "share: {column: 份额, unit: '%'}")

    assert rows(prepared(path, told), "SUPPLIES", *CLAIM) == LOADED
    assert places(rejected(path, SUPPLIERS)) == {("list.csv", 2, "份额"), ("list.csv", 3, "份额")}


def test_a_number_with_thousands_that_could_be_two_is_named(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "供应商;物料;产能\n信越化学;光刻胶;1,234\n东京应化;光刻胶;1 234,5\n")
    text = "{kind: suppliers, dataset: a, columns: {firm: 供应商, item: 物料, capacity: {column: 产能, unit: t/a}}}"

    assert places(rejected(path, text)) == {("list.csv", 2, "产能")}
    told = prepared(path, text.replace("dataset: a", "dataset: a, decimal: ','"))
    assert rows(told, "SUPPLIES", "capacity") == [(1.234,), (1234.5,)]


def test_dates_as_text_and_as_days_of_a_spreadsheet_are_one_date(tmp_path: Path) -> None:
    given = ["2024/3/1", "2024年3月1日", "1 Mar 2024", 45352, date(2024, 3, 1)]
    names = ["jsr", "tok", "shin-etsu", "JSR ", "信越化学"]
    items = ["resist", "resist", "resist", "cip", "cip"]
    path = workbook(tmp_path, ["供应商", "物料", "日期"], *[list(row) for row in zip(names, items, given, strict=True)])
    text = "{kind: suppliers, dataset: a, names: {cip: cip}, columns: {firm: 供应商, item: 物料, as_of: 日期}}"

    assert set(rows(prepared(path, text), "SUPPLIES", "as_of")) == {("2024-03-01",)}


def test_a_unit_of_the_wrong_dimension_is_named_wherever_it_stands(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "供应商,物料,产能,单位\n信越化学,光刻胶,5,t/a\n东京应化,光刻胶,5,美元\njsr,光刻胶,5 €,t/a\n"
    )
    columns = "firm: 供应商, item: 物料, capacity: 产能, capacity_unit: 单位"

    assert places(rejected(path, f"{{kind: suppliers, dataset: a, columns: {{{columns}}}}}")) == {
        ("list.csv", 4, "产能")
    }
    path = csv_file(tmp_path, path.read_text().replace("5 €", "5"))
    fault = only(rejected(path, f"{{kind: suppliers, dataset: a, columns: {{{columns}}}}}"))
    assert (fault.row, fault.column, fault.value) == (3, "单位", "美元")
    share = csv_file(tmp_path, LIST.replace("0.3", "3 t"))
    assert "dimension" in only(rejected(share, SUPPLIERS)).rule


def test_rows_said_twice_are_one_and_rows_that_contradict_are_refused(tmp_path: Path) -> None:
    twice = prepared(csv_file(tmp_path, LIST + "信越化学,photoresist,45%\n"), SUPPLIERS)
    against = only(rejected(csv_file(tmp_path, LIST + "Shin-Etsu,光刻胶,0.5\n"), SUPPLIERS))

    assert (rows(twice, "SUPPLIES", *CLAIM), twice.repeated) == (LOADED, 1)
    assert (against.table, against.row) == ("list.csv", 4)
    assert "repeats row 2" in against.rule


def test_firms_that_control_each_other_load_with_a_warning(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "公司,股东,比例\njsr,tok,60%\ntok,jsr,70%\ntok,shin-etsu,5%\nshin-etsu,tok,5%\n")
    text = "{kind: ownership, dataset: a, columns: {firm: 公司, owner: 股东, share: 比例}}"

    (warning,) = prepared(path, text).batch.warnings

    assert "jsr, tok" in warning


def test_a_place_inside_itself_is_refused_at_its_rows(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "place,inside\nDE,FR\nFR,DE\nFR,JP\n")
    text = "{kind: batch, table: PART_OF, dataset: a, columns: {from: place, to: inside}}"

    assert places(rejected(path, text)) == {("list.csv", 2, "inside"), ("list.csv", 3, "inside")}


def test_columns_the_mapping_does_not_know_are_named(tmp_path: Path) -> None:
    path = csv_file(tmp_path, LIST.replace("份额", "市场份额"))

    assert places(rejected(path, SUPPLIERS)) == {("list.csv", 1, "份额"), ("list.csv", 1, "市场份额")}


@pytest.mark.parametrize(
    ("content", "row", "rule"),
    [
        ('供应商,物料,份额\n"信越化学,光刻胶,1\n', 2, "CSV"),
        ("供应商,物料,份额\n信越化学,光刻胶,1,2\n", 2, "more cells"),
        ("供应商,物料,\n信越化学,光刻胶,1\n", 2, "more cells"),
        ("供应商,,份额\n信越化学,光刻胶,1\n", 1, "empty"),
        ("供应商,物料,物料\n信越化学,光刻胶,1\n", 1, "rename"),
        ("供应商,物料,份额\n信越\0化学,光刻胶,1\n", 2, "NUL"),
        ("", None, "row 1"),
    ],
)
def test_a_broken_file_is_refused_at_its_row(tmp_path: Path, content: str, row: int | None, rule: str) -> None:
    fault = only(rejected(csv_file(tmp_path, content), SUPPLIERS + "encoding: utf-8\n"))

    assert fault.row == row
    assert rule in fault.rule


def with_part(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("xl/vbaProject.bin", b"x", "macros"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>", "links"),
        ("xl/media/image1.bin", b"\0" * 30_000_000, "zip bomb"),
    ],
)
@pytest.mark.parametrize("read", [readers.read, lambda path: prepared(path, SUPPLIERS)])
def test_macros_outside_links_and_zip_bombs_are_refused_unread(
    tmp_path: Path, name: str, content: bytes, rule: str, read: Callable[[Path], Any]
) -> None:
    path = with_part(workbook(tmp_path, HEAD, ["信越化学", "光刻胶", 0.45]), name, content)

    with pytest.raises(InputRejected) as caught:
        read(path)

    assert only(caught.value).table == "list.xlsx"
    assert rule in only(caught.value).rule


def test_a_long_honest_sheet_is_no_zip_bomb(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "long.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Firm")
        sheet.write_row(0, 0, ["id", "name_en", "name_zh"])
        for row in range(1, 60_001):
            sheet.write_row(row, 0, [f"f{row}", "same", "same"])

    assert len(readers.read(tmp_path / "long.xlsx").tables["Firm"]) == 60_000


@pytest.mark.parametrize("name", ["list.xls", "list.xlsm", "list.pdf", "missing.csv"])
def test_a_file_of_another_form_or_none_is_refused(tmp_path: Path, name: str) -> None:
    if name != "missing.csv":
        csv_file(tmp_path, b"\xd0\xcf\x11\xe0", name)

    for read in (suggest, lambda path: prepared(path, SUPPLIERS)):
        with pytest.raises(InputRejected) as caught:
            read(tmp_path / name)
        assert only(caught.value).table == name


def test_of_several_sheets_one_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, HEAD, ["信越化学", "光刻胶", 0.45])
    book = openpyxl.load_workbook(path)
    book.create_sheet("封面")
    book.save(path)

    assert rules(rejected(path, SUPPLIERS)) == ["say which `sheet` is meant: Sheet1, 封面"]
    assert rows(prepared(path, SUPPLIERS + "sheet: Sheet1\n"), "SUPPLIES", *CLAIM) == LOADED[:1]


MEASURE = """
import resource, sys
from pathlib import Path
from tests.unit.loaders.imports import prepared
text = '''
kind: suppliers
dataset: acme
decimal: "."
columns:
  firm: {column: 供应商, create: true}
  item: {column: 物料, create: true}
  share: 份额
  site: 产地
  capacity: 产能
  note: 备注
  as_of: 日期
'''
path = Path(sys.argv[1])
found = prepared(path, text)
print(len(found.batch.tables["SUPPLIES"]), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def long_list(path: Path, size: int) -> int:
    """A list of about `size` bytes; its rows."""
    written = count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("供应商,物料,份额,产地,产能,备注,日期\n")
        while written < size:
            firm, item = f"华信{count % 4000}化学材料有限公司", f"电子级材料{count // 4000:05d}"
            numbers = f'{count % 997 / 10} %,日本,"{count % 97 + 1},{count % 899 + 100} 吨/年"'
            line = f"{firm},{item},{numbers},备注{count % 50_000},2024年{count % 12 + 1}月\n"
            file.write(line)
            written += len(line.encode())
            count += 1
    return count


def peak(path: Path) -> tuple[int, int]:
    """Claims loaded from a list, and the most memory the process held, in bytes."""
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, path], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    claims, memory = ran.stdout.split()
    return int(claims), int(memory)


def test_a_long_list_takes_a_bounded_number_of_bytes_a_row(tmp_path: Path) -> None:
    """The slope between two small files; that 200 MB stay below 1 GiB is measured by the long test below."""
    short, long = long_list(tmp_path / "short.csv", 2_000_000), long_list(tmp_path / "long.csv", 14_000_000)

    (few, base), (many, most) = peak(tmp_path / "short.csv"), peak(tmp_path / "long.csv")

    assert (few, many) == (short, long)
    assert (most - base) / (many - few) < 900  # at this size a third of it are fixed buffers


@pytest.mark.skipif(
    settings.get_current_profile_name() != "long",
    reason="a file of 200 MB is only loaded with --hypothesis-profile=long",
)
def test_a_file_of_200_mb_loads_within_1_gib(tmp_path: Path) -> None:
    written = long_list(tmp_path / "long.csv", 200_000_000)

    claims, memory = peak(tmp_path / "long.csv")

    assert claims == written
    assert memory < 2**30
