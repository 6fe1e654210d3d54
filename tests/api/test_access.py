"""Who may do what: nobody without a name, each role its own, and no more than a minute allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute
from graphql import GraphQLObjectType, GraphQLSchema, build_schema, is_leaf_type, is_required_argument
from starlette.routing import Route
from structlog.testing import capture_logs

from graphsvc.access.keys import KeyFile
from graphsvc.access.principal import Role
from graphsvc.app import create_app
from graphsvc.graphql.schema import sdl
from graphsvc.http.gate import needed
from graphsvc.usecases.context import Context
from tests.api.asking import codes, post, served, serving, wait_until_ready
from tests.issuing import THEM, US, Published, claims, publishing, signed

SCHEMA = build_schema(sdl())
ALL = frozenset(Role)
EXPLORERS = ALL - {Role.OFFICIAL}
#: The matrix, by hand: who may ask a root field of each kind, and who may open a route (None: anyone).
MAY_ASK = {"query": ALL, "mutation": frozenset({Role.PLANNER, Role.ADMIN}), "subscription": ALL}
MAY_OPEN: Mapping[str, frozenset[Role] | None] = {
    "/": None,
    "/health/live": None,
    "/health/ready": None,
    "/ide": None,
    "/ide/{name}": None,
    "/ide/texts/{language}.json": None,
    "/graphql": ALL,
    "/metrics": frozenset({Role.ADMIN}),
}
GIVEN = {"String": '"x"', "ID": '"x"', "Int": "1", "Float": "0.5", "Boolean": "false"}


def root_fields(schema: GraphQLSchema) -> Iterator[tuple[str, str, frozenset[Role]]]:
    """(kind of operation, a query that names the field and executes nothing, who may ask it)."""
    for kind, type in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        for name in type.fields if type else ():
            assert type is not None
            yield kind, naming(type, name), MAY_ASK[kind]
    yield "query", "{ __schema @skip(if: true) { queryType { name } } }", EXPLORERS
    yield "query", '{ __type(name: "Query") @skip(if: true) { name } }', EXPLORERS
    yield "query", "{ ...hidden } fragment hidden on Query { __schema @skip(if: true) { description } }", EXPLORERS


def naming(type: GraphQLObjectType, name: str) -> str:
    """The field with what it requires, skipped when it comes to executing."""
    field = type.fields[name]
    required = {key: str(arg.type) for key, arg in field.args.items() if is_required_argument(arg)}
    given = ", ".join(f"{key}: {dummy(kind)}" for key, kind in required.items())
    arguments = f"({given})" if given else ""
    inner: Any = field.type
    while hasattr(inner, "of_type"):
        inner = inner.of_type
    selection = "" if is_leaf_type(inner) else " { __typename }"
    kind = "mutation" if type is SCHEMA.mutation_type else "query"
    return f"{kind} {{ {name}{arguments} @skip(if: true){selection} }}"


def dummy(kind: str) -> str:
    bare = kind.strip("[]!")
    return f"[{GIVEN.get(bare, '{}')}]" if kind.startswith("[") else GIVEN.get(bare, "{}")


@pytest.fixture(scope="module")
def keyed(context: Context) -> Context:
    return serving(context, demo=False)


@pytest.fixture(scope="module")
def keys(keyed: Context) -> dict[Role, str]:
    file = KeyFile(keyed.settings.keys)
    made = {role: file.create(f"the {role}", role, days=1) for role in Role}
    file.close()
    return made


@pytest.fixture(scope="module")
def guarded(keyed: Context, keys: dict[Role, str]) -> Iterator[httpx.Client]:
    with served(create_app(keyed)) as client:
        wait_until_ready(client)
        yield client


def shown(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def asked(client: httpx.Client, query: str, key: str | None) -> httpx.Response:
    return client.post("/graphql", json={"query": query}, headers=shown(key) if key else {})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("kind", "query", "allowed"), list(root_fields(SCHEMA)))
def test_the_matrix_of_roles_and_root_fields(
    guarded: httpx.Client, keys: dict[Role, str], role: Role, kind: str, query: str, allowed: frozenset[Role]
) -> None:
    response = asked(guarded, query, keys[role])

    if role in allowed:
        assert (response.status_code, response.json()["data"]) == (200, {})
    else:
        assert (response.status_code, codes(response)) == (403, ["FORBIDDEN"])


def test_the_matrix_of_roles_and_routes(guarded: httpx.Client, keys: dict[Role, str], keyed: Context) -> None:
    paths = set(routes(create_app(keyed).routes))
    opened: dict[str, set[Role | None]] = {}

    for path in paths:
        address = path.replace("{name}", "ide.js").replace("{language}", "en")
        for role in (None, *Role):
            status = guarded.get(address, headers=shown(keys[role]) if role else {}).status_code
            if status not in (401, 403):
                opened.setdefault(path, set()).add(role)

    assert opened == {path: {None, *ALL} if who is None else set(who) for path, who in MAY_OPEN.items()}


def routes(found: Any) -> Iterator[str]:
    for route in found:
        if isinstance(route, APIRoute | Route):
            yield route.path
        elif hasattr(route, "original_router"):  # what FastAPI keeps of an included router
            yield from routes(route.original_router.routes)


def test_a_path_that_nobody_has_listed_needs_a_name() -> None:
    assert (needed("/made-up"), needed("/idea"), needed("/ide/x")) == ("ask", "ask", None)


@pytest.mark.parametrize("body", ['{"query": "{ __typename }"}', "not json", '{"query": "{ chokepoints(', "[" * 9999])
def test_who_shows_nothing_is_refused_before_anything_is_read(guarded: httpx.Client, body: str) -> None:
    response = guarded.post("/graphql", content=body, headers={"content-type": "text/plain"})

    assert (response.status_code, codes(response)) == (401, ["UNAUTHENTICATED"])
    assert response.headers["www-authenticate"] == "Bearer"


def test_guessing_fields_without_a_name_yields_nothing(guarded: httpx.Client) -> None:
    guesses = ("{ chokepoint { rows } }", "{ chokepoints { rows } }", "{ nothing }", "{ __schema { types { name } } }")

    assert len({asked(guarded, guess, None).text for guess in guesses}) == 1


@pytest.mark.parametrize(
    "authorization", ["Bearer", "Basic eDp5", "gsk_x", "Bearer gsk_00000000_x", "Bearer eyJh.e30.e30"]
)
def test_what_is_shown_must_be_right_even_in_demo_mode(
    guarded: httpx.Client, client: httpx.Client, authorization: str
) -> None:
    for service in (guarded, client):
        response = service.post("/graphql", json={"query": "{ __typename }"}, headers={"authorization": authorization})
        assert (response.status_code, codes(response)) == (401, ["UNAUTHENTICATED"])


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200), ("rebound.example", 401), ("127.0.0.1.x", 401)],
)
def test_the_demo_is_for_requests_that_name_this_machine(client: httpx.Client, host: str, status: int) -> None:
    # A page elsewhere can have its own name lead to 127.0.0.1, and would then ask in the reader's place.
    response = client.post("/graphql", json={"query": "{ __typename }"}, headers={"host": host})

    assert response.status_code == status


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{ chokepoint { snapshot } }"},
        {"query": "{ chokepoints(target: 1) { snapshot } }"},
        {"query": "{ chokepoints { ... on ChokepointAnswe { snapshot } } }"},
        {"query": "{ chokepoints(reading: likel) { snapshot } }"},
        {"query": "query($r: Reading) { chokepoints(reading: $r) { snapshot } }", "variables": {"r": "likel"}},
        {"query": "query($r: Reading!) { chokepoints(reading: $r) { snapshot } }", "variables": {"r": "likel"}},
    ],
)
def test_suggestions_are_for_those_who_may_explore(
    guarded: httpx.Client, keys: dict[Role, str], body: dict[str, Any]
) -> None:
    official, analyst = (
        guarded.post("/graphql", json=body, headers=shown(keys[role])).text for role in (Role.OFFICIAL, Role.ANALYST)
    )

    assert "Did you mean" not in official
    assert "Did you mean" in analyst


def test_a_key_that_is_revoked_while_the_service_runs_is_refused(guarded: httpx.Client, keyed: Context) -> None:
    file = KeyFile(keyed.settings.keys)
    key = file.create("leaving", Role.ANALYST, days=1)
    before = asked(guarded, "{ __typename }", key)

    file.revoke(key.split("_")[1])
    file.close()

    assert (before.status_code, asked(guarded, "{ __typename }", key).status_code) == (200, 401)


def test_a_token_of_the_issuer_opens_as_a_key_does(keyed: Context) -> None:
    with publishing(Published()) as url:
        trusting = serving(keyed, oidc_issuer=THEM, oidc_audience=US, oidc_keys_url=url)
        with served(create_app(trusting)) as client:
            good, expired, cook = (
                asked(client, "{ __typename }", signed(claims(**other)))
                for other in ({}, {"exp": 1}, {"roles": ["cook"]})
            )

    assert good.json() == {"data": {"__typename": "Query"}}
    assert (expired.status_code, codes(expired)) == (401, ["UNAUTHENTICATED"])
    assert (cook.status_code, codes(cook)) == (403, ["FORBIDDEN"])


def test_an_issuer_that_cannot_be_reached_is_503(keyed: Context) -> None:
    trusting = serving(keyed, oidc_issuer=THEM, oidc_audience=US, oidc_keys_url="http://127.0.0.1:9/keys")

    with served(create_app(trusting)) as client:
        response = asked(client, "{ __typename }", signed(claims()))

    assert (response.status_code, codes(response)) == (503, ["UNAVAILABLE"])


def test_a_minute_allows_so_much_to_each_and_then_nothing_is_parsed(keyed: Context, keys: dict[Role, str]) -> None:
    question = "{ chokepoints(maxOrder: 1) { snapshot } }"

    with served(create_app(serving(keyed, cost_per_minute=150))) as client:
        first, second = (asked(client, question, keys[Role.ANALYST]) for _ in range(2))
        while (tiny := asked(client, "{ __typename }", keys[Role.ANALYST])).status_code == 200:
            pass
        garbage = asked(client, "{ chokepoints(", keys[Role.ANALYST])
        other = asked(client, "{ __typename }", keys[Role.OFFICIAL])

    assert (first.status_code, first.json()["extensions"]) == (200, {"cost": 100})
    for refused in (second, tiny, garbage):
        assert (refused.status_code, codes(refused)) == (429, ["RATE_LIMITED"])
        assert 0 < int(refused.headers["retry-after"]) <= 60
    assert other.status_code == 200


def test_a_refused_question_under_either_media_type_is_no_200(guarded: httpx.Client, keys: dict[Role, str]) -> None:
    for accept in ("application/json", "application/graphql-response+json"):
        headers = shown(keys[Role.OFFICIAL]) | {"accept": accept}
        response = guarded.post("/graphql", json={"query": "{ __schema { description } }"}, headers=headers)
        assert (response.status_code, codes(response)) == (403, ["FORBIDDEN"])


def test_the_audit_log_names_what_was_forbidden(guarded: httpx.Client, keys: dict[Role, str]) -> None:
    with capture_logs() as log:
        asked(guarded, "{ __typename __schema { description } }", keys[Role.OFFICIAL])

    (entry,) = (entry for entry in log if entry["event"] == "operation")
    assert (entry["outcome"], entry["fields"]) == ("FORBIDDEN", ("__typename", "__schema"))
    assert entry["who"].startswith("key:the official (")


def test_an_answer_says_what_it_cost(client: httpx.Client) -> None:
    answer = post(client, "{ chokepoints(maxOrder: 1) { rows { rank witness { items } } } }").json()

    assert answer["extensions"] == {"cost": 100 + 10 * (1 + 1)}  # ten rows are assumed, each with one object in it
