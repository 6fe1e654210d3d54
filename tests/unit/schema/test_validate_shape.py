"""Which tables, columns and cells a batch may have."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from schema.batch import RawBatch
from schema.errors import InputRejected
from schema.load import contract
from schema.validate import require_valid
from tests.unit.schema.batches import SOUND, case_batch, found, raw, rejected, valid

SUPPLY = {"from": "jsr", "to": "resist", "source": "survey"}


def test_a_sound_batch_is_understood() -> None:
    batch = valid({})

    supplies = batch.tables["SUPPLIES"]
    assert list(supplies.columns) == ["from", "to", "share", "site", "source", "grade"]
    assert supplies.loc[2].to_dict() == {
        "from": "jsr", "to": "resist", "share": 0.4, "site": "kawasaki", "source": "survey", "grade": "D",
    }  # fmt: skip
    assert batch.dataset == "test" and batch.warnings == ()


def test_a_table_the_contract_does_not_know_is_reported_once_and_its_ids_are_not_dangling() -> None:
    assert found({"Materials": [{"id": "gas"}], "SUPPLIES": [{**SUPPLY, "to": "gas"}]}) == [
        ("Materials", None, None, "Materials")
    ]


def test_a_column_the_contract_does_not_know_stops_the_load() -> None:
    assert found({"Firm": [{"id": "jsr", "colour": "red"}]}) == [("Firm", None, "colour", None)]


def test_a_column_given_twice_stops_the_load() -> None:
    twice = pd.DataFrame([["jsr", "JSR", "TOK"]], columns=["id", "name_en", "name_en"], index=[2])

    with pytest.raises(InputRejected) as caught:
        require_valid(RawBatch({"Firm": twice}), contract(), dataset="test")

    assert [(v.table, v.row, v.column) for v in caught.value.violations] == [("Firm", None, "name_en")]


@pytest.mark.parametrize("column", ["from", "to"])
def test_a_relationship_without_an_end_column_is_refused(column: str) -> None:
    row = {name: id_ for name, id_ in SUPPLY.items() if name != column}

    assert found({"SUPPLIES": [row]}) == [("SUPPLIES", None, column, None)]


def test_nodes_without_an_id_column_are_refused() -> None:
    assert found({"Coalition": [{"units": "firm:jsr"}]}) == [("Coalition", None, "id", None)]


@pytest.mark.parametrize("empty", ["", None, float("nan"), "  "])
def test_an_empty_end_or_id_is_missing(empty: Any) -> None:
    tables = {"SUPPLIES": [SUPPLY, {**SUPPLY, "from": empty}], "Zone": [{"id": empty, "name_en": "z"}, {"id": "z1"}]}

    assert found(tables) == [("SUPPLIES", 3, "from", None), ("Zone", 2, "id", None)]


@pytest.mark.parametrize("empty", ["", None, float("nan"), "  "])
def test_an_empty_cell_is_unknown_and_zero_is_zero(empty: Any) -> None:
    rows = [{**SUPPLY, "share": empty, "site": empty}, {**SUPPLY, "share": "0", "site": "JP"}]

    supplies = valid({"SUPPLIES": rows}).tables["SUPPLIES"]

    assert supplies["share"].isna().tolist() == [True, False]
    assert supplies["share"].tolist()[1] == 0.0
    assert supplies["site"].tolist() == [None, "JP"]


def test_white_space_around_a_cell_is_not_part_of_it() -> None:
    firms = valid({"Firm": [{"id": " jsr ", "name_en": "\tJSR Corporation\n"}]}).tables["Firm"]

    assert firms.loc[2].to_dict() == {"id": "jsr", "name_en": "JSR Corporation"}


@pytest.mark.parametrize("id_", ["two words", "a|b", "氧化镓", "x" * 201, "a\tb"])
def test_a_malformed_id_is_refused_where_it_stands_and_not_where_it_is_used(id_: str) -> None:
    tables = {"Material": [{"id": "resist"}, {"id": id_}], "SUPPLIES": [{**SUPPLY, "to": id_}]}

    assert [place[:3] for place in found(tables)] == [("Material", 3, "id")]


@pytest.mark.parametrize(
    "id_", ["CN-GD", "cas_7440-55-3", "a.b", "x" * 200, "rule:2024/46", "ε".encode().hex(), "a{b}~"]
)
def test_an_id_may_be_any_ascii_word(id_: str) -> None:
    assert valid({"Zone": [{"id": id_}]}).tables["Zone"]["id"].tolist() == [id_]


def test_all_violations_are_reported_at_once_in_order_of_table_row_and_column() -> None:
    error = rejected(
        {
            "SUPPLIES": [
                {"from": "jsr", "to": "chips", "share": "40%", "source": "survey"},
                {"from": "nobody", "to": "resist", "share": "1.2", "exhaustive": "yes", "source": "survey"},
            ],
            "Place": [{"id": "JP", "level": "nation"}, {"id": "kawasaki", "heigth": "1"}],
            "Firms": [],
        }
    )

    assert [(v.table, v.row, v.column, v.value) for v in error.violations] == [
        ("Firms", None, None, "Firms"),
        ("Place", None, "heigth", None),
        ("Place", 2, "level", "nation"),
        ("SUPPLIES", 2, "share", "40%"),
        ("SUPPLIES", 2, "to", "chips"),
        ("SUPPLIES", 3, "exhaustive", "yes"),
        ("SUPPLIES", 3, "from", "nobody"),
        ("SUPPLIES", 3, "share", "1.2"),
    ]
    assert "8 violation" in str(error)


def test_every_row_with_the_same_mistake_is_reported() -> None:
    rows = [{**SUPPLY, "share": "2", "as_of": str(1990 + n)} for n in range(30)]

    assert found({"SUPPLIES": rows}) == [("SUPPLIES", n + 2, "share", "2") for n in range(30)]


def test_a_violation_repeats_a_cell_short_and_harmless() -> None:
    value = rejected({"SUPPLIES": [{**SUPPLY, "share": "\x1b[31m" + "9" * 500}]}).violations[0].value

    assert value is not None and value.isprintable() and len(value) < 250


def test_an_empty_table_says_nothing_and_breaks_nothing() -> None:
    nothing = RawBatch({**raw(SOUND).tables, "REQUIRES": pd.DataFrame(), "Source": raw(SOUND).tables["Source"]})

    assert "REQUIRES" not in require_valid(nothing, contract(), dataset="test").tables


def test_rows_keep_the_numbers_a_person_sees() -> None:
    assert valid({}).tables["Material"].index.tolist() == [2, 3]


@pytest.mark.parametrize(
    "case",
    [
        "coalition", "durable-equipment", "equal-split", "hq-is-not-site", "import-while-home-slot-embargoed",
        "near-monopoly", "not-operating-at-start", "order-2-across-slots", "owner-group", "per-property",
        "place-total-with-unknown-firm", "recycling-loop", "rule-by-date", "shared-tier2-source",
        "tables-that-do-not-fit", "two-sites-and-a-total", "unknown-site-and-statistics", "unqualified-item",
    ],
)  # fmt: skip
def test_the_worked_examples_are_sound(case: str) -> None:
    given = case_batch(case)

    batch = require_valid(given, contract(), dataset=case)

    assert {name: len(table) for name, table in batch.tables.items()} == {n: len(t) for n, t in given.tables.items()}
    assert batch.warnings == ()
