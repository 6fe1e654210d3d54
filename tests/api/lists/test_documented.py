"""The queries that the page on lists shows give an answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphsvc.usecases.context import Context
from tests.api.asking import ask

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "lists.md"
QUERIES = re.findall(r"```graphql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("query", QUERIES)
def test_a_documented_query_finds_something(context: Context, query: str) -> None:
    answer = ask(context, query)

    (found,) = answer["data"].values()
    assert answer["errors"] == []
    assert found["nodes"]


def test_there_are_queries_to_try() -> None:
    assert len(QUERIES) == 2
