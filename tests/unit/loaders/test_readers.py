"""A person's batch: what is read from each form, what is refused, and that no form loses anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import readers
from loaders.forms import csv_table
from loaders.readers import Form
from schema.errors import InputRejected
from tests.unit.loaders.folders import csv_folder, only, places, rules, table

FORMS: tuple[Form, ...] = ("csv", "xlsx", "json", "parquet")
SUFFIX = {"csv": "", "xlsx": ".xlsx", "json": ".json", "parquet": ""}

SUPPLIES: dict[str, list[Any]] = {
    "from": ["f"],
    "to": ["resist"],
    "share": ["0.30"],
    "exhaustive": ["true"],
    "site": [None],
}
TABLES = {
    "Material": table(
        id=["ga2o3", "resist", "x"],
        name_zh=["氧化镓（Ga₂O₃）", "光刻胶", None],
        aliases=["Ga2O3|Ga₂O₃", "NA", 'says "no", twice'],
        cas=["0", " 12024-21-4 ", "line one\nline two"],
    ),
    "SUPPLIES": table(**SUPPLIES),
}


def converted(tables: Any, path: Path, form: Form) -> Any:
    target = path / f"{form}{SUFFIX[form]}"
    readers.write(tables, target, form)
    return readers.read(target).tables


def same(left: Any, right: Any) -> bool:
    return set(left) == set(right) and all(left[name].to_dict("list") == right[name].to_dict("list") for name in left)


def rejected(path: Path) -> InputRejected:
    with pytest.raises(InputRejected) as caught:
        readers.read(path)
    return caught.value


def test_a_batch_goes_through_all_four_forms_and_comes_back_equal(tmp_path: Path) -> None:
    tables: Any = TABLES
    steps: tuple[Form, ...] = (*FORMS, "csv")
    for step, form in enumerate(steps):
        tables = converted(tables, tmp_path / f"step-{step}", form)

        assert same(tables, TABLES), form


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1).filter(
    lambda text: "x005F_" not in text
)
CELLS = (
    st.none() | TEXTS | st.sampled_from(["NA", "0", "=1+1", "1e5", "true", "http://x", "nan", '"', "a,b", "_x0041_"])
)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELLS, CELLS).filter(any), min_size=1))
def test_any_text_survives_every_form(form: Form, rows: list[tuple[Any, Any]], tmp_path_factory: Any) -> None:
    tables = {"Firm": table(id=[row[0] for row in rows], name_zh=[row[1] for row in rows])}

    assert same(converted(tables, tmp_path_factory.mktemp("form"), form), tables)


@pytest.mark.parametrize("form", ["xlsx", "json", "parquet"])
def test_numbers_and_truth_values_stay_what_they_are(form: Form, tmp_path: Path) -> None:
    values = [0.1, 1 / 3, 1e-300, 12345678.9, 0.30000000000000004]
    tables = {
        "X": table(float=values, whole=[0, -1, 2024, 7, 2**53 - 1], truth=[True, False, True, None, None]),
    }

    found = converted(tables, tmp_path, form)["X"]

    assert [float(value) for value in found["float"]] == values
    assert [*found["whole"], *found["truth"]] == [*tables["X"]["whole"], *tables["X"]["truth"]]
    assert {type(value) for value in found["truth"]} == {bool, type(None)}


def test_typed_columns_are_written_with_unknown_as_nothing_and_lists_joined(tmp_path: Path) -> None:
    typed = pd.DataFrame({"id": ["a", "b"], "share": [0.5, float("nan")], "aliases": [("x", "y"), ()]})

    found = converted({"T": typed}, tmp_path, "csv")["T"]

    assert found.to_dict("list") == {"id": ["a", "b"], "share": ["0.5", None], "aliases": ["x|y", None]}


def test_tables_without_rows_are_left_out(tmp_path: Path) -> None:
    readers.write({"Firm": table(id=["f"]), "Rule": table(id=[])}, tmp_path / "out", "csv")

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["Firm.csv"]


def test_a_folder_that_holds_tables_is_not_written_into(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "old", {"Rule.csv": "id\nr\n"})

    with pytest.raises(FileExistsError):
        readers.write(TABLES, folder, "csv")


def test_csv_cells_are_never_coerced(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "b", {"T.csv": "id,a,b,c\nx,NA,0,\ny,1e5,007,TRUE\n"})

    found = readers.read(folder).tables["T"]

    assert found.to_dict("list") == {"id": ["x", "y"], "a": ["NA", "1e5"], "b": ["0", "007"], "c": [None, "TRUE"]}
    assert {str(dtype) for dtype in found.dtypes} == {"object"}


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "b", {"Firm.csv": b"\xef\xbb\xbfid\nf\n"})

    assert list(readers.read(folder).tables["Firm"].columns) == ["id"]


def test_rows_keep_the_number_a_person_sees_when_empty_ones_are_dropped(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "b", {"Firm.csv": 'id,name_en\na,x\n\n"b","two\nlines"\n,\nc,z\n'})

    assert list(readers.read(folder).tables["Firm"].index) == [2, 4, 6]


def test_notes_and_sub_folders_beside_the_tables_are_ignored(tmp_path: Path) -> None:
    files = {"Firm.csv": "id\nf\n", "README": "x", "WHY.md": "x", "expect.json": "{}", "raw/Rule.csv": "id\nr\n"}

    assert set(readers.read(csv_folder(tmp_path / "b", files)).tables) == {"Firm"}


def test_an_unknown_csv_is_a_table_for_the_contract_to_refuse(tmp_path: Path) -> None:
    assert set(readers.read(csv_folder(tmp_path / "b", {"Firmen.csv": "id\nf\n"})).tables) == {"Firmen"}


def test_a_table_in_a_form_that_folders_do_not_take_is_not_overlooked(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "b", {"Firm.csv": "id\nf\n", "SUPPLIES.tsv": "from\tto\n"})

    assert places(rejected(folder)) == {("SUPPLIES.tsv", None, None)}


@pytest.mark.parametrize(
    ("content", "row", "rule"),
    [
        ("id,name\nf,电池\n".encode("gb18030"), 1, "UTF-8"),
        (b"\xff\xfei\x00d\x00", 1, "UTF-8"),
        (b"id\na\x00b\n", 2, "NUL"),
        (b'id\n"a\n', 2, "CSV"),
        (b'id\n"a"b\n', 2, "CSV"),
        (b"id,name\nf\n", 2, "1 cells"),
        (b"id,name\nf,x\ng,x,y\n", 3, "3 cells"),
        (b"id,id\nf,g\n", 1, "once"),
        (b"id,,name\nf,x,y\n", 1, "empty"),
        (b"", 1, "no header"),
    ],
)
def test_a_broken_csv_file_is_refused_at_its_row(tmp_path: Path, content: bytes, row: int, rule: str) -> None:
    found = only(rejected(csv_folder(tmp_path / "b", {"Firm.csv": content})))

    assert (found.table, found.row) == ("Firm", row)
    assert rule in found.rule


def test_all_broken_files_of_a_folder_are_named_at_once(tmp_path: Path) -> None:
    files = {"Firm.csv": "id,id\na,b\n", "Rule.csv": "id,kind\nr\n", "Place.csv": "id\nJP\n"}

    assert places(rejected(csv_folder(tmp_path / "b", files))) == {("Firm", 1, "id"), ("Rule", 2, None)}


def test_a_wrong_delimiter_does_not_repeat_itself_for_a_million_rows(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "b", {"Firm.csv": "id\n" + "a,b\n" * 5000})

    assert len(rejected(folder).violations) == csv_table.FAULTS_KEPT


def test_two_files_for_one_table_are_refused(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "b", {"Firm.csv": "id\nf\n", "Firm.CSV": "id\ng\n"})

    assert "two files" in only(rejected(folder)).rule


@pytest.mark.parametrize("name", ["batch.csv", "batch.xls", "batch.xlsm", "batch", "missing.json"])
def test_a_path_that_is_no_batch_is_refused(tmp_path: Path, name: str) -> None:
    if name != "missing.json":
        (tmp_path / name).write_bytes(b"id\nf\n")

    assert only(rejected(tmp_path / name)).table == name


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    assert "no table" in only(rejected(csv_folder(tmp_path / "b", {"README.md": "x"}))).rule


def read_json(tmp_path: Path, text: str | bytes) -> Any:
    path = csv_folder(tmp_path, {"b.json": text}) / "b.json"
    return readers.read(path).tables


def test_json_keeps_typed_values_and_the_first_row_is_one(tmp_path: Path) -> None:
    rows = [{"from": "f", "to": "i", "share": 0.5, "exhaustive": True}, {"from": "g", "to": "i", "year": 2024, "x": ""}]

    found = read_json(tmp_path, json.dumps({"T": rows}))["T"]

    assert found.to_dict("list") == {
        "from": ["f", "g"],
        "to": ["i", "i"],
        "share": [0.5, None],
        "exhaustive": [True, None],
        "year": [None, 2024],
        "x": [None, None],
    }
    assert list(found.index) == [1, 2]


def test_a_json_list_is_the_text_other_forms_hold(tmp_path: Path) -> None:
    assert read_json(tmp_path, '{"T": [{"aliases": ["a", "b"]}]}')["T"]["aliases"].tolist() == ["a|b"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (b'{"T": [{"id": "\xff"}]}', "UTF-8"),
        (b'{"T": [{"id": "a"}', "JSON"),
        (b'{"T": [{"id": "a"}], "T": []}', "twice"),
        (b'{"T": [{"id": "a", "id": "b"}]}', "twice"),
        (b'{"T": [{"share": NaN}]}', "no number"),
        (b'{"T": [{"share": 1e999}]}', "finite"),
        (b'{"T": [{"aliases": ["a|b"]}]}', "list"),
        (b'{"T": [{"id": {"a": 1}}]}', "a cell holds"),
        (b'{"T": [{"": 1}]}', "empty"),
        (b'{"T": ["a"]}', "row"),
        (b'{"T": {"id": "a"}}', "list of rows"),
        (b"[1]", "document"),
        (b"{}", "no table"),
        (b"[" * 100_000, "nested"),
    ],
)
def test_a_broken_json_file_is_refused(tmp_path: Path, text: bytes, rule: str) -> None:
    with pytest.raises(InputRejected) as caught:
        read_json(tmp_path, text)

    assert rule in only(caught.value).rule


def test_a_value_no_cell_holds_is_named_by_table_row_and_column(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as caught:
        read_json(tmp_path, '{"A": [{"id": "a"}, {"id": [1]}], "B": [{"id": {}}]}')

    assert places(caught.value) == {("A", 2, "id"), ("B", 1, "id")}


def test_an_empty_json_table_says_nothing(tmp_path: Path) -> None:
    assert len(read_json(tmp_path, '{"Firm": [{"id": "f"}], "Rule": []}')["Rule"]) == 0


def test_rules_of_several_tables_are_collected(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as caught:
        read_json(tmp_path, '{"A": 1, "B": 2}')

    assert len(rules(caught.value)) == 2
