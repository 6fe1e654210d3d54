"""Pages of nodes by type, and counts: the same from each store."""

from __future__ import annotations

from typing import Any

import pytest

from graphsvc.stores.port import Store
from tests.stores.batches import firm, say


@pytest.fixture
def listed(store: Store) -> Store:
    """Five materials, one of them known to two datasets, and firms in between."""
    say(store, "survey", Material=[{"id": id} for id in ("m-3", "m-1", "m-5", "m-2", "m-4")], Firm=[firm("m-25")])
    say(store, "other", 1, Material=[{"id": "m-2", "name_en": "two"}], Firm=[firm("a")])
    return store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["m-1", "m-2", "m-3", "m-4", "m-5"]),
        ({"limit": 2}, ["m-1", "m-2"]),
        ({"after": "m-2", "limit": 2}, ["m-3", "m-4"]),
        ({"after": "m-20"}, ["m-3", "m-4", "m-5"]),
        ({"after": "m-5"}, []),
        ({"limit": 0}, []),
        ({"backwards": True, "limit": 2}, ["m-5", "m-4"]),
        ({"backwards": True, "after": "m-3"}, ["m-2", "m-1"]),
        ({"backwards": True, "after": "m-1"}, []),
    ],
)
def test_a_page_goes_through_the_nodes_of_a_type_by_id(listed: Store, asked: Any, found: list[str]) -> None:
    nodes = listed.view().page(["Material"], **asked)

    assert [node.id for node in nodes] == found
    assert nodes == listed.view().nodes(found)


def test_a_page_may_speak_of_several_types_and_of_no_more_than_its_revision_knew(listed: Store) -> None:
    both = listed.view().page(["Firm", "Material"], limit=4)

    assert [(node.type, node.id) for node in both[:4]] == [
        ("Firm", "a"), ("Material", "m-1"), ("Material", "m-2"), ("Firm", "m-25"),
    ]  # fmt: skip
    assert listed.view(1).page(["Firm"]) == listed.view(1).nodes(["m-25"])
    assert listed.view(0).page(["Firm"]) == []


def test_a_count_knows_each_node_once(listed: Store) -> None:
    assert listed.view().count(["Material"]) == 5
    assert listed.view().count(["Material", "Firm"]) == 7
    assert (listed.view(1).count(["Firm"]), listed.view(0).count(["Firm"]), listed.view().count([])) == (1, 0, 0)


def test_a_page_of_an_unknown_type_is_a_defect(listed: Store) -> None:
    for ask in (listed.view().page, listed.view().count):
        with pytest.raises(KeyError):
            ask(["Nothing"])
