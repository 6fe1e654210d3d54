"""What protects every response and every request: security headers, and a bound on the body while it is being read."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """ASGI middleware: HEADERS, where the response has no other value."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, protected)


class BodyLimit:
    """ASGI middleware: 413 for a body over the limit, without keeping it in memory."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app, self._limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        seen = 0
        started = False

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise _TooLong
            return message

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            if _announced(scope) > self._limit:
                raise _TooLong
            await self._app(scope, bounded, sending)
        except _TooLong:
            if started:
                raise
            error = {
                "message": f"the body may have {self._limit} bytes",
                "extensions": {"code": "PAYLOAD_TOO_LARGE"},
            }
            # The connection stays: the server drops the rest of the body, and the client gets to read why.
            await JSONResponse({"errors": [error]}, 413)(scope, receive, send)


class _TooLong(Exception):
    pass


def _announced(scope: Scope) -> int:
    if scope["type"] != "http":
        return 0
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0
