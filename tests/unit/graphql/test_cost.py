"""What a document costs: Σ own + entries × children, worked by hand on a small schema."""

from __future__ import annotations

import pytest
from graphql import build_schema, parse

from graphsvc.graphql.guard.cost import QUESTION, SCHEMA, cost
from graphsvc.graphql.guard.limits import LIMITS, TooMuch

SMALL = build_schema("""
  type Query { firm: Firm  firms(first: Int, last: Int): Firms  all: [Firm!]!  count: Int }
  type Firms { rows: [Firm!]!  about: About }
  type About { title: String }
  type Firm { name: String  tags: [String!]!  owner: Firm  items(limit: Int): [Item!]! }
  type Item { name: String  makers: [Firm!]! }
""")
assert SMALL.query_type
SMALL.query_type.fields["firms"].args["first"].default_value = 5  # where Strawberry leaves a default
Q = QUESTION


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ __typename }", 0),
        ("{ count }", Q),
        ("{ firm { name } }", Q),
        ("{ firm { name tags } }", Q),  # a list of plain values is a plain value
        ("{ firm { owner { owner { name } } } }", Q + 1 + 1),
        ("{ a: firm { name } b: firm { name } }", 2 * Q),
        ("{ all { name } }", Q + 10),  # nobody says how many: ten
        ("{ firms(first: 3) { rows { name } } }", Q + 3),  # the page is that of the list inside
        ("{ firms(last: 7) { rows { name } about { title } } }", Q + 7 + 1),
        ("{ firms { rows { name } } }", Q + 5),  # the schema's default
        ("{ firms(first: 2) { rows { items(limit: 4) { name } } } }", Q + 2 * (1 + 4)),
        ("{ firms(first: 2) { rows { items { makers { name } } } } }", Q + 2 * (1 + 10 * (1 + 10))),
        ("query($n: Int) { firms(first: $n) { rows { name } } }", Q + 9),
        ("query($d: Int = 8) { firms(first: $d) { rows { name } } }", Q + 8),
        ("query($f: Int) { firms(first: $f) { rows { name } } }", Q + 6),
        ("{ firms(first: 3) { ...page } } fragment page on Firms { rows { name } }", Q + 3),
        ("{ firms(first: 3) { ... on Firms { rows { name } } ... { about { title } } } }", Q + 3 + 1),
        ("{ firms(first: 0) { rows { name } } }", Q),
        ("{ __schema { types { name } } firm { name } }", SCHEMA + Q),
        ("query a { firm { name } } query b { count firm { name } }", 2 * Q),  # the dearest, as none is named
        ("{ firm { ...a } } fragment a on Firm { owner { ...a } }", Q + 1),  # a cycle: validation refuses it
        ("{ nothing { deep } ...gone }", 0),  # unknown names: likewise
    ],
)
def test_the_cost_of_a_document(query: str, expected: int) -> None:
    assert cost(SMALL, parse(query), {"n": 9, "f": 6.0}, None) == expected


def test_only_the_operation_that_is_asked_costs() -> None:
    document = parse("query small { count } query large { count firm { name } }")

    assert cost(SMALL, document, None, "small") == Q


@pytest.mark.parametrize("size", ["1001", "99999999999999999999999", "$n"])
def test_a_page_over_the_limit_is_refused(size: str) -> None:
    query = f"query($n: Int) {{ firms(first: {size}) {{ rows {{ name }} }} }}"

    with pytest.raises(TooMuch, match=f"first: .*more than {LIMITS.page}"):
        cost(SMALL, parse(query), {"n": 10**9}, None)


def test_lists_within_lists_are_refused_over_the_limit() -> None:
    with pytest.raises(TooMuch, match="more than 20000"):
        cost(SMALL, parse("{ firms(first: 1000) { rows { items(limit: 50) { name } } } }"), None, None)


def test_fragments_that_spread_nothing_twice_each_are_added_up_once() -> None:
    chain = " ".join(f"fragment f{n} on Firm {{ ...f{n + 1} ...f{n + 1} }}" for n in range(40))

    assert cost(SMALL, parse(f"{{ firm {{ ...f0 }} }} {chain}"), None, None) == Q
