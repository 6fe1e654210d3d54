"""Fixtures of the API tests: `context` is a store with one worked example, `client` asks it behind a real server."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from graphsvc.app import create_app
from graphsvc.usecases.context import Context
from tests.api.asking import CASES, loaded, served, wait_until_ready


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    with loaded(CASES / "shared-tier2-source" / "batch", tmp_path_factory.mktemp("http")) as context:
        yield context


@pytest.fixture(scope="module")
def client(context: Context) -> Iterator[httpx.Client]:
    with served(create_app(context)) as client:
        wait_until_ready(client)
        yield client
