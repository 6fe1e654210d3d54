"""Levels below levels: a constant number of reads, whatever the number of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from graphsvc.settings import Settings
from graphsvc.stores import open_store
from graphsvc.stores.port import Store, View
from graphsvc.usecases.context import Context
from tests.api.asking import ask
from tests.stores.batches import say

THREE_LEVELS = """query($first: Int!) { firms(first: $first, filter: {supplies: {some: {share: {gte: 0.1}}}}) {
  totalCount aggregates(groupBy: [sector]) { count } nodes { id label supplies(first: 2) { totalCount nodes {
    id label ... on Item { suppliedBy(first: 2) { edges { share node { id label } } } } } } } } }"""
EVERYTHING = """query($first: Int!) { firms(first: $first) { nodes { conflicts { property } supplies(first: 1) { edges {
  sourceNode { id title } node { ... on Material { requiredBy(first: 1) { nodes { id } } } ... on Item {
    sources { id } suppliedBy(first: 1, filter: {from: {id: {in: ["firm-0001"]}}}) { edges {
      siteNode { id partOf(first: 1) { nodes { id label } } } } } } } } } } } }"""


class CountedView:
    """A view that counts what is read through it."""

    def __init__(self, view: View, calls: Counter[str]) -> None:
        self._view, self._calls = view, calls

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._view, name)
        if not callable(found):
            return found

        def counted(*args: Any, **kwargs: Any) -> Any:
            self._calls[name] += 1
            return found(*args, **kwargs)

        return counted


class CountedStore:
    """A store whose views count."""

    def __init__(self, store: Store, calls: Counter[str]) -> None:
        self._store, self._calls = store, calls

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def view(self, revision: int | None = None) -> CountedView:
        return CountedView(self._store.view(revision), self._calls)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """A thousand firms, each with two claims on fifty materials that a component needs."""
    folder: Path = tmp_path_factory.mktemp("crowd")
    firms = [{"id": f"firm-{n:04}"} for n in range(1_000)]
    supplies = [
        {"from": firm["id"], "to": f"m-{(n * k) % 50}", "share": 0.2, "site": "tokyo"}
        for n, firm in enumerate(firms)
        for k in (1, 7)
        if (n * k) % 50 or k == 1
    ]
    unique = list({(row["from"], row["to"]): row for row in supplies}.values())
    with closing(open_store(f"sqlite:///{folder / 'graph.db'}")) as store:
        say(
            store, "crowd", Firm=firms, Material=[{"id": f"m-{n}"} for n in range(50)], Component=[{"id": "chip"}],
            Place=[{"id": "JP", "level": "country"}, {"id": "tokyo", "level": "city"}],
            PART_OF=[{"from": "tokyo", "to": "JP"}], SUPPLIES=unique,
            REQUIRES=[{"from": "chip", "to": f"m-{n}"} for n in range(50)], Source=[{"id": "crowd", "title": "Crowd"}],
        )  # fmt: skip
        yield Context(store, Settings(cache_dir=folder))


def reads(context: Context, query: str, **variables: Any) -> tuple[Counter[str], dict[str, Any]]:
    calls: Counter[str] = Counter()
    answer = ask(Context(CountedStore(context.store, calls), context.settings), query, **variables)
    assert answer["errors"] == []
    return calls, answer["data"]


def test_ten_and_a_thousand_parents_take_the_same_number_of_reads(crowd: Context) -> None:
    few, small = reads(crowd, THREE_LEVELS, first=10)
    many, large = reads(crowd, THREE_LEVELS, first=1_000)

    assert [len(data["firms"]["nodes"]) for data in (small, large)] == [10, 1_000]
    assert few == many == {"page": 1, "relationships": 3, "nodes": 1}  # the filter has read all firms


def test_evidence_sources_and_sites_take_no_more_reads_for_more_rows(crowd: Context) -> None:
    few, _ = reads(crowd, EVERYTHING, first=5)
    many, _ = reads(crowd, EVERYTHING, first=100)

    assert few == many == {"page": 1, "relationships": 3, "nodes": 4}


def test_a_page_by_id_reads_no_more_than_it_shows(crowd: Context) -> None:
    calls, data = reads(crowd, "{ firms(first: 3) { nodes { id } totalCount pageInfo { hasNextPage } } }")

    assert data["firms"]["totalCount"] == 1_000
    assert calls == {"page": 1, "count": 1}


@pytest.mark.parametrize(
    "query",
    [
        "{ firms(first: 1000) { nodes { supplies(first: 200) { nodes { id } } } } }",
        "{ firms(first: 1000) {nodes { a: supplies(first: 60) { nodes { id } } b: ownedBy(first: 60) { totalCount }}}}",
        '{ nodes(ids: ["firm-0001"]) { ... on Firm { supplies(first: 1000) { nodes { suppliedBy(first: 1000) '
        "{ totalCount } } } } } }",
    ],
)
def test_pages_of_pages_have_an_end(crowd: Context, query: str) -> None:
    answer = ask(crowd, query)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["QUERY_TOO_COMPLEX"]
