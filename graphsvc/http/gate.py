"""Who comes in: every request is somebody's before anything else is read of it, and its route is theirs to use."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from graphsvc.access.door import Door
from graphsvc.access.principal import Right
from graphsvc.errors import Forbidden, IssuerUnavailable, KeysUnavailable, Unauthenticated
from graphsvc.http.ide import IDE
from schema.errors import GraphsvcError

#: Which right a path needs; None: nobody is asked for a name. A path not listed needs ASK. The longest match decides.
ROUTES: Mapping[str, Right | None] = {
    "/": None,
    "/health/live": None,
    "/health/ready": None,
    IDE: None,  # a page without data: its questions carry the reader's own key
    "/graphql": Right.ASK,
    "/metrics": Right.OPERATE,
}
STATUS: Mapping[type[GraphsvcError], tuple[int, str]] = {
    Unauthenticated: (401, "UNAUTHENTICATED"),
    Forbidden: (403, "FORBIDDEN"),
    IssuerUnavailable: (503, "UNAVAILABLE"),
    KeysUnavailable: (503, "UNAVAILABLE"),
}


class Gate:
    """ASGI middleware: puts the principal into the scope's state, or answers 401, 403 or 503.

    A WebSocket has no principal yet; who opens one says who they are in its first message.
    """

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            right = needed(scope["path"])
            try:
                if right is not None:
                    await self._enter(scope, right)
            except tuple(STATUS) as error:
                await _refusal(error, scope)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _enter(self, scope: Scope, right: Right) -> None:
        headers = Headers(scope=scope)
        shown = headers.get("authorization")
        principal = await self._door.identify(shown, at_home=_at_home(scope, headers))
        scope.setdefault("state", {})["principal"] = principal
        principal.need(right, scope["path"])


def needed(path: str) -> Right | None:
    """The right that a path needs."""
    if path in ROUTES:
        return ROUTES[path]
    above = [route for route in ROUTES if route != "/" and path.startswith(f"{route}/")]
    return ROUTES[max(above, key=len)] if above else Right.ASK


def _at_home(scope: Scope, headers: Headers) -> bool:
    """Whether the request comes from this machine and names it: a page elsewhere may have its name lead here."""
    client = scope.get("client")
    host = headers.get("host", "")
    name = host.rpartition("]")[0].removeprefix("[") if host.startswith("[") else host.partition(":")[0]
    return client is not None and _is_loopback(client[0]) and (name == "localhost" or _is_loopback(name))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _refusal(error: GraphsvcError, scope: Scope) -> JSONResponse:
    status, code = STATUS[type(error)]
    scope.setdefault("state", {})["code"] = code
    headers = {"vary": "Accept, Authorization"} | ({"www-authenticate": "Bearer"} if status == 401 else {})
    return JSONResponse({"errors": [{"message": str(error), "extensions": {"code": code}}]}, status, headers)
