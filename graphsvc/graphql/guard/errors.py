"""What an error looks like from outside: a stable code, a message that helps, nothing of our insides.

Errors that the asker can mend keep the code of the command line (graphsvc.errors); what GraphQL itself refuses has the
codes that its tools know; anything else is a defect of ours, logged under a reference id.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import structlog
from graphql import GraphQLError, GraphQLSyntaxError

from graphsvc.errors import AmbiguousName, ServiceError
from graphsvc.text import LANGUAGES
from schema.errors import GraphsvcError

BAD_REQUEST = "BAD_REQUEST"
PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
BAD_INPUT = "BAD_USER_INPUT"
TOO_COMPLEX = "QUERY_TOO_COMPLEX"
UNAUTHENTICATED = "UNAUTHENTICATED"
FORBIDDEN = "FORBIDDEN"
RATE_LIMITED = "RATE_LIMITED"
TIMEOUT = "TIMEOUT"
INTERNAL = "INTERNAL_SERVER_ERROR"
SUGGESTION = re.compile(r" Did you mean .*\?$", re.DOTALL)  # graphql-core still makes them of values in variables
SHOWN = 10  # errors of one request


def shaped(errors: list[GraphQLError], suggestions: bool) -> list[GraphQLError]:
    """The first errors as they go out. `suggestions`: whether the asker may learn names of the schema from them."""
    found = [_shaped(error) for error in errors[:SHOWN]]
    if not suggestions:
        for error in found:
            if error.extensions and error.extensions["code"] in (VALIDATION_FAILED, BAD_INPUT):
                error.message = SUGGESTION.sub("", error.message)
    return found


def _shaped(error: GraphQLError) -> GraphQLError:
    if error.extensions and "code" in error.extensions:
        return error
    cause = error.original_error
    if isinstance(cause, GraphsvcError):
        return _with(error, str(cause), {"code": cause.code, **_facts(cause)})
    if isinstance(cause, RecursionError):
        return _with(error, "the document is nested too deeply", {"code": PARSE_FAILED})
    if isinstance(error, GraphQLSyntaxError):
        return _with(error, error.message, {"code": PARSE_FAILED})
    if cause is None or isinstance(cause, GraphQLError):  # GraphQL's own, about the document or about its variables
        in_the_document = error.nodes and cause is None and not error.message.startswith("Variable '$")
        return _with(error, error.message, {"code": VALIDATION_FAILED if in_the_document else BAD_INPUT})
    return _with(error, *_masked(cause))


def _masked(defect: BaseException) -> tuple[str, dict[str, Any]]:
    reference = uuid4().hex[:12]
    structlog.get_logger().error("defect", reference=reference, exc_info=defect)
    return f"internal error, reference {reference}", {"code": INTERNAL, "reference": reference}


def _facts(error: GraphsvcError) -> dict[str, Any]:
    """What a program may want to show, in its own words or in ours in both languages."""
    said = {"messages": {lang: error.said(lang) for lang in LANGUAGES}} if isinstance(error, ServiceError) else {}
    if isinstance(error, AmbiguousName):
        return {"text": error.text, "candidates": list(error.candidates), **said}
    return said


def _with(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
