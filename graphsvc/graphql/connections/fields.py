"""The root fields: nodes by id, and a list for each type and group of the contract."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLID,
    GraphQLList,
    GraphQLNonNull,
    GraphQLResolveInfo,
    GraphQLString,
)

from graphsvc.graphql.connections.asking import bad, plain
from graphsvc.graphql.connections.lists import node_arguments, node_connection
from graphsvc.graphql.connections.lookahead import LookAhead
from graphsvc.graphql.connections.naming import field_name, sentence
from graphsvc.graphql.connections.nodes import node_type
from graphsvc.graphql.connections.shelf import Shelf
from graphsvc.graphql.connections.targets import Target
from graphsvc.graphql.guard.limits import LIMITS
from graphsvc.graphql.request import Request
from graphsvc.usecases.listing.asked import ListQuery, NodesQuery
from graphsvc.usecases.listing.lists import find_nodes, list_nodes
from graphsvc.usecases.listing.views import Found, NodeView
from schema.load import contract

COST = 10  # of a root field, beside what is asked of its rows


def root_fields(shelf: Shelf) -> dict[str, GraphQLField]:
    """The root fields by name."""
    every = Target.of(tuple(contract().nodes))
    lists = {
        field_name(called): _list(Target.of(contract().expand(name)), shelf)
        for name, called in contract().collections.items()
    }
    return {"node": _node(every, shelf), "nodes": _nodes(every, shelf), **lists}


def _list(target: Target, shelf: Shelf) -> GraphQLField:
    async def resolve(_: Any, info: GraphQLResolveInfo[Request], **given: Any) -> Found:
        rows, wanted = LookAhead(info).listed(target)
        query = ListQuery(target.types, rows, wanted, **_dates(given), lang=_lang(given, info))
        found: Found = await info.context.work(lambda context: list_nodes(query, context))
        return found

    return GraphQLField(
        node_connection(target, shelf),
        node_arguments(target, shelf) | _common(shelf),
        resolve=resolve,
        description=sentence("list", of=target.label),
        extensions={"cost": COST},
    )


def _node(every: Target, shelf: Shelf) -> GraphQLField:
    async def resolve(_: Any, info: GraphQLResolveInfo[Request], **given: Any) -> NodeView | None:
        (found,) = await _find(info, given, [given["id"]], every)
        return found

    id = {"id": GraphQLArgument(GraphQLNonNull(GraphQLID))}
    return GraphQLField(node_type(every, shelf), id | _common(shelf), resolve=resolve, extensions={"cost": COST})


def _nodes(every: Target, shelf: Shelf) -> GraphQLField:
    async def resolve(_: Any, info: GraphQLResolveInfo[Request], **given: Any) -> list[NodeView | None]:
        if len(given["ids"]) > LIMITS.names:
            raise bad(f"ids: got {len(given['ids'])} values, allowed are {LIMITS.names}")
        return await _find(info, given, given["ids"], every)

    ids = GraphQLArgument(GraphQLNonNull(GraphQLList(GraphQLNonNull(GraphQLID))))
    several = GraphQLList(node_type(every, shelf))
    return GraphQLField(several, {"ids": ids} | _common(shelf), resolve=resolve, extensions={"cost": COST})


async def _find(
    info: GraphQLResolveInfo[Request], given: dict[str, Any], ids: list[str], every: Target
) -> list[NodeView | None]:
    named = info.field_name == "node"
    wanted = LookAhead(info).wanted(every, len(ids))
    query = NodesQuery(tuple(ids), named, wanted, **_dates(given), lang=_lang(given, info))
    found: Awaitable[list[NodeView | None]] = info.context.work(lambda context: find_nodes(query, context))
    return await found


def _common(shelf: Shelf) -> dict[str, GraphQLArgument]:
    dates = {name: GraphQLArgument(GraphQLString) for name in ("asOf", "knownAt")}
    return {**dates, "lang": GraphQLArgument(shelf.take("Language", GraphQLEnumType))}


def _dates(given: dict[str, Any]) -> dict[str, str | None]:
    return {"as_of": given.get("asOf"), "known_at": given.get("knownAt")}


def _lang(given: dict[str, Any], info: GraphQLResolveInfo[Request]) -> Any:
    return plain(given.get("lang")) or info.context.language
