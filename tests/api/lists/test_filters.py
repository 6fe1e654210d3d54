"""Filters: what a list keeps is what a plain loop over all rows keeps."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.usecases.context import Context
from tests.api.asking import ask
from tests.api.lists import plain, world

FIRMS = "query($filter: FirmFilter) { firms(first: 1000, filter: $filter) { totalCount nodes { id } } }"
CLAIMS = """query($id: ID!, $filter: SuppliesFilter) { node(id: $id) { ... on Firm {
  supplies(first: 1000, filter: $filter) { totalCount nodes { id } } } } }"""
IDS = [f"firm-{n:02}" for n in range(40)]


def joined(parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """The same filters, put together."""
    return st.recursive(
        parts,
        lambda inner: st.one_of(
            st.fixed_dictionaries({"and": st.lists(inner, max_size=2)}),
            st.fixed_dictionaries({"or": st.lists(inner, min_size=1, max_size=2)}),
            st.fixed_dictionaries({"not": inner}),
        ),
        max_leaves=4,
    )


def about(field: str, **tests: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A filter with one or two tests of a field."""
    one = st.fixed_dictionaries({}, optional=tests).filter(bool)
    return one.map(lambda drawn: {field: drawn})


DATES = st.sampled_from(["2020", "2021-06", "2021-06-15", "2022"])
SHARES = st.sampled_from([0.0, 0.1, 0.3, 0.5, 1.0])
GRADES = about("grade", eq=st.sampled_from("ABCD"), known=st.booleans())
AS_OF = about("asOf", lt=DATES, lte=DATES, gt=DATES, gte=DATES, known=st.booleans())
ITEMS = st.one_of(
    about("id", **{"in": st.lists(st.sampled_from(world.MATERIALS + world.COMPONENTS), max_size=4)}),
    about("name", contains=st.sampled_from(["ga2o3", "PART 1", "material"])),
    about("nameEn", known=st.booleans()),
)
CLAIM = joined(
    st.one_of(
        about("share", lt=SHARES, lte=SHARES, gt=SHARES, gte=SHARES, eq=SHARES, known=st.booleans()),
        about("site", eq=st.sampled_from(["tokyo", "JP"]), known=st.booleans()),
        about("qualification", eq=st.sampled_from(["pilot", "volume"])),
        AS_OF, GRADES, st.fixed_dictionaries({"to": ITEMS}),
    )
)  # fmt: skip
FIRM = joined(
    st.one_of(
        about("id", eq=st.sampled_from(IDS), **{"in": st.lists(st.sampled_from(IDS), max_size=6)}),
        about("sector", eq=st.just("chips"), known=st.booleans(), contains=st.just("ＣＨ")),
        about("nameEn", contains=st.sampled_from(["alpha", "BETA", "石", ""]), **{"in": st.just(["Alpha", "贝塔"])}),
        about("name", contains=st.sampled_from(["firm-1", "renamed", "Ｂeta"])),
        AS_OF, GRADES,
        about("supplies", some=CLAIM, none=CLAIM),
    )
)  # fmt: skip


def firms(context: Context, where: dict[str, Any]) -> set[str]:
    answer = ask(context, FIRMS, filter=where)
    assert answer["errors"] == []
    found = answer["data"]["firms"]
    ids = [node["id"] for node in found["nodes"]]
    assert found["totalCount"] == len(ids) == len(set(ids))
    return set(ids)


@given(FIRM)
def test_a_filter_of_nodes_keeps_what_a_plain_loop_keeps(context: Context, where: dict[str, Any]) -> None:
    assert firms(context, where) == plain.firms(where)


@given(st.sampled_from(IDS[:30]), CLAIM)
def test_a_filter_of_claims_keeps_what_a_plain_loop_keeps(context: Context, firm: str, where: dict[str, Any]) -> None:
    mine = [claim for claim in world.SUPPLIES if claim["from"] == firm]

    answer = ask(context, CLAIMS, id=firm, filter=where)

    assert answer["errors"] == []
    found = [node["id"] for node in answer["data"]["node"]["supplies"]["nodes"]]
    assert found == sorted(claim["to"] for claim in mine if plain.claim_holds(claim, where))


@settings(max_examples=8)
@given(FIRM)
def test_both_stores_keep_the_same(both: list[Context], where: dict[str, Any]) -> None:
    assert firms(both[0], where) == firms(both[1], where)


def test_a_relationship_with_its_properties_and_its_end_is_a_filter(context: Context) -> None:
    where = {"supplies": {"some": {"to": {"id": {"eq": "material-3"}}, "share": {"gte": 0.3}}}}

    found = firms(context, where)

    assert found == plain.firms(where)
    assert 0 < len(found) < len(firms(context, {"supplies": {"some": {}}}))


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ({"asOf": {"lt": "soon"}}, "wrong-use"),
        ({"sector": {"eq": None}}, "BAD_USER_INPUT"),
        ({"sector": None}, "BAD_USER_INPUT"),
        ({"supplies": {"some": None}}, "BAD_USER_INPUT"),
        ({"and": [{"sector": {"known": True}}] * 200}, "BAD_USER_INPUT"),
        ({"id": {"in": ["x"] * 1_001}}, "BAD_USER_INPUT"),
        ({"colour": {"eq": "red"}}, "BAD_USER_INPUT"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_the_askers_error(context: Context, where: dict[str, Any], code: str) -> None:
    answer = ask(context, FIRMS, filter=where)

    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]


def test_filters_behind_filters_have_an_end(context: Context) -> None:
    where: dict[str, Any] = {"id": {"eq": "firm-00"}}
    for _ in range(3):
        where = {"supplies": {"some": {"to": {"suppliedBy": {"some": {"from": where}}}}}}

    answer = ask(context, FIRMS, filter=where)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
    assert "one behind the other" in answer["errors"][0]["message"]


@pytest.mark.parametrize("depth", [50, 400, 3_000])
def test_a_filter_nested_without_end_is_no_defect(context: Context, depth: int) -> None:
    where: dict[str, Any] = {"id": {"eq": "firm-00"}}
    for _ in range(depth):
        where = {"not": where}

    answer = ask(context, FIRMS, filter=where)

    assert "INTERNAL_SERVER_ERROR" not in [error["extensions"]["code"] for error in answer["errors"]]
