"""What asks too much is refused before it is validated or executed."""

from __future__ import annotations

import httpx
import pytest

from graphsvc.graphql.guard.limits import LIMITS
from tests.api.asking import codes, post


def search_rows(selection: str) -> str:
    return f'search(text: "x") {{ rows {{ {selection} }} }}'


NESTED = "fragment f0 on Node { id } " + " ".join(
    f"fragment f{n} on Node {{ a: claimsOut {{ claim }} ...f{n - 1} ...f{n - 1} }}" for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("{ " + " ".join(f'a{n}: node(id: "x") {{ id }}' for n in range(LIMITS.root_fields + 1)) + " }", "root fields"),
        ("{ " + search_rows(" ".join(f"a{n}: id" for n in range(LIMITS.aliases + 1))) + " }", "aliases"),
        ("{ " + search_rows("id " * (LIMITS.fields + 1)) + " }", "fields"),
        ("{ __typename " + "@skip(if: true) " * (LIMITS.directives + 1) + "}", "directives"),
        ("{ " + "a { " * (LIMITS.depth + 1) + "a" + " }" * (LIMITS.depth + 2), "levels"),
        (" ".join(f"query q{n} {{ __typename }}" for n in range(LIMITS.definitions + 1)), "definitions"),
        ("{ node(id: \"x\") { ...f11 } } " + NESTED, "aliases"),
    ],
)  # fmt: skip
def test_a_document_over_a_limit_is_refused_before_it_is_validated(client: httpx.Client, query: str, what: str) -> None:
    response = post(client, query)

    assert response.status_code == 400
    assert codes(response) == ["QUERY_TOO_COMPLEX"]
    assert what in response.json()["errors"][0]["message"]


def test_too_many_tokens_are_refused_while_parsing(client: httpx.Client) -> None:
    response = post(client, "{ " + "id " * LIMITS.tokens + "}")

    assert codes(response) == ["GRAPHQL_PARSE_FAILED"]


def test_too_many_names_in_one_argument_are_refused(client: httpx.Client) -> None:
    query = "query($names: [String!]!) { chokepoints(targets: $names) { snapshot } }"

    response = client.post("/graphql", json={"query": query, "variables": {"names": ["x"] * (LIMITS.names + 1)}})

    assert codes(response) == ["wrong-use"]
