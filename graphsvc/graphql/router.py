"""GraphQL over HTTP, to the letter of its specification: POST with JSON, GET for documents known by an id.

Strawberry's router with what it lacks: content negotiation, status codes, refusals as JSON, strict reading of the
body, documents by id, a time-out. Who asks is established before (graphsvc.http.gate).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any, Literal

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from strawberry.fastapi import GraphQLRouter
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionResult

from graphsvc.access.budget import Budget
from graphsvc.access.principal import Principal
from graphsvc.errors import TooFast
from graphsvc.graphql.documents import NOT_FOUND, ONLY_TRUSTED, Documents, NoDocument, trusted
from graphsvc.graphql.guard.errors import BAD_REQUEST, FORBIDDEN, RATE_LIMITED, TIMEOUT
from graphsvc.graphql.guard.operation import Record
from graphsvc.graphql.media import PLAIN, SPECIFIC, negotiated
from graphsvc.graphql.request import Request
from graphsvc.graphql.schema import schema
from graphsvc.usecases.context import Context

ALWAYS = {FORBIDDEN: 403, RATE_LIMITED: 429, TIMEOUT: 503}  # under either media type
EDITOR = "/ide"
EMPTY = Response()  # what resolvers could set headers of; ours do not
NAMES_A_DOCUMENT = ("documentId", "extensions", "query")


class Refused(Exception):
    """A request that is answered without being executed."""

    def __init__(
        self, status: int, message: str, code: str = BAD_REQUEST, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.headers = status, code, headers

    def response(self, media: str) -> Response:
        """A well-formed request is answered with 200 under application/json, whatever the answer."""
        status = 200 if media == PLAIN and self.code in (NOT_FOUND, ONLY_TRUSTED) else self.status
        error = {"message": str(self), "extensions": {"code": self.code}}
        return _typed(JSONResponse({"errors": [error]}, status, self.headers), media)


def router(context: Context, workers: Executor, budget: Budget, record: Record) -> GraphQLRouter[Request, None]:
    """The route /graphql. WrongUse when the manifest of trusted documents cannot be read."""
    settings = context.settings
    documents = Documents(trusted(settings.trusted_documents), settings.only_trusted)

    def request(principal: Principal) -> Request:
        return Request(context, workers, principal, budget, record)

    return _Router(request, documents, settings.get, settings.answer_seconds)


class _Router(GraphQLRouter[Request, None]):
    def __init__(
        self,
        request_of: Callable[[Principal], Request],
        documents: Documents,
        get: Literal["persisted", "all"],
        seconds: float,
    ) -> None:
        async def context(request: HttpRequest) -> Request:
            return request_of(request.state.principal)

        self._request_of, self._documents, self._get, self._seconds = request_of, documents, get, seconds
        super().__init__(schema(), path="/graphql", graphql_ide=None, context_getter=context, subscription_protocols=())
        # Ahead of Strawberry's own routes, which solve dependencies that we do not have, for a fifth of a tiny query,
        # and keep the response of a request where the next one finds it.
        self.routes.insert(0, Route("/graphql", self._asked, methods=["GET", "POST"]))

    async def _asked(self, request: HttpRequest) -> Response:
        response: Response = await self.run(request, self._request_of(request.state.principal))
        return response

    async def get_sub_response(self, request: HttpRequest) -> Response:
        return EMPTY

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        return Response(self.encode_json(response_data), media_type=PLAIN)

    def decode_json(self, data: str | bytes) -> object:
        return orjson.loads(data)  # bounds the depth and the length of integers, which json does not

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)

    def should_render_graphql_ide(self, request: Any) -> bool:
        return False  # it is a page of its own; here it would come in place of a document asked by its id

    async def run(self, request: Any, context: Any = None, root_value: Any = None) -> Any:
        if self.is_websocket_request(request):
            return await self.reject_websocket(request)
        try:
            return await self._answer(request, context)
        except Refused as refusal:
            request.state.code = refusal.code
            return refusal.response(negotiated(request.headers.get("accept")) or PLAIN)

    async def _answer(self, request: HttpRequest, context: Request) -> Response:
        if request.method not in ("GET", "POST"):
            raise Refused(405, "ask with POST", headers={"allow": "GET, POST"})
        accept = request.headers.get("accept", "*/*")
        if request.method == "GET" and "text/html" in accept and not request.query_params:
            return RedirectResponse(EDITOR, 303)  # a person who opened the address in a browser
        media = negotiated(accept)
        if media is None:
            raise Refused(406, f"accept {SPECIFIC} or {PLAIN}")
        try:
            context.charge(1)  # before anything is read: who has nothing left costs us nothing
            async with asyncio.timeout(self._seconds):
                response: Response = await super().run(request, context, None)
        except TooFast as error:
            raise Refused(429, str(error), RATE_LIMITED, {"retry-after": str(error.seconds)}) from error
        except TimeoutError as error:
            raise Refused(503, f"no answer within {self._seconds:g} s; ask for less", TIMEOUT) from error
        except HTTPException as error:
            if isinstance(error.__cause__, InvalidOperationTypeError) and request.method == "GET":
                raise Refused(405, error.reason, headers={"allow": "POST"}) from error
            raise Refused(error.status_code, error.reason) from error
        if refused := getattr(request.state, "refused", None):
            request.state.code = refused["code"]
            response.status_code = ALWAYS.get(refused["code"], 400 if media == SPECIFIC else 200)
            if "retryAfter" in refused:
                response.headers["retry-after"] = str(refused["retryAfter"])
        return _typed(response, media)

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData | list[GraphQLRequestData]:
        if request.method == "GET":
            body = self.parse_query_params(request.query_params)
            if not any(name in body for name in NAMES_A_DOCUMENT):
                raise HTTPException(400, "no document: POST a query, or name one by its documentId")
        else:
            if (request.content_type or "").partition(";")[0].strip().lower() != PLAIN:
                raise HTTPException(415, f"the content type must be {PLAIN}")
            body = self.parse_json(await request.get_body())
        if not isinstance(body, dict):
            raise HTTPException(400, "the body must be a JSON object")
        for name in ("operationName", "documentId"):
            if not isinstance(body.get(name), str | None):
                raise HTTPException(400, f"{name} must be a string or null")
        asked = await super().parse_http_body(request)
        assert isinstance(asked, GraphQLRequestData)  # batches are lists, which are refused above
        return self._found(asked, body.get("documentId"), request.method == "GET")

    def _found(self, asked: GraphQLRequestData, id: str | None, get: bool) -> GraphQLRequestData:
        """The same request with the text of its document."""
        try:
            asked.query, known = self._documents.find(asked.query, id, asked.extensions or {})
        except NoDocument as error:
            raise Refused(ALWAYS.get(error.code, 400), str(error), error.code) from error
        if get and not known and self._get == "persisted":
            raise Refused(405, "GET is for documents known by an id; POST the others", headers={"allow": "POST"})
        return asked

    async def process_result(self, request: HttpRequest, result: ExecutionResult) -> GraphQLHTTPResponse:
        request.state.recorded = True  # by the guard
        answer = await super().process_result(request, result)
        errors = result.errors or []
        if errors and answer.get("data") is None and all(error.path is None for error in errors):
            answer.pop("data", None)  # refused before it was executed
            request.state.refused = errors[0].extensions
        return answer


def _typed(response: Response, media: str) -> Response:
    response.headers["content-type"] = f"{media}; charset=utf-8"
    response.headers["vary"] = "Accept, Authorization"
    return response
