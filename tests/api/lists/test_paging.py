"""Going through a list: forwards and backwards, in any order, each row once, in every store alike."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.settings import Settings
from graphsvc.stores import open_store
from graphsvc.usecases.context import Context
from tests.api.asking import ask
from tests.api.lists import plain, world
from tests.stores.batches import say

PAGE = """query($first: Int, $after: String, $last: Int, $before: String, $orderBy: [FirmOrder!]) {
  list: firms(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } } } }"""
CLAIMS = """query($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $orderBy: [SuppliesOrder!]) {
  node(id: $id) { ... on Firm {
    list: supplies(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor claim node { id } }
    } } } }"""


def orders(fields: list[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    key = st.fixed_dictionaries({"field": st.sampled_from(fields), "descending": st.booleans()})
    return st.lists(key, max_size=3, unique_by=lambda one: one["field"])


FIRM_ORDERS = orders(["nameEn", "sector", "asOf", "grade", "id"])
SUPPLIERS = sorted({claim["from"] for claim in world.SUPPLIES})
CLAIM_ORDERS = orders(["share", "asOf", "grade", "qualification", "to", "site"])


def page(context: Context, query: str, **variables: Any) -> dict[str, Any]:
    answer = ask(context, query, **variables)
    assert answer["errors"] == []
    data: dict[str, Any] = answer["data"]
    found: dict[str, Any] = data["list"] if "list" in data else data["node"]["list"]
    return found


def walk(context: Context, query: str, size: int, backwards: bool, **variables: Any) -> list[dict[str, Any]]:
    """All edges of a list, page by page; what the pages say about themselves is checked on the way."""
    found: list[dict[str, Any]] = []
    cursor, more = None, True
    while more:
        places = {"last": size, "before": cursor} if backwards else {"first": size, "after": cursor}
        got = page(context, query, **places, **variables)
        info, edges = got["pageInfo"], got["edges"]
        assert len(edges) <= size
        assert info["hasNextPage" if backwards else "hasPreviousPage"] is (cursor is not None)
        assert [info["startCursor"], info["endCursor"]] == (
            [edges[0]["cursor"], edges[-1]["cursor"]] if edges else [None] * 2
        )
        found = edges + found if backwards else found + edges
        more = info["hasPreviousPage" if backwards else "hasNextPage"]
        cursor = info["startCursor" if backwards else "endCursor"]
    return found


@settings(max_examples=15)
@given(FIRM_ORDERS, st.integers(5, 17), st.booleans())
def test_pages_are_the_whole_list_in_its_order_from_either_end(
    context: Context, order: list[dict[str, Any]], size: int, backwards: bool
) -> None:
    expected = [row["id"] for row in plain.ordered(world.firms().values(), order, "id")]

    edges = walk(context, PAGE, size, backwards, orderBy=order)

    assert [edge["node"]["id"] for edge in edges] == expected


@settings(max_examples=15)
@given(st.sampled_from(SUPPLIERS), CLAIM_ORDERS, st.integers(1, 5), st.booleans())
def test_pages_of_claims_are_all_claims_of_the_node(
    context: Context, firm: str, order: list[dict[str, Any]], size: int, backwards: bool
) -> None:
    mine = [claim for claim in world.SUPPLIES if claim["from"] == firm]
    keys = order or [{"field": "to", "descending": False}]

    edges = walk(context, CLAIMS, size, backwards, id=firm, orderBy=order)

    assert len({edge["claim"] for edge in edges}) == len(edges) == len(mine)
    if keys[0] == {"field": "to", "descending": False}:
        assert [edge["node"]["id"] for edge in edges] == sorted(claim["to"] for claim in mine)


@settings(max_examples=5)
@given(FIRM_ORDERS, CLAIM_ORDERS, st.booleans())
def test_both_stores_give_the_same_pages(
    both: list[Context], firm_order: list[dict[str, Any]], claim_order: list[dict[str, Any]], backwards: bool
) -> None:
    for query, order, size in ((PAGE, firm_order, 19), (CLAIMS, claim_order, 3)):
        mine = {"id": SUPPLIERS[0]} if query is CLAIMS else {}
        walks = [walk(context, query, size, backwards, orderBy=order, **mine) for context in both]

        assert walks[0] == walks[1] != []


def test_a_list_can_be_bounded_at_both_ends(context: Context) -> None:
    edges = page(context, PAGE, first=9)["edges"]

    inner = page(context, PAGE, first=100, after=edges[1]["cursor"], before=edges[6]["cursor"])

    assert inner["edges"] == edges[2:6]
    assert (inner["pageInfo"]["hasPreviousPage"], inner["pageInfo"]["hasNextPage"]) == (True, True)
    assert inner["totalCount"] == len(world.FIRMS)


def test_an_empty_page_says_so(context: Context) -> None:
    nothing = page(context, PAGE, first=0)
    last = page(context, PAGE, last=1)["edges"][0]["cursor"]

    assert (nothing["edges"], nothing["pageInfo"]["endCursor"], nothing["pageInfo"]["hasNextPage"]) == ([], None, True)
    assert page(context, PAGE, first=5, after=last)["pageInfo"] == {
        "hasNextPage": False, "hasPreviousPage": True, "startCursor": None, "endCursor": None,
    }  # fmt: skip


def test_a_cursor_outlives_the_row_it_was_made_of(tmp_path: Path) -> None:
    order = [{"field": "sector", "descending": True}]
    with closing(open_store(f"sqlite:///{tmp_path / 'graph.db'}")) as store:
        world.put(store)
        context = Context(store, Settings(cache_dir=tmp_path))
        edges = page(context, PAGE, first=40, orderBy=order)["edges"]
        gone, behind = edges[11], [edge["node"]["id"] for edge in edges[12:]]
        said = {"Firm": world.FIRMS, **world.NODES}

        say(store, "survey", 2, **said | {"Firm": [r for r in world.FIRMS if r["id"] != gone["node"]["id"]]})

        after = page(context, PAGE, first=40, after=gone["cursor"], orderBy=order)
        assert [edge["node"]["id"] for edge in after["edges"]] == behind


BAD_CURSORS = ["", "xx", "é", "bnVsbA", "W10", "W1tdLFtdLDFd", "W1sibmFtZV9lbiJdLFsxXSwiYSJd", "[[],[],1]", "A" * 5_000]


@pytest.mark.parametrize("cursor", BAD_CURSORS)
@pytest.mark.parametrize("place", ["after", "before"])
@pytest.mark.parametrize("order", [[], [{"field": "nameEn"}], [{"field": "asOf"}]])
def test_a_cursor_that_is_none_is_the_askers_error(context: Context, cursor: str, place: str, order: Any) -> None:
    answer = ask(context, PAGE, orderBy=order, **{place: cursor})

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


@given(st.text(max_size=40))
def test_no_text_as_a_cursor_is_a_defect(context: Context, cursor: str) -> None:
    answer = ask(context, CLAIMS, id="firm-00", after=cursor)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


def test_a_cursor_of_another_order_is_refused(context: Context) -> None:
    cursor = page(context, PAGE, first=1, orderBy=[{"field": "sector"}])["pageInfo"]["endCursor"]

    answer = ask(context, PAGE, first=1, after=cursor)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    ("sizes", "code"),
    [
        ({"first": 1, "last": 1}, "BAD_USER_INPUT"),
        ({"first": -1}, "BAD_USER_INPUT"),
        ({"last": -1}, "BAD_USER_INPUT"),
        ({"first": 1_001}, "QUERY_TOO_COMPLEX"),
        ({"last": 100_000}, "QUERY_TOO_COMPLEX"),
    ],
)
def test_a_size_out_of_bounds_is_the_askers_error(context: Context, sizes: dict[str, int], code: str) -> None:
    for query, variables in ((PAGE, {}), (CLAIMS, {"id": "firm-00"})):
        answer = ask(context, query, **sizes, **variables)

        assert [error["extensions"]["code"] for error in answer["errors"]] == [code]
