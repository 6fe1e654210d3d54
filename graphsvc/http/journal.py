"""One line in the log and one count for each request, under an id that the answer carries too.

A GraphQL operation has its own line, in the audit log, which then is the only one.
"""

from __future__ import annotations

import re
import time
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphsvc.http.metrics import Metrics

HEADER = "x-request-id"
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")
QUIET = ("/health/live", "/health/ready", "/metrics")  # asked every few seconds by machines


class Journal:
    """ASGI middleware. Takes over a well-formed id of the request; all that is logged meanwhile carries it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        id = given if WELL_FORMED.fullmatch(given) else uuid4().hex
        status = 500  # unless it comes to an answer

        async def marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = id
            await send(message)

        started = time.perf_counter()
        address = scope["client"][0] if scope.get("client") else None
        with structlog.contextvars.bound_contextvars(request=id, address=address):
            try:
                await self._app(scope, receive, marked)
            finally:
                self._enter(scope, status, time.perf_counter() - started)

    def _enter(self, scope: Scope, status: int, seconds: float) -> None:
        path = scope["path"]
        self._metrics.request(path, status, seconds)
        state = scope.get("state", {})
        if path in QUIET or state.get("recorded"):
            return
        principal = state.get("principal")
        structlog.get_logger().info(
            "request",
            method=scope["method"],
            path=path,
            status=status,
            milliseconds=round(1000 * seconds, 1),
            who=principal.id if principal else None,
            code=state.get("code"),
        )
