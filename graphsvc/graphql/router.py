"""GraphQL over HTTP: POST with JSON, answered as application/json or application/graphql-response+json.

Strawberry's router with what it lacks: content negotiation, refusals as JSON, strict reading of the body. GET is for
persisted documents, and there are none yet.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from strawberry.fastapi import GraphQLRouter
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.types import ExecutionResult

from graphsvc.graphql.guard.errors import BAD_REQUEST
from graphsvc.graphql.request import Request
from graphsvc.graphql.schema import schema
from graphsvc.usecases.context import Context

PLAIN = "application/json"
SPECIFIC = "application/graphql-response+json"
ACCEPTED = {SPECIFIC: SPECIFIC, PLAIN: PLAIN, "application/*": PLAIN, "*/*": PLAIN}


def router(context: Context, workers: Executor) -> GraphQLRouter[Request, None]:
    """The route /graphql."""
    return _Router(schema(), lambda: Request(context, workers))


class _Router(GraphQLRouter[Request, None]):
    def __init__(self, schema: Any, request: Callable[[], Request]) -> None:
        async def context() -> Request:
            return request()

        super().__init__(schema, path="/graphql", graphql_ide=None, context_getter=context, subscription_protocols=())

    def decode_json(self, data: str | bytes) -> object:
        return orjson.loads(data)  # bounds the depth and the length of integers, which json does not

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)

    async def run(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if self.is_websocket_request(request):
            return await self.reject_websocket(request)
        if request.method != "POST":
            return _refusal(405, "ask with POST", {"allow": "POST"})
        media = negotiated(request.headers.get("accept"))
        if media is None:
            return _refusal(406, f"accept {SPECIFIC} or {PLAIN}")
        try:
            response = await super().run(request, *args, **kwargs)
        except HTTPException as error:
            return _refusal(error.status_code, error.reason)
        response.headers["content-type"] = f"{media}; charset=utf-8"
        response.headers["vary"] = "Accept"
        if media == SPECIFIC and getattr(request.state, "refused", False):
            response.status_code = 400
        return response

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData | list[GraphQLRequestData]:
        if (request.content_type or "").partition(";")[0].strip().lower() != PLAIN:
            raise HTTPException(415, f"the content type must be {PLAIN}")
        body = self.parse_json(await request.get_body())
        if not isinstance(body, dict):
            raise HTTPException(400, "the body must be a JSON object")
        if not isinstance(body.get("operationName"), str | None):
            raise HTTPException(400, "operationName must be a string or null")
        return await super().parse_http_body(request)

    async def process_result(self, request: HttpRequest, result: ExecutionResult) -> GraphQLHTTPResponse:
        answer = await super().process_result(request, result)
        if answer.get("data") is None and all(error.path is None for error in result.errors or ()):
            answer.pop("data", None)  # refused before it was executed
            request.state.refused = True
        return answer


def negotiated(accept: str | None) -> str | None:
    """The media type of the response; None when nothing we speak is accepted."""
    best: tuple[float, str | None] = (0.0, None)
    for part in (accept or "*/*").split(","):
        name, *parameters = (text.strip().lower() for text in part.split(";"))
        weight = _weight(parameters)
        if name in ACCEPTED and weight > best[0]:
            best = weight, ACCEPTED[name]
    return best[1]


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter.removeprefix("q="))
            except ValueError:
                return 0.0
    return 1.0


def _refusal(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    error = {"message": message, "extensions": {"code": BAD_REQUEST}}
    return JSONResponse({"errors": [error]}, status, headers)
