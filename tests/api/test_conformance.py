"""GraphQL over HTTP to the letter: the audits of npm `graphql-http`, and documents known by an id."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphsvc.app import create_app
from graphsvc.errors import WrongUse
from graphsvc.graphql.documents import KEPT, KEPT_BYTES, Documents, NoDocument, trusted
from graphsvc.usecases.context import Context
from tests.api.asking import JSON, SPECIFIC, codes, served, serving, wait_until_ready
from tests.api.npm.tools import node, npm_tools

__all__ = ["npm_tools"]

TINY = "{ __typename }"
HASH = hashlib.sha256(TINY.encode()).hexdigest()
BY_HASH = {"extensions": json.dumps({"persistedQuery": {"version": 1, "sha256Hash": HASH}})}


@pytest.fixture(scope="module")
def open_to_get(context: Context) -> Iterator[httpx.Client]:
    with served(create_app(serving(context, get="all"))) as client:
        wait_until_ready(client)
        yield client


def audited(npm_tools: Path, client: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(node("audit.mjs", npm_tools, f"{client.base_url}/graphql"))
    return found


def test_every_audit_is_ok_where_get_is_open(npm_tools: Path, open_to_get: httpx.Client) -> None:
    found = audited(npm_tools, open_to_get)

    assert [audit for audit in found if audit["status"] != "ok"] == []
    assert len(found) == 61


def test_as_shipped_no_audit_warns_or_fails(npm_tools: Path, client: httpx.Client) -> None:
    found = audited(npm_tools, client)

    assert [audit for audit in found if audit["status"] not in ("ok", "notice")] == []
    assert len(found) == 61


def test_a_mutation_by_get_is_refused_with_the_method_that_is_allowed(open_to_get: httpx.Client) -> None:
    response = open_to_get.get("/graphql", params={"query": "mutation { nothing }"})

    assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_a_registered_document_is_asked_by_its_hash_alone(client: httpx.Client) -> None:
    unknown = client.get("/graphql", params=BY_HASH)
    registering = {"query": TINY, "extensions": json.loads(BY_HASH["extensions"])}
    registered = client.post("/graphql", json=registering)
    known = client.get("/graphql", params=BY_HASH)
    by_id = client.get("/graphql", params={"documentId": f"sha256:{HASH}"}, headers={"accept": "*/*"})

    assert (unknown.status_code, codes(unknown)) == (200, ["PERSISTED_QUERY_NOT_FOUND"])
    assert all(answer.json()["data"] == {"__typename": "Query"} for answer in (registered, known, by_id))


def test_a_hash_of_another_text_is_refused(client: httpx.Client) -> None:
    body = {"query": "{ other: __typename }", "extensions": json.loads(BY_HASH["extensions"])}

    response = client.post("/graphql", json=body)

    assert (response.status_code, codes(response)) == (400, ["BAD_REQUEST"])


def test_an_unknown_hash_is_an_error_status_under_the_specific_media_type(client: httpx.Client) -> None:
    response = client.post("/graphql", json={"documentId": "0" * 64}, headers={"accept": SPECIFIC})

    assert (response.status_code, codes(response)) == (400, ["PERSISTED_QUERY_NOT_FOUND"])


@pytest.mark.parametrize("extensions", [{"persistedQuery": 1}, {"persistedQuery": {}}, {"persistedQuery": [HASH]}])
def test_a_malformed_extension_is_refused(client: httpx.Client, extensions: object) -> None:
    response = client.post("/graphql", json={"query": TINY, "extensions": extensions})

    assert (response.status_code, response.headers["content-type"]) == (400, f"{JSON}; charset=utf-8")


def test_only_so_many_documents_are_kept_and_no_huge_ones() -> None:
    documents = Documents({}, only_trusted=False)
    texts = [f"{{ a{n}: __typename }}" for n in range(KEPT + 1)] + [" " * KEPT_BYTES + TINY]

    for text in texts:
        documents.find(text, hashlib.sha256(text.encode()).hexdigest(), {})

    for gone in (texts[0], texts[-1]):
        with pytest.raises(NoDocument):
            documents.find(None, hashlib.sha256(gone.encode()).hexdigest(), {})
    assert documents.find(None, hashlib.sha256(texts[1].encode()).hexdigest(), {}) == (texts[1], True)


@pytest.mark.parametrize(
    "manifest",
    [
        {"tiny": TINY},
        {"sha256:tiny": TINY},
        {"format": "apollo-persisted-query-manifest", "operations": [{"id": "tiny", "body": TINY}]},
    ],
)
def test_a_service_of_trusted_documents_answers_those_of_its_manifest_only(
    tmp_path: Path, context: Context, manifest: object
) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(manifest))

    with served(create_app(serving(context, trusted_documents=file, only_trusted=True))) as client:
        by_id = client.get("/graphql", params={"documentId": "tiny"})
        in_full = client.post("/graphql", json={"query": TINY})
        another = client.post("/graphql", json={"query": "{ other: __typename }"})
        registering = client.post("/graphql", json={"query": "{ a }", "documentId": "0" * 64})

    assert by_id.json()["data"] == in_full.json()["data"] == {"__typename": "Query"}
    assert (another.status_code, codes(another)) == (403, ["FORBIDDEN"])
    assert codes(registering) == ["PERSISTED_QUERY_NOT_SUPPORTED"]


@pytest.mark.parametrize("text", ["[]", "{", '{"a": 1}', '{"format": "apollo-persisted-query-manifest"}'])
def test_a_manifest_of_another_form_stops_the_service_with_its_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(text)

    with pytest.raises(WrongUse, match=r"manifest\.json"):
        trusted(file)
