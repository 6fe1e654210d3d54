"""Connections: their edges with what the claim says, the nodes alone, where the page stands, totals and summaries.

A connection is resolved from a Found, an edge from an Edge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLString,
)

from graphsvc.graphql.connections import nodes
from graphsvc.graphql.connections.cursors import encode
from graphsvc.graphql.connections.filters import claim_filter, node_filter
from graphsvc.graphql.connections.marks import MARK, ClaimsMark
from graphsvc.graphql.connections.naming import asked_as, field_name, of_label, reverse, sentence, type_name
from graphsvc.graphql.connections.orders import order
from graphsvc.graphql.connections.shelf import Shelf
from graphsvc.graphql.connections.summaries import aggregates
from graphsvc.graphql.connections.targets import Direction, Target
from graphsvc.graphql.connections.values import properties, property_fields
from graphsvc.graphql.request import Request
from graphsvc.usecases.listing.ordering import place
from graphsvc.usecases.listing.views import ClaimView, Found, NodeView
from schema.model import Label, RelationshipType


class Edge(NamedTuple):
    """A row in its list."""

    found: Found
    row: NodeView | ClaimView


def node_connection(target: Target, shelf: Shelf) -> GraphQLObjectType:
    """The connection of the nodes of a target."""
    summary = aggregates(target.name, target.label, target.types, shelf)
    return _connection(target.name, target.label, target, {}, summary, shelf)


def node_arguments(target: Target, shelf: Shelf) -> dict[str, GraphQLArgument]:
    """Which part of all nodes of a target, in which order."""
    keys = order(target.name, target.label, target.types, shelf)
    return _arguments(node_filter(target, shelf), keys)


def claim_field(found: RelationshipType, direction: Direction, shelf: Shelf) -> tuple[str, GraphQLField]:
    """The claims of a type on a node, under the name that they have from there."""
    outward = direction == "out"
    name, other = (found.name, found.end) if outward else (found.reverse, found.start)
    target, label = Target.of(other), found.label if outward else found.reverse_label
    own, claims = type_name(found.name), (found.name,)

    def connection() -> GraphQLObjectType:
        summary = aggregates(own, found.label, claims, shelf)
        return _connection(type_name(name), label, target, _claim_fields(found, shelf), summary, shelf)

    return field_name(name), GraphQLField(
        GraphQLNonNull(shelf.once(f"{type_name(name)}Connection", GraphQLObjectType, connection)),
        _arguments(claim_filter(found, shelf), order(own, found.label, claims, shelf)),
        resolve=_listed,
        description=of_label(found.label, found.note) if outward else reverse(found),
        extensions={MARK: ClaimsMark(found.name, direction, target)},
    )


def _connection(
    name: str,
    label: Label,
    target: Target,
    edge_fields: Mapping[str, GraphQLField] | Callable[[], Mapping[str, GraphQLField]],
    summary: GraphQLField,
    shelf: Shelf,
) -> GraphQLObjectType:
    def edge() -> dict[str, GraphQLField]:
        node = GraphQLField(GraphQLNonNull(nodes.node_type(target, shelf)), resolve=lambda edge, _: _node(edge.row))
        cursor = GraphQLField(GraphQLNonNull(GraphQLString), resolve=lambda edge, _: _cursor(edge.found, edge.row))
        own = edge_fields() if callable(edge_fields) else edge_fields
        return {"cursor": cursor, "node": node, **own}

    def fields() -> dict[str, GraphQLField]:
        edges = shelf.once(f"{name}Edge", GraphQLObjectType, lambda: GraphQLObjectType(
            f"{name}Edge", edge, description=sentence("edge", of=label)))  # fmt: skip
        return {
            "edges": GraphQLField(_several(edges), resolve=lambda found, _: [Edge(found, row) for row in found.rows]),
            "nodes": GraphQLField(
                _several(nodes.node_type(target, shelf)), resolve=lambda found, _: [_node(row) for row in found.rows]
            ),
            "pageInfo": GraphQLField(GraphQLNonNull(_page_info(shelf)), resolve=lambda found, _: found),
            "totalCount": GraphQLField(GraphQLNonNull(GraphQLInt), resolve=lambda found, _: found.total),
            "aggregates": summary,
        }

    return shelf.once(f"{name}Connection", GraphQLObjectType, lambda: GraphQLObjectType(
        f"{name}Connection", fields, description=sentence("connection", of=label)))  # fmt: skip


def _claim_fields(found: RelationshipType, shelf: Shelf) -> Callable[[], dict[str, GraphQLField]]:
    """What an edge says beside the node it leads to."""
    text, known = GraphQLNonNull(GraphQLString), properties(found.name)

    def fields() -> dict[str, GraphQLField]:
        own = {
            "claim": GraphQLField(GraphQLNonNull(GraphQLID), resolve=lambda edge, _: edge.row.claim.claim),
            "dataset": GraphQLField(text, resolve=lambda edge, _: edge.row.claim.dataset),
            "recordedAt": GraphQLField(text, resolve=lambda edge, _: edge.row.claim.recorded_at),
        }
        said = property_fields(found.name, shelf, lambda edge: edge.row.claim.properties)
        return own | said | nodes.reference_fields(known, shelf, lambda edge: edge.row)

    return fields


def _page_info(shelf: Shelf) -> GraphQLObjectType:
    flag = GraphQLNonNull(GraphQLBoolean)

    def make() -> GraphQLObjectType:
        return GraphQLObjectType(
            "PageInfo",
            {
                "hasNextPage": GraphQLField(flag, resolve=lambda found, _: found.has_next),
                "hasPreviousPage": GraphQLField(flag, resolve=lambda found, _: found.has_previous),
                "startCursor": GraphQLField(GraphQLString, resolve=lambda found, _: _cursor_at(found, 0)),
                "endCursor": GraphQLField(GraphQLString, resolve=lambda found, _: _cursor_at(found, -1)),
            },
        )

    return shelf.once("PageInfo", GraphQLObjectType, make)


def _arguments(filter: GraphQLInputObjectType, order: GraphQLInputObjectType) -> dict[str, GraphQLArgument]:
    sizes = {name: GraphQLArgument(GraphQLInt) for name in ("first", "last")}
    places = {name: GraphQLArgument(GraphQLString) for name in ("after", "before")}
    keys = GraphQLArgument(GraphQLList(GraphQLNonNull(order)))
    return {**sizes, **places, "filter": GraphQLArgument(filter), "orderBy": keys}


def _listed(view: NodeView, info: GraphQLResolveInfo[Request], **_: Any) -> Found:
    return view.lists[asked_as(info.field_nodes[0])]


def _several(of: Any) -> GraphQLOutputType:
    return GraphQLNonNull(GraphQLList(GraphQLNonNull(of)))


def _node(row: NodeView | ClaimView) -> NodeView:
    return row.other if isinstance(row, ClaimView) else row


def _cursor(found: Found, row: NodeView | ClaimView) -> str:
    return encode(place(row.claim if isinstance(row, ClaimView) else row.node, found.order), found.order)


def _cursor_at(found: Found, at: int) -> str | None:
    rows: Sequence[NodeView | ClaimView] = found.rows
    return _cursor(found, rows[at]) if rows else None
