"""The curated claims: valid, counted, and every correction visible."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from loaders import readers
from loaders.curated.transform import CORRECTIONS_FILE
from loaders.readers import Form
from loaders.registry import by_id
from loaders.run import Prepared, Source, collect, prepare
from schema.errors import InputRejected
from schema.load import contract
from schema.units import find_unit
from schema.validate import require_valid
from tests.unit.loaders.folders import csv_folder, places

CURATED = by_id("curated")
assert CURATED is not None
DATA = CURATED.folder / "data"


@pytest.fixture(scope="module")
def curated() -> Prepared:
    assert CURATED is not None
    return prepare(CURATED, contract(), {})


def printed(table: str) -> pd.DataFrame:
    """The rows of all clusters as they stand in the files."""
    return pd.concat(
        [pd.read_csv(path, dtype=str, keep_default_na=False) for path in sorted(DATA.glob(f"*/{table}.csv"))]
    ).reset_index(drop=True)


def made_from(tmp_path: Path, files: dict[str, str]) -> Source:
    assert CURATED is not None
    corrections = (DATA / CORRECTIONS_FILE).read_text("utf-8")
    csv_folder(tmp_path / "data", {CORRECTIONS_FILE: corrections, **files})
    return Source(CURATED.manifest, tmp_path, CURATED.transform)


def test_every_row_of_every_cluster_becomes_a_claim(curated: Prepared) -> None:
    in_files = {path.stem for path in DATA.glob("*/*.csv")}

    assert {name: len(data) for name, data in curated.batch.tables.items()} == {
        name: len(printed(name)) + (name == "Source") for name in in_files
    }
    assert curated.skipped == ()


def test_rows_without_a_publication_are_the_editors_own_and_of_grade_d(curated: Prepared) -> None:
    for name, data in curated.batch.tables.items():
        if name in contract().relationships:
            own = data[data["source"] == "curated"]
            assert len(own) == (printed(name)["source"] == "").sum()
            assert set(own["grade"]) <= {"D"}

    node = curated.batch.tables["Source"].set_index("id").loc["curated"]
    assert "无出版物" in node["name_zh"]
    assert "no publication" in node["name_en"]


def test_every_unit_is_a_symbol_of_the_contract(curated: Prepared) -> None:
    columns = (("SUPPLIES", "capacity_unit"), ("PRODUCES", "quantity_unit"), ("Observation", "unit"))
    for table, column in columns:
        used = set(curated.batch.tables[table][column].dropna())
        assert used <= set(contract().units), table


def test_a_number_is_rescaled_with_its_unit_and_keeps_what_it_counts(curated: Prepared) -> None:
    made = curated.batch.tables["PRODUCES"]
    before = printed("PRODUCES")

    area = made[made["quantity_unit"] == "m2"]["quantity"].tolist()
    oxide = made[made["note"].fillna("").str.contains("t of rare-earth oxide", regex=False)]

    assert area == [float(value) * 1e9 for value in before[before["quantity_unit"] == "billion m2"]["quantity"]]
    assert sorted(oxide["quantity"]) == sorted(
        float(value) for value in before[before["quantity_unit"] == "t REO"]["quantity"]
    )


def test_a_share_of_one_firms_capacity_is_no_capacity(curated: Prepared) -> None:
    made = curated.batch.tables["SUPPLIES"]

    murata = made[made["note"].fillna("").str.contains("percent of Murata MLCC capacity", regex=False)]

    assert sorted(murata["note"]) == [
        "capacity 36 percent of Murata MLCC capacity",
        "capacity 56 percent of Murata MLCC capacity",
    ]
    assert murata["capacity"].isna().all()
    assert murata["capacity_unit"].isna().all()


def test_rule_kinds_are_the_contracts(curated: Prepared) -> None:
    made = curated.batch.tables["Rule"].reset_index(drop=True)

    pairs = set(zip(printed("Rule")["kind"], made["kind"], strict=True))

    assert ("export licence and foreign direct product rule", "foreign_direct_product_rule") in pairs
    assert ("export-licence", "export_licence") in pairs
    assert set(made["kind"]) <= set(contract().terms("rule_kind"))


def test_each_listed_correction_is_needed_and_used() -> None:
    with (DATA / CORRECTIONS_FILE).open(encoding="utf-8", newline="") as file:
        listed = [(row["column"], row["printed"]) for row in csv.DictReader(file)]

    tables = {"kind": "Rule", "capacity_unit": "SUPPLIES", "quantity_unit": "PRODUCES"}
    for column, term in listed:
        assert term in set(printed(tables[column])[column])
        assert find_unit(contract(), term) is None
        assert term not in contract().terms("rule_kind")


def test_the_notes_name_every_listed_correction() -> None:
    assert CURATED is not None
    notes = (CURATED.folder / "NOTES.md").read_text("utf-8")

    with (DATA / CORRECTIONS_FILE).open(encoding="utf-8", newline="") as file:
        assert [row["printed"] for row in csv.DictReader(file) if row["printed"] not in notes] == []


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "parquet"])
def test_the_bundled_claims_mean_the_same_in_every_form(form: Form, curated: Prepared, tmp_path: Path) -> None:
    assert CURATED is not None
    path = tmp_path / f"batch{'' if form in ('csv', 'parquet') else '.' + form}"
    readers.write(curated.batch.tables, path, form)

    found = require_valid(readers.read(path), contract(), dataset="curated")

    assert set(found.tables) == set(curated.batch.tables)
    for name, data in curated.batch.tables.items():
        pd.testing.assert_frame_equal(found.tables[name].reset_index(drop=True), data.reset_index(drop=True))


def test_a_new_column_in_a_cluster_stops_the_load_with_its_name(tmp_path: Path) -> None:
    source = made_from(tmp_path, {"chips/Material.csv": "id,name_zh,name_en,aliases,colour\na,x,y,,red\n"})

    with pytest.raises(InputRejected) as caught:
        collect(source, contract())

    assert places(caught.value) == {("curated/data/chips/Material.csv", 2, "colour")}


def test_a_row_that_claims_a_grade_without_a_source_stops_the_load(tmp_path: Path) -> None:
    source = made_from(tmp_path, {"chips/KIND_OF.csv": "from,to,source,grade\na,b,,B\n"})

    with pytest.raises(InputRejected) as caught:
        collect(source, contract())

    assert places(caught.value) == {("curated/data/chips/KIND_OF.csv", 2, "grade")}


def test_a_unit_nobody_listed_is_refused_by_the_contract(tmp_path: Path) -> None:
    files = {
        "chips/Material.csv": "id\na\n",
        "chips/Firm.csv": "id\nf\n",
        "chips/SUPPLIES.csv": "from,to,capacity,capacity_unit\nf,a,3,bushels\n",
    }

    with pytest.raises(InputRejected) as caught:
        prepare(made_from(tmp_path, files), contract(), {})

    assert ("curated/data/chips/SUPPLIES.csv", 2, "capacity_unit") in places(caught.value)
