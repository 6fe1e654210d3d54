"""The schema, put together once: questions, lists and nodes, descriptions, guard."""

from __future__ import annotations

from functools import cache

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from graphsvc.graphql.connections.extend import extended
from graphsvc.graphql.descriptions import describe
from graphsvc.graphql.guard.extension import Guard
from graphsvc.graphql.query import Query
from graphsvc.graphql.types.nodes import Claim, Conflict


class Schema(strawberry.Schema):
    """Strawberry's, but errors are logged where they are shaped: what the asker can mend is nobody else's concern."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None: ...


@cache
def schema() -> Schema:
    """The schema of the service."""
    config = StrawberryConfig(auto_camel_case=True)
    made = Schema(query=Query, types=[Claim, Conflict], extensions=[Guard], config=config)
    made._schema = extended(made._schema)
    made._schema._strawberry_schema = made  # type: ignore[attr-defined] # as Strawberry's own constructor does
    describe(made._schema)
    return made


def sdl() -> str:
    """The schema in GraphQL's own language, descriptions included."""
    return schema().as_str() + "\n"
