"""What a single cell may say: numbers, truth values, dates, words, units."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from schema.batch import RawBatch
from schema.load import contract
from schema.validate import require_valid
from tests.unit.schema.batches import SOUND, found, raw, rejected, valid

SUPPLY = {"from": "jsr", "to": "resist", "source": "survey"}


def supply(**cells: Any) -> dict[str, list[dict[str, Any]]]:
    return {"SUPPLIES": [{**SUPPLY, **cells}]}


def understood(**cells: Any) -> dict[str, Any]:
    return dict(valid(supply(**cells)).tables["SUPPLIES"].loc[2])


@pytest.mark.parametrize("share", ["0", "1", "0.5", ".5", "5e-1", 0, 1, 0.25])
def test_a_share_lies_between_nothing_and_everything(share: Any) -> None:
    assert 0 <= understood(share=share)["share"] <= 1


@pytest.mark.parametrize(
    "share",
    ["-0.1", "1.0001", "nan", "NaN", "inf", "1e999", "40%", "0,5", "1_0", "half", True, float("inf"), 10**400],
)
def test_anything_else_is_no_share(share: Any) -> None:
    assert [place[:3] for place in found(supply(share=share))] == [("SUPPLIES", 2, "share")]


def test_the_message_of_a_share_names_its_bounds() -> None:
    assert rejected(supply(share="1.5")).violations[0].rule == "outside [0, 1]"


@pytest.mark.parametrize(
    ("cell", "meaning"), [("true", True), ("false", False), ("TRUE", True), (True, True), (False, False)]
)
def test_a_truth_value_is_true_or_false(cell: Any, meaning: bool) -> None:
    assert understood(exhaustive=cell)["exhaustive"] is meaning


@pytest.mark.parametrize("cell", ["yes", "1", 1, 0, "t", 1.0])
def test_anything_else_is_no_truth_value(cell: Any) -> None:
    assert found(supply(exhaustive=cell)) == [("SUPPLIES", 2, "exhaustive", str(cell))]


def test_true_in_a_number_column_is_not_hidden_by_a_one_in_another_row() -> None:
    rows = [
        {**SUPPLY, "share": 1},
        {**SUPPLY, "share": True, "site": "JP"},
        {**SUPPLY, "share": 1.0, "site": "kawasaki"},
    ]

    assert found({"SUPPLIES": rows}) == [("SUPPLIES", 3, "share", "True")]


@pytest.mark.parametrize(("cell", "year"), [("2019", 2019), (2019, 2019), (2019.0, 2019), ("2019.0", 2019)])
def test_a_year_is_a_whole_number(cell: Any, year: int) -> None:
    assert valid({"Source": [{"id": "survey", "year": cell}]}).tables["Source"].loc[2, "year"] == year


@pytest.mark.parametrize("cell", ["2019.5", 2019.5, "MMXIX", True, "99999", 2**70, "20 19"])
def test_anything_else_is_no_year(cell: Any) -> None:
    assert [place[:3] for place in found({"Source": [{"id": "survey", "year": cell}]})] == [("Source", 2, "year")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [("2024", "2024"), (2024, "2024"), (2024.0, "2024"), ("2024-02-29", "2024-02-29"), ("2024-06", "2024-06"),
     (date(2024, 6, 5), "2024-06-05"), (datetime(2024, 6, 5), "2024-06-05")],
)  # fmt: skip
def test_a_date_keeps_the_text_it_was_given_as(cell: Any, text: str) -> None:
    assert understood(as_of=cell)["as_of"] == text


@pytest.mark.parametrize("cell", ["2023-02-29", "June 2024", "2024/06/05", "20240605", True, "2024-06-05T08:00:00Z"])
def test_anything_else_is_no_date(cell: Any) -> None:
    assert [place[:3] for place in found(supply(as_of=cell))] == [("SUPPLIES", 2, "as_of")]


def test_a_time_of_recording_may_be_exact() -> None:
    assert understood(recorded_at="2024-06-05T08:00:00Z")["recorded_at"] == "2024-06-05T08:00:00Z"


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("qualification", "prototype"),
        ("grade", "E"),
        ("grade", "a"),
        ("share_of", "EU"),
        ("qualification", "first batch"),
    ],
)
def test_a_word_outside_its_vocabulary_is_refused_and_the_words_are_named(column: str, word: str) -> None:
    (violation,) = rejected(supply(**{column: word})).violations

    assert (violation.table, violation.row, violation.column, violation.value) == ("SUPPLIES", 2, column, word)
    assert violation.rule.startswith("must be one of ")


def test_a_unit_becomes_the_symbol_of_the_contract_and_its_number_stays_as_given() -> None:
    row = understood(capacity="1500", capacity_unit="t/year")

    assert (row["capacity"], row["capacity_unit"]) == (1500.0, "t/a")


def test_an_unknown_unit_is_refused() -> None:
    unit = "percent of Murata MLCC capacity"

    assert found(supply(capacity="5", capacity_unit=unit)) == [("SUPPLIES", 2, "capacity_unit", unit)]


@pytest.mark.parametrize("unit", ["USD", "d", "1", "USD/kg"])
def test_a_unit_of_the_wrong_dimension_is_refused(unit: str) -> None:
    assert found(supply(capacity="5", capacity_unit=unit)) == [("SUPPLIES", 2, "capacity_unit", unit)]


def observed(**cells: Any) -> dict[str, list[dict[str, Any]]]:
    return {"Observation": [{"id": "obs", **cells}]}


def test_the_unit_of_an_observation_must_suit_its_measure() -> None:
    assert found(observed(measure="stock_days", value="30", unit="t")) == [("Observation", 2, "unit", "t")]
    assert len(valid(observed(measure="price", value="30", unit="USD")).tables["Observation"]) == 1
    assert found(observed(measure="localisation_rate", value="0.3", unit="USD")) == [("Observation", 2, "unit", "USD")]


def test_an_observation_without_its_unit_or_measure_says_nothing() -> None:
    assert found(observed(measure="stock_days", value="30")) == [("Observation", 2, "unit", None)]
    assert found(observed(value="30", unit="d")) == [("Observation", None, "measure", None)]


def test_a_capacity_without_unit_and_a_unit_without_capacity_are_incomplete_and_no_mistake() -> None:
    assert understood(capacity="30")["capacity"] == 30.0
    assert understood(capacity_unit="t/a")["capacity_unit"] == "t/a"


def test_the_code_of_a_country_is_its_id() -> None:
    places = [{"id": "JP", "level": "country", "code": "JPN"}, {"id": "kawasaki", "level": "city", "code": "KWS"}]

    assert found({"Place": places}) == [("Place", 2, "code", "JPN")]


@pytest.mark.parametrize("cell", ["Shin-Etsu| 信越 ||Shin-Etsu", ["Shin-Etsu", "信越"], ("Shin-Etsu", "信越", "")])
def test_a_list_is_separated_by_bars_or_typed(cell: Any) -> None:
    assert valid({"Firm": [{"id": "jsr", "aliases": cell}]}).tables["Firm"].loc[2, "aliases"] == ("Shin-Etsu", "信越")


@pytest.mark.parametrize("cell", ["", None, "|", []])
def test_an_unknown_list_is_empty(cell: Any) -> None:
    firms = [{"id": "jsr", "aliases": cell}, {"id": "tok", "aliases": "TOK"}]

    assert valid({"Firm": firms}).tables["Firm"]["aliases"].tolist() == [(), ("TOK",)]


def test_a_number_in_a_text_column_is_the_text_a_spreadsheet_shows() -> None:
    rows = [
        {**SUPPLY, "locator": 12.0},
        {**SUPPLY, "locator": 0.5, "site": "JP"},
        {**SUPPLY, "locator": True, "as_of": 1},
    ]

    assert [place[:3] for place in found({"SUPPLIES": rows})] == [("SUPPLIES", 4, "as_of")]
    assert valid({"SUPPLIES": rows[:2]}).tables["SUPPLIES"]["locator"].tolist() == ["12", "0.5"]


@pytest.mark.parametrize("cell", ["a\x1fb", "half \ud800", "nul\x00", {"a": 1}, ["x"]])
def test_a_text_that_cannot_be_stored_is_refused(cell: Any) -> None:
    assert [place[:3] for place in found(supply(note=cell))] == [("SUPPLIES", 2, "note")]


def test_columns_typed_by_a_file_format_mean_what_their_texts_mean() -> None:
    typed = pd.DataFrame(
        {
            "from": pd.array(["jsr", "tok"], dtype="str"),
            "to": pd.Categorical(["resist", "resist"]),
            "share": np.array([0.4, np.nan]),
            "exhaustive": pd.array([True, None], dtype="boolean"),
            "source": np.array(["survey", "survey"], dtype=object),
        },
        index=[1, 2],
    )
    tables = {**raw(SOUND).tables, "SUPPLIES": typed}

    supplies = require_valid(RawBatch(tables), contract(), dataset="test").tables["SUPPLIES"]

    assert supplies["from"].tolist() == ["jsr", "tok"]
    assert supplies["exhaustive"].tolist() == [True, None]
    assert supplies["share"].isna().tolist() == [False, True]
    assert str(supplies["to"].dtype) == "object"


def test_lists_as_a_column_store_gives_them_are_lists() -> None:
    typed = pd.DataFrame({"id": ["jsr", "tok"], "aliases": [np.array(["JSR", "合成橡胶"]), None]}, index=[1, 2])

    firms = require_valid(RawBatch({"Firm": typed}), contract(), dataset="test").tables["Firm"]

    assert firms["aliases"].tolist() == [("JSR", "合成橡胶"), ()]
