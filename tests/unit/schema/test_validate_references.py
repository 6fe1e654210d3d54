"""What a row points at, and what is said twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.schema.batches import found, rejected, valid

SUPPLY = {"from": "jsr", "to": "resist", "source": "survey"}


def test_an_id_stands_once_over_all_node_tables() -> None:
    tables = {"Component": [{"id": "lens"}, {"id": "resist"}, {"id": "lens"}]}

    assert found(tables) == [("Component", 3, "id", "resist"), ("Component", 4, "id", "lens")]


def test_an_id_the_store_knows_as_something_else_is_refused() -> None:
    assert found({}, known={"jsr": "Institution", "tok": "Firm"}) == [("Firm", 2, "id", "jsr")]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("from", {"from": "nobody"}),
        ("to", {"to": "nothing"}),
        ("site", {"site": "nowhere"}),
        ("source", {"source": "hearsay"}),
    ],
)
def test_an_id_that_is_neither_in_the_batch_nor_in_the_store_dangles(column: str, cells: dict[str, str]) -> None:
    assert found({"SUPPLIES": [{**SUPPLY, **cells}]}) == [("SUPPLIES", 2, column, cells[column])]


def test_what_the_store_knows_may_be_pointed_at() -> None:
    rows = [{"from": "shin-etsu", "to": "resist", "site": "naoetsu", "source": "yearbook"}]
    known = {"shin-etsu": "Firm", "naoetsu": "Place", "yearbook": "Source"}

    assert valid({"SUPPLIES": rows}, known=known).tables["SUPPLIES"]["from"].tolist() == ["shin-etsu"]
    assert found({"SUPPLIES": rows}, known={**known, "naoetsu": "Firm"}) == [("SUPPLIES", 2, "site", "naoetsu")]


@pytest.mark.parametrize(
    ("type_", "row", "column"),
    [
        ("SUPPLIES", {"from": "JP", "to": "resist"}, "from"),
        ("SUPPLIES", {"from": "jsr", "to": "chips"}, "to"),
        ("PRODUCES", {"from": "JP", "to": "chips"}, "to"),
        ("PRODUCES", {"from": "jsr", "to": "resist"}, "from"),
        ("REQUIRES", {"from": "resist", "to": "chips"}, "to"),
        ("HEADQUARTERED_IN", {"from": "jsr", "to": "tok"}, "to"),
        ("OWNED_BY", {"from": "jsr", "to": "JP"}, "to"),
        ("KIND_OF", {"from": "chips", "to": "resist"}, "from"),
        ("SUPPLIES_TO", {"from": "jsr", "to": "tok", "item": "JP"}, "item"),
        ("SUPPLIES", {"from": "jsr", "to": "resist", "site": "tok"}, "site"),
        ("SUPPLIES", {"from": "jsr", "to": "resist", "source": "jsr"}, "source"),
    ],
)
def test_an_end_of_the_wrong_type_is_refused_and_the_right_ones_are_named(
    type_: str, row: dict[str, str], column: str
) -> None:
    (violation,) = rejected({type_: [{"source": "survey", **row}]}).violations

    assert (violation.table, violation.row, violation.column, violation.value) == (type_, 2, column, row[column])
    assert "allowed here: " in violation.rule


def test_a_sector_may_require_items() -> None:
    assert len(valid({"REQUIRES": [{"from": "chips", "to": "resist"}]}).tables["REQUIRES"]) == 1


@pytest.mark.parametrize(
    ("type_", "row", "twin"),
    [
        ("SUPPLIES", {**SUPPLY, "share": "0.4"}, {"share": "0.6"}),
        ("SUPPLIES", {**SUPPLY, "as_of": "2024"}, {"note": "again"}),
        ("REQUIRES", {"from": "resist", "to": "resin"}, {"slot": "resin"}),
        ("HEADQUARTERED_IN", {"from": "jsr", "to": "JP"}, {"to": "kawasaki"}),
        ("SUPPLIES_TO", {"from": "jsr", "to": "tok", "year": "2024"}, {"value": "5"}),
        ("PART_OF", {"from": "kawasaki", "to": "JP"}, {"source": "test"}),
    ],
)
def test_one_source_saying_one_thing_twice_is_refused(type_: str, row: dict[str, Any], twin: dict[str, Any]) -> None:
    (violation,) = rejected({type_: [row, {**row, **twin}]}).violations

    assert (violation.table, violation.row, violation.column) == (type_, 3, None)
    assert violation.value is not None and violation.value.startswith(f"{row['from']}, ")
    assert violation.rule.startswith("repeats row 2: ")


@pytest.mark.parametrize("other", [{"source": ""}, {"as_of": "2023"}, {"site": "JP"}, {"to": "resin"}, {"from": "tok"}])
def test_another_source_date_or_key_is_another_claim(other: dict[str, str]) -> None:
    rows = [{**SUPPLY, "site": "kawasaki", "as_of": "2024"}, {**SUPPLY, "site": "kawasaki", "as_of": "2024", **other}]

    assert len(valid({"SUPPLIES": rows}).tables["SUPPLIES"]) == 2


def test_a_third_repetition_names_the_first_row_too() -> None:
    rules = [v.rule for v in rejected({"SUPPLIES": [SUPPLY, SUPPLY, SUPPLY]}).violations]

    assert [rule.split(":")[0] for rule in rules] == ["repeats row 2", "repeats row 2"]


def coalition(units: str) -> dict[str, list[dict[str, str]]]:
    return {"Coalition": [{"id": "c", "units": units}], "Rule": [{"id": "licence"}]}


def test_a_coalition_may_name_every_kind_of_unit() -> None:
    units = "firm:jsr|owner:tok|site:kawasaki|country:JP|embargo:JP|embargo_hq:JP|rule:licence|item:resist|item:chips"

    assert valid(coalition(units)).tables["Coalition"].loc[2, "units"] == tuple(units.split("|"))


@pytest.mark.parametrize(
    "unit", ["JP", "army:JP", "coalition:c", "embargo:", "embargo:XX", "firm:JP", "item:jsr", ":JP"]
)
def test_a_unit_of_no_known_kind_or_id_is_refused(unit: str) -> None:
    assert found(coalition(f"firm:jsr|{unit}")) == [("Coalition", 2, "units", unit)]


def test_each_wrong_unit_of_a_coalition_is_reported() -> None:
    assert [place[3] for place in found(coalition("a:b|firm:jsr|firm:x"))] == ["a:b", "firm:x"]


def test_a_coalition_of_nobody_is_refused() -> None:
    assert found(coalition("|")) == [("Coalition", 2, "units", None)]


def test_entries_of_a_list_of_places_must_be_places() -> None:
    tables = {"Zone": [{"id": "z"}], "FOCUSES_ON": [{"from": "z", "to": "resist", "places": "kawasaki|jsr|mars"}]}

    assert {place[1:] for place in found(tables)} == {(2, "places", "mars"), (2, "places", "jsr")}
