"""Whatever arrives, the answer is a well-formed one and never our defect."""

from __future__ import annotations

import json
from typing import Any

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.asking import JSON, SPECIFIC

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner))
KEYWORDS = '... query mutation subscription fragment on Query chokepoints node rows id "x" """'
VALUES = "1 -0 1e999 lang zh __schema __typename $n @skip if true"
WORDS = st.sampled_from([*"{}()[]:!$@|=#", *KEYWORDS.split(), *VALUES.split()])
DOCUMENTS = st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=40)
BODIES = st.fixed_dictionaries(
    {},
    optional={
        "query": DOCUMENTS | ANYTHING,
        "variables": ANYTHING,
        "operationName": st.text(max_size=8) | ANYTHING,
        "documentId": st.text(max_size=70) | ANYTHING,
        "extensions": ANYTHING | st.fixed_dictionaries({"persistedQuery": ANYTHING}),
    },
)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def assert_well_formed(response: httpx.Response) -> None:
    assert response.status_code < 500, response.text
    assert response.json().keys() & {"data", "errors"}
    assert "INTERNAL_SERVER_ERROR" not in response.text


@SHARED
@given(body=BODIES, accept=st.sampled_from([JSON, SPECIFIC, "*/*"]))
def test_any_json_is_answered_or_refused(client: httpx.Client, body: dict[str, Any], accept: str) -> None:
    content = json.dumps(body).encode("utf-8", "surrogatepass")

    assert_well_formed(client.post("/graphql", content=content, headers={"content-type": JSON, "accept": accept}))


@SHARED
@given(body=st.binary(max_size=200))
def test_any_bytes_are_answered_or_refused(client: httpx.Client, body: bytes) -> None:
    assert_well_formed(client.post("/graphql", content=body, headers={"content-type": JSON}))


@SHARED
@given(
    text=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\x00"), max_size=60),
    scheme=st.sampled_from(["Bearer ", "Bearer gsk_", "Bearer a.b.", ""]),
)
def test_whatever_is_shown_at_the_door_is_refused_and_no_more(client: httpx.Client, text: str, scheme: str) -> None:
    shown = (scheme + text).strip().encode("latin-1")
    try:
        response = client.post("/graphql", json={"query": "{ __typename }"}, headers={b"authorization": shown})
    except httpx.LocalProtocolError:
        return  # no header can hold it

    assert response.status_code == 401
