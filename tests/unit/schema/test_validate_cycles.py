"""Chains that come back: a place cannot lie in itself; firms may own each other, which is said when they control."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.schema.batches import found, rejected, valid

PLACES = {"Place": [{"id": id_} for id_ in ("JP", "kawasaki", "kanagawa", "ward")]}
FIRMS = {"Firm": [{"id": id_} for id_ in ("jsr", "tok", "holding")]}


def part_of(*pairs: tuple[str, str]) -> dict[str, list[dict[str, Any]]]:
    return {**PLACES, "PART_OF": [{"from": start, "to": end} for start, end in pairs]}


def owned_by(*links: tuple[str, str, dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {**FIRMS, "OWNED_BY": [{"from": start, "to": end, **said} for start, end, said in links]}


def test_only_the_rows_of_the_circle_are_violations() -> None:
    tables = part_of(("ward", "kawasaki"), ("kawasaki", "kanagawa"), ("kanagawa", "kawasaki"), ("kanagawa", "JP"))

    assert found(tables) == [("PART_OF", 3, "to", "kanagawa"), ("PART_OF", 4, "to", "kawasaki")]
    assert "kanagawa, kawasaki" in rejected(tables).violations[0].rule


def test_a_place_inside_itself_is_a_circle_of_one() -> None:
    assert found(part_of(("ward", "ward"), ("ward", "JP"))) == [("PART_OF", 2, "to", "ward")]


def test_a_place_in_two_others_is_no_circle() -> None:
    tables = part_of(("ward", "kawasaki"), ("ward", "kanagawa"), ("kawasaki", "kanagawa"), ("kanagawa", "JP"))

    assert len(valid(tables).tables["PART_OF"]) == 4


def test_a_missing_end_is_reported_as_such_and_not_as_a_circle() -> None:
    assert found({**PLACES, "PART_OF": [{"from": "ward", "to": None}]}) == [("PART_OF", 2, "to", None)]


@pytest.mark.parametrize(
    ("first", "second", "warned"),
    [
        ({"share": "0.6"}, {"share": "0.7"}, True),
        ({"share": "0.6"}, {"control": "true"}, True),
        ({"share": "0.6"}, {"share": "0.5"}, False),
        ({"share": "0.6"}, {}, False),
    ],
)
def test_firms_in_a_circle_are_warned_of_when_every_link_controls(
    first: dict[str, Any], second: dict[str, Any], warned: bool
) -> None:
    batch = valid(owned_by(("jsr", "tok", first), ("tok", "jsr", second), ("jsr", "holding", {"share": "0.9"})))

    assert [warning for warning in batch.warnings if "jsr, tok" in warning] == list(batch.warnings)
    assert bool(batch.warnings) is warned
