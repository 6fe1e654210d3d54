"""Asking the service in tests: a store with one worked example, the schema in process, and a real server."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from strawberry.utils.str_converters import to_snake_case

from graphsvc.access.budget import Budget
from graphsvc.access.principal import DEMO
from graphsvc.graphql.request import Request
from graphsvc.graphql.schema import schema
from graphsvc.settings import Settings
from graphsvc.usecases.context import Context
from graphsvc.usecases.loading import LoadQuery, load
from graphsvc.usecases.opening import opened

JSON, SPECIFIC = "application/json", "application/graphql-response+json"
CASES = Path(__file__).resolve().parents[1] / "cases"
WORKERS = ThreadPoolExecutor(2, "question")


@contextmanager
def loaded(batch: Path, folder: Path) -> Iterator[Context]:
    """A context over a new store that holds a batch, such as that of a worked example."""
    settings = Settings(
        store=f"sqlite:///{folder}/graph.db", cache_dir=folder / "cache", keys=folder / "keys.db", demo=True
    )
    with opened(settings) as context:
        load(LoadQuery((str(batch),), source="case"), context)
    with opened(settings) as context:
        yield context


def serving(context: Context, **settings: object) -> Context:
    """The same store under other settings."""
    return Context(context.store, context.settings.model_copy(update=settings))


def ask(context: Context, query: str, **variables: object) -> dict[str, Any]:
    """data, errors and extensions of an answer, without HTTP."""
    asked = Request(context, WORKERS, DEMO, Budget(1_000_000), lambda operation: None)
    result = asyncio.run(schema().execute(query, variables, asked))
    errors = [dict(error.formatted) for error in result.errors or ()]
    return {"data": result.data, "errors": errors}


@contextmanager
def served(app: FastAPI) -> Iterator[httpx.Client]:
    """A client of the application behind a real server on a free port."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as graphsvc.app has it
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=60) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def wait_until_ready(client: httpx.Client) -> None:
    deadline = time.monotonic() + 240  # a busy machine compiles the kernels first
    while client.get("/health/ready").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def post(client: httpx.Client, query: str, accept: str = SPECIFIC) -> httpx.Response:
    return client.post("/graphql", json={"query": query}, headers={"accept": accept})


def codes(response: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


def snake(value: Any) -> Any:
    """The same data with the names of the command line."""
    if isinstance(value, Mapping):
        return {to_snake_case(name): snake(entry) for name, entry in value.items()}
    return [snake(entry) for entry in value] if isinstance(value, list) else value
