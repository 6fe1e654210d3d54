"""What a row leaves to its batch, and what only deserves a warning."""

from __future__ import annotations

import pytest

from tests.unit.schema.batches import found, valid

BARE = {"from": "jsr", "to": "resist"}


def test_a_row_that_names_no_source_has_that_of_the_dataset_and_grade_d() -> None:
    batch = valid({"SUPPLIES": [BARE]})

    assert batch.tables["SUPPLIES"][["source", "grade"]].values.tolist() == [["test", "D"]]
    assert "as_of" not in batch.tables["SUPPLIES"]
    assert batch.tables["Source"]["id"].tolist() == ["test", "survey"]


def test_source_and_date_given_for_the_batch_go_to_the_rows_that_name_none() -> None:
    rows = [BARE, {**BARE, "site": "JP", "source": "survey", "as_of": "2019", "grade": "A"}]

    supplies = valid({"SUPPLIES": rows}, source="press", as_of="2024-06").tables["SUPPLIES"]

    assert supplies[["source", "as_of", "grade"]].values.tolist() == [
        ["press", "2024-06", "D"],
        ["survey", "2019", "A"],
    ]


def test_a_source_that_no_row_leaves_out_gets_no_node() -> None:
    assert valid({}).tables["Source"]["id"].tolist() == ["survey"]


def test_a_default_source_of_the_batch_itself_is_not_added_again() -> None:
    sources = [{"id": "survey", "title": "Survey", "year": 2020}]

    assert valid({"SUPPLIES": [BARE], "Source": sources}, source="survey").tables["Source"].loc[2, "title"] == "Survey"


def test_an_added_source_knows_nothing_but_its_id() -> None:
    sources = [{"id": "survey", "aliases": "S1|S2", "year": 2020, "title": "Survey"}]

    added = valid({"SUPPLIES": [BARE], "Source": sources}).tables["Source"].loc[0]

    assert added.to_dict() == {"id": "test", "aliases": (), "year": None, "title": None}


def test_the_default_source_is_stated_again_although_the_store_knows_it() -> None:
    """Else the second load of a dataset would take back the source of the first."""
    assert "test" in valid({"SUPPLIES": [BARE]}, known={"test": "Source"}).tables["Source"]["id"].tolist()


def test_a_default_source_whose_id_is_something_else_is_refused() -> None:
    assert found({"SUPPLIES": [BARE]}, source="jsr") == [("", None, "source", "jsr")]
    assert found({"SUPPLIES": [BARE]}, known={"test": "Firm"}) == [("", None, "source", "test")]


def test_what_is_given_beside_the_tables_keeps_the_rules_of_cells() -> None:
    assert found({}, dataset="my data", as_of="June") == [("", None, "as_of", "June"), ("", None, "dataset", "my data")]
    assert found({}, source="a|b") == [("", None, "source", "a|b")]


def test_nodes_are_given_no_provenance() -> None:
    assert set(valid({}, as_of="2024").tables["Firm"].columns) == {"id"}


def test_defaults_of_meaning_are_not_filled_in() -> None:
    requires = valid({"REQUIRES": [{"from": "resist", "to": "resin", "slot": "", "mode": ""}]}).tables["REQUIRES"]

    assert requires[["slot", "mode"]].values.tolist() == [[None, None]]
    assert "essential" not in requires


@pytest.mark.parametrize(
    ("cells", "differing"),
    [({"essential": "false"}, "essential"), ({"mode": "durable"}, "mode")],
)
def test_rows_of_one_slot_that_differ_load_with_a_warning(cells: dict[str, str], differing: str) -> None:
    rows = [
        {"from": "chips", "to": "resin", "slot": "coat"},
        {"from": "chips", "to": "resist", "slot": "coat", **cells},
    ]

    (warning,) = valid({"REQUIRES": rows}).warnings

    assert "chips" in warning and "coat" in warning and differing in warning


def test_stating_a_default_is_no_difference_and_another_slot_is_none_either() -> None:
    rows = [
        {"from": "chips", "to": "resin", "slot": "coat"},
        {"from": "chips", "to": "resist", "slot": "coat", "mode": "consumed", "essential": "true"},
        {"from": "chips", "to": "resist", "slot": "", "mode": "durable", "essential": "false"},
    ]

    assert valid({"REQUIRES": rows}).warnings == ()
