"""What rows add up to: over all pages, in groups, and never across units."""

from __future__ import annotations

from collections import defaultdict
from math import fsum
from typing import Any

import pytest

from graphsvc.usecases.context import Context
from tests.api.asking import ask
from tests.api.lists import world

SUPPLIED = """query($by: [SuppliesColumn!]) { node(id: "component-2") { ... on Component { suppliedBy(first: 1) {
  totalCount aggregates(groupBy: $by) { keys { field label value valueLabel } count
    share { known unit min max avg sum } capacity { known unit sum } asOf { known earliest latest } } } } } }"""
MINE = [claim for claim in world.SUPPLIES if claim["to"] == "component-2"]


def summed(context: Context, query: str, **variables: Any) -> list[dict[str, Any]]:
    answer = ask(context, query, **variables)
    assert answer["errors"] == []
    found: list[dict[str, Any]] = answer["data"]["node"]["suppliedBy"]["aggregates"]
    return found


def test_a_summary_speaks_of_all_rows_not_of_the_page(context: Context) -> None:
    (group,) = summed(context, SUPPLIED)

    shares = [claim["share"] for claim in MINE if "share" in claim]
    assert (group["keys"], group["count"]) == ([], len(MINE))
    assert group["share"] == {
        "known": len(shares), "unit": "1", "min": min(shares), "max": max(shares),
        "avg": pytest.approx(fsum(shares) / len(shares)), "sum": pytest.approx(fsum(shares)),
    }  # fmt: skip
    assert group["asOf"]["known"] == sum("as_of" in claim for claim in MINE)


def test_numbers_of_several_units_are_never_added_up(context: Context) -> None:
    (mixed,) = summed(context, SUPPLIED)
    by_unit = {group["keys"][0]["value"]: group for group in summed(context, SUPPLIED, by=["capacityUnit"])}

    tonnes = [claim["capacity"] for claim in MINE if claim.get("capacity_unit") == "t"]
    assert {claim.get("capacity_unit") for claim in MINE} == {"t", "kg", None}
    assert mixed["capacity"]["sum"] is mixed["capacity"]["unit"] is None
    assert by_unit["t"]["capacity"] == {"known": len(tonnes), "unit": "t", "sum": sum(tonnes)}
    assert by_unit[None]["capacity"] == {"known": 0, "unit": None, "sum": None}


@pytest.mark.parametrize("by", [["qualification"], ["from"], ["site", "grade"]])
def test_groups_are_those_of_a_plain_loop_the_largest_first(context: Context, by: list[str]) -> None:
    expected: dict[tuple[Any, ...], int] = defaultdict(int)
    for claim in MINE:
        expected[tuple(claim.get(name) for name in by)] += 1

    found = summed(context, SUPPLIED, by=by)

    assert {tuple(key["value"] for key in group["keys"]): group["count"] for group in found} == expected
    assert [group["count"] for group in found] == sorted(expected.values(), reverse=True)


def test_groups_carry_words_and_names(context: Context) -> None:
    keys = [group["keys"][0] for group in summed(context, SUPPLIED, by=["qualification"])]

    assert {"field": "qualification", "label": "qualification", "value": "volume", "valueLabel": "volume"} in keys
    assert all(key["valueLabel"] is None for key in keys if key["value"] is None)


def test_nothing_is_one_empty_group_and_no_groups(context: Context) -> None:
    query = (
        '{ rules(filter: {id: {eq: "no"}}) { all: aggregates { count } each: aggregates(groupBy: [kind]) { count } } }'
    )

    answer = ask(context, query)

    assert answer == {"data": {"rules": {"all": [{"count": 0}], "each": []}}, "errors": []}
