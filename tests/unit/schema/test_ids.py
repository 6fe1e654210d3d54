"""Identity and content of claims."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import pytest

from schema.ids import claim_ids, content_hashes
from schema.load import contract
from tests.unit.schema.batches import Rows, valid

ROW = {"from": "jsr", "to": "resist", "site": "kawasaki", "source": "survey", "as_of": "2024", "share": "0.4"}


def claims(rows: Rows, type_: str = "SUPPLIES", dataset: str = "test") -> list[str]:
    return claim_ids(type_, valid({type_: rows}).tables[type_], dataset, contract())


def contents(rows: Rows, type_: str = "SUPPLIES") -> list[str]:
    return content_hashes(valid({type_: rows}).tables[type_])


@pytest.mark.parametrize("change", [{"share": "0.5"}, {"grade": "A"}, {"note": "checked"}, {"recorded_at": "2025"}])
def test_a_claim_stays_the_same_claim_when_what_it_says_changes(change: dict[str, Any]) -> None:
    assert claims([ROW]) == claims([{**ROW, **change}])
    assert contents([ROW]) != contents([{**ROW, **change}])


@pytest.mark.parametrize(
    "change", [{"from": "tok"}, {"to": "resin"}, {"site": "JP"}, {"site": ""}, {"source": ""}, {"as_of": "2023"}]
)
def test_another_key_source_or_date_is_another_claim(change: dict[str, Any]) -> None:
    assert claims([ROW]) != claims([{**ROW, **change}])


def test_another_dataset_or_type_makes_another_claim() -> None:
    ends = [{"from": "kawasaki", "to": "JP"}]
    part_of = valid({"PART_OF": ends}).tables["PART_OF"]

    assert claims([ROW], dataset="test") != claims([ROW], dataset="other")
    assert claim_ids("PART_OF", part_of, "test", contract()) != claim_ids("KIND_OF", part_of, "test", contract())


def test_an_empty_slot_is_the_slot_named_after_the_input() -> None:
    row = {"from": "resist", "to": "resin"}

    assert claims([row], "REQUIRES") == claims([{**row, "slot": "resin"}], "REQUIRES")
    assert claims([row], "REQUIRES") != claims([{**row, "slot": "base"}], "REQUIRES")


def test_a_headquarters_that_moves_is_the_same_claim_with_another_content() -> None:
    here, there = ([{"from": "jsr", "to": place}] for place in ("JP", "kawasaki"))

    assert claims(here, "HEADQUARTERED_IN") == claims(there, "HEADQUARTERED_IN")
    assert contents(here, "HEADQUARTERED_IN") != contents(there, "HEADQUARTERED_IN")


def test_a_node_statement_is_known_by_dataset_type_and_id() -> None:
    before, after = (valid({"Firm": [{"id": "jsr", "name_en": name}, {"id": "tok"}]}) for name in ("JSR", "JSR Corp."))

    assert claim_ids("Firm", before.tables["Firm"], "d", contract()) == claim_ids(
        "Firm", after.tables["Firm"], "d", contract()
    )


def test_ids_do_not_change_from_one_release_to_the_next() -> None:
    """Stores hold these: a change of the recipe would retire and rewrite every claim."""
    identity = "\x1f".join(["test", "SUPPLIES", "jsr", "resist", "kawasaki", "survey", "2024"])
    said = ["as_of=2024", "from=jsr", "grade=D", "share=0.4", "site=kawasaki", "source=survey", "to=resist"]

    assert claims([ROW]) == [blake2b(identity.encode(), digest_size=10).hexdigest()]
    assert contents([ROW]) == [blake2b("\x1f".join(said).encode(), digest_size=8).hexdigest()]


def test_an_empty_column_and_the_order_of_columns_do_not_change_the_content() -> None:
    assert contents([ROW]) == contents([{**dict(reversed(ROW.items())), "note": "", "capacity": None}])


def test_fields_do_not_run_into_each_other() -> None:
    one = contents([{**ROW, "locator": "p. 1", "note": ""}])
    other = contents([{**ROW, "locator": "", "note": "p. 1"}])

    assert one != other


def test_typed_and_textual_cells_of_one_meaning_have_one_content() -> None:
    assert contents([{**ROW, "exhaustive": "true"}]) == contents([{**ROW, "share": 0.4, "exhaustive": True}])


def test_ids_are_hex_of_fixed_length_and_as_many_as_rows() -> None:
    rows = [{**ROW, "as_of": str(year)} for year in range(1900, 1960)]

    assert {len(id_) for id_ in claims(rows)} == {20}
    assert {len(hash_) for hash_ in contents(rows)} == {16}
    assert len(set(claims(rows))) == len(rows)
