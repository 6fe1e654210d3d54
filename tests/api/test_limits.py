"""What asks too much is refused before it is validated or executed."""

from __future__ import annotations

import json

import httpx
import pytest

from graphsvc.graphql.guard.limits import LIMITS
from tests.api.asking import codes, post


def as_body(query: str) -> bytes:
    return json.dumps({"query": query}).encode()


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


def spread_twice(levels: int) -> str:
    """A few hundred bytes whose expansion doubles at every level."""
    chain = " ".join(
        f"fragment f{n} on ChokepointAnswer {{ a{n}: snapshot ...f{n + 1} ...f{n + 1} }}" for n in range(levels)
    )
    return f"{{ chokepoints {{ ...f0 }} }} {chain} fragment f{levels} on ChokepointAnswer {{ partial }}"


ROW = "decidedBy { item maker } witness { items slots { item slot } }"
ABUSES: dict[str, tuple[str | bytes, str]] = {
    "spreads that double, 7 levels": (as_body(spread_twice(7)), "QUERY_TOO_COMPLEX"),
    "spreads that double, 20 levels": (as_body(spread_twice(20)), "QUERY_TOO_COMPLEX"),
    "many fields that must be merged": (
        as_body("{ " + " ".join("chokepoints { rows { rank } }" for _ in range(200)) + " }"),
        "QUERY_TOO_COMPLEX",
    ),
    "lists within lists within lists": (
        as_body("{ __type(name: " + '"Node") { fields { type { fields { type { fields { args { name } } } } } } } }'),
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "the dearest question again and again": (
        as_body("{ " + " ".join(f'q{n}: cutSets(target: "x") {{ rows {{ order }} }}' for n in range(9)) + " }"),
        "QUERY_TOO_COMPLEX",
    ),
    "a page of a million": (as_body('{ search(text: "x", limit: 1000000) { rows { id } } }'), "QUERY_TOO_COMPLEX"),
    "an integer of 5,000 digits": (
        b'{"query": "{ __typename }", "variables": {"n": ' + b"9" * 5_000 + b"}}",
        "BAD_REQUEST",
    ),
    "JSON nested 100,000 deep": (b'{"query": ' + b"[" * 100_000, "BAD_REQUEST"),
    "variables nested 90,000 deep": (
        b'{"query": "{ __typename }", "variables": {"v": ' + b"[" * 45_000 + b"]" * 45_000 + b"}}",
        "BAD_REQUEST",
    ),
    "a batch": (b"[" + b",".join([as_body("{ __typename }")] * 1_000) + b"]", "BAD_REQUEST"),
    "a document nested 900 deep": (as_body("{ a" * 900), "GRAPHQL_PARSE_FAILED"),
    "deferred parts": (as_body("{ chokepoints { ... @defer { snapshot } } }"), "GRAPHQL_VALIDATION_FAILED"),
}


@pytest.mark.parametrize("abuse", ABUSES)
def test_a_request_made_to_hurt_is_refused_and_the_service_goes_on(client: httpx.Client, abuse: str) -> None:
    body, code = ABUSES[abuse]

    response = client.post("/graphql", content=body, headers={"content-type": "application/json"})

    assert (response.status_code < 500, codes(response)[0]) == (True, code)
    assert post(client, "{ __typename }").status_code == 200
